"""The contract of search: a Request goes in, Results come out, a Searcher stands between them.
It belongs to no engine and knows no store."""

from typing import TYPE_CHECKING

from index.values import lazily
from search.contract.request import (
    FILTERS,
    LARGEST_NUMBER,
    LARGEST_SIZE,
    LONGEST_QUERY,
    MOST_EXPLAINED,
    MOST_SUGGESTIONS,
    MOST_VALUES,
    SORTS,
    Request,
    check_query,
    check_size,
    parse_day,
    parse_number,
)
from search.contract.results import (
    Explanation,
    FacetValue,
    FoundSection,
    Hit,
    Pieces,
    Results,
    Suggestion,
)
from search.contract.searcher import Searcher
from search.contract.status import ShownPost, Status, Verified
from search.contract.work import Work, spend, taking

if TYPE_CHECKING:
    from search.contract.answers import (
        ErrorAnswer,
        HealthAnswer,
        RelatedAnswer,
        SearchAnswer,
        SuggestAnswer,
        schemas,
    )
    from search.contract.as_json import (
        encode,
        error_answer,
        health_answer,
        related_answer,
        results_to_json,
        search_answer,
        suggest_answer,
    )

__getattr__ = lazily(__name__, {
    **dict.fromkeys((
        "ErrorAnswer", "HealthAnswer", "RelatedAnswer", "SearchAnswer", "SuggestAnswer", "schemas",
    ), "answers"),
    **dict.fromkeys((
        "encode", "error_answer", "health_answer", "related_answer", "results_to_json",
        "search_answer", "suggest_answer",
    ), "as_json"),
})  # fmt: skip

__all__ = [
    "FILTERS", "LARGEST_NUMBER", "LARGEST_SIZE", "LONGEST_QUERY", "MOST_EXPLAINED",
    "MOST_SUGGESTIONS", "MOST_VALUES", "SORTS", "ErrorAnswer", "Explanation", "FacetValue",
    "FoundSection", "HealthAnswer", "Hit", "Pieces", "RelatedAnswer", "Request", "Results",
    "SearchAnswer", "Searcher", "ShownPost", "Status", "SuggestAnswer", "Suggestion", "Verified",
    "Work", "check_query", "check_size", "encode", "error_answer", "health_answer", "parse_day",
    "parse_number", "related_answer", "results_to_json", "schemas", "search_answer", "spend",
    "suggest_answer", "taking",
]  # fmt: skip
