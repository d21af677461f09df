"""From what a reader typed to results: query, matches, rank, snippets. `EmbeddedSearcher` is the
first of the Searchers; text goes in and plain values come out."""

from search.columns import label_key
from search.generation import Status
from search.parse import NEGATING
from search.reasons import in_words
from search.request import LONGEST_QUERY, Request, parse_day, parse_number
from search.results import Hit, Results, hit_to_json, to_json
from search.searcher import EmbeddedSearcher, Searcher
from search.snippets import LONGEST_SNIPPET
from search.suggest import Suggestion

__all__ = [
    "LONGEST_QUERY", "LONGEST_SNIPPET", "NEGATING", "EmbeddedSearcher", "Hit", "Request", "Results",
    "Searcher", "Status", "Suggestion", "hit_to_json", "in_words", "label_key", "parse_day",
    "parse_number", "to_json",
]  # fmt: skip
