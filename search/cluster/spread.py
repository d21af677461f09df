"""How many posts of the cluster have what, for scores of some of them."""

from collections.abc import Callable, Hashable, Sequence

from search.cluster.clauses import Clause, all_of, none_of
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
        key = (alternative, field, but)
        return self._number(key, lambda: self._alternative(alternative, field, but))

    def _alternative(
        self, alternative: Alternative, field: str | None, but: Alternative | None
    ) -> Clause:
        clause = self._of.alternative(alternative, field).may
        if but is not None and (alternative.literals or alternative.alike):
            clause = all_of([clause, none_of(self._of.alternative(but, field).surely)])
        return clause

    def unit(self, unit: Unit) -> int:
        return self._number(unit, lambda: self._of.unit(unit, None).may)

    def words(self, expansion: Expansion, field: str | None) -> int:
        return self._number((expansion, field), lambda: self._of.words(expansion, field).may)

    def surely(self, expansion: Expansion, field: str | None) -> int:
        key = ("surely", expansion, field)
        return self._number(key, lambda: self._of.words(expansion, field).surely)

    def lacking(self, units: Sequence[Unit], unit: Unit) -> int:
        return self._of.lacking(units, unit)

    def leaf(self, leaf: Leaf | Phrase) -> int:
        return self._number(leaf, lambda: self._of.of(leaf).may)

    def _number(self, of: Hashable, made: Callable[[], Clause]) -> int:
        return self._counts.kept(("number", of), lambda: self._counts.counted(made))

    def word(self, term: str) -> int:
        return self._counts.frequency(term)
