"""The result of verifying a generation, kept in a file of the index."""

import json
from dataclasses import asdict
from pathlib import Path

from index.store import Folder, read_json, require_shape
from search.contract import Verified

_FILE = "verified.json"
_MOST = 1 << 20
"""Bytes of the file, at most."""
_SHAPE = {"generation": str, "samples": int, "found": int, "missed": [str]}


def write_verified(index: Path, verified: Verified) -> None:
    """Writes the result; OSError where that cannot be written."""
    text = json.dumps(asdict(verified), ensure_ascii=False)
    Folder(index).replace(_FILE, text.encode(), durable=False)


def read_verified(index: Path, generation: str) -> Verified | None:
    """The result of a generation; None where there is none that can be read."""
    try:
        raw = read_json(str(Folder(index).read(_FILE, _MOST), "utf-8"))
        require_shape(raw, _SHAPE)
    except (OSError, ValueError):
        return None
    verified = Verified(**{**raw, "missed": tuple(raw["missed"])})
    return verified if verified.generation == generation else None


def forget_verified(index: Path) -> None:
    """Deletes the result: an index made anew may have a generation of the same name."""
    Folder(index).remove(_FILE)
