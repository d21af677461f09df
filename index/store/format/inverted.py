"""The inverted file in memory: the posting lists of sorted keys, as columns end to end. Batches of
new posts and whole segments have this one form, and are merged by the same code."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray

from index.store.format.posting_list import Postings
from index.store.format.ragged import largest, ranges, starts_of
from index.values import FIELDS, Int64s

Keys = Sequence[str] | NDArray[np.uint64]
"""Words, or the numbers of words or grams; distinct and in order."""


class Column(Protocol):
    """A sequence of numbers that is read slice by slice: an array, or numbers in a file."""

    def __len__(self) -> int: ...

    def __getitem__(self, where: slice, /) -> NDArray[Any]: ...


ROWS = 250_000
"""Postings that are merged or packed at once, so that memory does not grow with the index; what is
made of them fits into caches, so that more take longer, too."""


@dataclass(frozen=True)
class Detail:
    """What the postings of words have beside documents: the numbers of their `fields` and their
    `counts`, of shape (postings,); and of each occurrence, shape (sum of counts,), its first
    token in the document, `positions`, and how many more tokens it spans, `extents`."""

    fields: NDArray[np.uint8]
    counts: NDArray[np.int32]
    positions: NDArray[np.int32]
    extents: NDArray[np.uint8]


@dataclass(frozen=True)
class Inverted:
    """Posting lists: that of `keys[k]` has `sizes[k]` postings, all end to end in `docs`, which
    ascend in each list; a document has one posting for each field. `detail` is None for grams."""

    keys: Keys
    sizes: Int64s
    docs: NDArray[np.int32]
    detail: Detail | None

    @property
    def columns(self) -> tuple[Column, ...]:
        """Keys, which have to be numbers, sizes, documents, and the columns of the detail if
        any."""
        detail = self.detail
        more = (
            () if detail is None
            else (detail.fields, detail.counts, detail.positions, detail.extents)
        )  # fmt: skip
        return (np.asarray(self.keys), self.sizes, self.docs, *more)

    def postings(self) -> Postings:
        """The postings of all words, one word after another."""
        detail = self.detail
        if detail is None:
            return Postings(self.docs, None, None)
        return Postings(self.docs, detail.fields, detail.counts)

    @property
    def are_single(self) -> NDArray[np.bool_]:
        """Whether any occurrence of each word is one token, rather than a compound of several."""
        if self.detail is None:
            return np.ones(len(self.sizes), dtype=np.bool_)
        inside = starts_of(self.detail.counts)[starts_of(self.sizes)]
        return largest(self.detail.extents == 0, inside) > 0


def detailed(
    groups: Int64s, count: int, positions: Int64s, extents: NDArray[np.uint8]
) -> tuple[Int64s, NDArray[np.int32], Detail]:
    """(number of the list, document, detail) of postings, from their occurrences: number k is in
    group (list * count + document) * fields + field, `groups[k]`, which ascend; there are `count`
    documents."""
    firsts = np.flatnonzero(np.diff(groups, prepend=-1))
    lists, docs = np.divmod(groups[firsts] // len(FIELDS), max(count, 1))
    detail = Detail(
        fields=(groups[firsts] % len(FIELDS)).astype(np.uint8),
        counts=np.diff(firsts, append=len(groups)).astype(np.int32),
        positions=positions.astype(np.int32),
        extents=extents,
    )
    return lists, docs.astype(np.int32), detail


class Part(Protocol):
    """Posting lists to be merged, in memory or in a file."""

    @property
    def columns(self) -> Sequence[Column]:
        """The columns as Inverted has them."""
        ...


def merged(
    parts: Sequence[Part], rank: NDArray[np.uint64] | None = None, rows: int = ROWS
) -> Iterator[Inverted]:
    """The parts, whose keys are numbers and ascend, merged into one, in slices of consecutive keys
    of at most about `rows` postings. The documents of a part come after those of the parts before
    it. With `rank`, `rank[key]` is the key instead."""
    cursors = [_Cursor(part.columns, rank) for part in parts if len(part.columns[0])]
    while cursors:
        share = max(rows // len(cursors), 1)
        last = min(cursor.reach(share) for cursor in cursors)
        yield _together([cursor.until(last) for cursor in cursors])
        cursors = [cursor for cursor in cursors if not cursor.is_done]


class _Cursor:
    """Reads a part from its first posting list to its last: the next is number `_key`, its postings
    begin at `_row`, their occurrences at `_occurrence`."""

    def __init__(self, columns: Sequence[Column], rank: NDArray[np.uint64] | None) -> None:
        self._all_keys, self._all_sizes, self._docs, *self._detail = columns
        self._rank = rank
        self._key = self._row = self._occurrence = 0

    @property
    def is_done(self) -> bool:
        return self._key == len(self._all_keys)

    def reach(self, rows: int) -> int:
        """The last key of the lists ahead that have at most `rows` postings together, one list at
        least."""
        ahead = slice(self._key, self._key + rows)
        sizes = self._all_sizes[ahead]
        count = max(int(np.cumsum(sizes).searchsorted(rows, side="right")), 1)
        keys = self._all_keys[ahead][:count]
        self._keys = keys if self._rank is None else self._rank[keys]
        self._sizes = sizes[:count]
        return int(self._keys[-1])

    def until(self, last: int) -> Inverted:
        """The lists up to the key `last`, which must not be beyond `reach`."""
        count = int(self._keys.searchsorted(np.uint64(last), side="right"))
        keys, sizes = self._keys[:count], self._sizes[:count]
        self._key += count
        here = slice(self._row, self._row + int(sizes.sum()))
        self._row = here.stop
        docs = self._docs[here]
        if not self._detail:
            return Inverted(keys, sizes, docs, None)
        fields, counts, positions, extents = self._detail
        inside = slice(self._occurrence, self._occurrence + int(counts[here].sum()))
        self._occurrence = inside.stop
        detail = Detail(fields[here], counts[here], positions[inside], extents[inside])
        return Inverted(keys, sizes, docs, detail)


def _together(parts: Sequence[Inverted]) -> Inverted:
    """The parts merged into one, in memory."""
    parts = [part for part in parts if len(part.sizes)]
    keys = np.concatenate([part.keys for part in parts])
    order = np.argsort(keys, kind="stable")
    keys, lists = keys[order], _Lists(parts)
    firsts = np.flatnonzero(np.append(True, keys[1:] != keys[:-1]))
    sizes = np.add.reduceat(lists.sizes[order], firsts)
    docs, detail = lists.taken(order)
    return Inverted(keys[firsts], sizes, docs, detail)


def joined(slices: Iterable[Inverted]) -> Inverted:
    """Slices of consecutive keys, as `merged` gives them, as one; there has to be one."""
    parts = list(slices)
    if len(parts) == 1:
        return parts[0]
    lists = _Lists(parts)
    keys = np.concatenate([part.keys for part in parts])
    return Inverted(keys, lists.sizes, lists.docs, lists.detail)


class _Lists:
    """The posting lists of all parts, one after another."""

    def __init__(self, parts: Sequence[Inverted]) -> None:
        self.sizes = np.concatenate([part.sizes for part in parts])
        self.docs = np.concatenate([part.docs for part in parts])
        self._first = starts_of(self.sizes)
        details = [part.detail for part in parts if part.detail is not None]
        self.detail = _concatenated(details) if details else None
        if self.detail is not None:
            occurrences = starts_of(self.detail.counts)[self._first]
            self._occurrences, self._spread = occurrences, np.diff(occurrences)

    def taken(self, order: Int64s) -> tuple[NDArray[np.int32], Detail | None]:
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
    """The posting lists without the documents whose `renumbered[doc]` is -1; that of the others is
    their new number. Keys left without postings are dropped."""
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
