# cython: boundscheck=False
"""The occurrences of one word in one document, read out of the bytes of its posting list. What the
bytes say is checked before it is followed."""

from bisect import bisect_left
from typing import Any

from index.values import Int32s, Int64s

COMPILED = not __file__.endswith(".py")


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
    number, size = _place(docs, doc), len(docs)
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


def _value(data: Any, number: int, width: int) -> int:
    """The number at a place among numbers of `width` bytes."""
    value, at = 0, number * width
    for j in range(width):
        value |= data[at + j] << (8 * j)
    return value


def _place(docs: Int32s, doc: int) -> int:
    """The place of the first posting in a document, or behind it."""
    if not COMPILED:
        return bisect_left(docs, doc)
    low, high = 0, len(docs)
    while low < high:
        middle = (low + high) // 2
        if docs[middle] < doc:
            low = middle + 1
        else:
            high = middle
    return low
