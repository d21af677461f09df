"""What the rooms that an index depends on make of a fixed corpus, as digests. A room whose digest
changes must raise its version: `python -m tests.versions` then writes the golden file anew."""

import hashlib
import json
import tempfile
import zlib
from collections.abc import Iterable, Iterator
from dataclasses import astuple, fields
from pathlib import Path
from typing import Any

import numpy as np

import index.posts
import index.text
from index.posts.load import load_post
from index.posts.reading.read import read_bytes
from index.posts.reading.walk import walk
from index.posts.sites.site import Site, find_site
from index.store.batch import batch
from index.store.format.folder import Folder
from index.store.manifest import FORMAT
from index.store.segment import Segment
from index.store.segments_writer import SegmentsWriter
from index.text.documents import documents
from index.values.documents import Documents
from index.values.errors import PostError
from index.values.post import Post
from tests.conftest import FIXTURE, JST, NOW, ROOT

GOLDEN = ROOT / "tests" / "golden" / "versions.json"
_LARGEST = 4_000_000


def versions() -> dict[str, dict[str, Any]]:
    """By room its version and the digest of what it makes."""
    posts = list(_posts())
    readable = [post for post in posts if isinstance(post, Post)]
    made = documents(readable, JST)
    return {
        "posts": {"version": index.posts.VERSION, "digest": _digest(map(repr, posts))},
        "text": {"version": index.text.VERSION, "digest": _digest(_of_documents(made))},
        "store": {"version": FORMAT, "digest": _digest(_of_segment(made))},
    }


def _posts() -> Iterator[Post | str]:
    """The fixture blog, and the files of the cases, read; errors as text."""
    site = find_site(FIXTURE)
    for name, path in walk(FIXTURE, {}):
        try:
            yield load_post(read_bytes(path, name, _LARGEST), name, site, JST, NOW)
        except PostError as error:
            yield str(error)
    for name, text in _case_files():
        try:
            yield load_post(text.encode(), name, Site(), JST, NOW)
        except PostError as error:
            yield str(error)


def _case_files() -> Iterator[tuple[str, str]]:
    lines = (ROOT / "tests" / "golden" / "cases.jsonl").read_text(encoding="utf-8").splitlines()
    for number, line in enumerate(lines):
        for name, text in json.loads(line)["files"].items():
            if name.endswith(".md") and isinstance(text, str):
                yield f"{number}/{name}", text


def _of_documents(made: Documents) -> Iterator[str]:
    yield from map(repr, made.metas)
    yield from (*made.folded, *made.shown, *sorted(made.forms))
    yield repr([made.seconds.tolist(), made.days.tolist()])
    yield from (repr((one.spans.tolist(), one.shown)) for one in made.offsets)
    terms = np.asarray(made.occurrences.vocabulary, dtype=object)
    yield repr([terms[made.occurrences.terms].tolist(), terms[made.occurrences.compounds].tolist()])
    for column in fields(made.occurrences)[3:]:
        if column.name != "compounds":
            yield repr(getattr(made.occurrences, column.name).tolist())
    yield repr([one.tolist() for one in made.signatures])
    yield repr([one.tolist() for one in made.grams])


def _of_segment(made: Documents) -> Iterator[str]:
    """Its blocks; what is compressed as it was before, since zlib has its versions too."""
    with tempfile.TemporaryDirectory() as folder, SegmentsWriter(Folder(Path(folder))) as writer:
        writer.add(batch(made))
        [file] = writer.commit()
        segment = Segment(Folder(Path(folder)).open(file.file))
        for name, (_, _, kind) in sorted(segment.file._blocks.items()):
            if name not in ("texts", "texts.lengths", "forms.lines", "forms.lengths"):
                yield f"{name} {kind} {segment.file.array(name).tobytes().hex()}"
        yield from segment.forms.beginning("")
        for doc in range(segment.size):
            stored = segment.stored_bytes(doc)
            size = int.from_bytes(stored[:4], "little")
            yield bytes(segment.text(doc)).hex()
            yield zlib.decompress(stored[4 : 4 + size]).hex()
            yield zlib.decompress(stored[4 + size :]).hex()
        yield repr(astuple(file)[3:])


def _digest(lines: Iterable[str]) -> str:
    made = hashlib.blake2b(digest_size=16)
    for line in lines:
        made.update(f"{line}\n".encode("utf-8", "surrogatepass"))
    return made.hexdigest()


if __name__ == "__main__":
    GOLDEN.write_text(json.dumps(versions(), indent=1) + "\n", encoding="utf-8")
