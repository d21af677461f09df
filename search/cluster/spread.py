"""How many posts of the cluster have what, for scores of some of them."""

from search.cluster.clauses import all_of, none_of
from search.cluster.conditions import Conditions
from search.cluster.counts import Counts
from search.expand import Alternative, Expansion, Unit
from search.query import Leaf, Phrase


class ClusterSpread:
    """A Spread of one generation."""

    def __init__(self, counts: Counts, conditions: Conditions) -> None:
        self._counts, self._of = counts, conditions

    def alternative(
        self, alternative: Alternative, field: str | None, but: Alternative | None
    ) -> int:
        clause = self._of.alternative(alternative, field).may
        if but is not None and (alternative.literals or alternative.alike):
            clause = all_of([clause, none_of(self._of.alternative(but, field).surely)])
        return self._counts.count(clause)

    def unit(self, unit: Unit) -> int:
        return self._counts.count(self._of.unit(unit, None).may)

    def words(self, expansion: Expansion, field: str | None) -> int:
        return self._counts.count(self._of.words(expansion, field).may)

    def leaf(self, leaf: Leaf | Phrase) -> int:
        return self._counts.count(self._of.of(leaf).may)

    def word(self, term: str) -> int:
        return self._counts.frequency(term)
