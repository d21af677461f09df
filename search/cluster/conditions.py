"""The query tree → which posts of the cluster match, as conditions."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace

from index.text import label_key
from index.values import LABELS
from search.cluster.clauses import EVERYTHING, NOTHING, Clause, all_of, none_of
from search.cluster.counts import Counts
from search.cluster.units import Condition, Units, either, every, exactly
from search.contract import FILTERS, Request
from search.expand import Expansion, Unit, literally
from search.query import And, Dated, Everything, Label, Leaf, Node, Not, Or, Phrase

_MOST_REQUIRED = 12
"""Words of a run that the cluster looks for; whether a post has the others is seen when it is read.
"""
_LAST_DAY = 3_652_059
"""The ordinal of the last day that a date can have."""

Expand = Callable[[str, tuple[str, ...]], Expansion]


class Conditions(Units):
    """The conditions of queries on one generation, whose vocabulary `counts` knows."""

    def __init__(self, counts: Counts, expand: Expand) -> None:
        super().__init__(counts)
        self._expand = expand

    def of(self, node: Node) -> Condition:
        """The condition of any node."""
        match node:
            case Leaf():
                return self._counts.kept(("leaf", node), lambda: self._leaf(node))
            case Phrase():
                return self.alternative(literally(node.text), node.field)
            case And(parts):
                return every(map(self.of, parts))
            case Or(parts):
                return either(map(self.of, parts))
            case Not(part):
                inner = self.of(part)
                but = none_of(inner.surely)
                return Condition(but, none_of(inner.may), but)
            case Label(field, value):
                return exactly(label(field, [value]))
            case Dated(first, last):
                return exactly(days(first.toordinal(), last.toordinal()))
            case Everything():
                return exactly(EVERYTHING)

    def _leaf(self, leaf: Leaf) -> Condition:
        expansion, field = self._expand(leaf.text, leaf.names), leaf.field
        substitutes = [self.alternative(one, field) for one in expansion.substitutes]
        whole = self.alternative(expansion.whole, field)
        if not expansion.units:
            return either([whole, *substitutes])
        apart = self.words(expansion, field)
        if expansion.is_begun_word:
            if self._counts.counted(lambda: self.words(expansion, field).surely):
                return either([apart, *substitutes])
            if self._counts.counted(lambda: self.words(expansion, field).may):
                whole = replace(whole, surely=NOTHING)  # it counts where no post read has the word
        if len(expansion.required) > 1 and expansion.is_tiled:
            apart = replace(apart, whole=all_of([apart.whole, whole.may]))
        return either([apart, whole, *substitutes])

    def words(self, expansion: Expansion, field: str | None) -> Condition:
        """The posts that have all required words of a leaf, together where it is in no field."""
        key = ("words", expansion.required, field)
        return self._counts.kept(key, lambda: self._words(expansion.required, field))

    def _words(self, required: Sequence[Unit], field: str | None) -> Condition:
        all_units = list({unit.alternatives: unit for unit in required}.values())
        units = all_units[:_MOST_REQUIRED]
        some = [self.unit(unit, field) for unit in units]
        if len(units) < 2 or field is not None:
            apart = every(some)
            return apart if units == all_units else replace(apart, surely=NOTHING)
        surely = self._together(units, some, sure=True)
        may = self._together(units, some, sure=False)
        return Condition(may, surely, all_of([may, *(one.whole for one in some)]))


def label(name: str, values: Iterable[str]) -> Clause:
    """The posts that have one of the values of a label, compared folded."""
    if name not in LABELS:
        return NOTHING
    return {"terms": {f"k_{name}": [label_key(value) for value in values]}}


def days(first: int, last: int) -> Clause:
    """The dated posts of the days `first` to `last`, as ordinals, both included."""
    return {"range": {"day": {"gte": first, "lte": last}}}


def filters(request: Request) -> dict[str, Clause]:
    """The clause of each filter of a request, by its name in the facets."""
    clauses: dict[str, Clause] = {
        name: label(name, values)
        for name, field in FILTERS.items()
        if (values := getattr(request, field))
    }
    if request.first or request.last:
        first = request.first.toordinal() if request.first else 1
        last = request.last.toordinal() if request.last else _LAST_DAY
        clauses["year"] = days(first, last)
    return clauses
