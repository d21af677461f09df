"""Where the leaves of a query are in the posts that match it."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

import numpy as np

from index.store import DocIds, Places, Reader, Stored
from index.values import FIELDS, cached_property
from search.contract import spend
from search.expand import WHOLE, Alternative, Expansion, Kind, Known, Unit, literally
from search.lookup import Border, Spans, alike_spans, joined_spans, literal_spans, within
from search.query import Leaf, Node, Phrase, positive_leaves, required_leaves

NO_PLACES: Places = np.zeros((0, 4), dtype=np.int64)
_RARE = 10
"""How many times as many posts write a word otherwise where hardly any writes it as typed."""
_POST, _SPANS = 150, 5
"""Work of reading a post, and of looking for an alternative in it."""
Expand = Callable[[str, tuple[str, ...]], Expansion]


@dataclass(frozen=True)
class ExpandedLeaf:
    """A leaf or phrase outside any NOT, its number in the query and its expansion; that of a phrase
    is its literal alone."""

    number: int
    text: str
    field: str | None
    expansion: Expansion


class PostSpans:
    """A post that matched, and where words are in it. Spans (start, end) count characters from the
    start of the post's text, all its sections end to end."""

    def __init__(self, reader: Reader, doc: int, known: Known) -> None:
        self._reader, self._doc, self._here = reader, doc, known
        self._alternatives = known.alternatives
        self._known: dict[Unit, tuple[Spans, Kind]] = {}
        self._wholes: dict[int, Spans] = {}

    @cached_property
    def stored(self) -> Stored:
        """The post as stored, read at first use."""
        spend(_POST)
        return self._reader.stored(self._doc)

    def in_title(self, span: tuple[int, int]) -> bool:
        """Whether a span begins in the title."""
        return self.stored.text.field_at(span[0]) == "title"

    def in_field(self, spans: Spans, field: str | None) -> Spans:
        """Those of the spans that begin in a field; all for None."""
        if field is None:
            return spans
        field_at = self.stored.text.field_at
        return [span for span in spans if field_at(span[0]) == field]

    def spans(self, alternative: Alternative) -> Spans:
        """The spans that an alternative matches; its terms are those of the index."""
        spend(_SPANS + len(alternative.terms))
        if alternative.prefix:
            literal, text = alternative.prefix, self.stored.text
            return literal_spans(text, literal, Border.START) or joined_spans(text, literal)
        text = self.stored.text
        literals = [
            span
            for literal in alternative.literals
            for span in literal_spans(text, literal, alternative.bordered)
        ]
        words = [
            s for term in alternative.terms for s in self._reader.slices(self._doc, term, text)
        ]
        return literals + words + self._alike(alternative)

    def _alike(self, alternative: Alternative) -> Spans:
        """The spans in other letters that are alike."""
        one = np.array([self._doc], dtype=np.int32)
        return [
            span
            for text in alternative.alike
            if within(one, self._here.alike(text))[0]
            for span in alike_spans(self.stored.text, text, alternative.as_words)
        ]

    def unit(self, unit: Unit) -> tuple[Spans, Kind]:
        """(spans of a content word, their best kind): as a whole word by any kind, else what
        begins with it; none, and WORD, where the post does not have it."""
        known = self._known.get(unit)
        if known is None:
            known = self._known[unit] = self._best(self._alternatives(unit.alternatives))
        return known

    def _best(self, alternatives: Sequence[Alternative]) -> tuple[Spans, Kind]:
        """The spans of all kinds of whole words, else of the first other kind that has any."""
        by_kind = [
            (self.spans(alternative), alternative.kind)
            for alternative in alternatives
            if alternative.kind in WHOLE
        ]
        whole = [(spans, kind) for spans, kind in by_kind if spans]
        if whole:
            return [span for spans, _ in whole for span in spans], whole[0][1]
        others = (
            (self.spans(alternative), alternative.kind)
            for alternative in alternatives
            if alternative.kind not in WHOLE
        )
        return next((pair for pair in others if pair[0]), ([], Kind.WORD))

    def whole(self, expansion: Expansion) -> Spans:
        """The spans of a leaf as a literal."""
        known = self._wholes.get(id(expansion))
        if known is None:
            known = self._wholes[id(expansion)] = self.spans(expansion.whole)
        return known

    def substitutes(self, alternatives: tuple[Alternative, ...]) -> Spans:
        """The spans of the substitutes of a leaf."""
        return self._best(self._alternatives(alternatives))[0]

    def places(self, unit: Unit) -> Places:
        """The places of a content word, an array of rows (document, field number, first token, last
        token); tokens that are partly matched are included."""
        starts, field_at = self.stored.text.starts, self.stored.text.field_at
        rows = []
        for low, high in self.unit(unit)[0]:
            field = FIELDS.index(field_at(low))
            first = int(starts.searchsorted(low, side="right")) - 1
            last = max(int(starts.searchsorted(high)) - 1, first)
            rows.append((self._doc, field, first, last))
        return np.array(rows, dtype=np.int64).reshape(-1, 4)


class Posts:
    """The posts of one index, each read once, and where content words are in them."""

    def __init__(self, reader: Reader) -> None:
        self._reader, self._known = reader, Known(reader)
        self._posts: dict[int, PostSpans] = {}

    def post(self, doc: int) -> PostSpans:
        """The post of a document."""
        known = self._posts.get(doc)
        if known is None:
            known = self._posts[doc] = PostSpans(self._reader, doc, self._known)
        return known

    def places(self, docs: DocIds, unit: Unit) -> Places:
        """The places of a content word in documents, which ascend: those of its terms in the index,
        or of its literal where it is no word of the index, such as C++."""
        if not unit.is_term:
            return self.read(docs, unit)
        terms = [
            term
            for alternative in self._known.alternatives(unit.alternatives)
            for term in alternative.terms
        ]
        places = [self._reader.places(docs, term) for term in terms]
        return np.concatenate(places) if places else NO_PLACES

    def read(self, docs: DocIds, unit: Unit) -> Places:
        """The places of a content word by whatever it matches, as read in the texts."""
        places = [self.post(doc).places(unit) for doc in docs.tolist()]
        return np.concatenate(places) if places else NO_PLACES


class QuerySpans(Posts):
    """Finds the leaves of one query in the posts of one index. `leaves` are those outside any NOT,
    each once; `required` those that every post has, `units` the content words of these."""

    def __init__(self, node: Node, reader: Reader, expand: Expand) -> None:
        super().__init__(reader)
        positive = dict.fromkeys(positive_leaves(node))
        self.leaves = [_expanded(number, leaf, expand) for number, leaf in enumerate(positive)]
        required = set(required_leaves(node))
        self.required = [
            one for leaf, one in zip(positive, self.leaves, strict=True) if leaf in required
        ]
        self.units = [unit for leaf in self.required for unit in _words(leaf.expansion)]

    @property
    def literals(self) -> list[str]:
        """The required leaves, folded, in order, without what frames questions: as typed, but for
        words that nearly all posts here write otherwise, such as GitHub for ギットハブ."""
        return [self._as_written(leaf.expansion) for leaf in self.required]

    def _as_written(self, expansion: Expansion) -> str:
        core = expansion.core
        for unit in _words(expansion):
            known = self._known.alternatives(unit.alternatives)
            terms = [term for alternative in known for term in alternative.terms]
            usual = max(terms, key=self._reader.frequency, default="")
            typed = max(map(self._reader.frequency, unit.alternatives[0].terms), default=0)
            if terms and self._reader.frequency(usual) > _RARE * typed:
                core = core.replace(unit.literal, usual, 1)
        return core


def _words(expansion: Expansion) -> tuple[Unit, ...]:
    """The content words of a leaf; one word, or what is none as typed, with what it stands for: the
    reader who types angou means 暗号."""
    if len(expansion.units) > 1 or not expansion.substitutes:
        return expansion.units
    literal = expansion.literal
    typed = Unit(literal, literal, (Alternative(Kind.WORD, terms=(literal,)),))
    first = expansion.units[0] if expansion.units else typed
    return (replace(first, alternatives=(*first.alternatives, *expansion.substitutes)),)


def _expanded(number: int, leaf: Leaf | Phrase, expand: Expand) -> ExpandedLeaf:
    if isinstance(leaf, Phrase):
        expansion = Expansion((), literally(leaf.text))
    else:
        expansion = expand(leaf.text, leaf.names)
    return ExpandedLeaf(number, leaf.text, leaf.field, expansion)
