"""The result of verifying a generation, kept in a file of the index."""

import json
from dataclasses import asdict
from pathlib import Path

from search.contract import Verified

_FILE = "verified.json"


def write_verified(index: Path, verified: Verified) -> None:
    """Writes the result; OSError where that cannot be written."""
    text = json.dumps(asdict(verified), ensure_ascii=False)
    (index / _FILE).write_text(text, encoding="utf-8")


def read_verified(index: Path, generation: str) -> Verified | None:
    """The result of a generation; None where there is none that can be read."""
    try:
        raw = json.loads((index / _FILE).read_text(encoding="utf-8"))
        verified = Verified(**{**raw, "missed": tuple(raw["missed"])})
    except (OSError, ValueError, TypeError, KeyError):
        return None
    return verified if verified.generation == generation else None


def forget_verified(index: Path) -> None:
    """Deletes the result: an index made anew may have a generation of the same name."""
    (index / _FILE).unlink(missing_ok=True)
