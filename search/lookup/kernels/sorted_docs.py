# cython: boundscheck=False
"""Documents among others."""

from array import array
from typing import Any

import numpy as np

from index.values import Int32s

COMPILED = not __file__.endswith(".py")
_DENSE = 8
"""How many times as many others as documents are read one after another."""


def places(docs: Int32s, others: Int32s) -> Int32s:
    """The place of each document among others, -1 where it is not there: an array of the shape of
    `docs`. Both ascend."""
    if not COMPILED:
        return _by_arrays(docs, others)
    held = array("i", bytes(4 * len(docs)))
    cells: Any = held
    if len(others) < _DENSE * len(docs):
        _merge(docs, others, cells)
    else:
        _search(docs, others, cells)
    return np.frombuffer(held, np.int32)


def _merge(docs: Int32s, others: Int32s, found: Any) -> int:
    at, size = 0, len(others)
    for number in range(len(docs)):
        doc = docs[number]
        while at < size and others[at] < doc:
            at += 1
        found[number] = at if at < size and others[at] == doc else -1
    return 0


def _search(docs: Int32s, others: Int32s, found: Any) -> int:
    low, size = 0, len(others)
    for number in range(len(docs)):
        doc, high = docs[number], size
        while low < high:
            middle = (low + high) // 2
            if others[middle] < doc:
                low = middle + 1
            else:
                high = middle
        found[number] = low if low < size and others[low] == doc else -1
    return 0


def _by_arrays(docs: Int32s, others: Int32s) -> Int32s:
    if not len(others):
        return np.full(len(docs), -1, dtype=np.int32)
    at = others.searchsorted(docs)
    at[at == len(others)] = 0
    return np.where(others[at] == docs, at, -1).astype(np.int32)
