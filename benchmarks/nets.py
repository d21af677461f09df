"""The net of n-grams in two forms, over the same folded texts: pairs of characters with the
documents that hold them, where the text decides, and pairs with their places, where no text is
read."""

import time
from collections.abc import Callable, Mapping, Sequence
from functools import partial, reduce
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from benchmarks.model import PHRASE, SUBSTRING, Query
from index.store.format.inverted import Detail, Inverted
from index.store.format.packing import pack
from index.store.format.posting_list import BODY, PostingList
from index.store.opened import open_current
from index.store.reader import Reader
from index.text.gram_numbers import BITS, gram_number
from index.text.grams import codepoints
from search.expand.expansion import literally
from search.lookup.borders import Border
from search.lookup.literal import candidates, verified

DOCUMENTS, PLACES = "of documents", "with places"
_FAR = 1 << 32
_LEAST = 3
"""Characters of a run that one pair alone does not find."""

Found = NDArray[np.int32]
Keys = NDArray[np.int64]


def compare(folder: Path, queries: Mapping[str, Sequence[Query]]) -> dict[str, Any]:
    """{"bytes": {form: bytes}, "ms": {form: {kind: milliseconds of each query}}} over the index
    in `folder`; RuntimeError where the forms find different documents."""
    reader = open_current(folder)
    live = reader.live.tolist()
    texts = (reader.stored(doc).text.folded if lives else "" for doc, lives in enumerate(live))
    pairs = _pairs(list(texts))
    places = _Places(pairs)
    bare = Inverted(pairs.keys, pairs.sizes, pairs.docs, None)
    ms: dict[str, dict[str, list[float]]] = {DOCUMENTS: {}, PLACES: {}}
    for kind in (PHRASE, SUBSTRING):
        words = (word for query in queries[kind] for word in query.words)
        literals = [text for word in words if len(text := literally(word).literals[0]) >= _LEAST]
        by_text = [_timed(partial(_by_text, reader, text)) for text in literals]
        by_place = [_timed(partial(places.find, text)) for text in literals]
        for (_, one), (_, other) in zip(by_text, by_place, strict=True):
            if not np.array_equal(one, other):
                raise RuntimeError("expected both nets to find the same documents")
        ms[DOCUMENTS][kind] = [spent for spent, _ in by_text]
        ms[PLACES][kind] = [spent for spent, _ in by_place]
    return {"bytes": {DOCUMENTS: len(pack(bare)[0]), PLACES: len(pack(pairs)[0])}, "ms": ms}


def _timed(find: Callable[[], Found]) -> tuple[float, Found]:
    started = time.perf_counter()
    found = find()
    return (time.perf_counter() - started) * 1000, found


def _by_text(reader: Reader, run: str) -> Found:
    """As the product does it."""
    return np.unique(verified(reader, candidates(reader, run), run, Border.NONE).docs)


def _pairs(folded: Sequence[str]) -> Inverted:
    """Every pair of neighbours with its places in each text."""
    lengths = np.array([len(text) for text in folded], dtype=np.int64)
    starts = np.cumsum(lengths) - lengths
    points = codepoints("".join(folded)).astype(np.uint64)
    real = points >= 32
    at = np.flatnonzero(real[:-1] & real[1:])
    numbers = (points[at] << np.uint64(BITS) | points[at + 1]) << np.uint64(BITS)
    order = np.argsort(numbers, kind="stable")
    at, numbers = at[order], numbers[order]
    of = np.repeat(np.arange(len(folded)), lengths)[at]
    begins = np.flatnonzero((np.diff(numbers, prepend=0) != 0) | (np.diff(of, prepend=-1) != 0))
    keys, sizes = np.unique(numbers[begins], return_counts=True)
    docs = of[begins].astype(np.int32)
    counts = np.diff(begins, append=len(at)).astype(np.int32)
    fields = np.full(len(docs), BODY, dtype=np.uint8)
    detail = Detail(fields, counts, (at - starts[of]).astype(np.int32), np.zeros(len(at), np.uint8))
    return Inverted(keys, sizes.astype(np.int64), docs, detail)


class _Places:
    """Pairs with their places, packed as the product packs words."""

    def __init__(self, pairs: Inverted) -> None:
        data, lengths = pack(pairs)
        self._data, self._ends = memoryview(data), np.cumsum(lengths)
        self._starts = self._ends - lengths
        self._numbers = {number: at for at, number in enumerate(np.asarray(pairs.keys).tolist())}

    def find(self, run: str) -> Found:
        """Every second pair does, and the last."""
        offsets = sorted({*range(0, len(run) - 1, 2), len(run) - 2})
        found = [self._keys(run[at : at + 2], at) for at in offsets]
        held = reduce(lambda few, many: few[_within(few, many)], sorted(found, key=len))
        return np.unique(held // _FAR).astype(np.int32)

    def _keys(self, pair: str, offset: int) -> Keys:
        """Where runs begin that have the pair so many characters on, on one line of all texts."""
        number = self._numbers.get(gram_number(pair))
        if number is None:
            return np.zeros(0, dtype=np.int64)
        posting_list = PostingList(self._data[self._starts[number] : self._ends[number]])
        places = posting_list.places(np.unique(posting_list.docs), 0)
        begins: Keys = places[:, 0] * _FAR + places[:, 2] - offset
        return begins


def _within(few: Keys, many: Keys) -> NDArray[np.bool_]:
    """As the product's `within`, which is of documents; `many` is not the shorter one."""
    at = many.searchsorted(few)
    at[at == len(many)] = 0
    same: NDArray[np.bool_] = many[at] == few
    return same
