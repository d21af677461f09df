# cython: boundscheck=False
"""A run of characters searched for in many encoded texts. Every place that is read is one of those
that the lengths of the text and the run allow."""

import sys
from array import array
from typing import Any

import numpy as np

from index.values import Int64s

COMPILED = not __file__.endswith(".py")
_IS_LITTLE = sys.byteorder == "little"


class Found:
    """Occurrences: rows of three numbers."""

    def __init__(self) -> None:
        self.count = 0
        self._held = array("q", bytes(8 * 3 * 64))
        self._cells = self._held

    def _add(self, number: int, at: int, field: int) -> int:
        if 3 * self.count == len(self._cells):
            self._grow()
        self._cells[3 * self.count] = number
        self._cells[3 * self.count + 1] = at
        self._cells[3 * self.count + 2] = field
        self.count += 1
        return 0

    def _grow(self) -> int:
        self._held = self._held + self._held
        self._cells = self._held
        return 0

    def rows(self) -> Int64s:
        """An array of shape (count, 3)."""
        return np.frombuffer(self._held, np.int64).reshape(-1, 3)[: self.count]


def find(texts: list[Any], wide: bytes, narrow: bytes, marks: int) -> Found:
    """(number of the text, place in bytes, number of the field) of each occurrence, from left to
    right without overlaps. A text whose second byte is 0 is of units of two bytes and has the run
    as `wide`, another of single ones and has it as `narrow`; a unit from 1 to `marks` begins a
    field."""
    found = Found()
    if not COMPILED or not _IS_LITTLE:
        return _by_bytes(texts, wide, narrow, marks, found)
    units, letters = memoryview(wide[: len(wide) // 2 * 2]).cast("H"), memoryview(narrow)
    for number in range(len(texts)):
        text = texts[number]
        if len(text) > 1 and text[1] == 0:
            text_units = text[: len(text) // 2 * 2].cast("H")
            _find_in(text_units, units, 2, number, marks, found)
        else:
            text_letters = text
            _find_in(text_letters, letters, 1, number, marks, found)
    return found


def _find_in(text: Any, run: Any, width: int, number: int, marks: int, found: Found) -> int:
    """Adds the occurrences in a text of units of `width` bytes."""
    size, at, mark, field = len(run), 0, 0, 0
    if not size:
        return 0
    while True:
        at = _place(text, run, at)
        if at < 0:
            return 0
        while mark <= at:
            mark = _mark(text, marks, mark, at)
            if mark <= at:
                field = text[mark] - 1
                mark += 1
        found._add(number, width * at, field)
        at += size


def _place(text: Any, run: Any, at: int) -> int:
    """The first place from `at` on where a run is; -1 for none. Two of its units, which tell most,
    are looked for at many places together before anything else is."""
    size = len(run)
    low, high, last = _telling(run), size - 1, len(text) - size
    one, other = run[low], run[high]
    while at <= last:
        if at + 31 <= last:
            met = 0
            for j in range(32):
                met |= (text[at + low + j] == one) & (text[at + high + j] == other)
            if not met:
                at += 32
                continue
        for _ in range(32):
            if at > last:
                return -1
            if text[at + low] == one and text[at + high] == other and _is_at(text, run, at):
                return at
            at += 1
    return -1


def _telling(run: Any) -> int:
    """The place of the first unit that tells one run from others: of three bytes that are one
    Japanese character the first two are those of many."""
    size = len(run)
    if size > 2 and 0xE0 <= run[0] < 0xF0:
        return 2 if size > 3 else 1
    return 0


def _is_at(text: Any, run: Any, at: int) -> bool:
    for k in range(len(run)):
        if text[at + k] != run[k]:
            return False
    return True


def _mark(text: Any, top: int, at: int, last: int) -> int:
    """The first place from `at` to `last` of a unit from 1 to `top`; one behind for none."""
    while at <= last:
        if at + 31 <= last:
            met = 0
            for j in range(32):
                met |= text[at + j] <= top
            if not met:
                at += 32
                continue
        for _ in range(32):
            if at > last or 0 < text[at] <= top:
                return at
            at += 1
    return last + 1


def _by_bytes(texts: list[Any], wide: bytes, narrow: bytes, marks: int, found: Found) -> Found:
    """The same, as Python's own search of bytes finds it."""
    for number, held in enumerate(texts):
        text = memoryview(held).tobytes()
        width = 2 if len(text) > 1 and text[1] == 0 else 1
        run = wide if width == 2 else narrow
        at = text.find(run) if run else -1
        if at < 0:
            continue
        units = np.frombuffer(text[: len(text) // width * width], f"<u{width}")
        places = np.flatnonzero((units > 0) & (units <= marks))
        while at >= 0:
            if at % width:  # across two units
                at = text.find(run, at + 1)
                continue
            before = int(places.searchsorted(at // width, side="right"))
            found._add(number, at, int(units[places[before - 1]]) - 1 if before else 0)
            at = text.find(run, at + len(run))
    return found
