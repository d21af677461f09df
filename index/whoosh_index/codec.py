"""Our segments as Whoosh reads them: the reading half of a codec. Segments are written in whole
arrays instead (`writer.py`)."""

from collections.abc import Iterator, Sequence
from typing import Any

from whoosh import columns
from whoosh.codec import base
from whoosh.reading import TermInfo, TermNotFound

from index.store import PostingLists
from index.text import LONGEST, gram_number, gram_text
from index.whoosh_index.matcher import Posted, PostingsMatcher, posted_grams, posted_words
from index.whoosh_index.part import ListColumn, Part, ValueLists
from index.whoosh_index.schema import DATE, GRAMS, ID, TEXTS, VALUES

Term = tuple[str, bytes]
_SORTABLE = (ID, DATE, "title")


class SegmentCodec(base.Codec):
    """Hands Whoosh the readers below."""

    def terms_reader(self, storage: None, segment: Part) -> "_Terms":
        return _Terms(segment)

    def per_document_reader(self, storage: None, segment: Part) -> "_Documents":
        return _Documents(segment)


class _Documents(base.PerDocumentReader):
    """Lengths, columns and what is stored."""

    def __init__(self, part: Part) -> None:
        self._part = part
        self._columns: dict[str, list[Any]] = {}
        self.doc_count_all, self.doc_count = part.doc_count_all, part.doc_count
        self.has_deletions, self.is_deleted = part.has_deletions, part.is_deleted
        self.deleted_docs = part.deleted_docs

    def doc_field_length(self, docnum: int, fieldname: str, default: int = 0) -> int:
        return int(self._part.lengths(fieldname)[docnum]) or default

    def field_length(self, fieldname: str) -> int:
        return int(self._part.lengths(fieldname).sum())

    def min_field_length(self, fieldname: str) -> int:
        return int(self._part.lengths(fieldname).min(initial=0))

    def max_field_length(self, fieldname: str) -> int:
        return int(self._part.lengths(fieldname).max(initial=0))

    def stored_fields(self, docnum: int) -> dict[str, Any]:
        return self._part.fields(docnum)

    def has_vector(self, docnum: int, fieldname: str) -> bool:
        return False  # texts are stored: what asks for vectors reads them instead

    def supports_columns(self) -> bool:
        return True

    def has_column(self, fieldname: str) -> bool:
        return fieldname in _SORTABLE

    def column_reader(self, fieldname: str, column: columns.Column) -> ListColumn:
        if fieldname not in self._columns:
            self._columns[fieldname] = self._part.column(fieldname)
        return ListColumn(self._columns[fieldname], column.default_value())


class _Terms(base.TermsReader):
    """The terms of all fields and their postings."""

    def __init__(self, part: Part) -> None:
        self._part = part

    def _lists(self, field: str) -> PostingLists | ValueLists:
        if field in VALUES:
            return self._part.values(field)
        return self._part.segment.grams if field == GRAMS else self._part.segment.words

    def _posted(self, field: str, number: int) -> Posted:
        lists = self._lists(field)
        if isinstance(lists, ValueLists):
            return Posted(lists.docs[number])
        if field == GRAMS:
            return posted_grams(lists.posting_list(number), self._part)
        return posted_words(lists.posting_list(number), field, self._part)

    def _find(self, field: str, text: bytes) -> Posted | None:
        """The postings of a term; None without any."""
        number = self._place(field, text)
        if number is None:
            return None
        posted = self._posted(field, number)
        return posted if len(posted.docs) else None

    def _place(self, field: str, text: bytes) -> int | None:
        if field not in self.indexed_field_names():
            return None
        if field != GRAMS:
            number = self._first_from(field, text)
            keys = self._lists(field).keys
            return number if number < len(keys) and keys[number] == text else None
        gram = text.decode("utf-8", "surrogatepass")
        has_gram = 0 < len(gram) <= LONGEST
        return self._part.segment.grams.place(gram_number(gram)) if has_gram else None

    def _key(self, field: str, number: int) -> bytes:
        """The text of a term by its number."""
        key = self._lists(field).keys[number]
        if isinstance(key, bytes):
            return key
        return gram_text(int(key)).encode("utf-8", "surrogatepass")

    def __contains__(self, term: Term) -> bool:
        return self._find(*term) is not None

    def indexed_field_names(self) -> Sequence[str]:
        return [*TEXTS, *VALUES, GRAMS]

    def terms(self) -> Iterator[Term]:
        for field in sorted(self.indexed_field_names()):
            yield from self.terms_from(field, b"")

    def terms_from(self, fieldname: str, prefix: bytes) -> Iterator[Term]:
        """The terms of a field from `prefix` on."""
        for number in self._numbers_from(fieldname, self._first_from(fieldname, prefix)):
            yield fieldname, self._key(fieldname, number)

    def _numbers_from(self, field: str, first: int) -> Iterator[int]:
        """The numbers of the terms of a field, from one on."""
        if field in TEXTS:
            numbers = self._part.words_of[field]
            yield from map(int, numbers[numbers.searchsorted(first) :])
            return
        for number in range(first, len(self._lists(field).keys)):
            if len(self._posted(field, number).docs):
                yield number

    def items(self) -> Iterator[tuple[Term, TermInfo]]:
        return ((term, self.term_info(*term)) for term in self.terms())

    def items_from(self, fieldname: str, prefix: bytes) -> Iterator[tuple[Term, TermInfo]]:
        return ((term, self.term_info(*term)) for term in self.terms_from(fieldname, prefix))

    def _first_from(self, field: str, text: bytes) -> int:
        """The number of the first key that is not before `text`."""
        low, high = 0, len(self._lists(field).keys)
        while low < high:
            middle = (low + high) // 2
            low, high = (middle + 1, high) if self._key(field, middle) < text else (low, middle)
        return low

    def term_info(self, fieldname: str, text: bytes) -> TermInfo:
        return self._require(fieldname, text, TermNotFound).info

    def frequency(self, fieldname: str, text: bytes) -> float:
        return float(self._require(fieldname, text, KeyError).weights.sum())

    def doc_frequency(self, fieldname: str, text: bytes) -> int:
        return len(self._require(fieldname, text, KeyError).docs)

    def _require(self, field: str, text: bytes, error: type[Exception]) -> Posted:
        posted = self._find(field, text)
        if posted is None:
            raise error(f"{field}:{text!r}")
        return posted

    def matcher(
        self, fieldname: str, termbytes: bytes, format_: Any, scorer: Any = None
    ) -> PostingsMatcher:
        posted = self._require(fieldname, termbytes, TermNotFound)
        return PostingsMatcher((fieldname, termbytes), posted, format_, scorer)

    def cursor(self, fieldname: str, fieldobj: Any) -> "_Cursor":
        return _Cursor(self, fieldname)

    def close(self) -> None:
        """Nothing of its own to close: files close with the last user of the segment."""


class _Cursor(base.FieldCursor):
    """Walks the terms of a field in order."""

    def __init__(self, terms: _Terms, field: str) -> None:
        self._terms, self._field = terms, field
        self.first()

    def first(self) -> str | None:
        return self.find(b"")

    def find(self, string: str | bytes) -> str | None:
        text = string.encode("utf-8", "surrogatepass") if isinstance(string, str) else string
        self._coming = self._terms.terms_from(self._field, text)
        return self.next()

    def next(self) -> str | None:
        term = next(self._coming, None)
        self._text = None if term is None else term[1]
        return self.text()

    def text(self) -> str | None:
        return None if self._text is None else self._text.decode("utf-8", "surrogatepass")

    def term_info(self) -> TermInfo | None:
        return None if self._text is None else self._terms.term_info(self._field, self._text)

    def is_valid(self) -> bool:
        return self._text is not None
