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


@dataclass(frozen=True)
class _Target:
    """A leaf to be marked; its expansion has no units where it is literal."""

    number: int
    field: str | None
    expansion: Expansion


@dataclass(frozen=True)
class Kinds:
    """What a leaf matches in a section. `spans` by kind, the best first: of several words the
    whole run, each alone, words that begin with one; of one word whole (as long as typed),
    words that begin with it, a part. `words`: slices of each unit."""

    spans: tuple[Spans, Spans, Spans]
    words: tuple[Spans, ...]


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
        kinds = [
            _spans(target.expansion, section, text)
            if target.field in (None, section.field)
            else Kinds(([], [], []), tuple([] for _ in target.expansion.units))
            for section, text in zip(sections, folded, strict=True)
        ]
        if len(target.expansion.units) < 2:
            return _of_one_word(kinds)
        return _of_many_words(kinds, [section.field == "title" for section in sections])


def _of_one_word(kinds: Sequence[Kinds]) -> list[Spans]:
    best = next((number for number in range(3) if any(kind.spans[number] for kind in kinds)), 0)
    return [kind.spans[best] for kind in kinds]


def _of_many_words(kinds: Sequence[Kinds], in_title: Sequence[bool]) -> list[Spans]:
    """In the title and in the rest each for itself: the whole run, or its words; where the post
    has the run somewhere, words alone are marked only where all of them are."""
    anywhere = any(kind.spans[0] for kind in kinds)
    chosen: dict[bool, int | None] = {}
    for place in (True, False):
        here = [kind for kind, title in zip(kinds, in_title, strict=True) if title == place]
        complete = all(any(kind.words[n] for kind in here) for n in range(len(kinds[0].words)))
        best = next((number for number in range(3) if any(k.spans[number] for k in here)), None)
        chosen[place] = best if best == 0 or complete or not anywhere else None
    return [
        kind.spans[number] if (number := chosen[title]) is not None else []
        for kind, title in zip(kinds, in_title, strict=True)
    ]


def _spans(expansion: Expansion, section: ShownSection, folded: str) -> Kinds:
    found = [unit_spans(unit, section, folded) for unit in expansion.units]
    words = [span for exact, _ in found for span in exact]
    begun = [span for _, longer in found for span in longer]
    run = [
        span
        for typed in expansion.runs
        for span in literal_spans(section.text, folded, typed, expansion.bordered)
    ]
    each = tuple(exact + longer for exact, longer in found)
    if len(expansion.units) > 1:
        return Kinds((run, words, begun), each)
    covering = [(a, b) for a, b in run if any(a <= low and high <= b for low, high in words)]
    return Kinds((words + covering, begun, run), each)


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
