"""Our segments as Whoosh sees them, so that any query of Whoosh's runs over them with its own
matchers. The reading half of a codec: segments are written in whole arrays
(`segment_writer.py`) instead.

The schema: each field of a post, its words with positions; `gram`, the grams of the whole folded
text; `id`, `url`, `date` and `labels` stored.
"""

from collections.abc import Iterator, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray
from whoosh import fields, formats
from whoosh.codec import base
from whoosh.reading import (
    EmptyReader,
    IndexReader,
    MultiReader,
    SegmentReader,
    TermInfo,
    TermNotFound,
)

from index.store import PostingLists, Segment
from index.text import LONGEST, gram_number, gram_text
from index.values import FIELDS, LABELS
from index.whoosh_index.matcher import GRAM_FIELD, Posted, PostingsMatcher

Term = tuple[str, bytes]


def schema() -> fields.Schema:
    """What Whoosh is told of an index."""
    known = {
        name: fields.FieldType(formats.Positions(), None, scorable=True, stored=name in LABELS)
        for name in FIELDS
    }
    known[GRAM_FIELD] = fields.FieldType(formats.Existence(), None)
    return fields.Schema(**known, **dict.fromkeys(("id", "url", "date"), fields.STORED()))


def whoosh_reader(segments: Sequence[tuple[Segment, NDArray[np.bool_]]]) -> IndexReader:
    """A reader of Whoosh's over segments and which of their documents live. Documents have the
    numbers that our own reader gives them."""
    made = schema()
    codec = SegmentCodec()
    readers = [
        SegmentReader(None, made, _Part(segment, live), codec=codec) for segment, live in segments
    ]
    return MultiReader(readers) if readers else EmptyReader(made)


class SegmentCodec(base.Codec):
    """Hands Whoosh the readers below."""

    def terms_reader(self, storage: None, segment: "_Part") -> "_Terms":
        return _Terms(segment)

    def per_document_reader(self, storage: None, segment: "_Part") -> "_Documents":
        return _Documents(segment)


class _Part(base.Segment):
    """A segment and which of its documents live."""

    def __init__(self, segment: Segment, live: NDArray[np.bool_]) -> None:
        super().__init__(segment.file.path.stem)
        self.data, self.live = segment, live

    def lengths(self, field: str) -> NDArray[np.int64]:
        """Tokens of a field, by document; 0 for what has no tokens."""
        if field not in FIELDS:
            return np.zeros(self.data.size, dtype=np.int64)
        return self.data.file.array(f"lengths.{field}").astype(np.int64)

    def doc_count_all(self) -> int:
        return self.data.size

    def deleted_count(self) -> int:
        return self.data.size - int(self.live.sum())

    def deleted_docs(self) -> Iterator[int]:
        yield from np.flatnonzero(~self.live).tolist()

    def is_deleted(self, doc: int) -> bool:
        return doc < len(self.live) and not self.live[doc]  # asked for the one after the last too


class _Documents(base.PerDocumentReader):
    """Lengths, deletions and what is stored."""

    def __init__(self, part: _Part) -> None:
        self._part = part
        self.doc_count_all, self.doc_count = part.doc_count_all, part.doc_count
        self.has_deletions, self.is_deleted = part.has_deletions, part.is_deleted
        self.deleted_docs = part.deleted_docs

    def doc_field_length(self, doc: int, field: str, default: int = 0) -> int:
        return int(self._part.lengths(field)[doc]) or default

    def field_length(self, field: str) -> int:
        return int(self._part.lengths(field)[self._part.live].sum())

    def min_field_length(self, field: str) -> int:
        return int(self._part.lengths(field).min(initial=0))

    def max_field_length(self, field: str) -> int:
        return int(self._part.lengths(field).max(initial=0))

    def stored_fields(self, doc: int) -> dict[str, Any]:
        meta = self._part.data.stored(doc).meta
        labels = {name: meta.values(name) for name in LABELS}
        return {"id": meta.id, "url": meta.url, "date": meta.date, **labels}


class _Terms(base.TermsReader):
    """The terms of all fields and their postings."""

    def __init__(self, part: _Part) -> None:
        self._part = part

    def _lists(self, field: str) -> PostingLists:
        return self._part.data.grams if field == GRAM_FIELD else self._part.data.words

    def _posted(self, field: str, number: int) -> "Posted":
        part, posting_list = self._part, self._lists(field).posting_list(number)
        return Posted(posting_list, field, part.live, part.lengths)

    def _found(self, field: str, text: bytes) -> "Posted | None":
        """The postings of a term that live; None without any."""
        number = self._place(field, text)
        if number is None:
            return None
        posted = self._posted(field, number)
        return posted if len(posted.docs) else None

    def _place(self, field: str, text: bytes) -> int | None:
        if field != GRAM_FIELD:
            return self._lists(field).place(text)
        gram = text.decode("utf-8", "surrogatepass")
        return self._lists(field).place(gram_number(gram)) if 0 < len(gram) <= LONGEST else None

    def key(self, field: str, number: int) -> bytes:
        """The text of a term by its number."""
        key = self._lists(field).keys[number]
        return (
            key if isinstance(key, bytes) else gram_text(int(key)).encode("utf-8", "surrogatepass")
        )

    def __contains__(self, term: Term) -> bool:
        return self._found(*term) is not None

    def indexed_field_names(self) -> Sequence[str]:
        return [*FIELDS, GRAM_FIELD]

    def terms(self) -> Iterator[Term]:
        for field in sorted(self.indexed_field_names()):
            yield from self.terms_from(field, b"")

    def terms_from(self, field: str, prefix: bytes) -> Iterator[Term]:
        """The terms of a field from `prefix` on."""
        for number in range(self.first_from(field, prefix), len(self._lists(field).keys)):
            if self.holds(field, number):
                yield field, self.key(field, number)

    def items(self) -> Iterator[tuple[Term, TermInfo]]:
        return ((term, self.term_info(*term)) for term in self.terms())

    def items_from(self, field: str, prefix: bytes) -> Iterator[tuple[Term, TermInfo]]:
        return ((term, self.term_info(*term)) for term in self.terms_from(field, prefix))

    def first_from(self, field: str, text: bytes) -> int:
        """The number of the first key that is not before `text`."""
        low, high = 0, len(self._lists(field).keys)
        while low < high:
            middle = (low + high) // 2
            low, high = (middle + 1, high) if self.key(field, middle) < text else (low, middle)
        return low

    def holds(self, field: str, number: int) -> bool:
        """Whether a key has postings that live in a field."""
        return len(self._posted(field, number).docs) > 0

    def term_info(self, field: str, text: bytes) -> TermInfo:
        found = self._found(field, text)
        if found is None:
            raise TermNotFound(f"{field}:{text!r}")
        return found.info

    def frequency(self, field: str, text: bytes) -> float:
        return float(self._known(field, text).weights.sum())

    def doc_frequency(self, field: str, text: bytes) -> int:
        return len(self._known(field, text).docs)

    def _known(self, field: str, text: bytes) -> "Posted":
        found = self._found(field, text)
        if found is None:
            raise KeyError((field, text))
        return found

    def matcher(
        self, field: str, text: bytes, format_: Any, scorer: Any = None
    ) -> "PostingsMatcher":
        found = self._found(field, text)
        if found is None:
            raise TermNotFound(f"{field}:{text!r}")
        return PostingsMatcher((field, text), found, format_, scorer)

    def cursor(self, field: str, _: Any) -> "_Cursor":
        return _Cursor(self, field)

    def close(self) -> None:
        """Nothing of its own to close: files close with the last user of the segment."""


class _Cursor(base.FieldCursor):
    """Walks the terms of a field in order."""

    def __init__(self, terms: _Terms, field: str) -> None:
        self._terms, self._field = terms, field
        self.first()

    def first(self) -> str | None:
        return self.find(b"")

    def find(self, term: str | bytes) -> str | None:
        text = term.encode("utf-8", "surrogatepass") if isinstance(term, str) else term
        self._coming = self._terms.terms_from(self._field, text)
        return self.next()

    def next(self) -> str | None:
        found = next(self._coming, None)
        self._text = None if found is None else found[1]
        return self.text()

    def text(self) -> str | None:
        return None if self._text is None else self._text.decode("utf-8", "surrogatepass")

    def term_info(self) -> TermInfo | None:
        return None if self._text is None else self._terms.term_info(self._field, self._text)

    def is_valid(self) -> bool:
        return self._text is not None
