"""What a generation holds, as JSON."""

import dataclasses
import hashlib
import json
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from index.values import IndexDamaged, Vocabulary, reason_of

NAME = "manifest.json"
FORMAT = 15
"""Of what a generation holds. Raise it with every change of what is written: older ones are then
refused, and built anew by the next reindex."""

POSTS, PROGRAM = "posts", "program"
"""Who owns an index: a folder of posts, or a program that writes through Whoosh's interface."""


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


def write_manifest(folder: Path, manifest: Manifest) -> None:
    """Written beside its own checksum."""
    raw = dataclasses.asdict(manifest)
    text = _as_json({"checksum": _digest(_as_json(raw)), "manifest": raw})
    (folder / NAME).write_text(text, encoding="utf-8")


def _as_json(value: dict[str, Any]) -> str:
    return json.dumps(value, ensure_ascii=False)


def read_manifest(folder: Path) -> Manifest:
    """IndexDamaged where there is none, or something else."""
    try:
        text = (folder / NAME).read_text(encoding="utf-8")
        raw = json.loads(text)
        if raw["checksum"] != _digest(_as_json(raw["manifest"])) or text != _as_json(raw):
            raise ValueError("not as written")
        manifest = _manifest(raw["manifest"])
        if manifest.generation != folder.name:
            raise ValueError(f"of generation {manifest.generation}")
        return manifest
    except (OSError, ValueError, TypeError, KeyError, AttributeError) as error:
        reason = f"damaged, or made by another version: {reason_of(error)}; run `sakuin reindex`"
        raise IndexDamaged(f"{folder / NAME}: expected a manifest: {reason}") from None


def _manifest(raw: dict[str, Any]) -> Manifest:
    if raw.get("format") != FORMAT:
        raise ValueError(f"format {FORMAT}")
    segments = tuple(
        SegmentFile(**{**segment, "deleted": tuple(segment["deleted"])})
        for segment in raw.pop("segments")
    )
    records = tuple(RecordsFile(**file) for file in raw.pop("records"))
    added = raw.pop("vocabulary")
    words, synonyms = (tuple(map(tuple, added[name])) for name in ("words", "synonyms"))
    if raw["owner"] not in (POSTS, PROGRAM):
        raise ValueError(f"owner {raw['owner']!r}")
    vocabulary = Vocabulary(words, synonyms)
    return Manifest(**raw, segments=segments, records=records, vocabulary=vocabulary)


def _digest(text: str) -> str:
    return hashlib.blake2b(text.encode("utf-8", "surrogatepass"), digest_size=16).hexdigest()
