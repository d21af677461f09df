# cython: boundscheck=False
"""The occurrences of one word in one document, read out of the bytes of its posting list. What the
bytes say is checked before it is followed."""

from bisect import bisect_left
from typing import Any

import numpy as np

from index.values import FIELDS, Int32s, Int64s

COMPILED = not __file__.endswith(".py")
_BODY = FIELDS.index("body")
_NO_ROWS = np.zeros((0, 4), dtype=np.int64)


def slices(
    docs: Int32s, bounds: Int64s, gaps: Any, width: int, more: Any, doc: int, starts: Int32s,
    ends: Int32s,
) -> list[tuple[int, int]]:  # fmt: skip
    """The slices of a shown text, whose tokens are `starts[i]` to `ends[i]`, that a word takes in a
    document. Its postings are in `docs`; number i has the occurrences `bounds[i]` to
    `bounds[i + 1]`, of which `gaps` holds the distances of their first tokens, each in `width`
    bytes, and `more` how many more tokens each has, none for empty ones. IndexError where these
    lead outside."""
    found: list[tuple[int, int]] = []
    number, size = _from(docs, doc, 0), len(docs)
    total, tokens = len(gaps) // width, min(len(starts), len(ends))
    if len(bounds) <= size:
        raise IndexError("expected the bounds of postings")
    while number < size and docs[number] == doc:
        at, stop, token = bounds[number], bounds[number + 1], 0
        if at < 0 or stop > total or (len(more) and stop > len(more)):
            raise IndexError("expected occurrences within their list")
        while at < stop:
            token += _value(gaps, at, width)
            last = token + (more[at] if len(more) else 0)
            if last >= tokens:
                raise IndexError("expected occurrences within the text")
            found.append((int(starts[token]), int(ends[last])))
            at += 1
        number += 1
    return found


def places(
    docs: Int32s, fields: Any, bounds: Int64s, gaps: Any, width: int, more: Any, wanted: Int32s,
    base: int,
) -> Int64s:  # fmt: skip
    """The occurrences of a word in the wanted documents, which ascend and count from `base`: rows
    (document, field, first token, last token). Its posting list is as for `slices`; `fields[i]` is
    the field of posting number i, empty where all are the field _BODY."""
    if not COMPILED:
        return _by_arrays(docs, fields, bounds, gaps, width, more, wanted - np.int32(base), base)
    total, size = len(gaps) // width, len(docs)
    if len(bounds) <= size or (len(fields) and len(fields) < size):
        raise IndexError("expected the bounds of postings")
    if len(more) and len(more) < total:
        raise IndexError("expected occurrences within their list")
    count = _walk(docs, fields, bounds, gaps, width, more, wanted, base, total, _NO_ROWS)
    rows = np.zeros((count, 4), dtype=np.int64)
    if count:
        _walk(docs, fields, bounds, gaps, width, more, wanted, base, total, rows)
    return rows


def _walk(
    docs: Int32s, fields: Any, bounds: Int64s, gaps: Any, width: int, more: Any, wanted: Int32s,
    base: int, total: int, rows: Any,
) -> int:  # fmt: skip
    """How many rows there are; each is written where `rows` has any."""
    count, number, size, many = 0, 0, len(docs), len(rows)
    for at in range(len(wanted)):
        doc = wanted[at] - base
        number = _from(docs, doc, number)
        while number < size and docs[number] == doc:
            place, stop, token = bounds[number], bounds[number + 1], 0
            if place < 0 or stop < place or stop > total:
                raise IndexError("expected occurrences within their list")
            if not many:
                count += stop - place
                number += 1
                continue
            while place < stop and count < many:
                token += _value(gaps, place, width)
                rows[count, 0] = doc + base
                rows[count, 1] = fields[number] if len(fields) else _BODY
                rows[count, 2] = token
                rows[count, 3] = token + (more[place] if len(more) else 0)
                count += 1
                place += 1
            number += 1
    return count


def _from(docs: Int32s, doc: int, low: int) -> int:
    """The place from `low` on of the first posting in a document, or behind it."""
    if not COMPILED:
        return bisect_left(docs, doc, low)
    high = len(docs)
    while low < high:
        middle = (low + high) // 2
        if docs[middle] < doc:
            low = middle + 1
        else:
            high = middle
    return low


def _value(data: Any, number: int, width: int) -> int:
    """The number at a place among numbers of `width` bytes."""
    value, at = 0, number * width
    for j in range(width):
        value |= data[at + j] << (8 * j)
    return value


def _by_arrays(
    docs: Any, fields: Any, bounds: Any, gaps: Any, width: int, more: Any, wanted: Any, base: int
) -> Int64s:
    """What `places` gives, by whole arrays."""
    firsts = docs.searchsorted(wanted)
    chosen = _ranges(firsts, docs.searchsorted(wanted, side="right") - firsts)
    sizes = bounds[chosen + 1] - bounds[chosen]
    inside, of = _ranges(bounds[chosen], sizes), np.repeat(chosen, sizes)
    gap = np.frombuffer(gaps, f"<u{width}")[inside].astype(np.int64)
    total = np.concatenate([[0], np.cumsum(gap)])
    begins = np.cumsum(sizes) - sizes
    first = total[1:] - np.repeat(total[begins], sizes)
    field = np.frombuffer(fields, np.uint8)[of] if len(fields) else np.full(len(of), _BODY)
    last = first + (np.frombuffer(more, np.uint8)[inside] if len(more) else 0)
    return np.stack([docs[of] + np.int64(base), field, first, last], axis=1)


def _ranges(first: Any, sizes: Any) -> Any:
    """Ranges end to end: sizes[0] numbers from first[0] on, and so on."""
    shift = np.repeat(first - (np.cumsum(sizes) - sizes), sizes)
    return (shift + np.arange(len(shift))).astype(np.int64)
