"""Where the leaves of a query stand in the posts that it finds."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from index.store import DocIds, Places, Reader, Span, Stored, section_at
from index.values import FIELDS
from search.expand import WHOLE, Alternative, Expansion, Kind, Known, Unit, literally
from search.lookup import Spans, literal_spans
from search.query import Leaf, Node, Phrase, is_choice, positive_leaves

Expand = Callable[[str], Expansion]


@dataclass(frozen=True)
class ExpandedLeaf:
    """A leaf outside any NOT, by its number in the query; its expansion has no units where it is
    literal."""

    number: int
    text: str
    field: str | None
    expansion: Expansion


class PostSpans:
    """A post that was found, and where words stand in it. Slices count from the start of the
    post's text."""

    def __init__(self, reader: Reader, doc: int, known: Known) -> None:
        self._reader, self._doc, self._alternatives = reader, doc, known.alternatives
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

    def spans(self, alternative: Alternative) -> Spans:
        """Where one way to match does, its terms being those of the index."""
        if alternative.prefix:
            return literal_spans(self.stored.text, alternative.prefix, bordered=True)
        text = self.stored.text
        literals = [
            span
            for literal in alternative.literals
            for span in literal_spans(text, literal, alternative.bordered)
        ]
        words = [
            s for term in alternative.terms for s in self._reader.slices(self._doc, term, text)
        ]
        return literals + words

    def unit(self, unit: Unit) -> tuple[Spans, Kind]:
        """Where a content word stands as a whole word of any kind, else what begins so, and the
        best kind of these."""
        known = self._known.get(unit)
        if known is None:
            known = self._known[unit] = self._best(self._alternatives(unit.alternatives))
        return known

    def _best(self, alternatives: Sequence[Alternative]) -> tuple[Spans, Kind]:
        found = [
            (self.spans(alternative), alternative.kind)
            for alternative in alternatives
            if alternative.kind in WHOLE
        ]
        whole = [(spans, kind) for spans, kind in found if spans]
        if whole:
            return [span for spans, _ in whole for span in spans], whole[0][1]
        others = (
            (self.spans(alternative), alternative.kind)
            for alternative in alternatives
            if alternative.kind not in WHOLE
        )
        return next((pair for pair in others if pair[0]), ([], Kind.WORD))

    def whole(self, expansion: Expansion) -> Spans:
        """Where a leaf stands as typed."""
        known = self._wholes.get(id(expansion))
        if known is None:
            known = self._wholes[id(expansion)] = self.spans(expansion.whole)
        return known

    def substitutes(self, alternatives: tuple[Alternative, ...]) -> Spans:
        """Where what else a leaf stands for does."""
        return self._best(self._alternatives(alternatives))[0]

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


class QuerySpans:
    """Finds the leaves of one query in the posts of one index."""

    def __init__(self, node: Node, reader: Reader, expand: Expand) -> None:
        positive = dict.fromkeys(positive_leaves(node))
        self.leaves = [_expanded(number, leaf, expand) for number, leaf in enumerate(positive)]
        self._reader = reader
        self.is_choice = is_choice(node)
        self._posts: dict[int, PostSpans] = {}
        self._known = Known(reader)
        self.units = [unit for leaf in self.leaves for unit in leaf.expansion.units]

    @property
    def literals(self) -> list[str]:
        """The leaves as typed, folded."""
        return [leaf.expansion.literal for leaf in self.leaves]

    def post(self, doc: int) -> PostSpans:
        """A post, read once for this query."""
        known = self._posts.get(doc)
        if known is None:
            known = self._posts[doc] = PostSpans(self._reader, doc, self._known)
        return known

    def places(self, docs: DocIds, unit: Unit) -> Places:
        """Where a content word stands in some documents, ascending: as a word of the index, or as
        a run where it is none, such as C++."""
        terms = [
            term
            for alternative in self._known.alternatives(unit.alternatives)
            for term in alternative.terms
        ]
        if unit.alternatives[0].terms:
            found = [self._reader.places(docs, term) for term in terms]
        else:
            found = [self.post(doc).places(unit) for doc in docs.tolist()]
        return np.concatenate(found) if found else np.zeros((0, 4), dtype=np.int64)


def _expanded(number: int, leaf: Leaf | Phrase, expand: Expand) -> ExpandedLeaf:
    quoted = isinstance(leaf, Phrase)
    expansion = Expansion((), literally(leaf.text)) if quoted else expand(leaf.text)
    return ExpandedLeaf(number, leaf.text, leaf.field, expansion)
