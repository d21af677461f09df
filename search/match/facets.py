"""Filters: which documents have the values wanted. Facets: which values the hits have."""

from collections.abc import Callable, Mapping
from functools import reduce
from typing import Any

import numpy as np
from numpy.typing import NDArray

from search.contract import FILTERS, FacetValue, Request
from search.lookup import FACETS, Columns, Mask, best

_MOST = 20


def filters(columns: Columns, request: Request) -> dict[str, Mask]:
    """A mask of shape (size,) for each filter of the request, by its name in the facets: the
    documents that have one of its values."""
    masks: dict[str, Mask] = {}
    for name, field in FILTERS.items():
        if values := getattr(request, field):
            having = [columns.values[name].having(value) for value in values]
            masks[name] = reduce(np.logical_or, having)
    if request.first or request.last:
        masks["year"] = columns.between(request.first, request.last)
    return masks


def allowed(columns: Columns, masks: Mapping[str, Mask], but: str = "") -> Mask:
    """The live documents that pass all filters except the one called `but`, as a mask."""
    chosen = [mask for name, mask in masks.items() if name != but]
    return reduce(np.logical_and, chosen, columns.live)


def count_facets(
    columns: Columns, listed: Callable[[str], NDArray[np.int32]], request: Request
) -> dict[str, tuple[FacetValue, ...]]:
    """The facets: of each label the most frequent values, with their counts, and the years,
    latest first; the months too where the request is for days of one year. `listed(name)` gives the
    documents listed without the filter `name`: a facet ignores its own filter, so that its other
    values stay on offer. One language is no choice."""
    facets: dict[str, tuple[FacetValue, ...]] = {}
    for name in FACETS:
        values = columns.values[name]
        counts = values.counts(listed(name))
        some = np.flatnonzero(counts)
        if name == "lang" and len(some) < 2:
            facets[name] = ()
            continue
        numbers = some[best([values.order[some] - counts[some] * len(counts)], _MOST)].tolist()
        facets[name] = tuple(
            FacetValue(values.shown[n], count)
            for n, count in zip(numbers, counts[numbers].tolist(), strict=True)
        )
    docs = listed("year")
    years = columns.years[docs]
    facets["year"] = _latest_first(years[years > 0], lambda year: f"{year:04d}")
    first, last = request.first, request.last
    if first and last and first.year == last.year:
        months = columns.months(docs[years == first.year])
        facets["month"] = _latest_first(months, lambda month: f"{first.year:04d}-{month:02d}")
    return facets


def _latest_first(
    times: NDArray[np.integer[Any]], shown: Callable[[int], str]
) -> tuple[FacetValue, ...]:
    """How often each time is there."""
    numbers, counts = np.unique(times, return_counts=True)
    pairs = zip(numbers[::-1].tolist(), counts[::-1].tolist(), strict=True)
    return tuple(FacetValue(shown(number), count) for number, count in pairs)
