"""Alternatives → documents and scores: evaluates the query tree, ranks, filters and counts."""

from search.match.closeness import DEPTH
from search.match.docset import DocSet
from search.match.evaluate import MOST_READ, Evaluator
from search.match.facets import allowed, count_facets, filters
from search.match.listing import Lister, Order, order_of
from search.match.near_duplicates import Duplicates
from search.match.partial import Partial, loose_leaves, partial, pieces_of_word
from search.match.passages import query_codes
from search.match.scoring import K1, KIND_WEIGHTS, OTHER_FIELDS, B, Scorer, robertson_idf
from search.match.spans import ExpandedLeaf, PostSpans, QuerySpans
from search.match.spread import Spread
from search.match.together import WIDTH

__all__ = [
    "DEPTH", "K1", "KIND_WEIGHTS", "MOST_READ", "OTHER_FIELDS", "WIDTH", "B", "DocSet",
    "Duplicates", "Evaluator", "ExpandedLeaf", "Lister", "Order", "Partial", "PostSpans",
    "QuerySpans", "Scorer", "Spread", "allowed", "count_facets", "filters", "loose_leaves",
    "order_of", "partial", "pieces_of_word", "query_codes", "robertson_idf",
]  # fmt: skip
