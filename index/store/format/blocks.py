"""A file of named arrays, the blocks, as it is written, once. It is read by `block_file.py`.

    magic │ blocks, one after another │ directory (JSON) │ CRC-32 of each chunk │ tail

The tail holds the lengths of the data, the directory and the checksums, and a checksum of the
latter two. A file that was cut or overwritten is recognised on opening, a flipped bit in a block
before the block is used.
"""

import json
import os
import struct
import zlib
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from typing import Any, BinaryIO

import numpy as np
from numpy.typing import NDArray

MAGIC = b"sakuin segment 1"
CHUNK = 65_536
_NARROW = ((0xFF, 1), (0xFFFF, 2))
_OF_LONG = 8
"""(largest length, bytes of each) of narrow lengths; bytes of one that is longer."""
TAIL = struct.Struct("<QQQI")
ALIGN = 8


class BlockWriter:
    """Writes blocks one after another into a new file; it is valid only after `close`."""

    def __init__(self, file: BinaryIO) -> None:
        self._file = file
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
        self._write(bytes(-self._at % ALIGN))
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
        first, handle = self._blocks[name][0], self._file.fileno()
        yield lambda start, end: os.pread(handle, end - start, first + start)

    def close(self, attributes: Mapping[str, Any]) -> None:
        """Writes the directory, with `attributes` (JSON values), and the checksums, and closes the
        file."""
        if self._at % CHUNK:
            self._checksums.append(self._crc)
        directory = {"blocks": self._blocks, "attributes": dict(attributes)}
        head = json.dumps(directory, ensure_ascii=False, separators=(",", ":")).encode()
        sums = np.array(self._checksums, dtype="<u4").tobytes()
        self._file.write(head + sums)
        self._file.write(TAIL.pack(self._at, len(head), len(sums), zlib.crc32(head + sums)))
        self._file.close()
