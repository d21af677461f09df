"""A file of named arrays, the blocks, as it is read: memory-mapped, its directory held against the
file when it is opened, each 64 KiB chunk checked when first read."""

import mmap
import os
import zlib
from pathlib import Path
from typing import Any, BinaryIO

import numpy as np
from numpy.typing import NDArray

from index.store.format.blocks import ALIGN, CHUNK, MAGIC, TAIL
from index.store.format.plain_json import read_json, require_shape
from index.store.format.ragged import starts_of
from index.values import IndexDamaged, reason_of

_AT_ONCE = 128 * CHUNK
"""Bytes of a file that are in memory while all of it is checked."""
_MOST = 1 << 26
"""Bytes of a directory, at most."""
_KINDS = {
    name: np.dtype(name).itemsize
    for name in ("|u1", "<u2", "<u4", "<u8", "<i4", "<i8", "<f8", "|S32")
}
"""The types that a block may have, and how many bytes a value of each takes."""


def inode_of(file: BinaryIO) -> tuple[int, int]:
    """What tells an open file from all others of the machine, whatever their names."""
    status = os.fstat(file.fileno())
    return status.st_dev, status.st_ino


class BlockFile:
    """A file that a BlockWriter wrote, opened for reading; its `checksum` covers the directory and
    all other checksums, and `inode` tells it from other files. IndexDamaged, naming the file, from
    any method where it is not as written."""

    def __init__(self, file: BinaryIO) -> None:
        self.path = Path(file.name)
        try:
            with file:
                self.inode = inode_of(file)
                self._mapped = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
                self._map = memoryview(self._mapped)
        except (OSError, ValueError) as error:
            raise IndexDamaged(f"{self.path}: cannot be opened: {reason_of(error)}") from None
        try:
            self._read_directory()
        except ValueError as error:
            raise self.damaged(f"expected its directory at the end: {reason_of(error)}") from None
        self._arrays: dict[str, NDArray[Any]] = {}

    def _read_directory(self) -> None:
        """ValueError where it is none, or not of this file."""
        size = len(self._map)
        if size < len(MAGIC) + TAIL.size or self._map[: len(MAGIC)] != MAGIC:
            raise ValueError("it is no segment")
        data, head, sums, self.checksum = TAIL.unpack(self._map[size - TAIL.size :])
        if data + head + sums + TAIL.size != size or sums != 4 * -(-data // CHUNK) or head > _MOST:
            raise ValueError("its sizes are not those of the file")
        if zlib.crc32(self._map[data : -TAIL.size]) != self.checksum:
            raise ValueError("it is not as written")
        directory = read_json(str(self._map[data : data + head], "utf-8"))
        require_shape(directory, {"blocks": {...: (int, int, str)}, "attributes": {...: object}})
        self.attributes: dict[str, Any] = directory["attributes"]
        self._blocks: dict[str, tuple[int, int, str]] = directory["blocks"]
        self._require_places(len(MAGIC), data)
        self._sums = np.frombuffer(self._map, "<u4", sums // 4, data + head)
        self._end = data
        self._seen = bytearray(len(self._sums))

    def _require_places(self, end: int, last: int) -> None:
        """ValueError where a block is not of whole values, between `end` and `last`, apart from
        the others."""
        for start, length, kind in sorted(self._blocks.values()):
            width = _KINDS.get(kind, 0)
            if not width or start % ALIGN or start < end or length < 0 or length % width:
                raise ValueError("a block has no place of its own")
            end = start + length
        if end > last:
            raise ValueError("a block leads outside")

    def damaged(self, reason: str) -> IndexDamaged:
        """The error that says what is wrong with the file."""
        return IndexDamaged(f"{self.path}: damaged: {reason}; run `sakuin reindex --full`")

    def __len__(self) -> int:
        """Bytes of the whole file."""
        return len(self._map)

    def _check(self, start: int, end: int) -> None:
        """Compares the chunks of these bytes with their checksums, each once."""
        first, last = start // CHUNK, (end - 1) // CHUNK + 1
        if start >= end or self._seen.find(0, first, last) < 0:
            return
        for number in range(first, last):
            chunk = self._map[number * CHUNK : min((number + 1) * CHUNK, self._end)]
            if zlib.crc32(chunk) != self._sums[number]:
                raise self.damaged(f"bytes from {number * CHUNK:,} on are not as written")
            self._seen[number] = 1

    def _check_all(self, starts: NDArray[np.int64], ends: NDArray[np.int64]) -> None:
        """Checks many slices, none of which may be empty."""
        unseen = starts_of(np.frombuffer(self._seen, np.uint8) == 0)
        first, last = starts // CHUNK, (ends - 1) // CHUNK + 1
        for number in np.flatnonzero(unseen[last] > unseen[first]).tolist():
            self._check(int(starts[number]), int(ends[number]))

    def check(self) -> None:
        """Checks the whole file, also what was checked before; it does not stay in memory."""
        self._seen[:] = bytes(len(self._seen))
        for start in range(0, self._end, _AT_ONCE):
            self._check(start, min(start + _AT_ONCE, self._end))
            if hasattr(mmap, "MADV_DONTNEED"):  # not on Windows
                self._mapped.madvise(mmap.MADV_DONTNEED, start, _AT_ONCE)

    @property
    def is_whole(self) -> bool:
        """Whether the file is as long as it was when it was opened: reading what was cut off would
        end the process."""
        return self._mapped.size() == len(self._map)

    def has(self, name: str) -> bool:
        """Whether there is a block of that name."""
        return name in self._blocks

    def buffer(self, name: str) -> memoryview:
        """A whole block as a typed memoryview, of which single numbers are read faster than of an
        array."""
        return memoryview(self.array(name).data)

    def _place(self, name: str) -> tuple[int, int, str]:
        """(first byte, bytes, type) of a block."""
        if name not in self._blocks:
            raise self.damaged(f"expected a block {name}")
        return self._blocks[name]

    def count(self, name: str) -> int:
        """How many values a block has."""
        _, length, kind = self._place(name)
        return length // _KINDS[kind]

    def require(self, name: str, kinds: str, count: int) -> None:
        """IndexDamaged where a block is not of so many values of one of the types."""
        if self._place(name)[2][1:] not in kinds.split() or self.count(name) != count:
            raise self.damaged(f"expected a block {name} of {count:,} values")

    def array(self, name: str) -> NDArray[Any]:
        """A whole block as an array, memory-mapped and read-only."""
        known = self._arrays.get(name)
        if known is None:
            start, length, dtype = self._place(name)
            self._check(start, start + length)
            known = np.frombuffer(self._map[start : start + length], dtype)
            self._arrays[name] = known
        return known

    def bounds(self, name: str, whole: int) -> memoryview:
        """Where each part of `whole` values begins, and the last ends; the lengths of the parts are
        in block `name`."""
        key = f"bounds of {name}"
        if key not in self._arrays:
            starts = starts_of(self._lengths(name, whole))
            if starts[-1] != whole:
                raise self.damaged(f"expected {name} of {whole:,} in all")
            narrow = np.uint32 if starts[-1] < 1 << 32 else np.int64
            self._arrays[key] = starts.astype(narrow)
        return memoryview(self._arrays[key].data)

    def _lengths(self, name: str, most: int) -> NDArray[np.int64]:
        """The lengths in a block, none above `most`."""
        values, pairs = self.array(name), self.array(f"{name}.long")
        if values.dtype.kind != "u" or pairs.dtype.kind not in "iu" or len(pairs) % 2:
            raise self.damaged(f"expected lengths in {name}")
        lengths, long = values.astype(np.int64), pairs.reshape(-1, 2).astype(np.int64)
        if not _within(long[:, 0], len(lengths) - 1) or not _within(long[:, 1], most):
            raise self.damaged(f"expected lengths in {name}")
        lengths[long[:, 0]] = long[:, 1]
        if not _within(lengths, most):
            raise self.damaged(f"expected lengths in {name}")
        return lengths

    def view(self, name: str) -> "View":
        """A block of bytes to be read slice by slice."""
        start, length, _ = self._place(name)
        return View(self, start, length)


class View:
    """The bytes of a block; each slice is checked before it is returned."""

    def __init__(self, file: BlockFile, start: int, length: int) -> None:
        self._check, self._check_all = file._check, file._check_all
        self._start, self._length = start, length
        self._data = file._map[start : start + length]

    def __len__(self) -> int:
        return self._length

    def __getitem__(self, where: slice) -> memoryview:
        start, end, _ = where.indices(self._length)
        self._check(self._start + start, self._start + end)
        return self._data[start:end]

    def slices(self, starts: NDArray[Any], ends: NDArray[Any]) -> list[memoryview]:
        """The slices from starts[i] to ends[i]; none may be empty."""
        self._check_all(self._start + starts.astype(np.int64), self._start + ends.astype(np.int64))
        data = self._data
        return [data[a:b] for a, b in zip(starts.tolist(), ends.tolist(), strict=True)]


def _within(numbers: NDArray[np.int64], most: int) -> bool:
    """Whether all are from 0 to `most`."""
    return not len(numbers) or bool(numbers.min() >= 0 and numbers.max() <= most)
