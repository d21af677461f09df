"""What a generation holds and of which files it was made, as JSON."""

import dataclasses
import json
from dataclasses import dataclass, field
from pathlib import Path

from index.errors import IndexDamaged

NAME = "manifest.json"
LEFT_OUT = "left_out"
FORMAT = 1
"""Of what a generation holds. Raise it with every change after which old ones would be misread
(order of fields, packing): they are then refused, and built anew by the next reindex."""


@dataclass(frozen=True)
class FileRecord:
    """A post file as it was read: its content's fingerprint, what became of it (a Visibility
    value or LEFT_OUT), why it was left out, when a future post is due (ISO), its warnings."""

    content: str
    state: str
    reason: str = ""
    due: str | None = None
    warnings: tuple[str, ...] = ()


@dataclass(frozen=True)
class Manifest:
    """`basis` names and fingerprints all that changes answers besides the files: analyser,
    schema, dictionary, settings. Times are ISO 8601."""

    generation: str
    basis: dict[str, str]
    indexed_at: str
    files: dict[str, FileRecord] = field(default_factory=dict)
    format: int = FORMAT

    def count(self, state: str) -> int:
        return sum(record.state == state for record in self.files.values())


def write_manifest(folder: Path, manifest: Manifest) -> None:
    text = json.dumps(dataclasses.asdict(manifest), ensure_ascii=False, indent=0)
    (folder / NAME).write_text(text, encoding="utf-8")


def read_manifest(folder: Path) -> Manifest:
    """IndexDamaged where there is none, or something else."""
    try:
        raw = json.loads((folder / NAME).read_text(encoding="utf-8"))
        files = {
            name: FileRecord(**{**record, "warnings": tuple(record["warnings"])})
            for name, record in raw.pop("files").items()
        }
        made = Manifest(**raw, files=files)
    except (OSError, ValueError, TypeError, KeyError, AttributeError) as error:
        raise IndexDamaged(f"{folder / NAME}: expected a manifest: {error}") from None
    if made.format != FORMAT:
        raise IndexDamaged(f"{folder}: made by another version; run `sakuin reindex`")
    return made
