"""What it costs to make an index on a cluster and one in a folder: CPU seconds of each step."""

import time
from collections.abc import Iterator
from datetime import UTC, datetime
from itertools import islice
from typing import Any

from benchmarks.model import Corpus
from index.cluster.packing import pack
from index.posts import find_site, load_post, read_bytes, walk
from index.store import StoreWriter
from index.text import documents
from index.values import Post, PostError, Settings, Visibility

_SAMPLE, _BATCH = 1_000, 50
"""Posts that are measured, and of them in a batch."""


def cpu_seconds(corpus: Corpus) -> dict[str, float]:
    """By step, a thousand posts in one process: to read them, to analyse them, to pack them for a
    cluster and for a folder."""
    spent: dict[str, float] = {}
    posts, count = _posts(corpus), 0
    while some := _timed(spent, "read", lambda: list(islice(posts, _BATCH))):
        count += len(some)
        found = _timed(spent, "analyse", lambda some=some: documents(some, Settings().tz))
        _timed(spent, "pack for the cluster", lambda found=found: pack(found))
        _timed(spent, "pack for the folder", lambda found=found: StoreWriter.pack(found))
    return {step: seconds * 1_000 / count for step, seconds in spent.items()}


def _timed(spent: dict[str, float], step: str, call: Any) -> Any:
    started = time.process_time()
    done = call()
    spent[step] = spent.get(step, 0.0) + time.process_time() - started
    return done


def _posts(corpus: Corpus) -> Iterator[Post]:
    """As many of the corpus as are measured, from all over it."""
    names = sorted(doc.id for doc in corpus.docs())
    wanted = set(names[:: max(1, len(names) // _SAMPLE)][:_SAMPLE])
    settings, now, site = Settings(), datetime.now(UTC), find_site(corpus.posts)
    for post_id, path in walk(corpus.posts):
        if post_id in wanted:
            try:
                data = read_bytes(path, post_id, settings.posts.max_bytes)
                post = load_post(data, post_id, site, settings.tz, now)
            except PostError:
                continue
            if post.visibility is Visibility.LISTED:
                yield post
