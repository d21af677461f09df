"""A request → results: the cluster tells which posts match, the first of them are read."""

import time
from collections.abc import Callable, Sequence
from dataclasses import replace

from index.values import Meta
from search.cluster.counts import Counts
from search.cluster.facets import facets_of
from search.cluster.finder import Finder
from search.cluster.groups import Groups
from search.cluster.opened import Opened
from search.cluster.page import Page
from search.cluster.partial import PartialHits
from search.cluster.plan import Plan, Planner
from search.contract import Hit, Request, Results


class Answer:
    """The results of one request."""

    def __init__(
        self, opened: Opened, planner: Planner, groups: Groups, request: Request, counts: Counts
    ) -> None:
        self._started = time.perf_counter()
        self._opened, self._planner, self._groups = opened, planner, groups
        self._request, self._counts = request, counts
        self.plan = planner.plan(request, counts)
        self._found = Finder(opened, planner, groups, counts).found(self.plan)

    @property
    def total(self) -> int:
        """How many posts are listed."""
        return self._found.total

    @property
    def took_ms(self) -> float:
        """Milliseconds since it was begun."""
        return (time.perf_counter() - self._started) * 1000

    def results(self, corrected: Callable[[Plan, int], str | None]) -> Results:
        """The page of results; `corrected` gives another query for a plan with so many hits, by
        what is known so far."""
        request, found = self._request, self._found
        hits, partial, suggestion = self._counts.all_settled(
            self._hits, self._partial, lambda: corrected(self.plan, found.total)
        )
        return Results(
            query=request.query, total=found.total, page=request.page, size=request.size,
            hits=hits, partial=partial,
            facets=facets_of(found.facets, self._opened.spellings, request),
            suggestion=suggestion,
            took_ms=self.took_ms,
        )  # fmt: skip

    def _hits(self) -> tuple[Hit, ...]:
        found, request = self._found, self._request
        held = self._opened.held(found.ids, self._counts)
        page = Page(held, self._planner.evaluator(held, self.plan), self.plan)
        low = (request.page - 1) * request.size - found.first
        ranked = page.ranked(found.first == 0)[max(low, 0) :][: request.size]
        return tuple(self._with_duplicates(page.hit(doc, score)) for doc, score in ranked)

    def _with_duplicates(self, hit: Hit) -> Hit:
        return replace(hit, duplicates=self._metas(self._found.hidden.get(hit.meta.id, [])))

    def _metas(self, ids: Sequence[str]) -> tuple[Meta, ...]:
        found = self._opened.posts(ids)
        return tuple(found[one].stored.meta for one in ids if one in found)

    def _partial(self) -> tuple[Hit, ...]:
        """The partial hits, on the last page of hits alone."""
        request, found = self._request, self._found
        before = (request.page - 1) * request.size
        room = request.size - max(0, min(found.total - before, request.size))
        if not room or not (before < found.total or request.page == 1):
            return ()
        finder = PartialHits(self._opened, self._planner, self._groups, self._counts)
        return finder.hits(self.plan, room, found.ids)
