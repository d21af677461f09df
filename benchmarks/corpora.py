"""The documents: JaQuAD's passages and real posts of Japanese blogs, each also repeated to
120,000. Written once under the work folder as Markdown for Sakuin and as shown text for all."""

import dataclasses
import gzip
import json
import shutil
import tarfile
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, timedelta
from hashlib import blake2b
from itertools import count, islice
from pathlib import Path
from typing import Any, TypeVar

from benchmarks.model import Corpus, Doc, save_docs
from benchmarks.real import DATA

MANY = 120_000
_CATEGORIES = 20
_FIRST_DAY, _DAYS = date(2010, 1, 1), 5_800
_FOLDER = 1_000
"""Files in one folder at most."""

T = TypeVar("T")
Source = Callable[[Path, int | None], Iterator[Doc]]
"""Writes so many posts under a folder (None: once each) and gives each as readers see it."""


def corpus(name: str, work: Path, limit: int | None) -> Corpus:
    """The corpus of that name under `work`, made if it is not there; `limit` documents at most."""
    made = Corpus(name, work / (name if limit is None else f"{name}-{limit}") / "corpus")
    done = made.folder / "stats.json"
    if done.is_file():
        return made
    shutil.rmtree(made.folder, ignore_errors=True)
    made.posts.mkdir(parents=True)
    source, size = _SOURCES[name]
    docs = source(made.posts, limit or size)
    stats = save_docs(made.folder / "docs.jsonl", docs)
    done.write_text(json.dumps(dataclasses.asdict(stats)), encoding="utf-8")
    return made


def json_lines(name: str) -> Iterator[dict[str, Any]]:
    """The objects of a file of JaQuAD: docs, keywords or questions."""
    with gzip.open(DATA / "jaquad" / f"{name}.jsonl.gz", "rt", encoding="utf-8") as lines:
        yield from map(json.loads, lines)


def passage_id(number: int, copy: int = 0) -> str:
    """The post's path for a passage: the same date and category are derived from it each time."""
    return f"{copy:02d}-{number // _FOLDER:02d}/{number:05d}.md"


def _number(text: str) -> int:
    return int.from_bytes(blake2b(text.encode(), digest_size=8).digest(), "big")


def _passages(folder: Path, limit: int | None) -> Iterator[Doc]:
    for copy, row in islice(_copied(list(json_lines("docs"))), limit):
        doc = _passage(copy, row)
        path = folder / doc.id
        path.parent.mkdir(exist_ok=True)
        head = {"title": doc.title, "date": doc.date, "categories": [doc.category]}
        lines = [f"{key}: {json.dumps(value, ensure_ascii=False)}" for key, value in head.items()]
        path.write_text("\n".join(["---", *lines, "---", "", doc.body, ""]), encoding="utf-8")
        yield doc


def _copied(items: list[T]) -> Iterator[tuple[int, T]]:
    """(copy, item) without end; the first time through is copy 0."""
    return ((copy, item) for copy in count() for item in items)


def _passage(copy: int, row: dict[str, Any]) -> Doc:
    post = passage_id(row["id"], copy)
    number = _number(post)
    day = _FIRST_DAY + timedelta(days=number % _DAYS)
    title = row["title"] if copy == 0 else f"{row['title']} {copy * 100_000 + row['id']}"
    return Doc(post, title, row["body"], day.isoformat(), f"c{number // _DAYS % _CATEGORIES:02d}")


def _real_posts(folder: Path, limit: int | None) -> Iterator[Doc]:
    """Real posts keep their own heads. Text is what Sakuin shows of them; posts that it does not
    list are written, and left out of the documents."""
    with tarfile.open(DATA / "posts" / "posts.tar.xz") as archive:
        archive.extractall(folder, filter="data")
    kept = list(_read(folder))
    wanted = limit or len(kept)
    for doc in kept[wanted:]:
        (folder / doc.id).unlink()
    for copy, doc in islice(_copied(kept), wanted):
        if copy == 0:
            yield doc
            continue
        text = f"{copy * 100_000 + _number(doc.id) % 100_000}番目の写し"
        original = folder / doc.id
        path = folder / f"copy{copy:02d}" / doc.id
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(original.read_bytes() + f"\n\n{text}\n".encode())
        post = path.relative_to(folder).as_posix()
        yield dataclasses.replace(doc, id=post, body=f"{doc.body}\n{text}")


def _read(folder: Path) -> Iterator[Doc]:
    from index.posts.load import load_post
    from index.posts.reading.read import read_bytes
    from index.posts.reading.walk import walk
    from index.posts.sites.site import find_site
    from index.values.errors import PostError
    from index.values.post import Visibility
    from index.values.settings import Settings

    settings, now = Settings(), datetime.now(UTC)
    site = find_site(folder)
    for post_id, path in walk(folder):
        try:
            data = read_bytes(path, post_id, settings.posts.max_bytes)
            post = load_post(data, post_id, site, settings.tz, now)
        except PostError:
            continue
        if post.visibility is not Visibility.LISTED:
            continue
        texts = [s.text for s in post.sections if s.field in ("heading", "body", "code", "link")]
        day = post.date.date().isoformat() if post.date else ""
        category = post.categories[0] if post.categories else ""
        yield Doc(post_id, post.title, "\n".join(texts), day, category)


_SOURCES: dict[str, tuple[Source, int | None]] = {
    "jaquad": (_passages, 11_144),
    "jaquad-120k": (_passages, MANY),
    "posts": (_real_posts, None),
    "posts-120k": (_real_posts, MANY),
}
CORPORA = tuple(_SOURCES)
