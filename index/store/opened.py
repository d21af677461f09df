"""The current generation, opened."""

from pathlib import Path

from index.store.generations import folder_of, require_current
from index.store.manifest import read_manifest
from index.store.reader import Reader
from index.store.segments_reader import SegmentsReader
from index.values import IndexDamaged


def open_current(index: Path, before: Reader | None = None) -> Reader:
    """A Reader over the current generation; NoIndex where there is none, IndexDamaged where it is
    damaged. Where a generation is dropped before it is open, the one after it is tried. Segments
    that one opened `before` has, too, are shared with it."""
    known = [segment for segment, _ in before.segments()] if before else []
    for attempt in range(3):
        name = require_current(index)
        try:
            folder = folder_of(index, name)
            return SegmentsReader(folder, read_manifest(folder), known)
        except MemoryError:
            raise IndexDamaged(f"{folder.path}: expected less than memory holds") from None
        except IndexDamaged:
            if attempt == 2 or require_current(index) == name:
                raise
    raise AssertionError("unreachable")
