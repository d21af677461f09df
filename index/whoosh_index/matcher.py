"""A list of postings as Whoosh walks it, one document after another."""

from collections.abc import Callable, Iterator
from typing import Any

import numpy as np
from numpy.typing import NDArray
from whoosh.matching import LeafMatcher, ReadTooFar
from whoosh.query.spans import Span
from whoosh.reading import TermInfo

from index.store import BODY, PostingList
from index.values import FIELDS, Int32s, Int64s, cached_property
from index.whoosh_index.part import Part

Place = tuple[int, int, int]
"""(number of the first token in the document, start, end in the field's stored text)."""


class Posted:
    """The postings of one term in one field, as arrays of shape (n,): documents ascending, how
    often each has the term, how long its field is."""

    def __init__(
        self,
        docs: Int32s,
        weights: NDArray[np.float64] | None = None,
        lengths: Int64s | None = None,
        positions: Callable[[int], list[int]] = lambda number: [],
        places: Callable[[int], list[Place]] = lambda number: [],
    ) -> None:
        self.docs = docs
        self.weights = np.ones(len(docs)) if weights is None else weights
        self.lengths = np.zeros(len(docs), dtype=np.int64) if lengths is None else lengths
        self.positions, self.places = positions, places
        """Where one posting, by its number, stands: in tokens, which is quick, and in characters,
        for which its post is read."""

    @property
    def info(self) -> TermInfo:
        return TermInfo(
            float(self.weights.sum()), len(self.docs), int(self.lengths.min()),
            int(self.lengths.max()), float(self.weights.max()), int(self.docs[0]),
            int(self.docs[-1]),
        )  # fmt: skip


def posted_grams(posting_list: PostingList, part: Part) -> Posted:
    """The documents that have a gram."""
    docs = part.numbers[posting_list.docs]
    return Posted(docs[docs >= 0])


def posted_words(posting_list: PostingList, field: str, part: Part) -> Posted:
    """The postings of a word in one field."""
    docs = part.numbers[posting_list.docs]
    fields = BODY if posting_list.fields is None else posting_list.fields
    rows = np.flatnonzero((docs >= 0) & (fields == FIELDS.index(field)))
    counts = posting_list.counts
    docs = docs[rows]
    weights = None if counts is None else counts[rows].astype(np.float64)

    def positions(number: int) -> list[int]:
        first, _ = posting_list.occurrences(int(rows[number]))
        return sorted(set(first.tolist()))

    def places(number: int) -> list[Place]:
        first, more = posting_list.occurrences(int(rows[number]))
        spans = part.slices(int(docs[number]), field, first, first + more)
        return [(at, *span) for at, span in zip(first.tolist(), spans, strict=True)]

    return Posted(docs, weights, part.lengths(field)[docs], positions, places)


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

    @cached_property
    def _has_places(self) -> bool:
        return bool(self.format.supports("characters"))

    def value(self) -> bytes:
        encoded: bytes = self.format.encode(self._places()) if self._has_places else b""
        return encoded

    def value_as(self, astype: str) -> Any:
        """`positions` and `characters`; or, as Whoosh has them, `frequency` and `weight`."""
        if astype == "positions":
            return self._posted.positions(self._at)
        if astype == "characters":
            return self._places()
        return int(self.weight()) if astype == "frequency" else self.weight()

    def supports(self, astype: str) -> bool:
        return bool(self.format.supports(astype))

    def spans(self) -> list[Span]:
        return [Span(position) for position in self._posted.positions(self._at)]

    def _places(self) -> list[Place]:
        return self._posted.places(self._at)

    def next(self) -> bool:
        if not self.is_active():
            raise ReadTooFar
        self._at += 1
        return True

    def skip_to(self, docnum: int) -> bool:
        if not self.is_active():
            raise ReadTooFar
        self._at += int(np.searchsorted(self._posted.docs[self._at :], docnum))
        return True

    def skip_to_quality(self, minquality: float) -> int:
        """A list that cannot be good enough is left at once."""
        if self.is_active() and self.block_quality() <= minquality:
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
