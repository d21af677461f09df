"""Lookups in one index, all as arrays: columns, postings, literals, the top k."""

from search.lookup.alike import alike_candidates, alike_spans, posted_alike
from search.lookup.arrays import Docs, Kinds, Mask, Scores
from search.lookup.borders import Border, border_of, ends_anywhere, word_of
from search.lookup.columns import FACETS, Columns, Statistics
from search.lookup.literal import Spans, candidates, joined_spans, literal_spans, posted, verified
from search.lookup.postings import in_field, placed, united, within
from search.lookup.top_k import Keys, Places, best

__all__ = [
    "FACETS", "Border", "Columns", "Docs", "Keys", "Kinds", "Mask", "Places", "Scores", "Spans",
    "Statistics", "alike_candidates", "alike_spans", "best", "border_of", "candidates",
    "ends_anywhere", "in_field", "joined_spans", "literal_spans", "placed", "posted",
    "posted_alike", "united", "verified", "within", "word_of",
]  # fmt: skip
