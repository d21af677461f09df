"""A plan → what is asked of the cluster: which of the posts that match, in which order, and what is
counted of them."""

from collections.abc import Sequence
from typing import Any

from search.cluster.clauses import EVERYTHING, Clause, all_of, none_of, posts
from search.cluster.plan import Plan
from search.cluster.relevance import WHOLE_WORDS, constant, languages


def all_but(ids: Sequence[str]) -> Clause:
    """All posts without some, given by their ids."""
    return none_of({"terms": {"id": list(ids)}}) if ids else EVERYTHING


def hits_body(
    plan: Plan, first: int, size: int, only: Clause = EVERYTHING, but: str = ""
) -> dict[str, Any]:
    """The search for some of the posts that match, pass the filters `but` one, and satisfy `only`,
    in order, and how many they are."""
    return _body(plan, first, size, all_of([plan.but(but), only]), EVERYTHING)


def faceted_body(
    plan: Plan, first: int, size: int, only: Clause, facets: dict[str, Any]
) -> dict[str, Any]:
    """The same, with `facets`, which count more: what does not satisfy `only`, or pass filters."""
    return _body(plan, first, size, EVERYTHING, all_of([plan.but(""), only])) | {"aggs": facets}


def _body(plan: Plan, first: int, size: int, before: Clause, after: Clause) -> dict[str, Any]:
    whole = constant(plan.condition.whole, WHOLE_WORDS)
    by_score = plan.order.sort == "relevance"
    scores = [whole, *(languages(plan.languages) + list(plan.scores) if by_score else ())]
    direction = "asc" if plan.order.sort == "oldest" else "desc"
    matching = all_of([before, posts(plan.condition.may)])
    return {
        "from": first, "size": size, "track_total_hits": True, "_source": False,
        "query": {"bool": {"filter": [matching], "should": scores}}, "post_filter": after,
        "sort": [
            {"_score": "desc"}, {"seconds": {"order": direction, "missing": "_last"}},
            {"id": "asc"},
        ],
    }  # fmt: skip
