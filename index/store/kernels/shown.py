# cython: boundscheck=False
"""The shown text of a stored post, made out of the folded one and of how the two differ. No place
is read or written that the sizes, which are checked first, do not allow."""

from array import array
from bisect import bisect_right
from typing import Any

import numpy as np

from index.values import Int32s

COMPILED = not __file__.endswith(".py")
_AS_UNITS = ("utf-32-le", "surrogatepass")


class ShownText:
    """A shown text, of which a folded one is known and the differences, in order: number i stands
    `same[i]` equal characters behind the one before it and has `sizes[i]` characters there and
    `last[i] >> 1` here, which come from `other`; where `last[i]` is odd each of the former comes
    from all of the latter. A character up to `top` begins a section: `begins` are the places of
    the sections' texts, `marks` those characters. ValueError where the sizes do not fit."""

    def __init__(
        self, folded: str, other: str, same: Int32s, sizes: Int32s, last: Int32s, top: int
    ) -> None:
        self.folded = folded
        self.begins: list[int] = []
        self.marks: list[int] = []
        size = _size(len(folded), len(other), same, sizes, last)
        if COMPILED:
            self._allot(len(same))
            self.shown = self._written(folded, other, same, sizes, last, size, top)
        else:
            self.shown = self._joined(folded, other, same, sizes, last, top)

    def _allot(self, count: int) -> int:
        self._lows = array("i", bytes(4 * count))
        self._highs = array("i", bytes(4 * count))
        self._growth = array("i", bytes(4 * count + 4))
        self._widths = array("i", bytes(4 * count))
        return 0

    def _written(
        self, folded: str, other: str, same: Int32s, sizes: Int32s, last: Int32s, size: int,
        top: int,
    ) -> str:  # fmt: skip
        """The shown text, of `size` characters."""
        units = array("I", bytes(4 * size))
        cells = units
        begins, marks = self.begins, self.marks
        at, out, taken, count, end = 0, 0, 0, len(same), len(folded)
        for number in range(count + 1):
            stop = at + same[number] if number < count else end
            while at < stop:
                char = ord(folded[at])
                if char <= top:
                    begins.append(out + 1)
                    marks.append(char)
                cells[out] = char
                at += 1
                out += 1
            self._growth[number] = out - at
            if number == count:
                break
            self._lows[number] = at
            self._widths[number] = last[number]
            at += sizes[number]
            self._highs[number] = at
            for _ in range(last[number] >> 1):
                cells[out] = ord(other[taken])
                taken += 1
                out += 1
        return str(units, *_AS_UNITS)

    def _joined(self, folded: Any, other: Any, same: Any, sizes: Any, last: Any, top: int) -> str:
        """The same, by whole arrays: the differences that keep their size are placed at once."""
        width = last >> 1
        low = np.cumsum(same + sizes) - sizes
        grown = _before(width - sizes)
        columns = (low, low + sizes, grown, last)
        self._lows, self._highs, self._growth, self._widths = (c.tolist() for c in columns)
        source = _units(folded)
        units, equal, taken = source.copy(), sizes == width, _before(width)[: len(width)]
        placed = np.repeat(low - taken, np.where(equal, sizes, 0))
        mine = np.flatnonzero(np.repeat(equal, width))
        units[placed + mine] = _units(other)[mine]
        pieces: list[str] = []
        text, at = str(units.data, *_AS_UNITS), 0
        rest = (column[~equal].tolist() for column in (low, sizes, taken, width))
        for start, size, first, many in zip(*rest, strict=True):
            pieces += (text[at:start], other[first : first + many])
            at = start + size
        places = np.flatnonzero(source <= top)
        # a mark is no part of a difference
        self.begins = (places + grown[low.searchsorted(places, side="right")] + 1).tolist()
        self.marks = source[places].tolist()
        return "".join((*pieces, text[at:]))

    def section_at(self, at: int) -> int:
        """The number of the section that has the character `at` of the shown text."""
        return bisect_right(self.begins, at) - 1

    def to_shown(self, start: int, end: int) -> tuple[int, int]:
        """The slice of the shown text that `folded[start:end]`, which is not empty, comes from."""
        return self._start(start), self._end(end - 1)

    def found(self, literal: str) -> list[tuple[int, int]]:
        """The slices of the shown text that come from a literal, from left to right, in the folded
        text without overlaps."""
        spans: list[tuple[int, int]] = []
        size = len(literal)
        at = self.folded.find(literal) if size else -1
        while at >= 0:
            spans.append((self._start(at), self._end(at + size - 1)))
            at = self.folded.find(literal, at + size)
        return spans

    def _start(self, at: int) -> int:
        """Where what a folded character comes from begins in the shown text."""
        number = _last(self._lows, at)
        if number < 0 or at >= self._highs[number]:
            return at + self._growth[number + 1]
        return (self._lows[number] if self._widths[number] & 1 else at) + self._growth[number]

    def _end(self, at: int) -> int:
        """Where what a folded character comes from ends in the shown text."""
        number = _last(self._lows, at)
        if number < 0 or at >= self._highs[number]:
            return at + 1 + self._growth[number + 1]
        width = self._widths[number]
        return (self._lows[number] + (width >> 1) if width & 1 else at + 1) + self._growth[number]


def _last(lows: Any, at: int) -> int:
    """The number of the last difference that begins at `at` or before; -1 for none."""
    if not COMPILED:
        return bisect_right(lows, at) - 1
    low, high = 0, len(lows)
    while low < high:
        middle = (low + high) // 2
        if lows[middle] <= at:
            low = middle + 1
        else:
            high = middle
    return low - 1


def _size(folded: int, other: int, same: Any, sizes: Any, last: Any) -> int:
    """How many characters the shown text has; ValueError where the differences do not fit."""
    if not COMPILED:
        return _checked(folded, other, same, sizes, last)
    count, at, taken, grown = len(same), 0, 0, 0
    if len(sizes) != count or len(last) != count:
        raise ValueError("expected as many sizes as differences")
    for number in range(count):
        if same[number] < 0 or sizes[number] < 0 or last[number] < 0:
            raise ValueError("expected sizes")
        at += same[number]  # one after another: the sum of two may be too large for 32 bits
        at += sizes[number]
        taken += last[number] >> 1
        grown += (last[number] >> 1) - sizes[number]
    if at > folded or taken != other:
        raise ValueError("expected differences within the text")
    return folded + grown


def _checked(folded: int, other: int, same: Any, sizes: Any, last: Any) -> int:
    width = last >> 1
    if min(same.min(initial=0), sizes.min(initial=0), last.min(initial=0)) < 0:
        raise ValueError("expected sizes")
    ends = same.sum(dtype=np.int64) + sizes.sum(dtype=np.int64)
    grown = int(width.sum(dtype=np.int64))
    if ends > folded or grown != other:
        raise ValueError("expected differences within the text")
    return int(folded + grown - sizes.sum(dtype=np.int64))


def _units(text: str) -> Any:
    return np.frombuffer(text.encode(*_AS_UNITS), dtype=np.uint32)


def _before(sizes: Any) -> Any:
    """The sum of all sizes before each, and of all."""
    return np.concatenate([np.zeros(1, dtype=np.int64), np.cumsum(sizes)])
