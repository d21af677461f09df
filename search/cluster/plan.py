"""A request → how it is read: its tree, which posts match, and what scores them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from search.cluster.clauses import Clause, all_of, fitting
from search.cluster.conditions import filters
from search.cluster.counts import Counts
from search.cluster.held import Held
from search.cluster.scene import Scene, Scenes
from search.cluster.spread import ClusterSpread
from search.cluster.tally import Tally
from search.cluster.units import MOST_CLAUSES, Condition, bounded
from search.contract import Request
from search.expand import Expander
from search.match import Evaluator, Order, QuerySpans, order_of, query_codes
from search.query import Leaf, Node


@dataclass(frozen=True)
class Plan:
    """A request as it is read: its tree, how it expands, the `condition` of the posts that match,
    the clauses that score them, `filters` by the names of their facets, the order, and what is
    known of the whole index."""

    request: Request
    node: Node
    expander: Expander
    condition: Condition
    scores: Sequence[Clause]
    filters: Mapping[str, Clause]
    order: Order
    languages: tuple[str, ...]
    spread: ClusterSpread

    def but(self, name: str) -> Clause:
        """The posts that pass all filters except one."""
        return all_of(clause for other, clause in self.filters.items() if other != name)


class Planner(Scenes):
    """Makes plans for one generation."""

    def plan(self, request: Request, counts: Counts) -> Plan:
        """The plan of a request; BadParameter where its query has too many leaves."""
        return counts.settled(lambda: self._plan(request, self.scene(counts), counts))

    def evaluator(self, held: Held, plan: Plan) -> Evaluator:
        """What evaluates the query of a plan in some posts, as if it knew them all."""
        return self.evaluating(held, plan.expander, plan.spread)

    def _plan(self, request: Request, scene: Scene, counts: Counts) -> Plan:
        evaluator = scene.evaluator
        node = evaluator.parse(request.query)
        order = order_of(request, node)
        _ask_ahead(node, evaluator)
        if isinstance(node, Leaf):
            Tally(counts, scene).docset(node)  # whether it may be a slip
        condition = bounded(scene.conditions.of(node))
        leaves = scene.relevance.leaves(node, evaluator.expand)
        scores = scene.relevance.by_age(fitting(leaves, MOST_CLAUSES - condition.size))
        return Plan(
            request, node, scene.expander, condition, scores, filters(request), order,
            self._languages(order), scene.spread,
        )  # fmt: skip

    def _languages(self, order: Order) -> tuple[str, ...]:
        """The languages of the index that come first, where it has several."""
        here = self._opened.spellings["lang"]
        wanted = tuple(one for one in order.languages if one in here)
        return wanted if len(here) > 1 and order.sort == "relevance" else ()


def _ask_ahead(node: Node, evaluator: Evaluator) -> None:
    """Has noted what scores of posts will need: evaluated in no post, the query asks for it."""
    evaluator.docset(node)
    spans = QuerySpans(node, evaluator.reader, evaluator.expand)
    literals = spans.literals
    if len(spans.units) > 1:
        query_codes(literals, evaluator.reader, evaluator.scorer)
