"""The pairs of characters that a segment keeps with their places (see `pairs.py`), gathered from
its texts and packed."""

from collections.abc import Callable, Sequence

import numpy as np
from numpy.typing import NDArray

from index.store.format import (
    Gathered,
    Inverted,
    decode,
    deltas,
    detailed,
    starts_of,
    varint_lengths,
    write_varints,
)
from index.text import codepoints, is_pair, pair_places
from index.values import FIELD_MARKS, FIELDS, Int64s

LEAST = 20_000
"""Documents of a segment from which on it has such pairs."""
_SHARE = 4
"""One in how many documents has a pair that is kept with its places."""
_AT_ONCE = 512
"""Texts that are in memory at once."""
_FIELD_OF = np.zeros(len(FIELD_MARKS) + 1, dtype=np.int64)
_FIELD_OF[[ord(mark) for mark in FIELD_MARKS.values()]] = [FIELDS.index(n) for n in FIELD_MARKS]


def frequent(keys: NDArray[np.uint64], sizes: Int64s, documents: int) -> NDArray[np.uint64]:
    """The pairs, among the grams of a segment, that are kept with their places."""
    return keys[is_pair(keys) & (sizes * _SHARE > documents)]


def gather(
    gathered: Gathered, count: int, text: Callable[[int], bytes], pairs: NDArray[np.uint64]
) -> None:
    """Adds the places of pairs in the encoded texts of so many documents; `text` gives that of
    each."""
    for first in range(0, count, _AT_ONCE):
        docs = range(first, min(first + _AT_ONCE, count))
        gathered.add(_part([decode(text(doc)) for doc in docs], pairs, first))
        if gathered.is_full:
            gathered.spill()


def _part(texts: Sequence[str], pairs: NDArray[np.uint64], base: int) -> Inverted:
    """The places of pairs in texts, of which the first is document `base`."""
    points, starts = codepoints("".join(texts)), starts_of([len(text) for text in texts])[:-1]
    number, places = pair_places(points, pairs)
    docs = starts.searchsorted(places, side="right") - 1
    marks = np.flatnonzero(points <= len(FIELD_MARKS))
    section = marks.searchsorted(places) - 1
    # a list is sorted by document, then field, then place
    groups = (number * len(texts) + docs) * len(FIELDS) + _FIELD_OF[points[marks[section]]]
    order = np.argsort(groups, kind="stable")
    within = (places - _begins(marks, points, starts)[section])[order]
    lists, of, detail = detailed(groups[order], len(texts), within, np.zeros(len(order), np.uint8))
    used, sizes = np.unique(lists, return_counts=True)
    return Inverted(pairs[used], sizes, of + np.int32(base), detail)


def _begins(marks: Int64s, points: NDArray[np.uint32], starts: Int64s) -> Int64s:
    """Where the field that each mark begins or goes on with begins in its text: places count from
    there, so that they are small."""
    docs = starts.searchsorted(marks, side="right") - 1
    _, firsts, of = np.unique(
        docs * len(_FIELD_OF) + points[marks], return_index=True, return_inverse=True
    )
    begins: Int64s = marks[firsts[of]]
    return begins


def packed(part: Inverted) -> tuple[bytes, Int64s]:
    """(lists of places end to end, see `kernels/pair_places.py`; the length of each in bytes)."""
    assert part.detail is not None
    counts, starts = part.detail.counts.astype(np.int64), starts_of(part.sizes)
    firsts = starts_of(counts)
    ahead = deltas(part.docs * np.int32(len(FIELDS)) + part.detail.fields, starts).astype(np.int64)
    gaps = deltas(part.detail.positions, firsts).astype(np.int64)
    widths = np.add.reduceat(varint_lengths(gaps), firsts[:-1])
    heads = varint_lengths(ahead) + varint_lengths(widths)
    ends = np.cumsum(heads + widths)
    out = np.zeros(int(ends[-1]), dtype=np.uint8)
    at = ends - heads - widths
    write_varints(out, at + write_varints(out, at, ahead), widths)
    inside = np.cumsum(varint_lengths(gaps)) - varint_lengths(gaps)
    write_varints(out, np.repeat(ends - widths - inside[firsts[:-1]], counts) + inside, gaps)
    return out.tobytes(), np.diff(ends[starts[1:] - 1], prepend=0)
