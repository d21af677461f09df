# cython: boundscheck=False
"""One list of ascending documents, read from its bytes (see `format/doclists.py` for its codes)."""

from array import array
from typing import Any

import numpy as np

from index.values import Int32s

COMPILED = not __file__.endswith(".py")
_BYTES, _TWO, _FOUR, _BITS = range(4)
_MORE = 255
_LARGEST = 2**31 - 1


def documents(data: Any, code: int, size: int) -> Int32s:
    """The `size` documents of one list from all of its bytes; ValueError where these hold fewer or
    more."""
    if not COMPILED:
        docs = _by_arrays(np.frombuffer(data, np.uint8), code)
        if len(docs) != size:
            raise ValueError("expected a list of documents")
        return docs
    if size > 8 * len(data):
        raise ValueError("expected a list of documents")
    held = array("i", bytes(4 * size))
    cells: Any = held
    found = _read(data, code, size, cells)
    if found != size:
        raise ValueError("expected a list of documents")
    return np.frombuffer(held, np.int32)


def _read(data: Any, code: int, size: int, docs: Any) -> int:
    """How many documents the bytes hold; up to `size` are written. 0 where one has a number that is
    too large."""
    found, doc, many = 0, 0, len(data)
    if code == _BITS:
        for at in range(many):
            byte = data[at]
            for bit in range(8):
                if byte >> bit & 1:
                    if found < size:
                        docs[found] = 8 * at + bit
                    found += 1
    elif code == _BYTES:
        for at in range(many):
            byte = data[at]
            doc += byte
            if doc > _LARGEST:
                return 0
            if byte != _MORE:
                if found < size:
                    docs[found] = doc
                found += 1
    else:
        width = 2 if code == _TWO else 4
        for at in range(many // width):
            gap = 0
            for j in range(width):
                gap |= data[width * at + j] << (8 * j)
            doc += gap
            if doc > _LARGEST:
                return 0
            if found < size:
                docs[found] = doc
            found += 1
    return found


def _by_arrays(data: Any, code: int) -> Int32s:
    """The documents, by whole arrays."""
    docs: Any
    if code == _BITS:
        docs = np.flatnonzero(np.unpackbits(data, bitorder="little"))
    elif code == _BYTES:
        docs = np.cumsum(data, dtype=np.int64)
        docs = docs[data != _MORE]
    else:
        width = 2 if code == _TWO else 4
        whole = data[: len(data) // width * width]
        docs = np.cumsum(whole.view(f"<u{width}"), dtype=np.int64)
    found: Int32s = docs[:0] if docs.max(initial=0) > _LARGEST else docs.astype(np.int32)
    return found
