"""Closeness: how near each other the words of a query are in a post, and how much of the query's
own characters the post has. It raises the scores of the best hits."""

import re
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from index.store import DocIds, Places, Reader
from index.text import gram_number
from search.match.passages import sentence_shares
from search.match.scoring import Scorer
from search.match.spans import QuerySpans

DEPTH = 50
"""How many of the best hits are examined."""
_HALF = 10.0
"""Tokens between two words at which their nearness is one half."""
_PAIR = re.compile("[0-9a-zァ-ヺー々\u3400-\u9fff]{2}")
"""Pairs of characters that carry meaning: hiragana mostly joins words."""
_MOST_PAIRS = 64
_FAR = 1 << 20
"""Tokens, more than any field has."""
_DOC = 32 * _FAR
"""Length of one document on the line on which all fields of all documents are laid out."""

Factors = NDArray[np.float32]


def closeness(docs: DocIds, spans: QuerySpans, reader: Reader, scorer: Scorer) -> Factors:
    """The factor of each document's score, shape (n,), 1 or more. It is 1 for a query of one word,
    and for one with a choice, since a post need not have all of it."""
    if len(spans.units) < 2 or spans.is_choice or not len(docs):
        return np.ones(len(docs), dtype=np.float32)
    settings = scorer.settings
    near = settings.nearness * _nearness(docs, spans)
    covered = settings.coverage * _coverage(docs, spans.literals, reader, scorer)
    sentence = settings.sentence * sentence_shares(docs, spans.literals, reader, scorer)
    return ((1 + near) * (1 + covered) * (1 + sentence)).astype(np.float32)


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


def _coverage(
    docs: DocIds, literals: list[str], reader: Reader, scorer: Scorer
) -> NDArray[np.float64]:
    """The share of the query's pairs of characters that each document has, weighted by idf."""
    pairs = [literal[at : at + 2] for literal in literals for at in range(len(literal) - 1)]
    telling = [pair for pair in dict.fromkeys(pairs) if _PAIR.fullmatch(pair)][:_MOST_PAIRS]
    share, total = np.zeros(len(docs)), 0.0
    for pair in telling:
        having = reader.gram(gram_number(pair))
        if len(having):
            weight = float(scorer.idf(len(having)))
            at = np.minimum(having.searchsorted(docs), len(having) - 1)
            share += weight * (having[at] == docs)
            total += weight
    return share / max(total, 1e-9)
