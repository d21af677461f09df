"""What was looked for and found in a generation, kept beside the index."""

import json
from dataclasses import asdict
from pathlib import Path

from search.contract import Verified

_FILE = "verified.json"


def write_verified(index: Path, verified: Verified) -> None:
    """Keeps what was found of the generation in force."""
    text = json.dumps(asdict(verified), ensure_ascii=False)
    (index / _FILE).write_text(text, encoding="utf-8")


def read_verified(index: Path, generation: str) -> Verified | None:
    """What was kept of a generation; None where nothing was."""
    try:
        raw = json.loads((index / _FILE).read_text(encoding="utf-8"))
        kept = Verified(**{**raw, "missed": tuple(raw["missed"])})
    except (OSError, ValueError, TypeError, KeyError):
        return None
    return kept if kept.generation == generation else None


def forget_verified(index: Path) -> None:
    """Drops what was kept: an index made anew may have a generation of the same name."""
    (index / _FILE).unlink(missing_ok=True)
