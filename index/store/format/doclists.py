"""Lists of ascending documents ↔ bytes, in whichever of four codes takes the fewest bytes:

    0   gaps as bytes, 255 for each 255 that a gap is longer
    1   gaps in two bytes
    2   gaps in four bytes
    3   a bit for each document, the lowest first

The first gap counts from 0. A list that has a document twice, in two fields, cannot be in code 3.
"""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from index.store.format.ragged import deltas, gather, largest, ranges, starts_of, sums
from index.store.kernels import documents
from index.values import IndexDamaged, Int64s

BYTES, TWO, FOUR, BITS = range(4)
_MORE = 255
_WIDTHS = np.array([0, 2, 4, 0])
"""Bytes of a gap by code; 0 where gaps differ in width."""

_NEVER = 1 << 60
"""Costs of a code that a list cannot have."""

Column = tuple[NDArray[Any], Int64s, Int64s]
"""(values of all lists end to end, how many each list has, how many bytes one value takes in each
list)."""


def packed(docs: NDArray[np.int32], sizes: Int64s) -> tuple[Int64s, list[Column]]:
    """(the code of each list, three columns of which one holds the list); no list may be empty.
    List k has `sizes[k]` of the documents."""
    starts = starts_of(sizes)
    gaps = deltas(docs, starts)
    escaped = starts_of(1 + gaps // _MORE)[starts]
    top = largest(gaps, starts)
    bits = docs[starts[1:] - 1].astype(np.int64) // 8 + 1
    costs = np.stack([np.diff(escaped), 2 * sizes, 4 * sizes, bits])
    costs[TWO, top >> 16 > 0] = costs[BITS, ~_is_strict(gaps, starts)] = _NEVER
    codes = np.argmin(costs, axis=0)
    in_bytes, in_bits = codes == BYTES, codes == BITS
    ones = np.ones(len(sizes), dtype=np.int64)
    return codes, [
        (gaps, sizes, _WIDTHS[codes]),
        (_escaped(gaps[np.repeat(in_bytes, sizes)]), np.diff(escaped) * in_bytes, ones),
        (_bits(docs, starts, np.flatnonzero(in_bits)), costs[BITS] * in_bits, ones),
    ]


def _is_strict(gaps: NDArray[np.int32], starts: Int64s) -> NDArray[np.bool_]:
    """Whether each list has no document twice."""
    twice = gaps == 0
    twice[starts[:-1]] = False
    strict: NDArray[np.bool_] = largest(twice, starts) == 0
    return strict


def _escaped(gaps: NDArray[np.int32]) -> NDArray[np.uint8]:
    """Gaps in code 0."""
    lasts = np.cumsum(1 + gaps // _MORE) - 1
    escaped = np.full(int(lasts[-1]) + 1 if len(lasts) else 0, _MORE, dtype=np.uint8)
    escaped[lasts] = gaps % _MORE
    return escaped


def _bits(docs: NDArray[np.int32], starts: Int64s, chosen: Int64s) -> NDArray[np.uint8]:
    """The lists numbered `chosen` in code 3, end to end."""
    parts = [np.zeros(0, dtype=np.uint8)]
    for low, high in zip(starts[chosen].tolist(), starts[chosen + 1].tolist(), strict=True):
        mask = np.zeros(int(docs[high - 1]) + 1, dtype=np.bool_)
        mask[docs[low:high]] = True
        parts.append(np.packbits(mask, bitorder="little"))
    return np.concatenate(parts)


def read(data: memoryview | NDArray[np.uint8], code: int, size: int) -> NDArray[np.int32]:
    """The `size` documents of one list from all of its bytes; IndexDamaged where these hold fewer
    or more."""
    try:
        return documents(data, code, size)
    except ValueError as error:
        raise IndexDamaged(f"index: {error}") from None


def unpacked(
    data: NDArray[np.uint8], at: Int64s, sizes: Int64s, codes: Int64s, ends: Int64s
) -> Any:
    """The documents of many lists, int32, end to end; list k has `sizes[k]` of them, in
    `data[at[k]:ends[k]]`."""
    starts = starts_of(sizes)
    out = np.zeros(int(starts[-1]), dtype=np.int32)
    for code in (TWO, FOUR):
        mine = np.flatnonzero(codes == code)
        width, size = int(_WIDTHS[code]), sizes[mine]
        places = np.repeat(at[mine], size) + width * ranges(np.zeros(len(mine)), size)
        docs = sums(gather(data, places, width), starts_of(size))
        out[ranges(starts[mine], size)] = docs
    mine = np.flatnonzero(codes == BYTES)
    taken = data[ranges(at[mine], ends[mine] - at[mine])]
    total = np.cumsum(taken, dtype=np.int64)
    before = np.append(0, total)[starts_of(ends[mine] - at[mine])[:-1]]
    docs = total[taken != _MORE] - np.repeat(before, sizes[mine])
    out[ranges(starts[mine], sizes[mine])] = docs
    for number in np.flatnonzero(codes == BITS).tolist():
        docs = read(data[at[number] : ends[number]], BITS, int(sizes[number]))
        out[starts[number] : starts[number + 1]] = docs
    return out
