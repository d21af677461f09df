"""Partial hits: posts with most of the words of a query. The cluster gives those that score best by
any of the words; which have enough is told by the same code as in an index on disk."""

from collections.abc import Collection, Iterator

from search.cluster.clauses import Clause, all_of, fitting, none_of, posts, size_of
from search.cluster.counts import Counts
from search.cluster.groups import Groups
from search.cluster.held import Held
from search.cluster.opened import Opened
from search.cluster.page import Page
from search.cluster.plan import Plan, Planner
from search.cluster.units import MOST_CLAUSES
from search.contract import Hit
from search.match import loose_leaves, partial, pieces_of_word
from search.query import And

_POOL = 100
"""Posts that are read."""


class PartialHits:
    """Finds the partial hits of plans."""

    def __init__(self, opened: Opened, planner: Planner, groups: Groups, counts: Counts) -> None:
        self._opened, self._planner = opened, planner
        self._groups, self._counts = groups, counts

    def hits(self, plan: Plan, room: int, others: Collection[str]) -> tuple[Hit, ...]:
        """At most `room` of them, none like the `others`; by what is known so far."""
        query = self._query(plan)
        found = None if query is None else self._counts.best(query, _POOL)
        if not found:
            return ()
        ids = self._unlike(found, others) if plan.request.collapse else found
        return tuple(self._ranked(self._opened.held(ids, self._counts), plan, room))

    def _ranked(self, held: Held, plan: Plan, room: int) -> Iterator[Hit]:
        page = Page(held, self._planner.evaluator(held, plan), plan)
        some = partial(page.evaluator, plan.node)
        if some is None:
            return
        for doc, score, missing in page.partial(some, room):
            yield page.hit(doc, score, missing)

    def _unlike(self, ids: list[str], others: Collection[str]) -> list[str]:
        """Those that are near-duplicates of none of the others, nor of one before them."""
        groups = self._groups.of
        known = {groups[one][0] for one in others if one in groups}
        kept = []
        for one in ids:
            number = groups[one][0] if one in groups else None
            if number is None or number not in known:
                kept.append(one)
                known.update(() if number is None else (number,))
        return kept

    def _query(self, plan: Plan) -> Clause | None:
        """The query for posts that may be partial hits; None where there can be none."""
        scene = self._planner.scene(self._counts)
        loose = loose_leaves(scene.evaluator, plan.node)
        parts = plan.node.parts if isinstance(plan.node, And) else (plan.node,)
        others = [scene.conditions.of(part).may for part in parts if part not in loose]
        leaves = dict.fromkeys(
            one for leaf in loose for one in (leaf, *pieces_of_word(scene.evaluator, leaf))
        )
        expand = scene.evaluator.expand
        words = [
            clause
            for leaf in leaves
            for clause in scene.relevance.expansion(expand(leaf.text, leaf.names), None)
        ]
        wanted = posts(all_of([*others, plan.but(""), none_of(plan.condition.surely)]))
        some = list(fitting(words, MOST_CLAUSES - size_of(wanted)))
        if not some:
            return None
        return {"bool": {"filter": [wanted], "should": some, "minimum_should_match": 1}}
