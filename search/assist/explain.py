"""Explanations: which word of the query matched a post, by what, how, where and how often."""

from collections import Counter
from collections.abc import Iterator

import numpy as np

from index.store import Postings, Reader, StoredText
from index.values import FIELDS, IndexDamaged
from search.contract import Explanation, spend
from search.expand import Alternative, literally, terms_of
from search.lookup import Border, Spans, alike_spans, in_field, verified
from search.match import DocSet, Evaluator
from search.query import Leaf, Node, Phrase, positive_leaves

_WAY = 40
"""Work of telling what of one way a post has."""


class Explainer:
    """Explains why posts match one query."""

    def __init__(self, node: Node, evaluator: Evaluator) -> None:
        self._reader = evaluator.reader
        self._alternatives = [
            (typed, alternative, leaf.field, docset)
            for leaf in dict.fromkeys(positive_leaves(node))
            for typed, alternative, docset in _alternatives(leaf, evaluator)
        ]

    def explain(self, doc: int) -> tuple[Explanation, ...]:
        """The explanations of one document, in the order of the query, better kinds first; ()
        where no leaf matches it."""
        explanations: list[Explanation] = []
        text = self._reader.stored(doc).text
        for typed, alternative, field, docset in self._alternatives:
            at = int(docset.docs.searchsorted(doc))
            if at == len(docset.docs) or docset.docs[at] != doc:
                continue
            spend(_WAY)
            score, name = float(docset.score[at]), str(alternative.kind.name).lower()
            counts = _counts(doc, text, alternative, field, self._reader)
            explanations += [Explanation(typed, m, name, f, n, score) for m, f, n in counts]
        return tuple(dict.fromkeys(explanations))


def _alternatives(
    leaf: Leaf | Phrase, evaluator: Evaluator
) -> Iterator[tuple[str, Alternative, DocSet]]:
    """(word of a leaf as typed, one of its alternatives, the docset of that)."""
    field = leaf.field
    if isinstance(leaf, Phrase):
        alternative = literally(leaf.text)
        yield leaf.text, alternative, evaluator.alternative(alternative, field)
        return
    expansion = evaluator.expand(leaf.text, leaf.names)
    for unit in expansion.units:
        yield from ((unit.text, *pair) for pair in evaluator.alternatives(unit, field))
    if expansion.substitutes:
        words = evaluator.typed(expansion, field)[0]
        yield from ((leaf.text, *pair) for pair in evaluator.substitutes(expansion, field, words))
    if not expansion.is_begun_word:
        yield leaf.text, expansion.whole, evaluator.alternative(expansion.whole, field)


def _counts(
    doc: int, text: StoredText, alternative: Alternative, field: str | None, reader: Reader
) -> Iterator[tuple[str, str, int]]:
    """(what matched, field, how often) for one alternative in one document."""
    one = np.array([doc], dtype=np.int32)
    border = Border.START if alternative.prefix else alternative.bordered
    literals = [*alternative.literals, *([alternative.prefix] if alternative.prefix else [])]
    for term in terms_of(alternative, reader):
        for name, count in _in(in_field(reader.word(term), field), doc):
            yield _first_shown(reader.slices(doc, term, text), name, text), name, count
    for literal in literals:
        postings = verified(reader, one, literal, border)
        yield from ((literal, f, n) for f, n in _in(in_field(postings, field), doc))
    for literal in alternative.alike:
        spans = alike_spans(text, literal, alternative.as_words)
        for name, count in Counter(_field_of(low, text) for low, _ in spans).items():
            if field in (None, name):
                yield _first_shown(spans, name, text), name, count


def _first_shown(slices: Spans, field: str, text: StoredText) -> str:
    """The shown text of the first slice that is in a field; IndexDamaged where there is none, as
    there has to be one."""
    for low, high in slices:
        if _field_of(low, text) == field:
            return text.shown[low:high]
    raise IndexDamaged("index: expected words where they were counted")


def _field_of(at: int, text: StoredText) -> str:
    """The field that a place of a post's shown text is in."""
    return text.field_at(at)


def _in(postings: Postings, doc: int) -> Iterator[tuple[str, int]]:
    """(field, count) of the postings of one document."""
    fields, counts = postings.all_fields, postings.all_counts
    for at in np.flatnonzero(postings.docs == doc).tolist():
        yield FIELDS[fields[at]], int(counts[at])
