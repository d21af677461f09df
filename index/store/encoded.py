"""Folded texts as they are stored: searched without being decoded."""

from collections.abc import Sequence
from itertools import chain

import numpy as np
from numpy.typing import NDArray

from index.store.document import FIELD_MARKS
from index.store.lists import starts_of

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
        self.data = data
        self.is_wide = _is_wide(data)

    def find(self, needle: Needle) -> list[int]:
        """Where a run stands, from left to right without overlaps."""
        run = needle.wide if self.is_wide else needle.narrow
        data, places = self.data, []
        at = data.find(run)
        while at >= 0:
            if self.is_wide and at % 2:  # across two characters
                at = data.find(run, at + 1)
                continue
            places.append(at)
            at = data.find(run, at + len(run))
        return places

    def units(self) -> NDArray[np.uint16]:
        """The text in units of UTF-16."""
        data = self.data if self.is_wide else decode(self.data).encode(_WIDE, "surrogatepass")
        return np.frombuffer(data, dtype="<u2")

    def before(self, place: int) -> str:
        """The character before a place; every text begins with a mark."""
        if self.is_wide:
            return str(self.data[place - 2 : place], _WIDE, "replace")
        start = place - 1
        while self.data[start] & 0xC0 == 0x80:
            start -= 1
        return str(self.data[start:place], _NARROW, "surrogatepass")


def fields_of(
    texts: Sequence[EncodedText], places: Sequence[Sequence[int]]
) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """(number of the text, number of the field) of each of the places in texts, text by text."""
    of = np.repeat(np.arange(len(texts)), [len(some) for some in places])
    flat = np.fromiter(chain.from_iterable(places), np.int64, len(of))
    found = np.zeros(len(of), dtype=np.int64)
    wide = np.array([text.is_wide for text in texts], dtype=np.bool_)
    for kind, group in (("<u2", wide), ("u1", ~wide)):
        data = [text.data for text, mine in zip(texts, group.tolist(), strict=True) if mine]
        units = np.frombuffer(b"".join(data), dtype=kind)
        starts = np.zeros(len(texts), dtype=np.int64)
        starts[group] = starts_of(np.fromiter(map(len, data), np.int64, len(data)))[:-1]
        mine = group[of]
        marks = np.flatnonzero(units <= len(FIELD_MARKS))
        at = (starts[of[mine]] + flat[mine]) // units.itemsize
        found[mine] = units[marks[marks.searchsorted(at, "right") - 1]].astype(np.int64) - 1
    return of, found
