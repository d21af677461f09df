"""Queries of Whoosh's own: what the evaluation of arrays does not cover, Whoosh's matchers do,
over the same segments and with the same BM25 of a field."""

from collections.abc import Mapping
from typing import Any

import numpy as np
from numpy.typing import NDArray
from whoosh.query import Query
from whoosh.scoring import BaseScorer, WeightingModel
from whoosh.searching import Searcher

from index.store import Reader
from index.store.codec import whoosh_reader
from search.arrays import Scores
from search.columns import Columns
from search.rank import K1, B, robertson_idf


def native(query: Query, reader: Reader, model: WeightingModel) -> tuple[NDArray[np.int32], Scores]:
    """(documents, scores) of any query of Whoosh's, both of shape (n,), documents ascending."""
    # Whoosh's NOT stops at deleted documents and then takes others for them: it sees all as live
    segments = [(segment, np.ones_like(live)) for segment, live in reader.segments()]
    searcher = Searcher(whoosh_reader(segments), weighting=model)
    rows: list[tuple[int, float]] = []
    for leaf, offset in searcher.leaf_searchers():
        matcher = query.matcher(leaf)
        while matcher.is_active():
            rows.append((matcher.id() + offset, matcher.score()))
            matcher.next()
    docs = np.array([doc for doc, _ in rows], dtype=np.int32)
    live = reader.live[docs]
    return docs[live], np.array([score for _, score in rows], dtype=np.float32)[live]


class FieldModel(WeightingModel):
    """The ranking of one field (`rank.py`) as a weighting of Whoosh's."""

    def __init__(self, reader: Reader, columns: Columns, weights: Mapping[str, float]) -> None:
        self._counted = whoosh_reader(reader.segments())
        self._live, self._means, self._weights = int(columns.live.sum()), columns.means, weights

    def frequency(self, searcher: Any, field: str, text: bytes) -> int:
        """The live documents that count as holding a term."""
        found: int = self._counted.doc_frequency(field, text)
        return found

    def scorer(self, searcher: Any, fieldname: str, text: bytes, qf: int = 1) -> "_FieldScorer":
        idf = robertson_idf(self._live, self.frequency(searcher, fieldname, text))
        # what has no lengths of its own, the grams, counts as text of the body
        field = fieldname if fieldname in self._means else "body"
        return _FieldScorer(searcher, field, idf * self._weights[field], self._means[field])


class _FieldScorer(BaseScorer):
    """BM25 of one term in one field."""

    def __init__(self, searcher: Any, field: str, weight: float, mean: float) -> None:
        self._searcher, self._field, self._weight, self._mean = searcher, field, weight, mean

    def supports_block_quality(self) -> bool:
        return True

    def score(self, matcher: Any) -> float:
        return self._score(
            matcher.weight(), self._searcher.doc_field_length(matcher.id(), self._field)
        )

    def _score(self, count: float, length: float) -> float:
        norm = K1 * (1 - B + B * length / self._mean)
        return self._weight * count * (K1 + 1) / (count + norm)

    def max_quality(self) -> float:
        return self._weight * (K1 + 1)

    def block_quality(self, matcher: Any) -> float:
        return self._score(matcher.block_max_weight(), matcher.block_min_length())
