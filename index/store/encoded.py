"""Folded texts as they are stored: searched without being decoded."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from index.store.document import FIELD_MARKS

_WIDE, _NARROW = "utf-16-le", "utf-8"
"""Encodings of folded texts, both found in without decoding: the first is smaller for Japanese,
the second for code. A text tells by its second byte, as it begins with a mark and holds no NUL."""


def encode(text: str) -> bytes:
    """A folded text, which begins with a mark, in the encoding that is smaller."""
    both = (text.encode(name, "surrogatepass") for name in (_WIDE, _NARROW))
    return min(both, key=len)


def _is_wide(data: bytes | memoryview) -> bool:
    return data[1:2] == b"\0"


def decode(data: bytes | memoryview) -> str:
    return str(data, _WIDE if _is_wide(data) else _NARROW, "surrogatepass")


class Needle:
    """A run of folded characters to be found in encoded texts."""

    def __init__(self, run: str) -> None:
        self.run = run
        self.wide, self.narrow = (run.encode(n, "surrogatepass") for n in (_WIDE, _NARROW))


class EncodedText:
    """A folded text as it is stored, searched without decoding it. Places are its own: they count
    bytes."""

    def __init__(self, data: bytes) -> None:
        self._data = data
        self._wide = _is_wide(data)

    def find(self, needle: Needle) -> list[int]:
        """Where a run stands, from left to right without overlaps."""
        run = needle.wide if self._wide else needle.narrow
        data, places = self._data, []
        at = data.find(run)
        while at >= 0:
            if self._wide and at % 2:  # across two characters
                at = data.find(run, at + 1)
                continue
            places.append(at)
            at = data.find(run, at + len(run))
        return places

    def units(self) -> NDArray[np.uint16]:
        """The text in units of UTF-16."""
        data = self._data if self._wide else decode(self._data).encode(_WIDE, "surrogatepass")
        return np.frombuffer(data, dtype="<u2")

    def before(self, place: int) -> str:
        """The character before a place; every text begins with a mark."""
        if self._wide:
            return str(self._data[place - 2 : place], _WIDE, "replace")
        start = place - 1
        while self._data[start] & 0xC0 == 0x80:
            start -= 1
        return str(self._data[start:place], _NARROW, "surrogatepass")

    def fields(self, places: Sequence[int]) -> NDArray[np.int64]:
        """The numbers of the fields that hold places."""
        units = np.frombuffer(self._data, dtype="<u2" if self._wide else "u1")
        marks = np.flatnonzero(units <= len(FIELD_MARKS))
        before = marks.searchsorted(np.array(places) // units.itemsize, "right") - 1
        found: NDArray[np.int64] = units[marks[before]].astype(np.int64) - 1
        return found
