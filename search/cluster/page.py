"""Some posts of the cluster, ranked and shown by the same code as those of an index on disk."""

from collections.abc import Callable

from index.values import cached_property
from search.cluster.held import Held
from search.cluster.plan import Plan
from search.contract import Explanation, Hit
from search.lookup import within
from search.match import DocSet, Duplicates, Evaluator, Lister, Partial, QuerySpans
from search.show import HitMaker

POOL = 100
"""Hits, first by the order of the cluster, that are ranked anew."""
Ranked = tuple[int, float]
"""(document, score)."""


class Page:
    """Some posts of one plan, ranked and shown."""

    def __init__(self, held: Held, evaluator: Evaluator, plan: Plan) -> None:
        self._held, self.evaluator, self._plan = held, evaluator, plan
        self.spans = QuerySpans(plan.node, held, evaluator.expand)
        self.lister = Lister(held, evaluator, Duplicates(held))

    @cached_property
    def docset(self) -> DocSet:
        """Those that match, with their scores."""
        return self.lister.by_age(self.evaluator.docset(self._plan.node))

    def in_order(self) -> list[int]:
        """Those that match, in order, closeness apart."""
        docs: list[int] = self.lister.ordered(self.docset, self._plan.order).docs.tolist()
        return docs

    def ranked(self, from_first: bool) -> list[Ranked]:
        """(document, score) in order: of the first POOL hits as search/match ranks them, of the
        others as the cluster did."""
        docset = self.docset
        score = dict(zip(docset.docs.tolist(), docset.score.tolist(), strict=True))
        if self._plan.order.sort != "relevance" or not from_first:
            return [(doc, score.get(doc, 0.0)) for doc in range(self._held.size)]
        head = docset.where(docset.docs < POOL)
        near = self.lister.closest(head, POOL, self._plan.order, self.spans)
        first = list(zip(near.docs.tolist(), near.score.tolist(), strict=True))
        known = {doc for doc, _ in first}
        rest = [doc for doc in range(self._held.size) if doc not in known]
        return first + [(doc, score.get(doc, 0.0)) for doc in rest]

    def partial(self, some: Partial, room: int) -> list[tuple[int, float, tuple[str, ...]]]:
        """(document, score, words it lacks) of the first partial hits."""
        full = self.evaluator.docset(self._plan.node).docs
        left = some.docset.where(~within(some.docset.docs, full))
        return self.lister.partial(
            some, self.lister.by_age(left), room, self._plan.order, self.spans
        )

    def hit(self, doc: int, score: float, missing: tuple[str, ...] = ()) -> Hit:
        """The hit of one."""
        return self._maker.hit(doc, score, missing)

    @cached_property
    def _maker(self) -> HitMaker:
        explain = self._explainer() if self._plan.request.explain else None
        columns = self.evaluator.columns
        return HitMaker(self._held, columns, self.spans, explain, lambda doc: [])

    def _explainer(self) -> Callable[[int], tuple[Explanation, ...]]:
        from search.assist import Explainer

        return Explainer(self._plan.node, self.evaluator).explain
