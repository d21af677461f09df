# cython: boundscheck=False
"""Columns of numbers, none negative, each in the narrowest width that holds all: the width in
bytes, how many there are in four bytes, and the numbers, the lowest byte first."""

from array import array
from typing import Any

import numpy as np

from index.values import Int32s

COMPILED = not __file__.endswith(".py")


def columns(data: bytes, at: int, count: int) -> list[Int32s]:
    """So many columns, which end with the data, from byte `at` on. ValueError where they are no
    such columns."""
    found: list[Int32s] = []
    for _ in range(count):
        if at < 0 or at + 5 > len(data):
            raise ValueError("expected a column of numbers")
        width, size = data[at], 0
        for j in range(4):
            size |= data[at + 1 + j] << (8 * j)
        at += 5
        if width not in (1, 2, 4) or size > (len(data) - at) // width:
            raise ValueError("expected numbers of one, two or four bytes")
        found.append(_numbers(data, at, width, size))
        at += width * size
    if at != len(data):
        raise ValueError("expected columns alone")
    return found


def _numbers(data: bytes, at: int, width: int, size: int) -> Int32s:
    """So many numbers of a width; ValueError where one is none of 31 bits."""
    if not COMPILED:
        values = np.frombuffer(data, f"<u{width}", size, at).astype(np.int32)
        if values.min(initial=0) < 0:
            raise ValueError("expected numbers of 31 bits")
        return values
    held, all_bits = array("I", bytes(4 * size)), 0
    cells: Any = held
    for number in range(size):
        value = 0
        for j in range(width):
            value |= data[at + number * width + j] << (8 * j)
        cells[number] = value
        all_bits |= value
    if all_bits >> 31:
        raise ValueError("expected numbers of 31 bits")
    return np.frombuffer(held, np.int32)


def total(data: Any, width: int) -> int:
    """The sum of numbers of `width` bytes, which are all of the data."""
    if not COMPILED:
        return int(np.frombuffer(data, f"<u{width}").sum(dtype=np.int64))
    found = 0
    for number in range(len(data) // width):
        for j in range(width):
            found += data[number * width + j] << (8 * j)
    return found
