"""Which slices of a post's shown text a query matched."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from index.post import FIELDS
from index.store import DocIds, Places, Reader, Span, Stored, section_at
from search.expand import LONG_KATAKANA, Expansion, Unit, literally
from search.kinds import WHOLE, Alternative, Kind, Known
from search.query import Leaf, Node, Phrase, is_choice, positive_leaves
from search.runs import Spans, literal_spans


@dataclass(frozen=True, order=True)
class Mark:
    """`text[start:end]` of a section was matched by leaf number `leaf` of the query; `typed`: it is
    what was typed, letter by letter."""

    start: int
    end: int
    leaf: int
    typed: bool = False


Marks = tuple[Mark, ...]
Expand = Callable[[str], Expansion]


@dataclass(frozen=True)
class _Target:
    """A leaf to be marked; its expansion has no units where it is literal."""

    number: int
    text: str
    field: str | None
    expansion: Expansion


class Found:
    """A post that was found, and where words stand in it. Slices count from the start of the
    post's text."""

    def __init__(self, reader: Reader, doc: int, known: Known) -> None:
        self._reader, self._doc, self._ways = reader, doc, known.ways
        self._known: dict[Unit, tuple[Spans, Kind]] = {}
        self._wholes: dict[int, Spans] = {}

    @cached_property
    def stored(self) -> Stored:
        return self._reader.stored(self._doc)

    @property
    def sections(self) -> list[Span]:
        return self.stored.text.sections

    def text_of(self, section: Span) -> str:
        return self.stored.text.section(section)

    def in_title(self, span: tuple[int, int]) -> bool:
        return self.sections[section_at(self.sections, span[0])].field == "title"

    def in_field(self, spans: Spans, field: str | None) -> Spans:
        """Those that lie in a field; all for None."""
        if field is None:
            return spans
        sections = self.sections
        return [s for s in spans if sections[section_at(sections, s[0])].field == field]

    def spans(self, way: Alternative) -> Spans:
        """Where one way to match does, its terms being those of the index."""
        if way.prefix:
            return literal_spans(self.stored.text, way.prefix, bordered=True)
        text = self.stored.text
        runs = [span for run in way.runs for span in literal_spans(text, run, way.bordered)]
        words = [s for term in way.terms for s in self._reader.slices(self._doc, term, text)]
        return runs + words

    def unit(self, unit: Unit) -> tuple[Spans, Kind]:
        """Where a content word stands as a whole word of any kind, else what begins so, and the
        best kind of these."""
        known = self._known.get(unit)
        if known is None:
            known = self._known[unit] = self._best(self._ways(unit.alternatives))
        return known

    def _best(self, ways: Sequence[Alternative]) -> tuple[Spans, Kind]:
        found = [(self.spans(way), way.kind) for way in ways if way.kind in WHOLE]
        whole = [(spans, kind) for spans, kind in found if spans]
        if whole:
            return [span for spans, _ in whole for span in spans], whole[0][1]
        others = ((self.spans(way), way.kind) for way in ways if way.kind not in WHOLE)
        return next((pair for pair in others if pair[0]), ([], Kind.WORD))

    def whole(self, expansion: Expansion) -> Spans:
        """Where a leaf stands as typed."""
        known = self._wholes.get(id(expansion))
        if known is None:
            known = self._wholes[id(expansion)] = self.spans(expansion.whole)
        return known

    def meant(self, ways: tuple[Alternative, ...]) -> Spans:
        """Where what else a leaf stands for does."""
        return self._best(self._ways(ways))[0]

    def places(self, unit: Unit) -> Places:
        """Where a content word stands, by the first kind that it does by, in tokens, those that a
        slice cuts included."""
        starts, sections = self.stored.text.starts, self.sections
        found = []
        for low, high in self.unit(unit)[0]:
            field = FIELDS.index(sections[section_at(sections, low)].field)
            first = int(starts.searchsorted(low, side="right")) - 1
            last = max(int(starts.searchsorted(high)) - 1, first)
            found.append((self._doc, field, first, last))
        return np.array(found, dtype=np.int64).reshape(-1, 4)


class Marker:
    """Marks posts for one query over one index."""

    def __init__(self, node: Node, reader: Reader, expand: Expand) -> None:
        leaves = list(dict.fromkeys(positive_leaves(node)))
        self._targets = [_target(number, leaf, expand) for number, leaf in enumerate(leaves)]
        self._reader = reader
        self.is_choice = is_choice(node)
        self._found: dict[int, Found] = {}
        self._known = Known(reader)
        self.units = [unit for target in self._targets for unit in target.expansion.units]

    @property
    def runs(self) -> list[str]:
        """The leaves as typed, folded."""
        return [target.expansion.run for target in self._targets]

    def found(self, doc: int) -> Found:
        """A post, read once for this query."""
        known = self._found.get(doc)
        if known is None:
            known = self._found[doc] = Found(self._reader, doc, self._known)
        return known

    def places(self, docs: DocIds, unit: Unit) -> Places:
        """Where a content word stands in some documents, ascending: as a word of the index, or as
        a run where it is none, such as C++."""
        terms = [term for way in self._known.ways(unit.alternatives) for term in way.terms]
        if unit.alternatives[0].terms:
            found = [self._reader.places(docs, term) for term in terms]
        else:
            found = [self.found(doc).places(unit) for doc in docs.tolist()]
        return np.concatenate(found) if found else np.zeros((0, 4), dtype=np.int64)

    def marks(self, doc: int) -> list[Marks]:
        """The marks of each section, in its own text, disjoint and in order."""
        found = self.found(doc)
        shown, sections = found.stored.text.shown, found.sections
        marks: list[list[Mark]] = [[] for _ in sections]
        for target in self._targets:
            mine: dict[int, list[Mark]] = {}
            for low, high in _spans(target.expansion, found, target.field):
                number = section_at(sections, low)
                start, typed = sections[number].start, shown[low:high] == target.text
                new = Mark(low - start, high - start, target.number, typed)
                mine.setdefault(number, []).append(new)
            for number, some in mine.items():
                marks[number] += _joined(some, touching=True)
        return [tuple(_joined(one, touching=False)) for one in marks]


def _spans(expansion: Expansion, found: Found, field: str | None) -> Spans:
    """The slices of the best kinds in the field; in all for None. Beside what it stands for, what
    was typed is marked only where it stands as it is, and not as a part of a word."""
    meant = found.in_field(found.meant(expansion.meant), field)
    several = len(expansion.units) > 1
    if meant and (several or expansion.whole.kind is not Kind.PART):
        return meant + (_typed(expansion, found, field) if _runs(expansion, found, field) else [])
    if meant:
        exact, kind = _exact(expansion, found, field)
        return meant + (exact if kind in WHOLE else [])
    return _typed(expansion, found, field)


def _exact(expansion: Expansion, found: Found, field: str | None) -> tuple[Spans, Kind]:
    """Of a leaf of one content word or none: where that stands, and its kind."""
    if not expansion.units:
        return [], Kind.WORD
    spans, kind = found.unit(expansion.units[0])
    return found.in_field(spans, field), kind


def _typed(expansion: Expansion, found: Found, field: str | None) -> Spans:
    if len(expansion.units) > 1:
        return _of_many_words(expansion, found, field)
    exact, kind = _exact(expansion, found, field)
    runs = _runs(expansion, found, field)
    if exact and (expansion.is_one_word or kind is not Kind.WORD):
        # within longer words, too: the dictionary knows few such as プラグインガイド
        shown = found.stored.text.shown
        return exact + [run for run in runs if LONG_KATAKANA.fullmatch(shown, *run)]
    return exact + [run for run in runs if _covers(run, exact)] if exact else runs


def _of_many_words(expansion: Expansion, found: Found, field: str | None) -> Spans:
    """In the title and in the rest each for itself: the words together as typed, else each word;
    where the post has them together somewhere, each only where all are."""
    runs = _runs(expansion, found, field)
    words = [found.in_field(found.unit(unit)[0], field) for unit in expansion.units]
    marks: Spans = []
    for place in (True, False):
        together = [span for span in runs if found.in_title(span) is place]
        apart = [[span for span in spans if found.in_title(span) is place] for spans in words]
        if together:
            marks += together
        elif all(apart) or not runs:
            marks += [span for spans in apart for span in spans]
    return marks


def _runs(expansion: Expansion, found: Found, field: str | None) -> Spans:
    return found.in_field(found.whole(expansion), field)


def _covers(run: tuple[int, int], words: Spans) -> bool:
    return any(run[0] <= low and high <= run[1] for low, high in words)


def _target(number: int, leaf: Leaf | Phrase, expand: Expand) -> _Target:
    quoted = isinstance(leaf, Phrase)
    expansion = Expansion((), literally(leaf.text)) if quoted else expand(leaf.text)
    return _Target(number, leaf.text, leaf.field, expansion)


def _joined(marks: Iterable[Mark], touching: bool) -> list[Mark]:
    """Disjoint marks in order: those that overlap, and with `touching` those that touch, become
    one of the first's leaf."""
    joined: list[Mark] = []
    for mark in sorted(marks):
        if joined and mark.start < joined[-1].end + touching:
            last = joined.pop()
            end, typed = max(last.end, mark.end), last.typed or mark.typed
            mark = Mark(last.start, end, last.leaf, typed)
        joined.append(mark)
    return joined
