"""Where a folded run of characters stands: in which posts, how often, and where in one."""

from collections.abc import Sequence
from functools import reduce

import numpy as np
from numpy.typing import NDArray

from index.post import FIELDS
from index.store import EncodedText, Needle, Postings, Reader, StoredText, fields_of
from index.text import LATIN_RUN, cover
from search.postings import within

Docs = NDArray[np.int32]
Spans = list[tuple[int, int]]

_AT_ONCE = 4_096
"""Texts that are held at once."""


def candidates(reader: Reader, run: str) -> Docs:
    """The documents that hold all grams of a run."""
    lists = sorted((reader.gram(gram) for gram in set(cover(run))), key=len)
    if not lists:
        return np.zeros(0, dtype=np.int32)
    return reduce(lambda few, many: few[within(few, many)], lists)


def verified(reader: Reader, docs: Docs, run: str, bordered: bool) -> Postings:
    """The postings of a run among documents that may hold it; with `bordered`, only of what
    begins at a border of a Latin run."""
    needle = Needle(run)
    humped = _with_word_of(run, reader) if bordered else frozenset()
    parts = [np.zeros((0, 3), dtype=np.int32)]
    for first in range(0, len(docs), _AT_ONCE):
        found: list[tuple[int, EncodedText, list[int]]] = []
        for doc in docs[first : first + _AT_ONCE].tolist():
            text = reader.encoded(doc)
            places = text.find(needle)
            if bordered and places:
                places = _bordered(text, places, run, reader, doc if doc in humped else None)
            if places:
                found.append((doc, text, places))
        if found:
            parts.append(_counted(*zip(*found, strict=True)))
    columns = np.concatenate(parts)
    return Postings(columns[:, 0], columns[:, 1].astype(np.uint8), columns[:, 2])


def _counted(
    docs: Sequence[int], texts: Sequence[EncodedText], places: Sequence[list[int]]
) -> NDArray[np.int32]:
    """Rows of (document, field, how often)."""
    of, fields = fields_of(texts, places)
    counts = np.bincount(of * len(FIELDS) + fields)
    some = np.flatnonzero(counts)
    rows = [np.array(docs)[some // len(FIELDS)], some % len(FIELDS), counts[some]]
    return np.stack(rows, axis=1).astype(np.int32)


def _with_word_of(run: str, reader: Reader) -> frozenset[int]:
    """Documents that hold the Latin word that a run begins with: only there can the run begin
    inside another word, at a hump. One letter is too little to tell a hump by."""
    word = LATIN_RUN.match(run)
    few = word is None or len(word[0]) < 2
    return frozenset() if few or word is None else frozenset(reader.word(word[0]).docs.tolist())


def _bordered(
    text: EncodedText, places: list[int], run: str, reader: Reader, humped: int | None
) -> list[int]:
    """The places where a Latin run or a change of letters to digits begins, or a hump of
    camelCase, which does not show in folded text: only the shown one of `humped` tells."""
    borders = [_is_border(text.before(place), run[0]) for place in places]
    if not all(borders) and humped is not None:
        shown = reader.stored(humped).text
        spans = literal_spans(shown, run, bordered=False)
        borders = [_at_border(shown.shown, low, high) for low, high in spans]
    return [place for place, border in zip(places, borders, strict=True) if border]


def _is_border(before: str, first: str) -> bool:
    return not LATIN_RUN.match(before) or before.isdigit() is not first.isdigit()


def literal_spans(text: StoredText, run: str, bordered: bool) -> Spans:
    """Slices of the shown text whose folded form is `run`; with `bordered`, only those that begin
    at a border of a Latin run: its start, a camelCase hump, a change of letter to digit."""
    spans: Spans = []
    at = text.folded.find(run) if run else -1
    while at >= 0:
        start, end = text.to_shown(at, at + len(run))
        if not bordered or _at_border(text.shown, start, end):
            spans.append((start, end))
        at = text.folded.find(run, at + len(run))
    return spans


def _at_border(text: str, start: int, end: int) -> bool:
    before, first = text[start - 1 : start], text[start:end]
    if not before or _is_border(before, first[0]):
        return True
    begins = before.islower() or text[start + 1 : start + 2].islower()  # fooBar, NSBar
    return begins and first[0].isupper()
