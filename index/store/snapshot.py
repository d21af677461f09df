"""The snapshot of a folder of posts, beside the generations. It only spares work: one that is lost,
damaged or left over costs reading all files."""

from pathlib import Path

import numpy as np

from index.store.format import (
    BlockFile,
    BlockWriter,
    Folder,
    read_packed,
    require_shape,
    write_packed,
)
from index.store.records import read_contents
from index.values import IndexDamaged, Snapshot

_NAME = "snapshot"


def read_snapshot(index: Path) -> Snapshot | None:
    """The snapshot that was written last; None where there is none that can be read."""
    try:
        blocks = BlockFile(Folder(index).open(_NAME))
        said = require_shape(blocks.attributes, {"rules": str, "taken": int})
        ids = read_packed(blocks, "ids")
        return Snapshot(
            ids=ids,
            stats=np.asarray(blocks.array("stats"), dtype=np.int64).reshape(len(ids), 4),
            contents=read_contents(blocks).reshape(len(ids)),
            roles=np.asarray(blocks.array("roles"), dtype=np.uint8).reshape(len(ids)),
            **said,
        )
    except (IndexDamaged, OSError, ValueError):
        return None


def write_snapshot(index: Path, snapshot: Snapshot) -> None:
    """Writes a snapshot in place of the one before."""
    folder = Folder(index)
    blocks = BlockWriter(folder.create(f"{_NAME}.new"))
    write_packed(blocks, "ids", snapshot.ids)
    blocks.array("stats", snapshot.stats)
    blocks.array("contents", snapshot.contents)
    blocks.array("roles", snapshot.roles)
    blocks.close({"rules": snapshot.rules, "taken": snapshot.taken})
    folder.rename(f"{_NAME}.new", _NAME)
