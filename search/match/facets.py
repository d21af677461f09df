"""Facets and filters: which values the hits have, and which hits have the values asked for."""

from collections.abc import Callable, Mapping
from functools import reduce

import numpy as np
from numpy.typing import NDArray

from search.contract import FacetValue, Request
from search.lookup import FACETS, Columns, Mask

_MOST = 20


def filters(columns: Columns, request: Request) -> dict[str, Mask]:
    """A mask for each filter the request uses; values of one filter are OR."""
    masks: dict[str, Mask] = {}
    filtered = {"category": request.categories, "tag": request.tags, "author": request.authors}
    for name, values in filtered.items():
        if values:
            having = [columns.values[name].having(value, columns.size) for value in values]
            masks[name] = reduce(np.logical_or, having)
    if request.first or request.last:
        masks["year"] = columns.between(request.first, request.last)
    return masks


def allowed(columns: Columns, masks: Mapping[str, Mask], but: str = "") -> Mask:
    """The live documents that pass all filters, leaving out the one called `but`."""
    chosen = [mask for name, mask in masks.items() if name != but]
    return reduce(np.logical_and, chosen, columns.live)


def count_facets(
    columns: Columns, listed: Callable[[str], NDArray[np.int32]]
) -> dict[str, tuple[FacetValue, ...]]:
    """The top values of each label and the years among what would be `listed` without the filter
    of that name: a facet ignores its own, so that its other values stay on offer."""
    found: dict[str, tuple[FacetValue, ...]] = {}
    for name in FACETS:
        values = columns.values[name]
        hit = np.zeros(columns.size, dtype=np.bool_)
        hit[listed(name)] = True
        counts = values.counts(hit)
        pairs = [(values.shown[n], int(counts[n])) for n in np.flatnonzero(counts)]
        pairs.sort(key=lambda pair: (-pair[1], pair[0]))
        found[name] = tuple(FacetValue(value, count) for value, count in pairs[:_MOST])
    years = columns.years[listed("year")]
    numbers, counts = np.unique(years[years > 0], return_counts=True)
    found["year"] = tuple(
        FacetValue(f"{year:04d}", int(count))
        for year, count in zip(numbers[::-1], counts[::-1], strict=True)
    )
    return found
