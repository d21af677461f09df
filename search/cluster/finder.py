"""A plan → the ids of the posts on a page, and all that is counted, as the cluster tells them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from index.values import BadParameter
from search.cluster.bodies import all_but, faceted_body, hits_body
from search.cluster.clauses import none_of
from search.cluster.counts import Counts, ids_of
from search.cluster.facets import facets_of_hits
from search.cluster.groups import MOST_GROUPED, Groups, groups_among
from search.cluster.opened import Opened
from search.cluster.page import POOL, Page
from search.cluster.plan import Plan, Planner

_WINDOW = 10_000
"""Hits that one search of the cluster can leave out."""
_DEEPEST = 100_000
"""Hits that pages may go down to."""
_MOST_UNSURE = 1_000
"""Posts that are read to know whether they match."""


@dataclass(frozen=True)
class Found:
    """What the cluster found of a plan: how many posts are listed, the ids on the page in the order
    of the cluster, the number of the first of them, and which posts count as one with which."""

    total: int
    ids: list[str]
    first: int
    hidden: Mapping[str, list[str]]
    facets: Any


class Finder:
    """Finds the posts of one plan."""

    def __init__(self, opened: Opened, planner: Planner, groups: Groups, counts: Counts) -> None:
        self._opened, self._planner = opened, planner
        self._groups, self._counts = groups, counts

    def found(self, plan: Plan) -> Found:
        """The posts on the page requested, those before it that are ranked with them, and all
        counts."""
        request = plan.request
        end = request.page * request.size
        first = end - request.size
        if end > _DEEPEST:
            raise BadParameter(f"page: expected hits up to number {_DEEPEST:,}, found {end:,}")
        by_score = plan.order.sort == "relevance"
        first = 0 if by_score and first < POOL else first
        size = (max(end, POOL) if by_score else end) - first
        deep = end > _WINDOW
        unsure = not plan.condition.is_sure
        grouped = self._grouped_bodies(plan)
        nothing = {"": list[str]()}
        bodies = [self._body(plan, nothing, first, 0 if deep else size)]
        if unsure:
            bodies.append(hits_body(plan, 0, _MOST_UNSURE, none_of(plan.condition.surely)))
        answers = self._opened.client.msearch(self._opened.name, [*bodies, *grouped.values()])
        hits = answers[0]
        dropped = self._dropped(plan, answers[1]) if unsure else []
        hidden = {
            name: self._groups.hidden(self._ordered(plan, ids_of(answer), self._groups))
            for name, answer in zip(grouped, answers[len(bodies) :], strict=True)
        }
        if request.collapse and not self._groups.are_all:
            hidden[""] = self._with_those_on_page(plan, ids_of(hits), hidden.get("", {}))
        without = {name: [*dropped, *_others(some)] for name, some in hidden.items()}
        without.setdefault("", dropped)
        if any(without.values()):
            hits = self._opened.search(self._body(plan, without, first, 0 if deep else size))
        total = hits["hits"]["total"]["value"]
        ids = self._deep(plan, without[""], first, size) if deep and first < total else ids_of(hits)
        return Found(total, ids, first, hidden.get("", {}), hits)

    def _body(
        self, plan: Plan, without: Mapping[str, Sequence[str]], first: int, size: int
    ) -> dict[str, Any]:
        facets = facets_of_hits(plan, without)
        return faceted_body(plan, first if size else 0, size, all_but(without[""]), facets)

    def _grouped_bodies(self, plan: Plan) -> dict[str, dict[str, Any]]:
        """For all filters, and for all but each that a facet ignores: the search for the posts that
        have near-duplicates."""
        clause = self._groups.clause() if plan.request.collapse else None
        if clause is None:
            return {}
        names = ("", *plan.filters)
        return {name: hits_body(plan, 0, MOST_GROUPED, clause, name) for name in names}

    def _with_those_on_page(
        self, plan: Plan, ids: Sequence[str], known: Mapping[str, list[str]]
    ) -> dict[str, list[str]]:
        """What is hidden behind others, as `known` and as is seen of the posts on a page alone."""
        hidden, known_ones = dict(known), set(_others(known))
        left = [one for one in ids if one not in known_ones]
        groups = groups_among(self._opened.held(left, self._counts))
        for best, others in groups.hidden(self._ordered(plan, left, groups)).items():
            theirs = [one for other in others for one in (other, *hidden.pop(other, ()))]
            hidden[best] = [*hidden.get(best, ()), *theirs]
        return hidden

    def _ordered(self, plan: Plan, ids: Sequence[str], groups: Groups) -> Sequence[str]:
        """Posts in the order of their exact scores, if they are not too many to be read: which of
        near-duplicates stands for the others must not depend on who keeps them."""
        alike = groups.several(ids)
        if not 0 < len(alike) <= _MOST_UNSURE:
            return ids
        held = self._opened.held(alike, self._counts)
        docs = self._counts.settled(
            lambda: Page(held, self._planner.evaluator(held, plan), plan).in_order()
        )
        return [held.post_id(doc) for doc in docs]

    def _dropped(self, plan: Plan, answer: Any) -> list[str]:
        """Those of the posts found that do not match after all."""
        ids = ids_of(answer)
        held = self._opened.held(ids, self._counts)
        if not held.size:
            return []
        docs = self._counts.settled(
            lambda: self._planner.evaluator(held, plan).docset(plan.node).docs
        )
        matching = {held.post_id(doc) for doc in docs.tolist()}
        return [one for one in ids if one not in matching]

    def _deep(self, plan: Plan, without: Sequence[str], first: int, size: int) -> list[str]:
        """The ids of some posts far down, by way of those before them."""
        at, after = 0, None
        while True:
            step = min(_WINDOW, first - at) if at < first else size
            body = hits_body(plan, 0, step, all_but(without))
            if after is not None:
                body["search_after"] = after
            answer = self._opened.search(body)
            hits = answer["hits"]["hits"]
            if at >= first or len(hits) < step:
                return ids_of(answer) if at >= first else []
            at, after = at + step, hits[-1]["sort"]


def _others(hidden: Mapping[str, list[str]]) -> list[str]:
    return [one for some in hidden.values() for one in some]
