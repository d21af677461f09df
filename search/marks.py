"""Which slices of a post's shown text a query matched."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from index.store import ShownSection
from index.text import LATIN_RUN
from search.expand import Expansion, Unit, expand
from search.query import Leaf, Node, Phrase, positive_leaves
from search.runs import Spans, literal_spans


@dataclass(frozen=True, order=True)
class Mark:
    """`text[start:end]` of a section was matched by leaf number `leaf` of the query."""

    start: int
    end: int
    leaf: int


Marks = tuple[Mark, ...]


@dataclass(frozen=True)
class _Target:
    """A leaf to be marked; its expansion has no units where it is literal."""

    number: int
    field: str | None
    expansion: Expansion


class Marker:
    """Marks posts for one query."""

    def __init__(self, node: Node) -> None:
        leaves = list(dict.fromkeys(positive_leaves(node)))
        self._targets = [_target(number, leaf) for number, leaf in enumerate(leaves)]
        self.units = [unit for target in self._targets for unit in target.expansion.units]

    def marks(self, sections: Sequence[ShownSection], folded: Sequence[str]) -> list[Marks]:
        """The marks of each section, disjoint and in order; `folded` holds the sections' folded
        texts."""
        found: list[list[Mark]] = [[] for _ in sections]
        for target in self._targets:
            for marks, new in zip(found, self._of(target, sections, folded), strict=True):
                marks += _merged(Mark(a, b, target.number) for a, b in new)
        return [_disjoint(marks) for marks in found]

    def _of(
        self, target: _Target, sections: Sequence[ShownSection], folded: Sequence[str]
    ) -> list[Spans]:
        """The slices of the best kind, in the title and in the rest each for itself."""
        kinds = [
            _spans(target.expansion, section, text)
            if target.field in (None, section.field)
            else ([], [], [])
            for section, text in zip(sections, folded, strict=True)
        ]
        in_title = [section.field == "title" for section in sections]
        best = {place: _best_kind(kinds, in_title, place) for place in (True, False)}
        return [kind[best[place]] for kind, place in zip(kinds, in_title, strict=True)]


def _best_kind(kinds: Sequence[tuple[Spans, ...]], in_title: Sequence[bool], place: bool) -> int:
    here = [kind for kind, title in zip(kinds, in_title, strict=True) if title == place]
    return next((number for number in range(3) if any(kind[number] for kind in here)), 0)


def _spans(expansion: Expansion, section: ShownSection, folded: str) -> tuple[Spans, Spans, Spans]:
    """Slices by kind, the best first. Of several words: all together as typed, each alone, words
    that begin with one. Of one word: whole, as long as typed; words that begin with it; a part."""
    words: Spans = []
    begun: Spans = []
    for unit in expansion.units:
        exact, longer = unit_spans(unit, section, folded)
        words, begun = words + exact, begun + longer
    run = literal_spans(section.text, folded, expansion.run, expansion.bordered)
    if len(expansion.units) > 1:
        return run, words, begun
    covering = [(a, b) for a, b in run if any(a <= low and high <= b for low, high in words)]
    return words + covering, begun, run


def _target(number: int, leaf: Leaf | Phrase) -> _Target:
    expansion = expand(leaf.text)
    if isinstance(leaf, Phrase):
        expansion = Expansion((), expansion.run, bordered=False)
    return _Target(number, leaf.field, expansion)


def unit_spans(unit: Unit, section: ShownSection, folded: str) -> tuple[Spans, Spans]:
    """(slices of whole words, slices of words that begin with it)."""
    if unit.term is None:
        bordered = bool(LATIN_RUN.match(unit.run))
        return literal_spans(section.text, folded, unit.run, bordered), []
    exact, begun = [], []
    for first, last, over in _occurrences(unit.term, section):
        start, end = section.starts[first], section.ends[last]
        if over == 0:
            exact.append((start, end))
        elif unit.prefix:
            begun.append((start, max(end - over, start + 1)))
    return exact, begun


def _occurrences(term: str, section: ShownSection) -> Iterator[tuple[int, int, int]]:
    """(first token, last token, characters too many) of each run of glued tokens that spells
    the term, or begins with it."""
    terms, glued = section.terms, section.glued
    initial = term[0]
    for first in [number for number, word in enumerate(terms) if word[0] == initial]:
        word = terms[first]
        if not (term.startswith(word) or word.startswith(term)):
            continue
        last, spelled = first, word
        while len(spelled) < len(term) and last + 1 < len(terms) and glued[last + 1]:
            last += 1
            spelled += terms[last]
        if spelled.startswith(term):
            yield first, last, len(spelled) - len(term)


def _merged(marks: Iterator[Mark]) -> list[Mark]:
    """One mark where matches of one leaf overlap or touch."""
    merged: list[Mark] = []
    for mark in sorted(marks):
        if merged and mark.start <= merged[-1].end:
            last = merged.pop()
            mark = Mark(last.start, max(last.end, mark.end), last.leaf)
        merged.append(mark)
    return merged


def _disjoint(marks: list[Mark]) -> Marks:
    """Where matches of different leaves overlap, the union counts for the first."""
    merged: list[Mark] = []
    for mark in sorted(marks):
        if merged and mark.start < merged[-1].end:
            last = merged.pop()
            mark = Mark(last.start, max(last.end, mark.end), last.leaf)
        merged.append(mark)
    return tuple(merged)
