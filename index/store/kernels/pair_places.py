# cython: boundscheck=False
"""Places of pairs of characters (see `pairs.py`), on one line on which all fields of all documents
are laid out, and what two such lists have in common. A list of places is a run of LEB128 numbers,
for each document and field: how many of these further on, in how many bytes its places are, and how
far each of these is from the one before."""

from array import array
from typing import Any

import numpy as np

from index.values import Int32s, Int64s

COMPILED = not __file__.endswith(".py")
_WIDEST = 28
"""Bits before the last byte of a number."""
_NONE = np.zeros(0, dtype=np.int64)


def lines(data: Any, wanted: Int32s, fields: int, length: int, back: int) -> Int64s | None:
    """Where on the line the places are that a list has in the wanted documents, which ascend, each
    `back` characters before; a document has so many `fields`, each of so much `length`. None where
    the loops are not compiled: texts are read as fast then. IndexError where the list is cut."""
    if not COMPILED:
        return None
    count = _walk(data, wanted, fields, length, back, _NONE)
    found = np.zeros(count, dtype=np.int64)
    _walk(data, wanted, fields, length, back, found)
    return found


def _walk(data: Any, wanted: Int32s, fields: int, length: int, back: int, found: Any) -> int:
    """How many places there are; each is written where `found` has room."""
    size, many = len(data), len(wanted)
    at, group, number, count = 0, 0, 0, 0
    while at < size:
        value, shift = 0, 0
        for part in range(2):  # the first number, then the second
            value, shift = 0, 0
            while True:
                if at >= size or shift > _WIDEST:
                    raise IndexError("expected a list of places")
                byte = data[at]
                value |= (byte & 127) << shift
                shift += 7
                at += 1
                if byte < 128:
                    break
            if not part:
                group += value
        stop = at + value
        if stop > size:
            raise IndexError("expected a list of places")
        doc = group // fields
        while number < many and wanted[number] < doc:
            number += 1
        if number == many:
            return count
        if wanted[number] == doc:
            count = _places(data, at, stop, group * length - back, found, count)
        at = stop
    return count


def _places(data: Any, at: int, stop: int, place: int, found: Any, count: int) -> int:
    """How many places there are with those of one document and field, of the bytes `at` to `stop`;
    its first counts from `place`."""
    value, shift, room = 0, 0, len(found)
    while at < stop:
        byte = data[at]
        value |= (byte & 127) << shift
        shift += 7
        at += 1
        if byte < 128:
            place += value
            if count < room:
                found[count] = place
            count += 1
            value, shift = 0, 0
        elif shift > _WIDEST:
            raise IndexError("expected a list of places")
    return count


def common(some: Int64s, others: Int64s) -> Int64s:
    """The numbers that are in both lists, which ascend."""
    if not COMPILED:
        return _by_arrays(some, others)
    held = array("q", bytes(8 * len(some)))
    cells: Any = held
    found = _merge(some, others, cells)
    return np.frombuffer(held, np.int64)[:found]


def _merge(some: Int64s, others: Int64s, found: Any) -> int:
    count, at, size = 0, 0, len(others)
    for number in range(len(some)):
        value = some[number]
        while at < size and others[at] < value:
            at += 1
        if at < size and others[at] == value:
            found[count] = value
            count += 1
    return count


def _by_arrays(some: Any, others: Any) -> Int64s:
    """The same, by whole arrays."""
    if not len(others):
        return np.zeros(0, dtype=np.int64)
    at = others.searchsorted(some)
    at[at == len(others)] = 0
    found: Int64s = some[others[at] == some]
    return found
