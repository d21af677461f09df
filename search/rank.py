"""Ranking: BM25 on each field, the best field counting most.

score(t, d) = idf(t) · max over fields f of w_f · tf·(k1+1) / (tf + k1·(1 - b + b·|d_f| / mean_f)),
after Robertson and Zaragoza, "The Probabilistic Relevance Framework: BM25 and Beyond" (2009);
the best field rather than the sum, since posts of a series share their titles.
"""

from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray

from search.columns import Columns, Mask

K1, B = 0.9, 0.4
FIELD_WEIGHTS = {
    "title": 2.0, "heading": 1.3, "body": 1.0, "code": 0.7, "link": 0.4,
    "tag": 1.5, "category": 1.2, "author": 1.0, "excerpt": 1.0,
}  # fmt: skip
OTHER_FIELDS = 0.15
"""What each field beside the best adds, as a share of its own score."""
PART = 0.2
"""Weight of a match by a part of a word: BM25 saturates, so this stays below whole words."""
TOGETHER = 0.5
"""Weight of all words of a leaf standing together as typed."""

Scores = NDArray[np.float32]


class Scorer:
    """Scores for one generation; statistics count live documents only, so that full and
    incremental builds agree."""

    def __init__(self, columns: Columns) -> None:
        self.columns = columns
        self.live = int(columns.live.sum())

    def score(self, frequencies: Mapping[str, Scores], hit: Mask) -> Scores:
        """BM25 of one word from its frequencies, arrays of shape (size,) for each field."""
        best = np.zeros(self.columns.size, dtype=np.float32)
        total = np.zeros(self.columns.size, dtype=np.float32)
        for name in sorted(frequencies):
            counts = frequencies[name]
            length = self.columns.lengths[name] / np.float32(self.columns.means[name])
            norm = K1 * (1 - B + B * length)
            field = FIELD_WEIGHTS[name] * counts * (K1 + 1) / (counts + norm)
            best = np.maximum(best, field)
            total += field
        scores: Scores = self.idf(int(hit.sum())) * (best + OTHER_FIELDS * (total - best))
        return scores.astype(np.float32)

    def idf(self, df: int) -> np.float32:
        """Robertson–Spärck Jones, kept positive: ln(1 + (N - df + 0.5) / (df + 0.5))."""
        return np.float32(np.log1p((self.live - df + 0.5) / (df + 0.5)))

    def part(self, scores: Scores) -> Scores:
        """Scores of matches that are only a part of a word."""
        return scores * np.float32(PART)

    def together(self, scores: Scores) -> Scores:
        """What a leaf's words gain where they stand as typed."""
        return scores * np.float32(TOGETHER)
