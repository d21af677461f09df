"""Content words and their alternatives → which posts of the cluster have them, alone or in one
passage, as clauses. What a clause cannot say, such as that a run of Latin letters stands at a
border, is left to whoever reads the post: a condition has the clause of posts that may match and
that of posts which surely do."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import partial
from itertools import combinations
from typing import cast

from index.store import Reader
from index.text import GRAM, AlikeText
from index.values import TooCostly
from search.cluster.clauses import (
    NOTHING,
    Clause,
    alike,
    all_of,
    any_of,
    at_border,
    begun,
    literal,
    none_of,
    size_of,
    surely_at_border,
    together,
    words,
)
from search.cluster.counts import Counts
from search.expand import WHOLE, Alternative, Unit, terms_of
from search.lookup import Border
from search.match import MOST_READ, WIDTH

MOST_CLAUSES = 900
"""Of a search, filters apart; a cluster takes 1,024."""
_OF_ALL = ("title", "tag", "category", "author")
"""Fields that belong to each passage of a post, as in search/match/together.py."""
_MOST_UNITS = 4
"""Words that are looked for in one passage by the cluster."""
_MOST_ALIKE = 30
"""Characters of a literal in letters that are alike; the cluster has no more around them."""


@dataclass(frozen=True)
class Condition:
    """The posts that `may` match, those of them that `surely` do, and those that may by whole
    words."""

    may: Clause
    surely: Clause
    whole: Clause

    @property
    def size(self) -> int:
        """Of what a search has of it."""
        unsure = 0 if self.is_sure else size_of(self.surely)
        return size_of(self.may) + size_of(self.whole) + unsure

    @property
    def is_sure(self) -> bool:
        """Whether nothing has to be read."""
        return self.may == self.surely


def exactly(clause: Clause, whole: bool = True) -> Condition:
    """Of posts that are told by a clause alone, by a `whole` word or not."""
    return Condition(clause, clause, clause if whole else NOTHING)


def every(parts: Iterable[Condition]) -> Condition:
    """Of the posts that are in all conditions."""
    some = list(parts)
    return Condition(
        all_of(p.may for p in some), all_of(p.surely for p in some), all_of(p.whole for p in some)
    )


def either(parts: Iterable[Condition]) -> Condition:
    """Of the posts that are in one of the conditions."""
    some = list(parts)
    return Condition(
        any_of(p.may for p in some), any_of(p.surely for p in some), any_of(p.whole for p in some)
    )


def bounded(condition: Condition) -> Condition:
    """A condition that a search has room for; TooCostly for one that the cluster would refuse. A
    large one tells neither whole words nor posts that surely match."""
    if size_of(condition.may) > MOST_CLAUSES:
        raise TooCostly("q: expected a query that takes less work: fewer or shorter words")
    fits = condition.size <= MOST_CLAUSES
    return condition if fits else replace(condition, surely=NOTHING, whole=NOTHING)


class Units:
    """The conditions of content words on one generation, whose vocabulary `counts` knows."""

    def __init__(self, counts: Counts) -> None:
        self._counts = counts
        self._terms_of = partial(terms_of, reader=cast(Reader, counts))

    def unit(self, unit: Unit, field: str | None) -> Condition:
        """The posts that have one content word."""
        return either(self.alternative(one, field) for one in unit.alternatives)

    def _together(self, units: Sequence[Unit], some: Sequence[Condition], sure: bool) -> Clause:
        """The posts that have all words in one passage: each in a few sentences in a row, or in a
        field that belongs to all passages. What is no word of the index counts there for all."""
        if len(units) > _MOST_UNITS:
            return NOTHING if sure else all_of(one.may for one in some)
        terms = [self.terms(*unit.alternatives) for unit in units]
        above = [self._above(units, at, terms[at], sure) for at in range(len(units))]
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

    def lacking(self, units: Sequence[Unit], unit: Unit) -> int:
        """How many posts have all of several content words, but one of them only as what is no word
        of the index; where these are too many to be read, it counts as if in each passage."""
        if not _others(unit):
            return 0
        key = ("lacking", tuple(units), unit)
        return self._counts.kept(key, lambda: self._counts.counted(lambda: self._lack(units, unit)))

    def _lack(self, units: Sequence[Unit], unit: Unit) -> Clause:
        having = [self.unit(one, None).may for one in units]
        return all_of([*having, none_of(words(self.terms(*unit.alternatives)))])

    def _above(self, units: Sequence[Unit], at: int, terms: Sequence[str], sure: bool) -> Clause:
        """The posts that have one of several content words in a field which belongs to all
        passages."""
        unit = units[at]
        if self.lacking(units, unit) > MOST_READ:
            return self.unit(unit, None).may
        unread = [] if sure else [self.alternative(one, None).may for one in _others(unit)]
        return any_of([*(words(terms, field) for field in _OF_ALL), *unread])

    def alternative(self, alternative: Alternative, field: str | None) -> Condition:
        """The posts that have one alternative."""
        key = ("alternative", alternative, field)
        return self._counts.kept(key, lambda: self._of_alternative(alternative, field))

    def _of_alternative(self, alternative: Alternative, field: str | None) -> Condition:
        whole = alternative.kind in WHOLE
        if alternative.prefix:
            return self._begun(alternative.prefix, field, whole)
        parts = [exactly(words(self.terms(alternative), field), whole)]
        parts += [_literal(one, alternative, field) for one in alternative.literals]
        parts += [_alike(one, alternative, field) for one in alternative.alike]
        return either(parts)

    def _begun(self, prefix: str, field: str | None, whole: bool) -> Condition:
        """The posts that have a word which begins so. Where there is a word like that, none counts
        that only compounds make: posts with one that it begins have the word itself."""
        is_short = field is None and len(prefix) <= GRAM
        if not is_short and self._counts.frequency(prefix):
            singles = self._counts.singles(prefix)
            if singles is not None:
                return exactly(words(singles, field), whole)
        return exactly(begun(prefix, field), whole)


def _others(unit: Unit) -> list[Alternative]:
    """The alternatives of a content word that are no words of the index."""
    return [one for one in unit.alternatives if one.literals or one.alike or one.prefix]


def _literal(text: str, alternative: Alternative, field: str | None) -> Condition:
    """The posts that have a literal."""
    whole = alternative.kind in WHOLE
    if alternative.bordered is Border.NONE:
        return exactly(literal(text, field), whole)
    may = at_border(text, field)
    surely = NOTHING if field else surely_at_border(text, alternative.bordered)
    return Condition(may, surely, may if whole else NOTHING)


def _alike(text: str, alternative: Alternative, field: str | None) -> Condition:
    """The posts that have a literal in letters that are alike."""
    folded = AlikeText(text).text
    if folded.isascii() or len(folded) > _MOST_ALIKE:
        return exactly(NOTHING)
    other = alike(folded, field)
    if folded != text:
        other = any_of([other, literal(folded, field)])
    whole = other if alternative.kind in WHOLE else NOTHING
    return Condition(other, NOTHING if alternative.as_words else other, whole)
