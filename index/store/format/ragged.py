"""Ragged arrays: rows of different sizes, laid end to end and handled in one step. `starts`, of
shape (rows + 1,), say where each row begins and the last one ends."""

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from index.values import Int64s


def starts_of(sizes: NDArray[Any] | Sequence[int]) -> Int64s:
    """Where each row of these sizes begins, and where the last ends: shape (rows + 1,)."""
    starts = np.zeros(len(sizes) + 1, dtype=np.int64)
    np.cumsum(sizes, out=starts[1:])
    return starts


def ranges(first: NDArray[Any], sizes: NDArray[Any]) -> Int64s:
    """Ranges end to end: first[0], first[0]+1, … (sizes[0] of them), first[1], …"""
    starts = starts_of(sizes)
    shift = np.repeat(np.asarray(first, dtype=np.int64) - starts[:-1], sizes)
    return shift + np.arange(starts[-1])


def ranks(order: Any, size: int) -> NDArray[np.uint64]:
    """The place in `order` of each number below `size`, 0 for those that are not there."""
    places = np.zeros(size, dtype=np.uint64)
    places[order] = np.arange(len(order), dtype=np.uint64)
    return places


def deltas(values: NDArray[Any], starts: Int64s) -> NDArray[np.int32]:
    """Each value minus the one before it in its row, the first as it is; no row may be empty."""
    gaps = np.array(values, dtype=np.int32)
    gaps[1:] -= values[:-1].astype(np.int32)
    gaps[starts[:-1]] = values[starts[:-1]]
    return gaps


def sums(gaps: NDArray[Any], starts: Int64s) -> NDArray[np.int32]:
    """The inverse of `deltas`."""
    total = np.cumsum(gaps, dtype=np.int64)
    before = np.zeros(len(starts) - 1, dtype=np.int64)
    before[1:] = total[starts[1:-1] - 1]
    return (total - np.repeat(before, np.diff(starts))).astype(np.int32)


def largest(values: NDArray[Any], starts: Int64s) -> NDArray[Any]:
    """The largest value of each row; no row may be empty."""
    return np.maximum.reduceat(values, starts[:-1]) if len(starts) > 1 else values[:0]


def scatter(out: NDArray[np.uint8], at: Int64s, values: NDArray[Any], width: int) -> None:
    """Writes the lowest `width` bytes of values[i] from out[at[i]] on, the lowest first."""
    for byte in range(width):
        out[at + byte] = (values >> (8 * byte)) & 0xFF


def gather(data: NDArray[np.uint8], at: Int64s, width: int) -> NDArray[np.int64]:
    """The inverse of `scatter`."""
    values = np.zeros(len(at), dtype=np.int64)
    for byte in range(width):
        values |= data[at + byte].astype(np.int64) << (8 * byte)
    return values
