"""One segment as Whoosh numbers it: documents that are deleted are not there at all, since its NOT
takes others for them."""

from collections.abc import Sequence
from datetime import datetime, tzinfo
from itertools import groupby
from typing import Any

import numpy as np
from numpy.typing import NDArray
from whoosh import columns
from whoosh.codec import base

from index.store import Segment, Stored
from index.values import FIELDS, LABELS, Int32s, Int64s, cached_property
from index.whoosh_index.analysis import label_term
from index.whoosh_index.schema import DATE, ID, LANG, TEXTS, URL, DateField

_SHIFTS = range(0, 64, 8)
"""Precisions in which Whoosh looks for ranges of dates."""


class ValueLists:
    """Whole values and the documents that have each: `keys` are sorted."""

    def __init__(self, docs_of: dict[bytes, list[int]]) -> None:
        self.keys: list[bytes] = sorted(docs_of)
        self.docs = [np.array(sorted(set(docs_of[key])), dtype=np.int32) for key in self.keys]


class Part(base.Segment):
    """A segment's documents that live, numbered from 0."""

    def __init__(self, segment: Segment, live: NDArray[np.bool_], zone: tzinfo) -> None:
        super().__init__(segment.file.path.stem)
        self.segment, self._zone = segment, zone
        self.originals = np.flatnonzero(live)
        """The number of each document in the segment."""
        self.numbers = np.full(segment.size, -1, dtype=np.int32)
        """Of each document of the segment its number here; -1 where it is deleted."""
        self.numbers[self.originals] = np.arange(len(self.originals))
        self._lists: dict[str, ValueLists] = {}

    def doc_count_all(self) -> int:
        return len(self.originals)

    def deleted_count(self) -> int:
        return 0

    def deleted_docs(self) -> Sequence[int]:
        return ()

    def is_deleted(self, docnum: int) -> bool:
        return False

    def stored(self, doc: int) -> Stored:
        return self.segment.stored(int(self.originals[doc]))

    def post_id(self, doc: int) -> str:
        return self.segment.post_id(int(self.originals[doc]))

    def lengths(self, field: str) -> Int64s:
        """Tokens of a field, by document; 0 for what has no tokens."""
        if field not in FIELDS or field in LABELS:
            return np.zeros(len(self.originals), dtype=np.int64)
        return self.segment.column(f"lengths.{field}")[self.originals].astype(np.int64)

    @cached_property
    def words_of(self) -> dict[str, Int64s]:
        """By field the numbers of the words that are in it, ascending. All postings are read at
        once: a walk through the words of a field would look into each of them else."""
        words = self.segment.words.inverted()
        assert words.detail is not None
        lives = self.numbers[words.docs] >= 0
        lists = np.repeat(np.arange(len(words.sizes)), words.sizes)[lives]
        is_in = np.zeros((len(FIELDS), len(words.sizes)), dtype=np.bool_)
        is_in[words.detail.fields[lives], lists] = True
        return {name: np.flatnonzero(is_in[number]) for number, name in enumerate(FIELDS)}

    @cached_property
    def dates(self) -> list[datetime | None]:
        """Of each document, in the zone of the index's days, without a zone as Whoosh has them."""
        seconds = self.segment.column("seconds")[self.originals].tolist()
        return [
            None if one != one else datetime.fromtimestamp(one, self._zone).replace(tzinfo=None)
            for one in seconds
        ]

    def values(self, field: str) -> ValueLists:
        """The whole values of one of VALUES."""
        if field not in self._lists:
            self._lists[field] = ValueLists(self._docs_of(field))
        return self._lists[field]

    def _docs_of(self, field: str) -> dict[bytes, list[int]]:
        docs_of: dict[bytes, list[int]] = {}
        for doc, keys in self._keys_of(field):
            for key in keys:
                docs_of.setdefault(key, []).append(doc)
        return docs_of

    def _keys_of(self, field: str) -> list[tuple[int, list[bytes]]]:
        """(document, its terms) of a field of VALUES."""
        if field == ID:
            return [(doc, [_bytes(self.post_id(doc))]) for doc in range(len(self.originals))]
        if field == DATE:
            kind = DateField()
            return [
                (doc, [kind.to_bytes(date, shift) for shift in _SHIFTS])
                for doc, date in enumerate(self.dates) if date is not None
            ]  # fmt: skip
        labels = self.segment.labels(field)
        keys = [_bytes(label_term(name)) for name in labels.names]
        docs = self.numbers[labels.docs]
        pairs = zip(docs.tolist(), labels.values.tolist(), strict=True)
        return [(doc, [keys[value]]) for doc, value in pairs if doc >= 0]

    def fields(self, doc: int) -> dict[str, Any]:
        """What is stored of a document, by the names of the schema; what it lacks is left out."""
        stored = self.stored(doc)
        meta, text = stored.meta, stored.text
        held: dict[str, Any] = {ID: meta.id, URL: meta.url, DATE: self.dates[doc]}
        held |= {label: list(meta.values(label)) for label in LABELS} | {LANG: meta.lang}
        for field, sections in groupby(
            sorted(text.sections, key=lambda s: s.field), key=lambda s: s.field
        ):
            if field in TEXTS:
                held[field] = "\n".join(map(text.section, sections))
        return {name: value for name, value in held.items() if value not in (None, [], "")}

    def slices(self, doc: int, field: str, first: Int32s, last: Int32s) -> list[tuple[int, int]]:
        """Where tokens, by the numbers of the first and the last, stand in the stored text of a
        field."""
        text = self.stored(doc).text
        length, bounds, slices = 0, [], []
        for section in text.sections:
            if section.field == field:
                bounds.append((section.start, section.end, length - section.start))
                length += section.end - section.start + 1
        starts, ends = text.starts[first].tolist(), text.ends[last].tolist()
        for low, high in zip(starts, ends, strict=True):
            shift = next(by for start, end, by in bounds if start <= low < end)
            slices.append((low + shift, high + shift))
        return slices

    def column(self, field: str) -> list[Any]:
        """Of each document what it is sorted by: bytes, or a number; None for none."""
        docs = range(len(self.originals))
        if field == DATE:
            kind = DateField()
            return [None if date is None else kind.to_column_value(date) for date in self.dates]
        if field == ID:
            return [_bytes(self.post_id(doc)) for doc in docs]
        return [_bytes(self.stored(doc).meta.title) for doc in docs]


class ListColumn(columns.ColumnReader):
    """A column in memory. What is missing comes last, in either direction."""

    def __init__(self, values: list[Any], missing: Any) -> None:
        self._values, self._missing, self._is_reversed = values, missing, False

    def __len__(self) -> int:
        return len(self._values)

    def __getitem__(self, docnum: int) -> Any:
        value = self._values[docnum]
        return self._missing if value is None else value

    def sort_key(self, docnum: int) -> Any:
        value = self._values[docnum]
        if value is None:
            return self._missing
        return -value if self._is_reversed else value

    def __iter__(self) -> Any:
        return (self[docnum] for docnum in range(len(self._values)))

    def load(self) -> list[Any]:
        return list(self)

    def set_reverse(self) -> None:
        self._is_reversed = True


def _bytes(text: str) -> bytes:
    return text.encode("utf-8", "surrogatepass")
