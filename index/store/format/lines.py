"""Sorted lines of text, compressed in groups: for many lines with common beginnings, of which few
are looked up."""

import zlib
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from functools import lru_cache, partial
from pathlib import Path
from typing import Any

from index.store.format.block_file import BlockFile
from index.store.format.blocks import BlockWriter
from index.store.format.inflated import inflated
from index.values import IndexDamaged

_LINES = 256
"""Lines that are compressed together."""
_LEVEL = 6
_CACHED = 64
"""Groups that are kept as they were read."""


def write_lines(blocks: BlockWriter, name: str, lines: Sequence[str]) -> None:
    """Writes lines, which ascend and hold no line break, as the blocks `name`."""
    parts = [lines[at : at + _LINES] for at in range(0, len(lines), _LINES)]
    packed = [zlib.compress(_joined(part), _LEVEL) for part in parts]
    blocks.stream(f"{name}.first")
    blocks.append(_joined([part[0] for part in parts]))
    blocks.lengths(f"{name}.lengths", map(len, packed))
    blocks.stream(f"{name}.lines")
    blocks.append(b"".join(packed))


def _joined(lines: Sequence[str]) -> bytes:
    return "\n".join(lines).encode("utf-8", "surrogatepass")


def _split(data: bytes | memoryview) -> list[str]:
    text = str(data, "utf-8", "surrogatepass")
    return text.split("\n") if text else []


class Lines:
    """The lines of the blocks `name`, opened for reading."""

    def __init__(self, file: BlockFile, name: str) -> None:
        data = file.view(f"{name}.lines")
        places = file.bounds(f"{name}.lengths", len(data))
        try:
            self._first = _split(file.buffer(f"{name}.first"))
        except ValueError as error:
            raise file.damaged(f"expected {name}: {error}") from None
        if len(self._first) != len(places) - 1:
            raise file.damaged(f"expected {name} in groups")
        self._read = lru_cache(_CACHED)(partial(_read, file.path, places, data))

    def beginning(self, prefix: str) -> Iterator[str]:
        """The lines that begin with `prefix`, in order; IndexDamaged where they cannot be read."""
        for number in range(max(bisect_right(self._first, prefix) - 1, 0), len(self._first)):
            lines = self._group(number)
            for at in range(bisect_left(lines, prefix), len(lines)):
                if not lines[at].startswith(prefix):
                    return
                yield lines[at]

    def _group(self, number: int) -> list[str]:
        return self._read(number)


def _read(path: Path, places: Any, data: Any, number: int) -> list[str]:
    """The lines of one group; IndexDamaged where they cannot be read."""
    try:
        return _split(inflated(data[places[number] : places[number + 1]]))
    except ValueError as error:
        raise IndexDamaged(f"{path}: expected lines: {error}") from None
