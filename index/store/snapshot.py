"""The snapshot of a folder of posts, beside the generations. It only spares work: one that is lost,
damaged or left over costs reading all files."""

from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from index.store.format import BlockFile, BlockWriter, read_packed, write_packed
from index.values import CONTENT, IndexDamaged, Snapshot

_NAME = "snapshot"


def read_snapshot(index: Path) -> Snapshot | None:
    """The snapshot that was written last; None where there is none that can be read."""
    try:
        blocks = BlockFile(index / _NAME)
        ids = read_packed(blocks, "ids")
        found = Snapshot(
            ids=ids,
            stats=_column(blocks, "stats", np.int64).reshape(len(ids), 4),
            contents=_column(blocks, "contents", CONTENT).reshape(len(ids)),
            roles=_column(blocks, "roles", np.uint8).reshape(len(ids)),
            rules=str(blocks.attributes["rules"]),
            taken=int(blocks.attributes["taken"]),
        )
    except (IndexDamaged, ValueError, TypeError, LookupError):
        return None
    return found


def _column(blocks: BlockFile, name: str, kind: Any) -> NDArray[Any]:
    return np.asarray(blocks.array(name), dtype=kind)


def write_snapshot(index: Path, snapshot: Snapshot) -> None:
    """Writes a snapshot in place of the one before."""
    path = index / f"{_NAME}.new"
    path.unlink(missing_ok=True)
    blocks = BlockWriter(path)
    write_packed(blocks, "ids", snapshot.ids)
    blocks.array("stats", snapshot.stats)
    blocks.array("contents", snapshot.contents)
    blocks.array("roles", snapshot.roles)
    blocks.close({"rules": snapshot.rules, "taken": snapshot.taken})
    path.replace(index / _NAME)
