"""Where a literal, folded text to be found as it is, occurs: in which posts, how often, and where
in one."""

import re
from collections.abc import Iterator
from functools import reduce

import numpy as np
from numpy.typing import NDArray

from index.store import EncodedTexts, Postings, Reader, StoredText
from index.text import GRAM, cover
from index.values import FIELDS, Int64s
from search.contract import spend
from search.lookup.arrays import Docs
from search.lookup.borders import (
    JOINERS,
    Border,
    begins,
    begins_hump,
    ends,
    ends_anywhere,
    word_of,
    words_of,
)
from search.lookup.postings import in_field, within

Spans = list[tuple[int, int]]
_NOTHING: Docs = np.zeros(0, dtype=np.int32)

_FEW_WORDS = 2
"""Words of a literal that leave no fewer documents than its grams do."""
_AT_ONCE, _BORDERED_AT_ONCE = 4_096, 512
"""Texts that are in memory at once; fewer where each place is looked at, so that others wait no
longer."""
_TEXT, _BORDER = 6, 4
"""Work of finding a literal in a text, and of telling whether what was found stands at borders."""


def candidates(reader: Reader, literal: str, bordered: Border = Border.NONE) -> Docs:
    """The documents, ascending, that have all grams of a literal; only they can have it. Where it
    has to begin and end at borders, those that have its Latin words are fewer."""
    words = words_of(literal) if bordered is Border.BOTH else ()
    docs = [np.unique(reader.word(word).docs) for word in words]
    if len(docs) < _FEW_WORDS:
        docs += [reader.gram(gram) for gram in set(cover(literal))]
    if not docs:
        return _NOTHING
    return reduce(lambda few, many: few[within(few, many)], sorted(docs, key=len))


def posted(
    reader: Reader,
    docs: Docs,
    literal: str,
    bordered: Border = Border.NONE,
    field: str | None = None,
) -> Postings:
    """The postings of a literal in its candidates `docs`, in one field, or in all for None. What is
    no longer than a gram is in all its candidates, so that no text is read unless its field or its
    border matters."""
    if len(literal) <= GRAM and field is None and not bordered:
        return Postings(docs, None, None)
    return in_field(verified(reader, docs, literal, bordered), field)


def verified(reader: Reader, docs: Docs, literal: str, bordered: Border) -> Postings:
    """The postings of a literal, by field, as found in the texts of `docs`; with `bordered`, only
    of what stands at such borders."""
    parts = []
    step = _BORDERED_AT_ONCE if bordered else _AT_ONCE
    for first in range(0, len(docs), step):
        some = docs[first : first + step]
        spend(_TEXT * len(some))
        if bordered:
            texts = reader.encoded(some)
            of, places, fields = texts.find(literal)
            spend(_BORDER * len(of))
            if len(of):
                chosen = _bordered(reader, some, texts, literal, bordered, of, places)
                of, fields = of[chosen], fields[chosen]
        else:
            of, fields = reader.occurrences(some, literal, cover(literal))
        if len(of):
            rows, counts = np.unique(of * len(FIELDS) + fields, return_counts=True)
            parts.append((some[rows // len(FIELDS)], rows % len(FIELDS), counts))
    if not parts:
        return Postings(_NOTHING, None, None)
    found, fields, counts = map(np.concatenate, zip(*parts, strict=True))
    return Postings(found, fields.astype(np.uint8), counts.astype(np.int32))


def _with_word_of(literal: str, reader: Reader) -> frozenset[int]:
    """Documents with the Latin word that a literal begins with: only in them can the literal begin
    inside another word, at a camelCase hump. Of a word of one letter no hump is known."""
    word = word_of(literal)
    return frozenset(reader.word(word).docs.tolist()) if len(word) > 1 else frozenset()


def _bordered(
    reader: Reader,
    docs: Docs,
    texts: EncodedTexts,
    literal: str,
    bordered: Border,
    of: Int64s,
    places: Int64s,
) -> NDArray[np.bool_]:
    """Which of the occurrences stand at borders, a mask of shape (n,): occurrence i is at
    `places[i]` of text number `of[i]`. A camelCase hump does not show in folded text, so that
    what may begin at one is looked at in the shown text."""
    where = list(zip(of.tolist(), places.tolist(), strict=True))
    borders = np.array([begins(texts.before(*place), literal[0]) for place in where])
    inside = np.unique(of[~borders])
    humped = _with_word_of(literal, reader) if len(inside) else frozenset()
    for number in inside.tolist():
        if (doc := int(docs[number])) in humped:
            shown = reader.stored(doc).text
            borders[of == number] = [_begins_at(shown, at) for at in _places(shown.folded, literal)]
    if ends_anywhere(literal, bordered):
        return borders
    ended = [ends(literal, texts.after(*place, literal), bordered) for place in where]
    chosen: NDArray[np.bool_] = borders & np.array(ended)
    return chosen


def literal_spans(text: StoredText, literal: str, bordered: Border) -> Spans:
    """The slices (start, end) of the shown text whose folded form is `literal`, in order; with
    `bordered`, only those at such borders."""
    if bordered is Border.NONE:
        return text.found(literal)
    spend(_BORDER * text.folded.count(literal) if literal else 0)
    spans: Spans = []
    for at in _places(text.folded, literal):
        stop = at + len(literal)
        if ends(literal, text.folded[stop : stop + 1], bordered) and _begins_at(text, at):
            spans.append(text.to_shown(at, stop))
    return spans


def _places(text: str, literal: str) -> Iterator[int]:
    """Where a literal is in a text, one behind the other."""
    at = text.find(literal) if literal else -1
    while at >= 0:
        yield at
        at = text.find(literal, at + len(literal))


def joined_spans(text: StoredText, literal: str) -> Spans:
    """The slices of the shown text that a literal of Latin letters, with joiners among them, begins
    from a border on: Node.j for nodej."""
    pattern = f"[{JOINERS}]?".join(map(re.escape, literal))
    matches = (match.span() for match in re.finditer(pattern, text.folded))
    return [text.to_shown(*place) for place in matches if _begins_at(text, place[0])]


def _begins_at(text: StoredText, at: int) -> bool:
    """Whether something may begin at a place of the folded text, in which letters are alike that
    are not as shown; humps are seen there alone."""
    before, first = text.folded[at - 1 : at] if at else "", text.folded[at]
    if not before or begins(before, first):
        return True
    return begins_hump(text.shown, text.to_shown(at, at + 1)[0], first)
