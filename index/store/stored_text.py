"""A stored post: what results list of it, and its text, folded and shown, with the offsets that
lead from one to the other."""

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import accumulate, pairwise
from operator import add, attrgetter

import numpy as np

from index.store.format import decode, unpack_meta, unpack_shown
from index.values import FIELD_MARKS, Int32s, OffsetMap

_FIELD_OF = {mark: name for name, mark in FIELD_MARKS.items()}
_MARK = re.compile(f"[{''.join(_FIELD_OF)}]")


@dataclass(frozen=True)
class Span:
    """A section: a slice `[start:end]` of a post's shown text."""

    field: str
    start: int
    end: int


def section_at(sections: Sequence[Span], at: int) -> int:
    """The number of the section that has the character `at` of a post's shown text."""
    return bisect_right(sections, at, key=attrgetter("start")) - 1


class StoredText:
    """A post's text, folded and shown. Both consist of its sections, each after the mark of its
    field. Where they differ the offsets say so; they say nothing of equal text. Token i is shown
    as `shown[starts[i]:ends[i]]`."""

    def __init__(self, folded: str, offsets: OffsetMap, starts: Int32s, ends: Int32s) -> None:
        self.folded = folded
        self._offsets = offsets
        self.starts = starts
        self.ends = ends
        lengths, widths = offsets.spans[:, 1], offsets.spans[:, 2] >> 1
        self._lengths: list[int] = lengths.tolist()
        self._widths: list[int] = widths.tolist()
        self._whole: list[int] = (offsets.spans[:, 2] & 1).tolist()
        until = np.cumsum(offsets.spans[:, 0] + lengths)
        growth = np.cumsum(widths - lengths)
        self._lows, self._growths = until - lengths, np.append(0, growth)
        self._low: list[int] = self._lows.tolist()
        self._growth: list[int] = self._growths.tolist()

    @cached_property
    def shown(self) -> str:
        """The shown text, each section after the mark of its field."""
        folded, other = self.folded, self._offsets.shown
        after = [0, *map(add, self._low, self._lengths)]
        taken = [0, *accumulate(self._widths)]
        pieces = [""] * (2 * len(self._low) + 1)
        pieces[::2] = [folded[a:b] for a, b in zip(after, [*self._low, None], strict=True)]
        pieces[1::2] = [other[a:b] for a, b in pairwise(taken)]
        return "".join(pieces)

    @cached_property
    def sections(self) -> list[Span]:
        """The sections of `shown`, in order, without marks."""
        marks = list(_MARK.finditer(self.folded))
        at = np.array([mark.start() for mark in marks], dtype=np.int64)
        # a mark is no part of a difference
        starts = (at + self._growths[self._lows.searchsorted(at, side="right")]).tolist()
        ends = [*starts[1:], len(self.shown)][: len(starts)]
        return [
            Span(_FIELD_OF[mark[0]], start + 1, end)
            for mark, start, end in zip(marks, starts, ends, strict=True)
        ]

    def section(self, span: Span) -> str:
        """The shown text of a section."""
        return self.shown[span.start : span.end]

    def to_shown(self, start: int, end: int) -> tuple[int, int]:
        """The slice of `shown` that `folded[start:end]`, which is not empty, comes from."""
        return self._start(start), self._end(end - 1)

    def _at(self, at: int) -> tuple[int, bool, bool]:
        """For a folded character: (the number of the last difference that begins at or before it,
        -1 for none; whether it lies in that; whether there one character stands for one)."""
        number = bisect_right(self._low, at) - 1
        inside = number >= 0 and at < self._low[number] + self._lengths[number]
        return number, inside, inside and not self._whole[number]

    def _start(self, at: int) -> int:
        """Where what a folded character comes from begins in `shown`."""
        number, inside, single = self._at(at)
        if not inside:
            return at + self._growth[number + 1]
        return (at if single else self._low[number]) + self._growth[number]

    def _end(self, at: int) -> int:
        """Where what a folded character comes from ends in `shown`."""
        number, inside, single = self._at(at)
        if not inside:
            return at + 1 + self._growth[number + 1]
        if single:
            return at + 1 + self._growth[number]
        return self._low[number] + self._widths[number] + self._growth[number]


class Stored:
    """One post, from the bytes of its folded text and of what is stored beside it; IndexDamaged
    where they cannot be read. The text is unpacked at first use."""

    def __init__(self, folded: memoryview, stored: memoryview) -> None:
        self._folded, self._stored = folded, stored
        self.meta = unpack_meta(stored)

    @cached_property
    def text(self) -> StoredText:
        """The text of the post; IndexDamaged where it cannot be read."""
        return StoredText(decode(self._folded), *unpack_shown(self._stored))
