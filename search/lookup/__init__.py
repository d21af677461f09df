"""Lookups in one index, all as arrays: columns, postings, literals, the top k."""

from search.lookup.alike import alike_candidates, alike_spans, posted_alike
from search.lookup.arrays import Docs, Kinds, Mask, Scores
from search.lookup.columns import FACETS, Columns, label_key
from search.lookup.literal import Spans, candidates, literal_spans, posted, verified
from search.lookup.postings import in_field, placed, united, within
from search.lookup.top_k import Keys, Places, best

__all__ = [
    "FACETS", "Columns", "Docs", "Keys", "Kinds", "Mask", "Places", "Scores", "Spans",
    "alike_candidates", "alike_spans", "best", "candidates", "in_field", "label_key",
    "literal_spans", "placed", "posted", "posted_alike", "united", "verified", "within",
]  # fmt: skip
