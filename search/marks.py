"""Which slices of a post's shown text a query matched."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from index.store import ShownSection
from index.text import LATIN_RUN, literal_with_offsets
from search.expand import Expansion, Unit, expand
from search.query import Leaf, Node, Phrase, positive_leaves


@dataclass(frozen=True, order=True)
class Mark:
    """`text[start:end]` of a section was matched by leaf number `leaf` of the query."""

    start: int
    end: int
    leaf: int


Marks = tuple[Mark, ...]


@dataclass(frozen=True)
class _Target:
    """A leaf to be marked; `units` is empty for what is literal."""

    number: int
    field: str | None
    expansion: Expansion
    literal: bool


class Marker:
    """Marks posts for one query."""

    def __init__(self, node: Node) -> None:
        leaves = list(dict.fromkeys(positive_leaves(node)))
        self._targets = [_target(number, leaf) for number, leaf in enumerate(leaves)]
        self.units = [unit for target in self._targets for unit in _units(target)]

    def marks(self, sections: Sequence[ShownSection], folded: Sequence[str]) -> list[Marks]:
        """The marks of each section, disjoint and in order; `folded` holds the sections' folded
        texts. Whole words are marked; parts of words only in a post that has nothing better."""
        found: list[list[Mark]] = [[] for _ in sections]
        for target in self._targets:
            whole, part = self._of(target, sections, folded)
            chosen = whole if any(whole) else part
            for marks, new in zip(found, chosen, strict=True):
                marks += _merged(Mark(a, b, target.number) for a, b in new)
        return [_disjoint(marks) for marks in found]

    def _of(
        self, target: _Target, sections: Sequence[ShownSection], folded: Sequence[str]
    ) -> tuple[list[list[tuple[int, int]]], list[list[tuple[int, int]]]]:
        whole: list[list[tuple[int, int]]] = [[] for _ in sections]
        part: list[list[tuple[int, int]]] = [[] for _ in sections]
        for number, section in enumerate(sections):
            if target.field is not None and section.field != target.field:
                continue
            runs = _run_spans(section, folded[number], target.expansion)
            if target.literal or len(target.expansion.units) > 1:
                whole[number] += runs
            else:
                part[number] += runs
            for unit in _units(target):
                exact, begun = unit_spans(unit, section, folded[number])
                whole[number] += exact
                part[number] += begun
        return whole, part


def _target(number: int, leaf: Leaf | Phrase) -> _Target:
    expansion = expand(leaf.text)
    if isinstance(leaf, Phrase):
        expansion = Expansion((), expansion.run, bordered=False)
    return _Target(number, leaf.field, expansion, literal=not expansion.units)


def _units(target: _Target) -> tuple[Unit, ...]:
    return target.expansion.units


def _run_spans(section: ShownSection, folded: str, expansion: Expansion) -> list[tuple[int, int]]:
    return literal_spans(section.text, folded, expansion.run, expansion.bordered)


def literal_spans(text: str, folded: str, run: str, bordered: bool) -> list[tuple[int, int]]:
    """Slices of `text` whose folded form is `run`; from borders of Latin runs only, if asked."""
    if not run or run not in folded:
        return []
    offsets = literal_with_offsets(text)
    spans = []
    at = folded.find(run)
    while at >= 0:
        start, end = offsets.slice_of(at, at + len(run))
        if not bordered or _at_border(text, start, end):
            spans.append((start, end))
        at = folded.find(run, at + len(run))
    return spans


def _at_border(text: str, start: int, end: int) -> bool:
    before, first = text[start - 1 : start], text[start:end]
    if not before or not LATIN_RUN.match(before):
        return True
    return before.isdigit() is not first[0].isdigit() or (before.islower() and first[0].isupper())


def unit_spans(
    unit: Unit, section: ShownSection, folded: str
) -> tuple[list[tuple[int, int]], list[tuple[int, int]]]:
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
    for first, word in enumerate(terms):
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
