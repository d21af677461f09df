"""Scores: BM25 on each field, the best field counting most.

score(t, d) = idf(t) · max over fields f of w_f · tf·(k1+1) / (tf + k1·(1 - b + b·|d_f| / mean_f)),
after Robertson and Zaragoza, "The Probabilistic Relevance Framework: BM25 and Beyond" (2009);
the best field rather than the sum, since posts of a series share their titles.
"""

import math

import numpy as np
from numpy.typing import NDArray

from index.store import BODY, Postings
from index.values import FIELDS, RankingSettings
from search.expand import Kind
from search.lookup import Columns, Scores

K1, B = 0.9, 0.4
_DEFAULT = RankingSettings()
_OTHER_WEIGHTS = {
    "body": 1.0, "code": 0.7, "link": 0.4, "tag": 1.5, "category": 1.2, "author": 1.0,
    "excerpt": 1.0,
}  # fmt: skip
OTHER_FIELDS = 0.15
"""The share of its own score that each field beside the best adds."""
KIND_WEIGHTS = {
    Kind.WORD: 1.0, Kind.SPELLING: 0.9, Kind.READING: 0.25, Kind.CROSSING: 0.25,
    Kind.SYNONYM: 0.25, Kind.BEGINNING: 0.2, Kind.PART: 0.2,
}  # fmt: skip
"""What a score counts by its kind of match. BM25 saturates, so that words as typed stay above their
other spellings, these above words of the same reading, and parts of words below all."""


def robertson_idf(live: int, df: int) -> float:
    """The idf of Robertson and Spärck Jones (1976) for a word in `df` of `live` documents, kept
    positive by the 1 added: ln(1 + (live - df + 0.5) / (df + 0.5))."""
    return math.log1p((live - df + 0.5) / (df + 0.5))


class Scorer:
    """Scores words in one generation. Its statistics count live documents only, so that full and
    incremental builds give equal scores."""

    def __init__(self, columns: Columns, settings: RankingSettings = _DEFAULT) -> None:
        self.settings = settings
        chosen = {"title": settings.title, "heading": settings.heading}
        self.weights = _OTHER_WEIGHTS | chosen
        """The weight of each field."""
        self.live = columns.statistics.live
        self._weights = np.array([self.weights[name] for name in FIELDS], dtype=np.float32)
        means = columns.statistics.means
        lengths = [columns.lengths[n] / np.float32(means[n]) for n in FIELDS]
        self._fresh = _freshness(columns, settings)
        self._norms = (K1 * (1 - B + B * np.stack(lengths))).astype(np.float32)

    def score(self, postings: Postings, least: int = 0) -> tuple[NDArray[np.int32], Scores]:
        """(documents, scores) of one word, each of shape (n,), from its postings in all fields, as
        if it were in `least` documents at least."""
        docs = postings.docs
        if not len(docs):
            return docs, np.zeros(0, dtype=np.float32)
        fields = np.uint8(BODY) if postings.fields is None else postings.fields
        counts = np.float32(1) if postings.counts is None else postings.counts.astype(np.float32)
        score = self._weights[fields] * counts * np.float32(K1 + 1)
        score /= counts + self._norms[fields, docs]
        if postings.fields is not None:
            firsts = np.flatnonzero(np.diff(docs, prepend=-1))
            if len(firsts) < len(docs):
                best = np.maximum.reduceat(score, firsts)
                total = np.add.reduceat(score, firsts)
                score = best + np.float32(OTHER_FIELDS) * (total - best)
                docs = docs[firsts]
        return docs, (score * self.idf(max(len(docs), least))).astype(np.float32)

    def by_age(self, docs: NDArray[np.int32], score: Scores) -> Scores:
        """The scores of documents, those of newer posts raised where the settings say so."""
        return score if self._fresh is None else score * self._fresh[docs]

    def idf(self, df: int) -> np.float32:
        """The idf of a word in `df` live documents."""
        return np.float32(robertson_idf(self.live, df))


def _freshness(columns: Columns, settings: RankingSettings) -> Scores | None:
    """The factor 1 + freshness · 2^(-age / half_life) of each document, 1 for undated ones; None
    where no score is to change. The age in days counts from the newest post, so that results do
    not depend on a clock."""
    newest = columns.statistics.newest
    if not settings.freshness or np.isnan(newest):
        return None
    days = (newest - columns.seconds) / 86_400
    gained = settings.freshness * np.exp2(-days / settings.half_life)
    return (1 + np.nan_to_num(gained)).astype(np.float32)
