"""Facets by aggregations of the cluster."""

from collections.abc import Mapping, Sequence
from typing import Any

from search.cluster.bodies import all_but
from search.cluster.clauses import EVERYTHING, all_of
from search.cluster.plan import Plan
from search.contract import FacetValue, Request
from search.lookup import FACETS

_MOST = 20
_MOST_TIED = 200
"""Values of a facet that are compared by their spellings."""


def facets_of_hits(plan: Plan, without: Mapping[str, Sequence[str]]) -> dict[str, Any]:
    """The aggregations of the facets: each of the posts that pass all other filters, less those
    that it is to count `without`, by the name of the filter that is left out, "" for none."""
    aggs: dict[str, Any] = {}
    for name in (*FACETS, "year"):
        field = "year" if name == "year" else f"k_{name}"
        inner: dict[str, Any] = {name: {"terms": {"field": field, "size": _MOST_TIED}}}
        if name == "year" and (year := _one_year(plan.request)):
            months = {"month": {"terms": {"field": "month", "size": 12}}}
            inner["month"] = {"filter": {"term": {"year": year}}, "aggs": months}
        seen = all_but(without.get(name, without[""]))
        aggs[name] = {"filter": all_of([plan.but(name), seen]), "aggs": inner}
        if aggs[name]["filter"] == EVERYTHING:
            aggs |= inner
    return aggs


def facets_of(
    answer: Any, spellings: Mapping[str, Mapping[str, str]], request: Request
) -> dict[str, tuple[FacetValue, ...]]:
    """The facets that an answer has; values show in their most frequent spellings."""
    found = {name: one.get(name, one) for name, one in answer["aggregations"].items()}
    months = answer["aggregations"]["year"].get("month") or answer["aggregations"].get("month")
    facets: dict[str, tuple[FacetValue, ...]] = {}
    for name in FACETS:
        counted = _counted(found[name])
        values = [FacetValue(spellings[name].get(key, key), count) for key, count in counted]
        values.sort(key=lambda value: (-value.count, value.value))
        facets[name] = () if name == "lang" and len(values) < 2 else tuple(values[:_MOST])
    facets["year"] = _latest_first(found["year"], "{:04d}")
    if year := _one_year(request):
        facets["month"] = _latest_first(months["month"], f"{year:04d}-{{:02d}}")
    return facets


def _counted(terms: Any) -> list[tuple[Any, int]]:
    return [(bucket["key"], bucket["doc_count"]) for bucket in terms["buckets"]]


def _latest_first(terms: Any, shown: str) -> tuple[FacetValue, ...]:
    pairs = sorted(_counted(terms), reverse=True)
    return tuple(FacetValue(shown.format(number), count) for number, count in pairs)


def _one_year(request: Request) -> int:
    """The year of which a request wants days; 0 for none, or several."""
    first, last = request.first, request.last
    return first.year if first and last and first.year == last.year else 0
