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
Spans = list[tuple[int, int]]


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
        """The slices of the best kind that the post has: of several words, all together before
        each alone; of one word, whole before part of another."""
        runs: list[Spans] = []
        words: list[Spans] = []
        parts: list[Spans] = []
        for section, text in zip(sections, folded, strict=True):
            mine = target.field is None or section.field == target.field
            run, word, part = _spans(target.expansion, section, text) if mine else ([], [], [])
            runs, words, parts = [*runs, run], [*words, word], [*parts, part]
        one_word = len(target.expansion.units) == 1
        return next(filter(any, (words, runs, parts) if one_word else (runs, words, parts)), runs)


def _spans(expansion: Expansion, section: ShownSection, folded: str) -> tuple[Spans, Spans, Spans]:
    """Slices of the whole run, of whole words, and of words that begin with a word."""
    words: Spans = []
    parts: Spans = []
    for unit in expansion.units:
        exact, begun = unit_spans(unit, section, folded)
        words, parts = words + exact, parts + begun
    run = literal_spans(section.text, folded, expansion.run, expansion.bordered)
    return run, words, parts


def _target(number: int, leaf: Leaf | Phrase) -> _Target:
    expansion = expand(leaf.text)
    if isinstance(leaf, Phrase):
        expansion = Expansion((), expansion.run, bordered=False)
    return _Target(number, leaf.field, expansion)


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
