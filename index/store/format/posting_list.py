"""The posting list of one key as a segment has it (see `packing.py`), read column by column."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from index.store.format.doclists import read
from index.store.format.ragged import starts_of
from index.store.kernels import places, slices, total
from index.values import FIELDS, IndexDamaged, Int32s, Int64s, cached_property

_ALL = 1 << 31
"""More documents than a segment may have."""
BODY = FIELDS.index("body")
HAS_FIELDS, HAS_EXTENTS = 1 << 2, 1 << 7
COUNTS_AT, POSITIONS_AT = 3, 5
TYPES = (np.dtype("u1"), np.dtype("<u2"), np.dtype("<u4"))
WIDTHS = (0, 1, 2, 4)
"""Bytes of a value, by the code in the flags."""


@dataclass(frozen=True)
class Postings:
    """The postings of one key as arrays of shape (n,): documents, the numbers of fields, None where
    all are the body, and counts, None where all are 1."""

    docs: NDArray[np.int32]
    fields: NDArray[np.uint8] | None
    counts: NDArray[np.int32] | None

    @property
    def all_fields(self) -> NDArray[np.uint8]:
        """The fields, as an array in any case."""
        return np.full(len(self.docs), BODY, np.uint8) if self.fields is None else self.fields

    @property
    def all_counts(self) -> NDArray[np.int32]:
        """The counts, as an array in any case."""
        return np.ones(len(self.docs), np.int32) if self.counts is None else self.counts

    def where(self, mask: NDArray[np.bool_]) -> "Postings":
        """Those of them that a mask of shape (n,) has."""
        fields, counts = self.fields, self.counts
        return Postings(
            self.docs[mask],
            None if fields is None else fields[mask],
            None if counts is None else counts[mask],
        )


def end_to_end(parts: Sequence[Postings]) -> Postings:
    """The postings of several segments, in their order, as one."""
    if not parts:
        return Postings(np.zeros(0, dtype=np.int32), None, None)
    return Postings(
        np.concatenate([part.docs for part in parts]),
        np.concatenate([part.all_fields for part in parts]),
        np.concatenate([part.all_counts for part in parts]),
    )


class PostingList:
    """The posting list of one key in a segment of so many `documents`; each column is read at first
    use. `size` is how many postings it has. IndexError where the bytes are cut, IndexDamaged from
    other methods where a column is not as it must be."""

    def __init__(self, data: memoryview, documents: int = _ALL) -> None:
        self._data, self._documents = data, documents
        self._flags = data[0]
        self.size, self._fields_at = _varint(data, 1)
        if self._counts_at + self.size * WIDTHS[self._flags >> COUNTS_AT & 3] > len(data):
            raise IndexError("expected fields and counts")

    @cached_property
    def docs(self) -> NDArray[np.int32]:
        """The document of each posting, ascending; IndexDamaged where it cannot be read."""
        docs = read(self._data[self._docs_at :], self._flags & 3, self.size)
        if self.size and docs[-1] >= self._documents:
            raise IndexDamaged(f"index: expected one of {self._documents:,} documents")
        return docs

    @cached_property
    def fields(self) -> NDArray[np.uint8] | None:
        """The number of the field of each posting; None where all are the body."""
        if not self._flags & HAS_FIELDS:
            return None
        fields = np.frombuffer(self._data, np.uint8, self.size, self._fields_at)
        if fields.max(initial=0) >= len(FIELDS):
            raise IndexDamaged("index: expected the number of a field")
        return fields

    @property
    def _counts_at(self) -> int:
        return self._fields_at + (self.size if self._flags & HAS_FIELDS else 0)

    @cached_property
    def counts(self) -> NDArray[np.int32] | None:
        """The occurrences of each posting; None where all are 1."""
        code = self._flags >> COUNTS_AT & 3
        if not code:
            return None
        values: NDArray[Any] = np.frombuffer(
            self._data, TYPES[code - 1], self.size, self._counts_at
        )
        counts = values.astype(np.int32)
        if counts.min(initial=1) < 1:
            raise IndexDamaged("index: expected counts of occurrences")
        return counts

    def occurrences(self, number: int) -> tuple[NDArray[np.int32], NDArray[np.int32]]:
        """(first token, how many more tokens) of each occurrence of posting number `number`."""
        mine = slice(self._starts[number], self._starts[number + 1])
        gaps, more = self._occurrences
        return np.cumsum(gaps[mine], dtype=np.int32), more[mine].astype(np.int32)

    def slices(self, doc: int, starts: Int32s, ends: Int32s) -> list[tuple[int, int]]:
        """The slices of the shown text, whose tokens are `starts[i]` to `ends[i]`, that the
        occurrences in a document take, field by field; IndexError where they lead outside."""
        gaps, width, more = self._held
        return slices(self.docs, self._starts, gaps, width, more, doc, starts, ends)

    @cached_property
    def _total(self) -> int:
        """How many occurrences all postings have."""
        width, at = WIDTHS[self._flags >> COUNTS_AT & 3], self._counts_at
        return total(self._data[at : at + self.size * width], width) if width else self.size

    @property
    def _positions_at(self) -> int:
        return self._counts_at + self.size * WIDTHS[self._flags >> COUNTS_AT & 3]

    @property
    def _docs_at(self) -> int:
        extents = self._flags & HAS_EXTENTS
        width = WIDTHS[self._flags >> POSITIONS_AT & 3] + bool(extents)
        return self._positions_at + self._total * width

    @cached_property
    def _width(self) -> int:
        """The bytes of each gap of first tokens; IndexDamaged where there are none, or where they
        do not end before the documents."""
        width = WIDTHS[self._flags >> POSITIONS_AT & 3]
        if not width or self._docs_at > len(self._data):
            raise IndexDamaged("index: expected the places of a word")
        return width

    @cached_property
    def _starts(self) -> Int64s:
        """Where each posting's occurrences begin among those of all."""
        return starts_of(np.ones(self.size, dtype=np.int64) if self.counts is None else self.counts)

    @cached_property
    def _held(self) -> tuple[memoryview, int, memoryview]:
        """(the bytes of the gaps of first tokens within a posting, how many each takes, those of
        how many more tokens there are)."""
        total, at, width = self._total, self._positions_at, self._width
        stop = at + total * width
        more = self._data[stop : stop + total] if self._flags & HAS_EXTENTS else self._data[:0]
        return self._data[at:stop], width, more

    @cached_property
    def _occurrences(self) -> tuple[NDArray[Any], NDArray[Any]]:
        """(gaps of first tokens within a posting, how many more tokens) of all occurrences."""
        total, at, width = self._total, self._positions_at, self._width
        gaps: NDArray[Any] = np.frombuffer(self._data, f"<u{width}", total, at)
        if not self._flags & HAS_EXTENTS:
            return gaps, np.zeros(total, dtype=np.uint8)
        return gaps, np.frombuffer(self._data, np.uint8, total, at + total * width)

    def places(self, wanted: Int32s, base: int) -> Int64s:
        """Rows (document, field, first token, last token) of the occurrences in documents, which
        ascend and count from `base`; IndexError where they lead outside."""
        gaps, width, more = self._held
        fields = self._data[:0] if self.fields is None else self.fields
        return places(self.docs, fields, self._starts, gaps, width, more, wanted, base)

    def postings(self) -> Postings:
        """The postings without their occurrences."""
        return Postings(self.docs, self.fields, self.counts)


_WIDEST = 28
"""Bits before the last byte of a number."""


def _varint(data: memoryview, at: int) -> tuple[int, int]:
    """(the LEB128 number at byte `at`, where it ends)."""
    value = shift = 0
    while True:
        byte = data[at]
        at += 1
        value |= (byte & 127) << shift
        if byte < 128:
            return value, at
        shift += 7
        if shift > _WIDEST:
            raise IndexError("expected a number")
