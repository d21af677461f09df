"""Where a literal occurs in other letters that are alike: 國学 for 国学, すゝめ for すすめ,
ジョン・レノン for ジョンレノン. Grams give the candidates, their texts, folded further, decide."""

import numpy as np

from index.store import Postings, Reader, StoredText
from index.text import GRAM, AlikeText, alike_gram, cover, gram_text
from index.values import FIELD_MARKS, FIELDS
from search.contract import spend
from search.lookup.arrays import Docs
from search.lookup.literal import Spans, candidates
from search.lookup.postings import in_field, within

_FIELD_OF = {mark: FIELDS.index(name) for name, mark in FIELD_MARKS.items()}
_AT_ONCE = 512
"""Texts that are in memory at once."""
_TEXT = 40
"""Work of folding a text further and finding a literal in it."""


def alike_candidates(reader: Reader, literal: str) -> Docs:
    """The documents, ascending, that may have a literal in other letters: some of its grams in the
    net so, and the others so or as they are."""
    alike = AlikeText(literal).text
    if alike.isascii():
        return np.zeros(0, dtype=np.int32)
    numbers = cover(alike)
    others = [reader.gram(alike_gram(gram_text(number))) for number in numbers]
    some = np.zeros(0, dtype=np.int32)
    if any(map(len, others)):
        some = np.unique(np.concatenate(others))
    for number, other in zip(numbers if len(some) else (), others, strict=False):
        some = some[within(some, other) | within(some, reader.gram(number))]
    return some if alike == literal else np.union1d(some, candidates(reader, alike))


def posted_alike(
    reader: Reader, docs: Docs, literal: str, as_words: bool, field: str | None
) -> Postings:
    """The postings of a literal, in any letters, in its candidates `docs`; with `as_words` only
    where no letter of the same script is beside it."""
    alike = AlikeText(literal)
    if len(alike.text) <= GRAM and field is None and not as_words:
        return Postings(docs, None, None)
    rows = [np.zeros((0, 3), dtype=np.int32)]
    for first in range(0, len(docs), _AT_ONCE):
        some = docs[first : first + _AT_ONCE]
        spend(_TEXT * len(some))
        for doc, folded in zip(some.tolist(), reader.encoded(some).decoded(), strict=True):
            text, places = alike.places(folded, as_words)
            if places:
                numbers, counts = np.unique(_fields(text, places), return_counts=True)
                row = np.stack([np.full(len(numbers), doc), numbers, counts], axis=1)
                rows.append(row.astype(np.int32))
    columns = np.concatenate(rows)
    found = Postings(columns[:, 0], columns[:, 1].astype(np.uint8), columns[:, 2])
    return in_field(found, field)


def _fields(text: str, places: list[int]) -> list[int]:
    """The numbers of the fields that places of a post's text, ascending, are in."""
    fields, begun = [], 0
    for place in places:
        mark = max((text.rfind(one, begun, place), one) for one in _FIELD_OF)
        begun = max(begun, mark[0])
        fields.append(_FIELD_OF[mark[1]])
    return fields


def alike_spans(text: StoredText, literal: str, as_words: bool) -> Spans:
    """The slices (start, end) of the shown text that are a literal in any letters, in order."""
    spans = AlikeText(literal).spans(text.folded, as_words)
    return [text.to_shown(low, high) for low, high in spans]
