"""Where a folded run of characters stands: in which posts, how often, and where in one."""

import re
from functools import reduce

import numpy as np
from numpy.typing import NDArray

from index.store import EncodedTexts, Postings, Reader, StoredText
from index.text import GRAM, LATIN_RUN, cover
from index.values import FIELDS, Int64s
from search.lookup.arrays import Docs
from search.lookup.postings import in_field, within

Spans = list[tuple[int, int]]

_KATAKANA = re.compile("[ァ-ヺー]")
_AT_ONCE = 4_096
"""Texts that are held at once."""


def candidates(reader: Reader, literal: str) -> Docs:
    """The documents that hold all grams of a run."""
    lists = sorted((reader.gram(gram) for gram in set(cover(literal))), key=len)
    if not lists:
        return np.zeros(0, dtype=np.int32)
    return reduce(lambda few, many: few[within(few, many)], lists)


def posted(
    reader: Reader, docs: Docs, literal: str, bordered: bool = False, field: str | None = None
) -> Postings:
    """The postings of a run among documents that hold all its grams, in one field or all: those say
    all of a short run, the text says the rest."""
    if len(literal) <= GRAM and field is None and not bordered:
        return Postings(docs, None, None)
    return in_field(verified(reader, docs, literal, bordered), field)


def verified(reader: Reader, docs: Docs, literal: str, bordered: bool) -> Postings:
    """The postings of a run among documents that may hold it; with `bordered`, only of what
    begins at a border of a Latin run."""
    parts = [np.zeros((0, 3), dtype=np.int32)]
    for first in range(0, len(docs), _AT_ONCE):
        some = docs[first : first + _AT_ONCE]
        texts = reader.encoded(some)
        of, places, fields = texts.find(literal)
        if bordered and len(of):
            chosen = _bordered(reader, some, texts, literal, of, places)
            of, fields = of[chosen], fields[chosen]
        rows = of * len(FIELDS) + fields
        rows, counts = np.unique(rows, return_counts=True)
        parts.append(
            np.stack([some[rows // len(FIELDS)], rows % len(FIELDS), counts], axis=1).astype(
                np.int32
            )
        )
    columns = np.concatenate(parts)
    return Postings(columns[:, 0], columns[:, 1].astype(np.uint8), columns[:, 2])


def _with_word_of(literal: str, reader: Reader) -> frozenset[int]:
    """Documents that hold the Latin word that a run begins with: only there can the run begin
    inside another word, at a hump. One letter is too little to tell a hump by."""
    word = LATIN_RUN.match(literal)
    few = word is None or len(word[0]) < 2
    return frozenset() if few or word is None else frozenset(reader.word(word[0]).docs.tolist())


def _bordered(
    reader: Reader, docs: Docs, texts: EncodedTexts, literal: str, of: Int64s, places: Int64s
) -> NDArray[np.bool_]:
    """The places where a Latin run or a change of letters to digits begins, or a hump of
    camelCase, which does not show in folded text: the shown one tells."""
    before = map(texts.before, of.tolist(), places.tolist())
    borders = np.array([_is_border(one, literal[0]) for one in before])
    inside = np.unique(of[~borders])
    humped = _with_word_of(literal, reader) if len(inside) else frozenset()
    for number in inside.tolist():
        if (doc := int(docs[number])) in humped:
            shown = reader.stored(doc).text
            spans = literal_spans(shown, literal, bordered=False)
            borders[of == number] = [_at_border(shown.shown, low, high) for low, high in spans]
    return borders


def _is_border(before: str, first: str) -> bool:
    if _KATAKANA.match(first):
        return not _KATAKANA.match(before)
    return not LATIN_RUN.match(before) or before.isdigit() is not first.isdigit()


def literal_spans(text: StoredText, literal: str, bordered: bool) -> Spans:
    """Slices of the shown text whose folded form is `run`; with `bordered`, only those that begin
    at a border of a Latin run: its start, a camelCase hump, a change of letter to digit."""
    spans: Spans = []
    at = text.folded.find(literal) if literal else -1
    while at >= 0:
        start, end = text.to_shown(at, at + len(literal))
        if not bordered or _at_border(text.shown, start, end):
            spans.append((start, end))
        at = text.folded.find(literal, at + len(literal))
    return spans


def _at_border(text: str, start: int, end: int) -> bool:
    before, first = text[start - 1 : start], text[start:end]
    if not before or _is_border(before, first[0]):
        return True
    begins = before.islower() or text[start + 1 : start + 2].islower()  # fooBar, NSBar
    return begins and first[0].isupper()
