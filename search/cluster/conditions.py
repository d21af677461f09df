"""The query tree → which posts of the cluster match, as clauses. What a clause cannot say, such as
that a run of Latin letters stands at a border, is left to whoever reads the post: a condition has
the clause of posts that may match and that of posts which surely do."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import combinations
from typing import cast

from index.store import Reader
from index.text import GRAM, AlikeText, label_key
from index.values import LABELS
from search.cluster.clauses import (
    EVERYTHING,
    NOTHING,
    Clause,
    alike,
    all_of,
    any_of,
    at_border,
    begun,
    literal,
    none_of,
    together,
    words,
)
from search.cluster.counts import Counts
from search.contract import FILTERS, Request
from search.expand import WHOLE, Alternative, Expansion, Unit, literally, terms_of
from search.lookup import Border
from search.match import WIDTH
from search.query import And, Dated, Everything, Label, Leaf, Node, Not, Or, Phrase

_OF_ALL = ("title", "tag", "category", "author")
"""Fields that belong to each passage of a post, as in search/match/together.py."""
_LAST_DAY = 3_652_059
"""The ordinal of the last day that a date can have."""
_MOST_UNITS = 4
"""Words that are looked for in one passage by the cluster."""
_MOST_ALIKE = 30
"""Characters of a literal in letters that are alike; the cluster has no more around them."""

Expand = Callable[[str, tuple[str, ...]], Expansion]


@dataclass(frozen=True)
class Condition:
    """The posts that `may` match, those of them that `surely` do, and those that may by whole
    words."""

    may: Clause
    surely: Clause
    whole: Clause

    @property
    def is_sure(self) -> bool:
        """Whether nothing has to be read."""
        return self.may == self.surely


def _exactly(clause: Clause, whole: bool = True) -> Condition:
    return Condition(clause, clause, clause if whole else NOTHING)


def _every(parts: Iterable[Condition]) -> Condition:
    some = list(parts)
    return Condition(
        all_of(p.may for p in some), all_of(p.surely for p in some), all_of(p.whole for p in some)
    )


def _either(parts: Iterable[Condition]) -> Condition:
    some = list(parts)
    return Condition(
        any_of(p.may for p in some), any_of(p.surely for p in some), any_of(p.whole for p in some)
    )


class Conditions:
    """The conditions of queries on one generation, whose vocabulary `counts` knows."""

    def __init__(self, counts: Counts, expand: Expand) -> None:
        self._counts, self._expand = counts, expand
        self._terms_of = partial(terms_of, reader=cast(Reader, counts))

    def of(self, node: Node) -> Condition:
        """The condition of any node."""
        match node:
            case Leaf():
                return self._counts.kept(("leaf", node), lambda: self._leaf(node))
            case Phrase():
                return self.alternative(literally(node.text), node.field)
            case And(parts):
                return _every(map(self.of, parts))
            case Or(parts):
                return _either(map(self.of, parts))
            case Not(part):
                inner = self.of(part)
                but = none_of(inner.surely)
                return Condition(but, none_of(inner.may), but)
            case Label(field, value):
                return _exactly(label(field, [value]))
            case Dated(first, last):
                return _exactly(days(first.toordinal(), last.toordinal()))
            case Everything():
                return _exactly(EVERYTHING)

    def _leaf(self, leaf: Leaf) -> Condition:
        expansion, field = self._expand(leaf.text, leaf.names), leaf.field
        substitutes = [self.alternative(one, field) for one in expansion.substitutes]
        whole = self.alternative(expansion.whole, field)
        if not expansion.units:
            return _either([whole, *substitutes])
        every = self.words(expansion, field)
        having = partial(self._counts.counted, lambda: self.words(expansion, field).may)
        if expansion.is_begun_word and having():
            return _either([every, *substitutes])
        if len(expansion.required) > 1 and expansion.is_tiled:
            every = Condition(every.may, every.surely, all_of([every.whole, whole.may]))
        return _either([every, whole, *substitutes])

    def words(self, expansion: Expansion, field: str | None) -> Condition:
        """The posts that have all required words of a leaf, together where it is in no field."""
        key = ("words", expansion.required, field)
        return self._counts.kept(key, lambda: self._words(expansion.required, field))

    def _words(self, required: Sequence[Unit], field: str | None) -> Condition:
        units = list({unit.alternatives: unit for unit in required}.values())
        every = [self.unit(unit, field) for unit in units]
        if len(units) < 2 or field is not None:
            return _every(every)
        surely = self._together(units, every, sure=True)
        may = self._together(units, every, sure=False)
        return Condition(may, surely, all_of([may, *(one.whole for one in every)]))

    def unit(self, unit: Unit, field: str | None) -> Condition:
        """The posts that have one content word."""
        return _either(self.alternative(one, field) for one in unit.alternatives)

    def _together(self, units: Sequence[Unit], every: Sequence[Condition], sure: bool) -> Clause:
        """The posts that have all words in one passage: each in a few sentences in a row, or in a
        field that belongs to all passages. What is no word of the index counts there for all."""
        if len(units) > _MOST_UNITS:
            return NOTHING if sure else all_of(one.may for one in every)
        terms = [self.terms(*unit.alternatives) for unit in units]
        above = [self._above(*pair, sure) for pair in zip(units, terms, strict=True)]
        ways = []
        for number in range(len(units), -1, -1):
            for near in combinations(range(len(units)), number):
                apart = [above[at] for at in range(len(units)) if at not in near]
                if number > 1 and all(terms[at] for at in near):
                    ways.append(all_of([*apart, together([terms[at] for at in near], WIDTH)]))
                elif number == 1:
                    ways.append(all_of([*apart, words(terms[near[0]])]))
                elif number == 0:
                    ways.append(all_of(apart))
        return any_of(ways)

    def terms(self, *alternatives: Alternative) -> list[str]:
        """The words that alternatives match, those among them that no post has."""
        return list(dict.fromkeys(term for one in alternatives for term in self._terms_of(one)))

    def _above(self, unit: Unit, terms: Sequence[str], sure: bool) -> Clause:
        """The posts that have a content word in a field which belongs to all passages."""
        others = [one for one in unit.alternatives if one.literals or one.alike or one.prefix]
        unread = [] if sure else [self.alternative(one, None).may for one in others]
        return any_of([*(words(terms, field) for field in _OF_ALL), *unread])

    def alternative(self, alternative: Alternative, field: str | None) -> Condition:
        """The posts that have one alternative."""
        key = ("alternative", alternative, field)
        return self._counts.kept(key, lambda: self._of_alternative(alternative, field))

    def _of_alternative(self, alternative: Alternative, field: str | None) -> Condition:
        whole = alternative.kind in WHOLE
        if alternative.prefix:
            return self._begun(alternative.prefix, field, whole)
        parts = [_exactly(words(self.terms(alternative), field), whole)]
        parts += [_literal(one, alternative, field) for one in alternative.literals]
        parts += [_alike(one, alternative, field) for one in alternative.alike]
        return _either(parts)

    def _begun(self, prefix: str, field: str | None, whole: bool) -> Condition:
        """The posts that have a word which begins so. Where there is a word like that, none counts
        that only compounds make: posts with one that it begins have the word itself."""
        is_short = field is None and len(prefix) <= GRAM
        if not is_short and self._counts.frequency(prefix):
            singles = self._counts.singles(prefix)
            if singles is not None:
                return _exactly(words(singles, field), whole)
        return _exactly(begun(prefix, field), whole)


def _literal(text: str, alternative: Alternative, field: str | None) -> Condition:
    """The posts that have a literal."""
    whole = alternative.kind in WHOLE
    if alternative.bordered is Border.NONE:
        return _exactly(literal(text, field), whole)
    may = at_border(text, field)
    return Condition(may, NOTHING, may if whole else NOTHING)


def _alike(text: str, alternative: Alternative, field: str | None) -> Condition:
    """The posts that have a literal in letters that are alike."""
    folded = AlikeText(text).text
    if folded.isascii() or len(folded) > _MOST_ALIKE:
        return _exactly(NOTHING)
    other = alike(folded, field)
    if folded != text:
        other = any_of([other, literal(folded, field)])
    whole = other if alternative.kind in WHOLE else NOTHING
    return Condition(other, NOTHING if alternative.as_words else other, whole)


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
