"""Facets over posts in memory."""

from collections import Counter
from collections.abc import Callable, Iterable

from index.values.post import LABELS
from search.contract.request import Request
from search.contract.results import FacetValue
from tests.memory import MemoryPost, top

_MOST = 20


def facets(
    listed: Callable[[str], list[MemoryPost]], request: Request
) -> dict[str, tuple[FacetValue, ...]]:
    """The facets of a request; `listed(name)` gives the posts listed without the filter `name`."""
    made = {
        name: tuple(
            FacetValue(*pair)
            for pair in top(Counter(v for p in listed(name) for v in p.meta.values(name)), _MOST)
        )
        for name in LABELS
    }
    made["lang"] = made["lang"] if len(made["lang"]) > 1 else ()
    days = [post.day for post in listed("year") if post.day]
    made["year"] = _latest_first(f"{day:%Y}".zfill(4) for day in days)
    first, last = request.first, request.last
    if first and last and first.year == last.year:
        months = (f"{day:%Y}".zfill(4) + f"{day:-%m}" for day in days if day.year == first.year)
        made["month"] = _latest_first(months)
    return made


def _latest_first(times: Iterable[str]) -> tuple[FacetValue, ...]:
    return tuple(FacetValue(*pair) for pair in sorted(Counter(times).items(), reverse=True))
