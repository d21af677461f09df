"""Closeness: how near each other the words of a query are in a post, and how much of the query's
own characters the post has. It raises the scores of the best hits."""

from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from index.store import DocIds, Places, Reader
from search.match.passages import query_shares
from search.match.scoring import Scorer
from search.match.spans import QuerySpans

DEPTH = 50
"""How many of the best hits are examined."""
_HALF = 10.0
"""Tokens between two words at which their nearness is one half."""
_FAR = 1 << 20
"""Tokens, more than any field has."""
_DOC = 32 * _FAR
"""Length of one document on the line on which all fields of all documents are laid out."""

Factors = NDArray[np.float32]


def closeness(docs: DocIds, spans: QuerySpans, reader: Reader, scorer: Scorer) -> Factors:
    """The factor of each document's score, shape (n,), 1 or more, by the words that every post has:
    1 where these are fewer than two, as in a choice."""
    if len(spans.units) < 2 or not len(docs):
        return np.ones(len(docs), dtype=np.float32)
    settings = scorer.settings
    near = settings.nearness * _nearness(docs, spans)
    sentence, passage = query_shares(docs, spans.literals, reader, scorer)
    factors = (1 + near) * (1 + settings.coverage * passage) * (1 + settings.sentence * sentence)
    return factors.astype(np.float32)


def _nearness(docs: DocIds, spans: QuerySpans) -> NDArray[np.float64]:
    """The mean nearness, 0 to 1, of words that are neighbours in the query: 1 / (1 + gap / _HALF)
    at the place of a field where they are nearest."""
    ascending = np.sort(docs)
    places = [spans.places(ascending, unit) for unit in spans.units]
    near = np.zeros(len(docs))
    for one, other in pairwise(places):
        near += 1 / (1 + _gaps(ascending, one, other) / _HALF)
    share = near / (len(places) - 1)
    return share[ascending.searchsorted(docs)]


def _gaps(docs: DocIds, one: Places, other: Places) -> NDArray[np.float64]:
    """The least number of tokens between two words in one field of each document, infinite where
    no field has both."""
    least = np.full(len(docs), np.inf)
    if not len(one) or not len(other):
        return least
    starts, ends = _line(one)
    others, other_ends = _line(other)
    other_ends = np.sort(other_ends)
    after = others.searchsorted(ends)
    before = other_ends.searchsorted(starts, side="right") - 1
    gap = np.minimum(
        np.where(after < len(others), others[np.minimum(after, len(others) - 1)] - ends, _FAR),
        np.where(before >= 0, starts - other_ends[before], _FAR),
    )
    near = gap < _FAR
    np.minimum.at(least, docs.searchsorted(starts[near] // _DOC), gap[near])
    return least


def _line(places: Places) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """(starts, ends) of places, ascending, on one line on which all fields of all documents are
    laid out, far apart."""
    field = places[:, 0] * _DOC + places[:, 1] * 2 * _FAR
    starts, ends = field + places[:, 2], field + places[:, 3] + 1
    order = np.argsort(starts, kind="stable")
    return starts[order], ends[order]
