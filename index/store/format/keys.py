"""Keys ↔ bytes: the sorted texts and numbers under which an index has something. Neighbours are
alike, so that they are compressed: texts in groups, of which few are read, numbers as a whole."""

import zlib
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from functools import lru_cache, partial
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from index.store.format.block_file import BlockFile
from index.store.format.blocks import BlockWriter
from index.store.format.inflated import inflated
from index.values import IndexDamaged, cached_property

_TEXTS = 64
"""Texts that are compressed together."""
BEYOND = _BETWEEN = b"\xff"
"""A byte that no UTF-8 has, after all that it has."""
_LEVEL = 6
_CACHED = 1_024
"""Groups that are kept as they were read."""
_WIDTH = 8
"""Bytes of a number."""

Numbers = NDArray[np.uint64]


def write_texts(blocks: BlockWriter, name: str, texts: Sequence[str]) -> None:
    """Writes texts, which ascend, as the blocks `name`."""
    first, packed = [], []
    for at in range(0, len(texts), _TEXTS):
        part = [text.encode("utf-8", "surrogatepass") for text in texts[at : at + _TEXTS]]
        first.append(part[0])
        packed.append(zlib.compress(_BETWEEN.join(part), _LEVEL))
    blocks.stream(f"{name}.first")
    blocks.append(_BETWEEN.join(first))
    blocks.lengths(f"{name}.lengths", map(len, packed))
    blocks.stream(f"{name}.keys")
    blocks.append(b"".join(packed))


class Texts(Sequence[bytes]):
    """The sorted texts of the blocks `name`, as UTF-8 bytes; they are read as they are used.
    IndexDamaged from any method where they cannot be read."""

    def __init__(self, file: BlockFile, name: str) -> None:
        data = file.view(f"{name}.keys")
        places = file.bounds(f"{name}.lengths", len(data))
        first = bytes(file.buffer(f"{name}.first"))
        self._first = first.split(_BETWEEN) if len(places) > 1 else []
        if len(self._first) != len(places) - 1:
            raise file.damaged(f"expected {name} in groups")
        self._group = lru_cache(_CACHED)(partial(_read, file.path, places, data))

    @cached_property
    def _length(self) -> int:
        groups = len(self._first)
        return (groups - 1) * _TEXTS + len(self._group(groups - 1)) if groups else 0

    def __len__(self) -> int:
        return self._length

    def __iter__(self) -> Iterator[bytes]:
        for number in range(len(self._first)):
            yield from self._group(number)

    def __getitem__(self, number: Any) -> Any:
        if not 0 <= number < self._length:
            raise IndexError(number)
        return self._group(number // _TEXTS)[number % _TEXTS]

    def place(self, key: bytes) -> int | None:
        """The number of a text; None where it is not there."""
        number = bisect_right(self._first, key) - 1
        if number < 0:
            return None
        group = self._group(number)
        at = bisect_left(group, key)
        return number * _TEXTS + at if at < len(group) and group[at] == key else None

    def from_on(self, key: bytes) -> int:
        """The number of the first text that does not come before `key`."""
        number = max(bisect_left(self._first, key) - 1, 0)
        return number * _TEXTS + bisect_left(self._group(number), key) if self._first else 0


def _read(path: Path, places: Any, data: Any, number: int) -> list[bytes]:
    """The texts of one group: as many as there are in each but the last."""
    try:
        texts = inflated(data[places[number] : places[number + 1]]).split(_BETWEEN)
    except ValueError as error:
        raise IndexDamaged(f"{path}: expected keys: {error}") from None
    if len(texts) > _TEXTS or (len(texts) < _TEXTS and number + 2 < len(places)):
        raise IndexDamaged(f"{path}: expected {_TEXTS} keys in a group")
    return texts


def write_numbers(blocks: BlockWriter, name: str, numbers: Numbers) -> None:
    """Writes numbers, which ascend, as the block `name`: their gaps, first the lowest bytes of all,
    then the next."""
    gaps = np.diff(numbers, prepend=np.uint64(0)).astype("<u8")
    planes = gaps.view(np.uint8).reshape(-1, _WIDTH).T
    blocks.stream(name)
    blocks.append(zlib.compress(planes.tobytes(), _LEVEL))


def read_numbers(file: BlockFile, name: str, count: int) -> Numbers:
    """The inverse of `write_numbers` for so many numbers; IndexDamaged where they cannot be
    read."""
    try:
        data = inflated(file.buffer(name), count * _WIDTH)
        planes = np.frombuffer(data, np.uint8).reshape(_WIDTH, count)
    except ValueError as error:
        raise IndexDamaged(f"{file.path}: expected numbers: {error}") from None
    gaps = np.ascontiguousarray(planes.T).view("<u8").ravel()
    return np.cumsum(gaps, dtype=np.uint64)
