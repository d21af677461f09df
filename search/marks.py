"""Which slices of a post's shown text a query matched."""

from collections.abc import Iterable, Iterator, Sequence
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
_Folded = tuple[ShownSection, str]
_NOTHING = ShownSection("", "")


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
                marks += _joined((Mark(a, b, target.number) for a, b in new), touching=True)
        return [tuple(_joined(marks, touching=False)) for marks in found]

    def _of(
        self, target: _Target, sections: Sequence[ShownSection], folded: Sequence[str]
    ) -> list[Spans]:
        """The slices of the best kind that the post has."""
        mine = [
            (section, text) if target.field in (None, section.field) else (_NOTHING, "")
            for section, text in zip(sections, folded, strict=True)
        ]
        if len(target.expansion.units) > 1:
            return _of_many_words(target.expansion, mine)
        return _of_one_word(target.expansion, mine)


def _of_one_word(expansion: Expansion, mine: Sequence[_Folded]) -> list[Spans]:
    """Whole words, as long as typed; else words that begin with it; else any part."""
    found = [_unit_spans(expansion.units, *section) for section in mine]
    if any(exact for exact, _ in found):
        if expansion.is_one_word:
            return [exact for exact, _ in found]
        return [
            exact + [run for run in _runs(expansion, *section) if _covers(run, exact)]
            for section, (exact, _) in zip(mine, found, strict=True)
        ]
    if any(begun for _, begun in found):
        return [begun for _, begun in found]
    return [_runs(expansion, *section) for section in mine]


def _of_many_words(expansion: Expansion, mine: Sequence[_Folded]) -> list[Spans]:
    """In the title and in the rest each for itself: the words together as typed, else each word;
    where the post has them together somewhere, each only where all are."""
    runs = [_runs(expansion, *section) for section in mine]
    together = any(runs)
    words: list[list[Spans]] = []
    for unit in expansion.units:
        found = [unit_spans(unit, *section) for section in mine]
        words.append([exact or begun for exact, begun in found])
    marks: list[Spans] = [[] for _ in mine]
    for place in (True, False):
        here = [n for n, (section, _) in enumerate(mine) if (section.field == "title") is place]
        complete = all(any(spans[n] for n in here) for spans in words)
        if any(runs[n] for n in here):
            chosen = {n: runs[n] for n in here}
        elif complete or not together:
            chosen = {n: [span for spans in words for span in spans[n]] for n in here}
        else:
            chosen = {}
        for n, spans in chosen.items():
            marks[n] = spans
    return marks


def _unit_spans(units: Sequence[Unit], section: ShownSection, folded: str) -> tuple[Spans, Spans]:
    return unit_spans(units[0], section, folded) if units else ([], [])


def _runs(expansion: Expansion, section: ShownSection, folded: str) -> Spans:
    return [
        span
        for run in expansion.runs
        for span in literal_spans(section.text, folded, run, expansion.bordered)
    ]


def _covers(run: tuple[int, int], words: Spans) -> bool:
    return any(run[0] <= low and high <= run[1] for low, high in words)


def _target(number: int, leaf: Leaf | Phrase) -> _Target:
    expansion = expand(leaf.text)
    if isinstance(leaf, Phrase):
        expansion = Expansion((), (expansion.run,), bordered=False)
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
    for first in section.by_initial.get(term[0], ()):
        word = terms[first]
        if not (term.startswith(word) or word.startswith(term)):
            continue
        last, spelled = first, word
        while len(spelled) < len(term) and last + 1 < len(terms) and glued[last + 1]:
            last += 1
            spelled += terms[last]
        if spelled.startswith(term):
            yield first, last, len(spelled) - len(term)


def _joined(marks: Iterable[Mark], touching: bool) -> list[Mark]:
    """Disjoint marks in order: those that overlap, and with `touching` those that touch, become
    one of the first's leaf."""
    joined: list[Mark] = []
    for mark in sorted(marks):
        if joined and mark.start < joined[-1].end + touching:
            last = joined.pop()
            mark = Mark(last.start, max(last.end, mark.end), last.leaf)
        joined.append(mark)
    return joined
