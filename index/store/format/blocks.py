"""A file of named arrays, the blocks: written once, memory-mapped, each 64 KiB chunk checked when
first read.

    magic │ blocks, one after another │ directory (JSON) │ CRC-32 of each chunk │ tail

The tail holds the lengths of the data, the directory and the checksums, and a checksum of the
latter two. A file that was cut or overwritten is recognised on opening, a flipped bit in a block
before the block is used.
"""

import json
import mmap
import struct
import zlib
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from index.store.format.ragged import starts_of
from index.values import IndexDamaged, reason_of

MAGIC = b"sakuin segment 1"
CHUNK = 65_536
_AT_ONCE = 128 * CHUNK
"""Bytes of a file that are in memory while all of it is checked."""
_NARROW = ((0xFF, 1), (0xFFFF, 2))
_OF_LONG = 8
"""(largest length, bytes of each) of narrow lengths; bytes of one that is longer."""
_TAIL = struct.Struct("<QQQI")
_ALIGN = 8


class BlockWriter:
    """Writes blocks one after another; the file is valid only after `close`."""

    def __init__(self, path: Path) -> None:
        self._file = path.open("xb")
        self._at = 0
        self._crc = 0
        self._checksums: list[int] = []
        self._blocks: dict[str, tuple[int, int, str]] = {}
        self._write(MAGIC)

    def abandon(self) -> None:
        """Closes the file without making it valid."""
        self._file.close()

    def array(self, name: str, values: NDArray[Any]) -> None:
        """Writes a whole array as a block, in little-endian order."""
        fixed = np.ascontiguousarray(values, dtype=values.dtype.newbyteorder("<"))
        self.stream(name, fixed.dtype.str)
        self.append(fixed.tobytes())

    def lengths(self, name: str, lengths: Iterable[int]) -> None:
        """Writes the lengths of parts that are end to end in another block, for
        `BlockFile.bounds`."""
        values = np.fromiter(lengths, np.int64)
        costs = [(values > top).sum() * _OF_LONG + len(values) * width for top, width in _NARROW]
        top, width = _NARROW[int(np.argmin(costs))]
        long = np.flatnonzero(values > top)
        pairs = np.stack([long, values[long]], axis=1)
        self.array(
            f"{name}.long", pairs.astype("<u4") if pairs.max(initial=0) >> 32 == 0 else pairs
        )
        values[long] = 0  # a few would widen all
        self.array(name, values.astype(f"<u{width}"))

    def stream(self, name: str, dtype: str = "|u1") -> None:
        """Begins a block of a numpy type, which `append` fills piece by piece."""
        self._write(bytes(-self._at % _ALIGN))
        self._blocks[name] = (self._at, 0, dtype)
        self._name = name

    def append(self, data: bytes) -> None:
        """Adds bytes to the block begun last."""
        start, length, dtype = self._blocks[self._name]
        self._blocks[self._name] = (start, length + len(data), dtype)
        self._write(data)

    def _write(self, data: bytes) -> None:
        self._file.write(data)
        rest = memoryview(data)
        while len(rest):
            piece = rest[: CHUNK - self._at % CHUNK]
            self._crc = zlib.crc32(piece, self._crc)
            self._at += len(piece)
            rest = rest[len(piece) :]
            if self._at % CHUNK == 0:
                self._checksums.append(self._crc)
                self._crc = 0

    @contextmanager
    def reread(self, name: str) -> Iterator[Callable[[int, int], bytes]]:
        """Gives slices, by start and end, of a block that was written before the one begun last.
        They are read, not mapped, so that memory does not grow with the block."""
        self._file.flush()
        first = self._blocks[name][0]
        with Path(self._file.name).open("rb") as file:

            def read(start: int, end: int) -> bytes:
                file.seek(first + start)
                return file.read(end - start)

            yield read

    def close(self, attributes: Mapping[str, Any]) -> None:
        """Writes the directory, with `attributes` (JSON values), and the checksums, and closes the
        file."""
        if self._at % CHUNK:
            self._checksums.append(self._crc)
        directory = {"blocks": self._blocks, "attributes": dict(attributes)}
        head = json.dumps(directory, ensure_ascii=False, separators=(",", ":")).encode()
        sums = np.array(self._checksums, dtype="<u4").tobytes()
        self._file.write(head + sums)
        self._file.write(_TAIL.pack(self._at, len(head), len(sums), zlib.crc32(head + sums)))
        self._file.close()


class BlockFile:
    """A file that a BlockWriter wrote, opened for reading; its `checksum` covers the directory and
    all other checksums. IndexDamaged, naming the file, from any method where it is not as
    written."""

    def __init__(self, path: Path) -> None:
        self.path = path
        try:
            with path.open("rb") as file:
                self._mapped = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
                self._map = memoryview(self._mapped)
        except (OSError, ValueError) as error:
            raise IndexDamaged(f"{path}: cannot be opened: {reason_of(error)}") from None
        self._read_directory()
        self._arrays: dict[str, NDArray[Any]] = {}

    def _read_directory(self) -> None:
        size = len(self._map)
        if size < len(MAGIC) + _TAIL.size or self._map[: len(MAGIC)] != MAGIC:
            raise self._damaged("expected a segment")
        data, head, sums, crc = _TAIL.unpack(self._map[size - _TAIL.size :])
        if (
            data + head + sums + _TAIL.size != size
            or zlib.crc32(self._map[data : -_TAIL.size]) != crc
        ):
            raise self._damaged("expected its directory at the end")
        self.checksum = crc
        directory = json.loads(bytes(self._map[data : data + head]))
        self.attributes: dict[str, Any] = directory["attributes"]
        self._blocks: dict[str, tuple[int, int, str]] = directory["blocks"]
        self._sums = np.frombuffer(self._map, "<u4", sums // 4, data + head)
        self._end = data
        self._seen = bytearray(len(self._sums))

    def _damaged(self, reason: str) -> IndexDamaged:
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
                raise self._damaged(f"bytes from {number * CHUNK:,} on are not as written")
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

    def has(self, name: str) -> bool:
        """Whether there is a block of that name."""
        return name in self._blocks

    def buffer(self, name: str) -> memoryview:
        """A whole block as a typed memoryview, of which single numbers are read faster than of an
        array."""
        return memoryview(self.array(name).data)

    def array(self, name: str) -> NDArray[Any]:
        """A whole block as an array, memory-mapped and read-only."""
        known = self._arrays.get(name)
        if known is None:
            start, length, dtype = self._blocks[name]
            self._check(start, start + length)
            known = np.frombuffer(self._map[start : start + length], dtype)
            self._arrays[name] = known
        return known

    def bounds(self, name: str) -> memoryview:
        """Where each part begins whose lengths are in block `name`, and where the last ends."""
        key = f"bounds of {name}"
        if key not in self._arrays:
            lengths = self.array(name).astype(np.int64)
            long = self.array(f"{name}.long").reshape(-1, 2)
            lengths[long[:, 0]] = long[:, 1]
            starts = starts_of(lengths)
            narrow = np.uint32 if starts[-1] < 1 << 32 else np.int64
            self._arrays[key] = starts.astype(narrow)
        return memoryview(self._arrays[key].data)

    def view(self, name: str) -> "View":
        """A block of bytes to be read slice by slice."""
        start, length, _ = self._blocks[name]
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
