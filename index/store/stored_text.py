"""A stored post: what results list of it, and its text, folded and shown, with the offsets that
lead from one to the other."""

from bisect import bisect_right
from functools import cached_property
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from index.store.format import decode, ranges, starts_of, unpack_meta, unpack_shown
from index.values import FIELD_MARKS, Int32s, OffsetMap

_FIELD_OF = {ord(mark): name for name, mark in FIELD_MARKS.items()}
_LAST_MARK = max(_FIELD_OF)
_next = (1).__add__


class Span(NamedTuple):
    """A section: a slice `[start:end]` of a post's shown text."""

    field: str
    start: int
    end: int


class StoredText:
    """A post's text, folded and shown. Both consist of its sections, each after the mark of its
    field. Where they differ the offsets say so; they say nothing of equal text. Token i is shown
    as `shown[starts[i]:ends[i]]`."""

    def __init__(self, folded: str, offsets: OffsetMap, starts: Int32s, ends: Int32s) -> None:
        self.folded = folded
        self._other = offsets.shown
        self.starts = starts
        self.ends = ends
        same, self._sizes, last = offsets.spans.T
        self._width, self._whole = last >> 1, last & 1
        self._low = (same + self._sizes).cumsum() - self._sizes
        self._growth = starts_of(self._width - self._sizes)
        """How many characters more the shown text has before each difference, and at the end."""

    @cached_property
    def _units(self) -> NDArray[np.uint32]:
        return _codepoints(self.folded)

    @cached_property
    def shown(self) -> str:
        """The shown text, each section after the mark of its field."""
        units, other, lows, sizes = self._units.copy(), self._other, self._low, self._sizes
        taken, equal = starts_of(self._width)[:-1], sizes == self._width
        placed = ranges(taken[equal], sizes[equal])
        units[ranges(lows[equal], sizes[equal])] = _codepoints(other)[placed]
        same, at = str(units.data, "utf-32-le", "surrogatepass"), 0
        pieces: list[str] = []
        columns = (column[~equal].tolist() for column in (lows, sizes, taken, self._width))
        for low, size, begin, width in zip(*columns, strict=True):
            pieces += (same[at:low], other[begin : begin + width])
            at = low + size
        return "".join((*pieces, same[at:]))

    @cached_property
    def sections(self) -> list[Span]:
        """The sections of `shown`, in order, without marks."""
        at = (self._units <= _LAST_MARK).nonzero()[0]
        # a mark is no part of a difference
        starts = (at + self._growth[self._low.searchsorted(at, side="right")]).tolist()
        ends = [*starts[1:], len(self.shown)][: len(starts)]
        fields = map(_FIELD_OF.__getitem__, self._units[at].tolist())
        return [Span(*span) for span in zip(fields, map(_next, starts), ends, strict=True)]

    @cached_property
    def _begins(self) -> list[int]:
        return [span.start for span in self.sections]

    def section_at(self, at: int) -> int:
        """The number of the section that has the character `at` of `shown`."""
        return bisect_right(self._begins, at) - 1

    def field_at(self, at: int) -> str:
        """The field of that section."""
        return self.sections[self.section_at(at)].field

    def section(self, span: Span) -> str:
        """The shown text of a section."""
        return self.shown[span.start : span.end]

    @cached_property
    def _differences(self) -> tuple[list[int], ...]:
        """What `to_shown` needs of each difference, as lists, of which single numbers are read
        faster than of arrays."""
        columns = (self._low, self._sizes, self._width, self._whole, self._growth)
        return tuple(column.tolist() for column in columns)

    def to_shown(self, start: int, end: int) -> tuple[int, int]:
        """The slice of `shown` that `folded[start:end]`, which is not empty, comes from."""
        return self._start(start), self._end(end - 1)

    def _start(self, at: int) -> int:
        """Where what a folded character comes from begins in `shown`."""
        lows, sizes, _, whole, growth = self._differences
        number = bisect_right(lows, at) - 1
        if number < 0 or at >= lows[number] + sizes[number]:
            return at + growth[number + 1]
        return (lows[number] if whole[number] else at) + growth[number]

    def _end(self, at: int) -> int:
        """Where what a folded character comes from ends in `shown`."""
        lows, sizes, widths, whole, growth = self._differences
        number = bisect_right(lows, at) - 1
        if number < 0 or at >= lows[number] + sizes[number]:
            return at + 1 + growth[number + 1]
        return (lows[number] + widths[number] if whole[number] else at + 1) + growth[number]


def _codepoints(text: str) -> NDArray[np.uint32]:
    return np.frombuffer(text.encode("utf-32-le", "surrogatepass"), dtype=np.uint32)


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
