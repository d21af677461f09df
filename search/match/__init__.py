"""Alternatives → documents and scores: evaluates the query tree, ranks, filters and counts."""

from search.match.docset import DocSet
from search.match.evaluate import Evaluator
from search.match.facets import allowed, count_facets, filters
from search.match.listing import Lister
from search.match.near_duplicates import Duplicates
from search.match.scoring import K1, KIND_WEIGHTS, OTHER_FIELDS, Scorer, robertson_idf
from search.match.spans import ExpandedLeaf, PostSpans, QuerySpans
from search.match.spread import Spread
from search.match.together import WIDTH

__all__ = [
    "K1", "KIND_WEIGHTS", "OTHER_FIELDS", "WIDTH", "DocSet", "Duplicates", "Evaluator", "ExpandedLeaf", "Lister", "PostSpans",
    "QuerySpans", "Scorer", "Spread", "allowed", "count_facets", "filters",
    "robertson_idf",
]  # fmt: skip
