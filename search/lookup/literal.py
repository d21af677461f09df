"""Where a literal, folded text to be found as it is, occurs: in which posts, how often, and where
in one."""

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
"""Texts that are in memory at once."""


def candidates(reader: Reader, literal: str) -> Docs:
    """The documents, ascending, that have all grams of a literal; only they can have it."""
    docs_of_grams = sorted((reader.gram(gram) for gram in set(cover(literal))), key=len)
    if not docs_of_grams:
        return np.zeros(0, dtype=np.int32)
    return reduce(lambda few, many: few[within(few, many)], docs_of_grams)


def posted(
    reader: Reader, docs: Docs, literal: str, bordered: bool = False, field: str | None = None
) -> Postings:
    """The postings of a literal in its candidates `docs`, in one field, or in all for None. What is
    no longer than a gram is in all its candidates, so that no text is read unless its field or its
    border matters."""
    if len(literal) <= GRAM and field is None and not bordered:
        return Postings(docs, None, None)
    return in_field(verified(reader, docs, literal, bordered), field)


def verified(reader: Reader, docs: Docs, literal: str, bordered: bool) -> Postings:
    """The postings of a literal, by field, as found in the texts of `docs`; with `bordered`, only
    of what begins at a border of a Latin run."""
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
    """Documents with the Latin word that a literal begins with: only in them can the literal begin
    inside another word, at a camelCase hump. Of a word of one letter no hump is known."""
    word = LATIN_RUN.match(literal)
    few = word is None or len(word[0]) < 2
    return frozenset() if few or word is None else frozenset(reader.word(word[0]).docs.tolist())


def _bordered(
    reader: Reader, docs: Docs, texts: EncodedTexts, literal: str, of: Int64s, places: Int64s
) -> NDArray[np.bool_]:
    """Which of the occurrences begin at a border, a mask of shape (n,): occurrence i is at
    `places[i]` of text number `of[i]`. A camelCase hump does not show in folded text, so that
    what may begin at one is looked at in the shown text."""
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
    """Whether a Latin run, katakana, or a change of letters to digits begins between two
    characters of folded text; `before` is empty at its start."""
    if _KATAKANA.match(first):
        return not _KATAKANA.match(before)
    return not LATIN_RUN.match(before) or before.isdigit() is not first.isdigit()


def literal_spans(text: StoredText, literal: str, bordered: bool) -> Spans:
    """The slices (start, end) of the shown text whose folded form is `literal`, in order; with
    `bordered`, only those that begin at a border of a Latin run: its start, a camelCase hump, a
    change of letter to digit."""
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
