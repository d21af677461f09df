"""Pairs of characters with their places, of large segments: a run of such pairs is found by them,
without a look into the texts. Only pairs that are in many documents are kept so: of others few
texts have to be read."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from index.store.format import View
from index.store.kernels import common, lines
from index.values import FIELDS, Int32s, Int64s

_FEW = 256
"""Documents of which the texts are read sooner than the places."""
_LINE = 1 << 26
"""Length of one field of a document on the line on which all are laid out: more characters than any
text has."""


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
