"""Posting lists ↔ bytes: one list a key, each of its columns in the narrowest integers that hold
it.

    flags │ number of postings (LEB128) │ fields │ counts │ positions │ extents │ documents

Positions are stored as gaps within their posting, documents as `doclists.py` says. What is the
same for the whole list is not stored: fields if all are the body, counts if all are 1, extents if
all are 0.
"""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from index.store.format.doclists import Column, packed, unpacked
from index.store.format.inverted import Detail, Inverted
from index.store.format.posting_list import (
    BODY,
    COUNTS_AT,
    HAS_EXTENTS,
    HAS_FIELDS,
    POSITIONS_AT,
    WIDTHS,
)
from index.store.format.ragged import (
    deltas,
    gather,
    largest,
    ranges,
    scatter,
    starts_of,
    sums,
)
from index.values import IndexDamaged, Int64s

_MOST_A_BYTE = 8
"""Documents that one byte holds at most."""


def _code(maximum: NDArray[Any]) -> Int64s:
    """The code of the width that holds each maximum: 0, 1, 2 for one, two, four bytes."""
    return (maximum > 0xFF).astype(np.int64) + (maximum > 0xFFFF)


def pack(part: Inverted) -> tuple[bytes, Int64s]:
    """(posting lists end to end, the length of each in bytes)."""
    flags, columns = packed(part.docs, part.sizes)
    if part.detail is not None:
        more, details = _packed_detail(part, part.detail, starts_of(part.sizes))
        flags, columns = flags | more, details + columns
    lengths = 1 + varint_lengths(part.sizes) + sum(size * width for _, size, width in columns)
    out = np.zeros(int(lengths.sum()), dtype=np.uint8)
    at = starts_of(lengths)[:-1]
    out[at] = flags
    at = at + 1 + write_varints(out, at + 1, part.sizes)
    for values, size, width in columns:
        _write_column(out, at, values, size, width)
        at = at + size * width
    return out.tobytes(), lengths


def _packed_detail(part: Inverted, detail: Detail, starts: Int64s) -> tuple[Int64s, list[Column]]:
    """(flags, columns) of what the postings of words have beside documents."""
    occurrences = starts_of(detail.counts)
    inside = occurrences[starts]
    spread = np.diff(inside)
    gaps = deltas(detail.positions, occurrences)
    elsewhere = largest(detail.fields != BODY, starts).astype(np.int64)
    most = largest(detail.counts, starts)
    counts = np.where(most > 1, _code(most) + 1, 0)
    positions = _code(largest(gaps, inside)) + 1
    extents = (largest(detail.extents, inside) > 0).astype(np.int64)
    flags = elsewhere * HAS_FIELDS | counts << COUNTS_AT | positions << POSITIONS_AT
    widths = np.array(WIDTHS)
    return flags | extents * HAS_EXTENTS, [
        (detail.fields, part.sizes, elsewhere),
        (detail.counts, part.sizes, widths[counts]),
        (gaps, spread, widths[positions]),
        (detail.extents, spread, extents),
    ]


def _write_column(
    out: NDArray[np.uint8], at: Int64s, values: NDArray[Any], sizes: Int64s, widths: Int64s
) -> None:
    """Writes one column of all lists: sizes[k] values of list k in widths[k] bytes each, from
    out[at[k]] on."""
    starts = starts_of(sizes)
    for width in (1, 2, 4):
        chosen = np.flatnonzero(widths == width)
        if len(chosen):
            size = sizes[chosen]
            places = np.repeat(at[chosen], size) + width * ranges(np.zeros(len(size)), size)
            scatter(out, places, values[ranges(starts[chosen], size)], width)


def varint_lengths(sizes: Int64s) -> Int64s:
    """The bytes that each number takes in LEB128."""
    over: Int64s = np.sum([sizes >> shift > 0 for shift in (7, 14, 21, 28)], axis=0)
    return 1 + over


def write_varints(out: NDArray[np.uint8], at: Int64s, sizes: Int64s) -> Int64s:
    """Writes each number in LEB128 and returns the bytes that it took."""
    lengths = varint_lengths(sizes)
    for byte in range(5):
        has = np.flatnonzero(lengths > byte)
        value = sizes[has] >> (7 * byte) & 127
        out[at[has] + byte] = value | np.where(lengths[has] > byte + 1, 128, 0)
    return lengths


def unpack(data: NDArray[np.uint8], starts: Int64s, keys: Any, detailed: bool) -> Inverted:
    """The inverse of `pack`; `starts`, shape (keys + 1,), say where each posting list begins and
    the last one ends, `detailed` whether they have more than documents."""
    flags = data[starts[:-1]].astype(np.int64)
    sizes, at = _read_varints(data, starts[:-1] + 1)
    if (sizes > _MOST_A_BYTE * np.diff(starts)).any():
        raise IndexDamaged("index: expected as many postings as a list has bytes for")
    detail = None
    if detailed:
        detail, at = _unpacked_detail(data, at, flags, sizes)
    docs = unpacked(data, at, sizes, flags & 3, starts[1:])
    return Inverted(keys, sizes, docs, detail)


def _unpacked_detail(
    data: NDArray[np.uint8], at: Int64s, flags: Int64s, sizes: Int64s
) -> tuple[Detail, Int64s]:
    """(the detail, where its columns end)."""
    widths = np.array(WIDTHS)
    elsewhere = (flags & HAS_FIELDS) // HAS_FIELDS
    fields = _read_column(data, at, sizes, elsewhere, BODY)
    at = at + sizes * elsewhere
    width = widths[flags >> COUNTS_AT & 3]
    counts = _read_column(data, at, sizes, width, 1)
    at = at + sizes * width
    occurrences = starts_of(counts)
    spread = np.diff(occurrences[starts_of(sizes)])
    if len(counts) and (counts.min() < 1 or spread.max() > len(data)):
        raise IndexDamaged("index: expected counts of occurrences")
    width = widths[flags >> POSITIONS_AT & 3]
    positions = sums(_read_column(data, at, spread, width, 0), occurrences)
    at = at + spread * width
    width = (flags & HAS_EXTENTS) // HAS_EXTENTS
    extents = _read_column(data, at, spread, width, 0).astype(np.uint8)
    detail = Detail(fields.astype(np.uint8), counts.astype(np.int32), positions, extents)
    return detail, at + spread * width


def _read_column(
    data: NDArray[np.uint8], at: Int64s, sizes: Int64s, widths: Int64s, missing: int
) -> NDArray[np.int64]:
    """The inverse of `_write_column`; lists of width 0 have `missing` everywhere."""
    width_of = np.repeat(widths, sizes)
    places = np.repeat(at, sizes) + width_of * ranges(np.zeros(len(sizes)), sizes)
    values = np.full(len(places), missing, dtype=np.int64)
    for width in (1, 2, 4):
        chosen = width_of == width
        if chosen.any():
            values[chosen] = gather(data, places[chosen], width)
    return values


def _read_varints(data: NDArray[np.uint8], at: Int64s) -> tuple[Int64s, Int64s]:
    """(the number at each place, where it ends)."""
    values = np.zeros(len(at), dtype=np.int64)
    left = np.arange(len(at))
    at = at.copy()
    for byte in range(5):
        if not len(left):
            break
        read = data[at[left]].astype(np.int64)
        values[left] |= (read & 127) << (7 * byte)
        at[left] += 1
        left = left[read > 127]
    return values, at
