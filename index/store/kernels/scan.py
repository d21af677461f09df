# cython: boundscheck=False
"""A run of characters searched for in many encoded texts. Every place that is read is one of those
that the lengths of the text and the run allow."""

from array import array
from typing import Any

import numpy as np

from index.values import Int64s

COMPILED = not __file__.endswith(".py")


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
    for number in range(len(texts)):
        text = texts[number] if COMPILED else memoryview(texts[number]).tobytes()
        if len(text) > 1 and text[1] == 0:
            _find_in(text, number, wide, 2, marks, found)
        else:
            _find_in(text, number, narrow, 1, marks, found)
    return found


def _find_in(data: bytes, number: int, run: bytes, step: int, marks: int, found: Found) -> int:
    """Adds the occurrences in one text."""
    size = len(run)
    if not size:
        return 0
    other = size - step if size > step else size - 1
    at = _place(data, run, other, 0)
    if at < 0:
        return 0
    places = _marks(data, step, marks)
    following, field, mark = 0, 0, 0
    while at >= 0:
        if step == 2 and at & 1:  # across two units
            at = _place(data, run, other, at + 1)
            continue
        while following < len(places):
            mark = places[following]
            if mark > at:
                break
            field = data[mark] - 1
            following += 1
        found._add(number, at, field)
        at = _place(data, run, other, at + size)
    return 0


def _place(data: bytes, run: bytes, other: int, at: int) -> int:
    """The first place from `at` on where a run is; -1 for none. Its first byte and the byte `other`
    are looked for at 32 places together, which processors do at once, before anything else is."""
    if not COMPILED:
        return _next_place(data, run, at)
    low, high = run[0], run[other]
    last = len(data) - len(run)
    while at <= last:
        if at + 31 <= last:
            met = 0
            for j in range(32):
                met |= (data[at + j] == low) & (data[at + other + j] == high)
            if not met:
                at += 32
                continue
        for _ in range(32):
            if at > last:
                return -1
            if data[at] == low and data[at + other] == high and _is_at(data, run, at):
                return at
            at += 1
    return -1


def _next_place(data: Any, run: Any, at: int) -> int:
    place: int = data.find(run, at)
    return place


def _is_at(data: bytes, run: bytes, at: int) -> bool:
    for k in range(len(run)):
        if data[at + k] != run[k]:
            return False
    return True


def _marks(data: bytes, step: int, top: int) -> list[int]:
    """The places of units from 1 to `top`, ascending."""
    if not COMPILED:
        return _units_below(data, step, top)
    places = []
    size, at = len(data), 0
    while at < size:
        if at + 32 < size:
            met = 0
            for j in range(32):
                met |= (data[at + j] <= top) & ((step == 1) | (data[at + j + 1] == 0))
            if not met:
                at += 32
                continue
        for _ in range(32 // step):
            if at >= size:
                break
            if 0 < data[at] <= top and (step == 1 or (at + 1 < size and data[at + 1] == 0)):
                places.append(at)
            at += step
    return places


def _units_below(data: Any, step: int, top: int) -> list[int]:
    units = np.frombuffer(data[: len(data) // step * step], f"<u{step}")
    places: list[int] = (np.flatnonzero((units > 0) & (units <= top)) * step).tolist()
    return places
