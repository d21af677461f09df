"""Pairs of characters with their places, of large segments: a run of such pairs is found by them,
without a look into the texts. Only pairs that are in many documents are kept so: of others few
texts have to be read."""

from collections.abc import Callable, Sequence

import numpy as np
from numpy.typing import NDArray

from index.store.format import (
    Detail,
    Gathered,
    Inverted,
    View,
    decode,
    starts_of,
    varint_lengths,
    write_varints,
)
from index.store.kernels import common, lines
from index.values import FIELD_MARKS, FIELDS, Int32s, Int64s

LEAST = 20_000
"""Documents of a segment from which on it has such pairs."""
_SHARE = 4
"""One in how many documents has a pair that is kept with its places."""
_AT_ONCE = 512
"""Texts that are in memory at once."""
_FEW = 256
"""Documents of which the texts are read sooner than the places."""
_FIELD_OF = np.zeros(len(FIELD_MARKS) + 1, dtype=np.int64)
_FIELD_OF[[ord(mark) for mark in FIELD_MARKS.values()]] = [FIELDS.index(n) for n in FIELD_MARKS]
_LINE = 1 << 26
"""Length of one field of a document on the line on which all are laid out: more characters than any
text has."""


def frequent(keys: NDArray[np.uint64], sizes: Int64s, documents: int) -> NDArray[np.uint64]:
    """The pairs, among the grams of a segment, that are kept with their places."""
    from index.text import is_pair  # a search does not write

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
    from index.text import pair_places

    number, places = pair_places(texts, pairs)
    lengths = np.array([len(text) for text in texts])
    starts = np.cumsum(lengths) - lengths
    docs = starts.searchsorted(places, side="right") - 1
    points = np.frombuffer("".join(texts).encode("utf-32-le", "surrogatepass"), dtype=np.uint32)
    marks = np.flatnonzero(points <= len(FIELD_MARKS))
    section = marks.searchsorted(places) - 1
    fields = _FIELD_OF[points[marks[section]]]
    # a list is sorted by document, then field, then place
    groups = (number * len(texts) + docs) * len(FIELDS) + fields
    order = np.argsort(groups, kind="stable")
    groups = groups[order]
    firsts = np.flatnonzero(np.diff(groups, prepend=-1))
    lists = groups[firsts] // len(FIELDS) // len(texts)
    used, sizes = np.unique(lists, return_counts=True)
    detail = Detail(
        fields=(groups[firsts] % len(FIELDS)).astype(np.uint8),
        counts=np.diff(firsts, append=len(groups)).astype(np.int32),
        positions=(places - _begins(marks, points, starts)[section])[order].astype(np.int32),
        extents=np.zeros(len(groups), dtype=np.uint8),
    )
    of = groups[firsts] // len(FIELDS) % len(texts)
    return Inverted(pairs[used], sizes, (of + base).astype(np.int32), detail)


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
    groups = part.docs.astype(np.int64) * len(FIELDS) + part.detail.fields
    ahead = np.diff(groups, prepend=0)
    ahead[starts[:-1]] = groups[starts[:-1]]
    places = part.detail.positions.astype(np.int64)
    firsts = starts_of(counts)
    gaps = np.diff(places, prepend=0)
    gaps[firsts[:-1]] = places[firsts[:-1]]
    widths = np.add.reduceat(varint_lengths(gaps), firsts[:-1])
    heads = varint_lengths(ahead) + varint_lengths(widths)
    ends = np.cumsum(heads + widths)
    out = np.zeros(int(ends[-1]), dtype=np.uint8)
    at = ends - heads - widths
    write_varints(out, at + write_varints(out, at, ahead), widths)
    inside = np.cumsum(varint_lengths(gaps)) - varint_lengths(gaps)
    write_varints(out, np.repeat(ends - widths - inside[firsts[:-1]], counts) + inside, gaps)
    return out.tobytes(), np.diff(ends[starts[1:] - 1], prepend=0)


class Pairs:
    """The pairs of a segment that are kept with their places: `lists[bounds[i]:bounds[i + 1]]` is
    the list of `keys[i]`."""

    def __init__(self, keys: NDArray[np.uint64], bounds: memoryview, lists: View) -> None:
        self._number_of = {key: number for number, key in enumerate(keys.tolist())}
        self._bounds, self._lists = bounds, lists

    def find(self, docs: Int32s, run: Sequence[int]) -> tuple[Int64s, bool] | None:
        """(where in documents, which ascend, a run may be that has these pairs one after another;
        whether it is there in any case), None where no place is known or few texts have to be
        read. Places are documents and fields on one line, see `documents_of`, `fields_of`."""
        if len(docs) <= _FEW:
            return None
        known = [at for at, pair in enumerate(run) if pair in self._number_of]
        chosen = _cover(known)
        if len(chosen) < min(len(run), 2):
            return None
        lists = {at: self._list(run[at]) for at in chosen}
        starts: Int64s | None = None
        for at in sorted(chosen, key=lambda at: len(lists[at])):
            places = lines(lists[at], docs, len(FIELDS), _LINE, at)
            if places is None:
                return None
            starts = places if starts is None else common(starts, places)
            docs = np.unique(documents_of(starts)).astype(np.int32)
        assert starts is not None
        return starts, len({at + more for at in known for more in (0, 1)}) > len(run)

    def _list(self, pair: int) -> memoryview:
        number = self._number_of[pair]
        return self._lists[self._bounds[number] : self._bounds[number + 1]]


def documents_of(places: Int64s) -> Int64s:
    """The document of each place on the line."""
    return places // _LINE // len(FIELDS)


def fields_of(places: Int64s) -> Int64s:
    """The number of the field of each place on the line."""
    return places // _LINE % len(FIELDS)


def _cover(known: list[int]) -> list[int]:
    """Those of the pairs, by where they begin, that hold as many characters as all do: a pair
    between two others that touch is left out."""
    chosen: list[int] = []
    for at in known:
        if not chosen or chosen[-1] < at - 1 or at + 1 not in known:
            chosen.append(at)
    return chosen
