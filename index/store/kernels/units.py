# cython: boundscheck=False
"""UTF-8 as UTF-16 code units."""

from array import array
from typing import Any

import numpy as np
from numpy.typing import NDArray

COMPILED = not __file__.endswith(".py")


def units(data: Any, most: int) -> NDArray[np.uint16]:
    """The first code units, `most` at most, of a text in UTF-8, in which halves of surrogate pairs
    may stand alone. Bytes that are no such text give any units."""
    if not COMPILED:
        text = str(data, "utf-8", "surrogatepass").encode("utf-16-le", "surrogatepass")
        return np.frombuffer(text, "<u2")[:most]
    held = array("H", bytes(2 * min(len(data), most)))
    cells: Any = held
    return np.frombuffer(held, np.uint16)[: _write(data, most, cells)]


def _write(data: Any, most: int, cells: Any) -> int:
    """How many units were written."""
    at, count, size, room = 0, 0, len(data), len(cells)
    while at < size and count < room:
        first = data[at]
        if first < 0x80:
            cells[count] = first
            at += 1
        elif first < 0xE0:
            cells[count] = (first & 0x1F) << 6 | _tail(data, at + 1)
            at += 2
        elif first < 0xF0:
            cells[count] = (first & 0x0F) << 12 | _tail(data, at + 1) << 6 | _tail(data, at + 2)
            at += 3
        else:
            high = (first & 0x07) << 8 | _tail(data, at + 1) << 2 | _tail(data, at + 2) >> 4
            cells[count] = 0xD800 | ((high - 0x40) & 0x3FF)
            count += 1
            if count < room:
                cells[count] = 0xDC00 | (_tail(data, at + 2) & 0x0F) << 6 | _tail(data, at + 3)
            at += 4
        count += 1
    return min(count, room)


def _tail(data: Any, at: int) -> int:
    """The bits of a byte behind the first of a character, 0 behind the end."""
    return data[at] & 0x3F if at < len(data) else 0
