"""What a generation holds and of which files it was made, as JSON."""

import dataclasses
import hashlib
import json
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from index.errors import IndexDamaged
from index.post import Visibility
from index.vocabulary import Vocabulary

NAME = "manifest.json"
RECORDS = "posts.json"
LEFT_OUT = "left_out"
FORMAT = 8
"""Of what a generation holds. Raise it with every change after which old ones would be misread:
they are then refused, and built anew by the next reindex."""


@dataclass(frozen=True)
class FileRecord:
    """A post file as it was read: its content's fingerprint, what became of it (a Visibility
    value or LEFT_OUT), why it was left out or, where a value was not understood, withheld; when
    its state changes by itself (ISO), its warnings."""

    content: str
    state: str
    reason: str = ""
    due: str | None = None
    warnings: tuple[str, ...] = ()

    @property
    def is_withheld(self) -> bool:
        """Whether its post was read and may not be found."""
        return self.state not in (LEFT_OUT, Visibility.LISTED.value)

    @property
    def is_of_machine(self) -> bool:
        """Whether the machine would not read the file: nothing is known of its content."""
        return self.state == LEFT_OUT and not self.content


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
class Manifest:
    """`basis` names and fingerprints all that changes answers besides the files: analyser,
    schema, dictionary, settings. `counts`: how many files came to each state. `records`: the
    checksum of the file of FileRecords. `vocabulary`: what queries are read by. Times are ISO
    8601."""

    generation: str
    basis: dict[str, str]
    indexed_at: str
    segments: tuple[SegmentFile, ...]
    counts: dict[str, int]
    records: str
    vocabulary: Vocabulary = field(default_factory=Vocabulary)
    format: int = FORMAT

    def count(self, state: str) -> int:
        return self.counts.get(state, 0)


def states(files: Mapping[str, FileRecord]) -> dict[str, int]:
    """How many files came to each state."""
    return dict(Counter(record.state for record in files.values()))


def write_records(folder: Path, files: Mapping[str, FileRecord]) -> str:
    """The records, by post id; returns their checksum."""
    rows = (
        f"{json.dumps(name, ensure_ascii=False)}: {json.dumps(_row(record), ensure_ascii=False)}"
        for name, record in files.items()
    )
    text = "{\n" + ",\n".join(rows) + "\n}\n"  # a line each; `indent` is written in Python
    (folder / RECORDS).write_text(text, encoding="utf-8")
    return _digest(text)


def _row(record: FileRecord) -> tuple[object, ...]:
    return record.content, record.state, record.reason, record.due, record.warnings


def read_records(folder: Path, manifest: Manifest) -> dict[str, FileRecord]:
    """The inverse; IndexDamaged where they are not as written."""
    path = folder / RECORDS
    try:
        text = path.read_text(encoding="utf-8")
        if _digest(text) != manifest.records:
            raise ValueError("not as written")
        return {
            name: FileRecord(content, state, reason, due, tuple(warnings))
            for name, (content, state, reason, due, warnings) in json.loads(text).items()
        }
    except (OSError, ValueError, TypeError) as error:
        raise IndexDamaged(f"{path}: damaged: expected the posts' records: {error}") from None


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
        reason = f"damaged, or made by another version: {error!r}; run `sakuin reindex`"
        raise IndexDamaged(f"{folder / NAME}: expected a manifest: {reason}") from None


def _manifest(raw: dict[str, Any]) -> Manifest:
    if raw.get("format") != FORMAT:
        raise ValueError(f"format {FORMAT}")
    segments = tuple(
        SegmentFile(**{**segment, "deleted": tuple(segment["deleted"])})
        for segment in raw.pop("segments")
    )
    added = raw.pop("vocabulary")
    words, synonyms = (tuple(map(tuple, added[name])) for name in ("words", "synonyms"))
    return Manifest(**raw, segments=segments, vocabulary=Vocabulary(words, synonyms))


def _digest(text: str) -> str:
    return hashlib.blake2b(text.encode("utf-8", "surrogatepass"), digest_size=16).hexdigest()
