"""One key's postings as they lie in a segment (`packing.py` says how), read column by column."""

from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

from index.post import FIELDS
from index.store.lists import Ints, ranges, starts_of, sums

BODY = FIELDS.index("body")
HAS_FIELDS, HAS_EXTENTS = 1 << 2, 1 << 7
COUNTS_AT, POSITIONS_AT = 3, 5
TYPES = (np.dtype("u1"), np.dtype("<u2"), np.dtype("<u4"))
DOC_WIDTHS = (1, 2, 4, 0)
WIDTHS = (0, 1, 2, 4)
"""Bytes of a value by its code in the flags; documents always have some."""


@dataclass(frozen=True)
class Postings:
    """One key's postings as arrays of shape (n,); `fields` None: all are the body; `counts` None:
    all are 1."""

    docs: NDArray[np.int32]
    fields: NDArray[np.uint8] | None
    counts: NDArray[np.int32] | None

    @property
    def all_fields(self) -> NDArray[np.uint8]:
        """`fields`, spelled out."""
        return np.full(len(self.docs), BODY, np.uint8) if self.fields is None else self.fields

    @property
    def all_counts(self) -> NDArray[np.int32]:
        """`counts`, spelled out."""
        return np.ones(len(self.docs), np.int32) if self.counts is None else self.counts


class Record:
    """One key's record, read column by column as each is asked for."""

    def __init__(self, data: memoryview) -> None:
        self._data = data
        self._flags = data[0]
        self.size, self._docs_at = _varint(data, 1)

    @cached_property
    def docs(self) -> NDArray[np.int32]:
        kind = TYPES[self._flags & 3]
        gaps = np.frombuffer(self._data, kind, self.size, self._docs_at)
        return np.cumsum(gaps, dtype=np.int32)

    @property
    def _fields_at(self) -> int:
        return self._docs_at + self.size * DOC_WIDTHS[self._flags & 3]

    @cached_property
    def fields(self) -> NDArray[np.uint8] | None:
        if not self._flags & HAS_FIELDS:
            return None
        return np.frombuffer(self._data, np.uint8, self.size, self._fields_at)

    @property
    def _counts_at(self) -> int:
        return self._fields_at + (self.size if self._flags & HAS_FIELDS else 0)

    @cached_property
    def counts(self) -> NDArray[np.int32] | None:
        code = self._flags >> COUNTS_AT & 3
        return self._column(code, self.size, self._counts_at) if code else None

    def _column(self, code: int, size: int, at: int) -> NDArray[np.int32]:
        found: NDArray[Any] = np.frombuffer(self._data, TYPES[code - 1], size, at)
        return found.astype(np.int32)

    def occurrences(self, number: int) -> tuple[NDArray[np.int32], NDArray[np.int32]]:
        """(first tokens, tokens more) of each occurrence of the posting `number`."""
        starts, first, last = self._all
        mine = slice(starts[number], starts[number + 1])
        return first[mine], last[mine] - first[mine]

    @cached_property
    def _all(self) -> tuple[Ints, NDArray[np.int32], NDArray[np.int32]]:
        """(where each posting's occurrences begin, first tokens, last tokens)."""
        counts = np.ones(self.size, dtype=np.int64) if self.counts is None else self.counts
        starts = starts_of(counts)
        width, total = WIDTHS[self._flags >> POSITIONS_AT & 3], int(starts[-1])
        at = self._counts_at + self.size * WIDTHS[self._flags >> COUNTS_AT & 3]
        first = sums(self._column(self._flags >> POSITIONS_AT & 3, total, at), starts)
        extents = self._flags & HAS_EXTENTS
        return (
            starts,
            first,
            first + self._column(1, total, at + total * width) if extents else first,
        )

    def places(self, rows: Ints) -> tuple[NDArray[Any], ...]:
        """(documents, fields, first tokens, last tokens) of the occurrences of some postings."""
        starts, first, last = self._all
        sizes = starts[rows + 1] - starts[rows]
        inside = ranges(starts[rows], sizes)
        of = np.repeat(rows, sizes)
        fields = np.full(len(of), BODY) if self.fields is None else self.fields[of]
        return self.docs[of], fields, first[inside], last[inside]

    def postings(self) -> Postings:
        return Postings(self.docs, self.fields, self.counts)


def _varint(data: memoryview, at: int) -> tuple[int, int]:
    value = shift = 0
    while True:
        byte = data[at]
        at += 1
        value |= (byte & 127) << shift
        if byte < 128:
            return value, at
        shift += 7
