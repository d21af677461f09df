"""The inverted file in memory: for each key, sorted, the list of its postings. Batches of new
posts and whole segments are the same thing here, and merging is the one way to make either."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from index.store.lists import Ints, ranges, starts_of

Keys = Sequence[str] | NDArray[np.uint64]
"""Words, or grams as numbers; ascending and distinct."""

ROWS = 2_000_000
"""Postings that are merged or packed at once: what bounds memory whatever the index's size."""


@dataclass(frozen=True)
class Detail:
    """What a posting of words has beside its document: `fields` (their numbers) and `counts` of
    shape (postings,), then for each occurrence, shape (sum of counts,), the number of its first
    token in the document and how many tokens more it spans."""

    fields: NDArray[np.uint8]
    counts: NDArray[np.int32]
    positions: NDArray[np.int32]
    extents: NDArray[np.uint8]


@dataclass(frozen=True)
class Inverted:
    """`sizes[k]` postings for `keys[k]`, laid end to end in `docs`, ascending in each list (by
    field within a document). `detail` is None for grams."""

    keys: Keys
    sizes: Ints
    docs: NDArray[np.int32]
    detail: Detail | None


def merged(parts: Sequence[Inverted], rows: int = ROWS) -> Iterator[Inverted]:
    """The parts, whose keys are numbers, as one, in slices of consecutive keys of at most about
    `rows` postings. The documents of a part come after those of the parts before it."""
    parts = [part for part in parts if len(part.sizes)]
    if not parts:
        return
    keys, rank = np.unique(np.concatenate([part.keys for part in parts]), return_inverse=True)
    lists = _Lists(parts)
    order = np.argsort(rank, kind="stable")
    sizes = np.bincount(rank, weights=lists.sizes, minlength=len(keys)).astype(np.int64)
    runs = starts_of(np.bincount(rank, minlength=len(keys)))
    until = np.cumsum(sizes)
    low = 0
    while low < len(keys):
        done = until[low - 1] if low else 0
        high = max(low + 1, int(np.searchsorted(until, done + rows, side="right")))
        docs, detail = lists.taken(order[runs[low] : runs[high]])
        yield Inverted(keys[low:high], sizes[low:high], docs, detail)
        low = high


def joined(slices: Iterable[Inverted]) -> Inverted | None:
    """Slices of consecutive keys as one; None for none."""
    parts = list(slices)
    if len(parts) < 2:
        return parts[0] if parts else None
    lists = _Lists(parts)
    keys = np.concatenate([part.keys for part in parts])
    return Inverted(keys, lists.sizes, lists.docs, lists.detail)


class _Lists:
    """The lists of all parts, one after another."""

    def __init__(self, parts: Sequence[Inverted]) -> None:
        self.sizes = np.concatenate([part.sizes for part in parts])
        self.docs = np.concatenate([part.docs for part in parts])
        self._first = starts_of(self.sizes)
        details = [part.detail for part in parts if part.detail is not None]
        self.detail = _concatenated(details) if details else None
        if self.detail is not None:
            occurrences = starts_of(self.detail.counts)[self._first]
            self._occurrences, self._spread = occurrences, np.diff(occurrences)

    def taken(self, order: Ints) -> tuple[NDArray[np.int32], Detail | None]:
        """The postings of the lists numbered `order`, one list after another."""
        rows = ranges(self._first[order], self.sizes[order])
        detail = self.detail
        if detail is None:
            return self.docs[rows], None
        inside = ranges(self._occurrences[order], self._spread[order])
        return self.docs[rows], Detail(
            detail.fields[rows], detail.counts[rows],
            detail.positions[inside], detail.extents[inside],
        )  # fmt: skip


def _concatenated(details: Sequence[Detail]) -> Detail:
    return Detail(
        np.concatenate([d.fields for d in details]),
        np.concatenate([d.counts for d in details]),
        np.concatenate([d.positions for d in details]),
        np.concatenate([d.extents for d in details]),
    )


def without(part: Inverted, renumbered: NDArray[np.int32]) -> Inverted:
    """The postings of the documents that stay, `renumbered[doc]` being the new number of one that
    does and -1 of one that does not; keys may be left with no postings' list and are dropped."""
    docs = renumbered[part.docs]
    stay = docs >= 0
    list_of = np.repeat(np.arange(len(part.sizes)), part.sizes)
    sizes = np.bincount(list_of[stay], minlength=len(part.sizes)).astype(np.int64)
    kept = np.flatnonzero(sizes)
    keys: Any = (
        part.keys[kept]
        if isinstance(part.keys, np.ndarray)
        else [part.keys[k] for k in kept.tolist()]
    )
    detail = part.detail
    if detail is not None:
        inside = np.repeat(stay, detail.counts)
        detail = Detail(
            detail.fields[stay], detail.counts[stay],
            detail.positions[inside], detail.extents[inside],
        )  # fmt: skip
    return Inverted(keys, sizes[kept], docs[stay], detail)
