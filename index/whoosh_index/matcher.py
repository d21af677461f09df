"""A list of postings as Whoosh walks it, one document after another."""

from collections.abc import Callable, Iterator
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray
from whoosh.matching import LeafMatcher, ReadTooFar
from whoosh.query.spans import Span
from whoosh.reading import TermInfo

from index.store import BODY, PostingList
from index.values import FIELDS

GRAM_FIELD = "gram"
"""Whoosh's name for the grams of a document's whole text, beside the names of its FIELDS."""


class Posted:
    """The postings of one term in one field that live, as arrays of shape (n,)."""

    def __init__(
        self,
        posting_list: PostingList,
        field: str,
        live: NDArray[np.bool_],
        lengths: Callable[[str], NDArray[np.int64]],
    ) -> None:
        self._posting_list, self._field, self._lengths = posting_list, field, lengths
        chosen = live[posting_list.docs]
        if field != GRAM_FIELD:
            fields_of = BODY if posting_list.fields is None else posting_list.fields
            chosen &= fields_of == FIELDS.index(field)
        self._rows = np.flatnonzero(chosen)
        self.docs = posting_list.docs[self._rows]

    @cached_property
    def weights(self) -> NDArray[np.float64]:
        counts = None if self._field == GRAM_FIELD else self._posting_list.counts
        return np.ones(len(self.docs)) if counts is None else counts[self._rows].astype(np.float64)

    @cached_property
    def lengths(self) -> NDArray[np.int64]:
        return self._lengths(self._field)[self.docs]

    @property
    def info(self) -> TermInfo:
        return TermInfo(
            float(self.weights.sum()), len(self.docs), int(self.lengths.min()),
            int(self.lengths.max()), float(self.weights.max()), int(self.docs[0]),
            int(self.docs[-1]),
        )  # fmt: skip

    def positions(self, number: int) -> list[int]:
        """Token numbers in the document, of the occurrences of one posting."""
        if self._field == GRAM_FIELD:
            return []
        first, _ = self._posting_list.occurrences(int(self._rows[number]))
        return sorted(set(first.tolist()))


class PostingsMatcher(LeafMatcher):
    """One term's postings in the order of documents; all that is left is one block."""

    def __init__(
        self, term: tuple[str, bytes], posted: Posted, format_: Any, scorer: Any, at: int = 0
    ) -> None:
        self._term, self._posted, self.format, self.scorer = term, posted, format_, scorer
        self._at = at

    def is_active(self) -> bool:
        return self._at < len(self._posted.docs)

    def reset(self) -> None:
        self._at = 0

    def copy(self) -> "PostingsMatcher":
        return PostingsMatcher(self._term, self._posted, self.format, self.scorer, self._at)

    def id(self) -> int:
        return int(self._posted.docs[self._at])

    def all_ids(self) -> Iterator[int]:
        yield from self._posted.docs[self._at :].tolist()

    def weight(self) -> float:
        return float(self._posted.weights[self._at])

    def value(self) -> bytes:
        found: bytes = self.format.encode(self._posted.positions(self._at))
        return found

    def value_as(self, kind: str) -> Any:
        return self._posted.positions(self._at) if kind == "positions" else super().value_as(kind)

    def spans(self) -> list[Span]:
        return [Span(position) for position in self._posted.positions(self._at)]

    def next(self) -> bool:
        if not self.is_active():
            raise ReadTooFar
        self._at += 1
        return True

    def skip_to(self, doc: int) -> bool:
        if not self.is_active():
            raise ReadTooFar
        self._at += int(np.searchsorted(self._posted.docs[self._at :], doc))
        return True

    def skip_to_quality(self, minimum: float) -> int:
        """A list that cannot be good enough is left at once."""
        if self.is_active() and self.block_quality() <= minimum:
            self._at = len(self._posted.docs)
            return 1
        return 0

    def block_min_id(self) -> int:
        return self.id()

    def block_max_id(self) -> int:
        return int(self._posted.docs[-1])

    def block_min_length(self) -> int:
        return int(self._posted.lengths.min())

    def block_max_length(self) -> int:
        return int(self._posted.lengths.max())

    def block_max_weight(self) -> float:
        return float(self._posted.weights.max())
