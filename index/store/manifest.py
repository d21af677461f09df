"""What a generation holds, as JSON."""

import dataclasses
import hashlib
import json
import operator
import re
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from index.store.format import Folder, read_json, require_shape
from index.values import IndexDamaged, Vocabulary, reason_of

NAME = "manifest.json"
FORMAT = 16
"""Of what a generation holds. Raise it with every change of what is written: older ones are then
refused, and built anew by the next reindex."""

POSTS, PROGRAM = "posts", "program"
"""Who owns an index: a folder of posts, or a program that writes through Whoosh's interface."""

_MOST = 1 << 26
"""Bytes of a manifest, at most."""
_DOCUMENTS = (1 << 31) - 1
_SEGMENT = re.compile(r"[0-9]{6,18}-[0-9]{1,9}\.segment")
_RECORDS = re.compile(r"[0-9]{6,18}\.records")
_ZONE = re.compile(r"[A-Za-z0-9_/+:.-]{0,64}")
_FILE = {"file": str, "bytes": int, "checksum": int}
_SHAPE = {
    "generation": str, "basis": {...: str}, "indexed_at": str, "owner": str, "timezone": str,
    "format": int, "counts": {...: int}, "records": [_FILE],
    "segments": [{**_FILE, "documents": int, "deleted": [int]}],
    "vocabulary": {"words": [(str, str)], "synonyms": [[str]]},
}  # fmt: skip


@dataclass(frozen=True)
class SegmentFile:
    """A segment: the name, length in bytes and checksum of its file, how many documents it holds
    and which of these are deleted, ascending."""

    file: str
    bytes: int
    checksum: int
    documents: int
    deleted: tuple[int, ...] = ()


@dataclass(frozen=True)
class RecordsFile:
    """A file with records of posts' files: its name, its length in bytes and its checksum."""

    file: str
    bytes: int
    checksum: int


@dataclass(frozen=True)
class Manifest:
    """`basis` names and fingerprints all that changes answers besides the files.
    `counts`: how many files came to each state. `records`: the files that say of what the
    generation was made, none or the base, then what differs from it. `vocabulary`: what queries
    are read by;
    `owner`: POSTS or PROGRAM; `timezone`: of the days in
    `segments`. Times are ISO 8601."""

    generation: str
    basis: dict[str, str]
    indexed_at: str
    segments: tuple[SegmentFile, ...]
    counts: dict[str, int]
    records: tuple[RecordsFile, ...] = ()
    vocabulary: Vocabulary = field(default_factory=Vocabulary)
    owner: str = POSTS
    timezone: str = "+09:00"
    format: int = FORMAT

    def count(self, state: str) -> int:
        return self.counts.get(state, 0)


def write_manifest(folder: Folder, manifest: Manifest) -> None:
    """Written beside its own checksum."""
    folder.replace(NAME, _written(manifest).encode(), durable=False)


def _written(manifest: Manifest) -> str:
    raw = dataclasses.asdict(manifest)
    return _as_json({"checksum": _digest(_as_json(raw)), "manifest": raw})


def _as_json(value: dict[str, Any]) -> str:
    return json.dumps(value, ensure_ascii=False)


def read_manifest(folder: Folder) -> Manifest:
    """IndexDamaged where there is none, or something else."""
    try:
        text = str(folder.read(NAME, _MOST), "utf-8")
        manifest = _manifest(require_shape(read_json(text), {"checksum": str, "manifest": object}))
        if text != _written(manifest):
            raise ValueError("not as written")
        _require_sense(manifest)
        if manifest.generation != folder.name:
            raise ValueError(f"of generation {manifest.generation[:100]!r}")
        return manifest
    except (OSError, ValueError) as error:
        reason = f"damaged, or made by another version: {reason_of(error)}; run `sakuin reindex`"
        raise IndexDamaged(f"{folder.path / NAME}: expected a manifest: {reason}") from None


def _manifest(raw: Any) -> Manifest:
    """The manifest in a value of JSON; ValueError where it has another shape."""
    raw = raw["manifest"]
    if not isinstance(raw, dict) or raw.get("format") != FORMAT:
        raise ValueError(f"expected format {FORMAT}")
    require_shape(raw, _SHAPE)
    segments = tuple(
        SegmentFile(**{**segment, "deleted": tuple(segment["deleted"])})
        for segment in raw.pop("segments")
    )
    records = tuple(RecordsFile(**file) for file in raw.pop("records"))
    added = raw.pop("vocabulary")
    words, synonyms = (tuple(map(tuple, added[name])) for name in ("words", "synonyms"))
    vocabulary = Vocabulary(words, synonyms)
    return Manifest(**raw, segments=segments, records=records, vocabulary=vocabulary)


def _require_sense(manifest: Manifest) -> None:
    """ValueError where what a manifest says cannot be so: a name that is none of its folder, say,
    or a document that is deleted without being there."""
    names = [file.file for file in manifest.segments]
    names += [file.file for file in manifest.records]
    if len(set(names)) < len(names):
        raise ValueError("a file is there twice")
    if not all(_SEGMENT.fullmatch(file.file) for file in manifest.segments):
        raise ValueError("expected names of segments")
    if not all(_RECORDS.fullmatch(file.file) for file in manifest.records):
        raise ValueError("expected names of records")
    if manifest.owner not in (POSTS, PROGRAM) or not _ZONE.fullmatch(manifest.timezone):
        raise ValueError("expected an owner and a timezone")
    datetime.fromisoformat(manifest.indexed_at)
    if min(manifest.counts.values(), default=0) < 0:
        raise ValueError("expected how many files there are")
    if sum(file.documents for file in manifest.segments) > _DOCUMENTS:
        raise ValueError(f"expected at most {_DOCUMENTS:,} documents")
    for file in manifest.segments:
        deleted = file.deleted or (0,)
        if file.documents < 0 or deleted[0] < 0 or deleted[-1] >= max(file.documents, 1):
            raise ValueError("expected numbers of documents")
        if not all(map(operator.lt, file.deleted, file.deleted[1:])):
            raise ValueError("expected numbers in order")


def _digest(text: str) -> str:
    return hashlib.blake2b(text.encode("utf-8", "surrogatepass"), digest_size=16).hexdigest()
