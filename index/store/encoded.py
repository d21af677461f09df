"""Folded texts as they are stored: searched without being decoded, many at once."""

from collections.abc import Iterator, Sequence

import numpy as np
from numpy.typing import NDArray

from index.store.document import FIELD_MARKS
from index.store.lists import Ints, starts_of

_WIDE, _NARROW = "utf-16-le", "utf-8"
"""Encodings of folded texts, both found in without decoding: the first is smaller for Japanese,
the second for code. A text tells by its second byte, as it begins with a mark and holds no NUL."""


def encode(text: str) -> bytes:
    """A folded text, which begins with a mark, in the encoding that is smaller."""
    both = (text.encode(name, "surrogatepass") for name in (_WIDE, _NARROW))
    return min(both, key=len)


def _is_wide(data: bytes | memoryview) -> bool:
    return len(data) > 1 and data[1] == 0


def decode(data: bytes | memoryview) -> str:
    return str(data, _WIDE if _is_wide(data) else _NARROW, "surrogatepass")


class EncodedTexts:
    """Some folded texts as they are stored. Places count bytes of the text that they are in."""

    def __init__(self, texts: Sequence[memoryview]) -> None:
        self._texts = texts
        self._wide = np.fromiter(map(_is_wide, texts), np.bool_, len(texts))

    def find(self, run: str) -> tuple[Ints, Ints]:
        """(numbers of texts, places) where a run stands, from left to right without overlaps. It
        holds no mark."""
        parts = [
            self._found(np.flatnonzero(self._wide == wide), run.encode(name, "surrogatepass"), unit)
            for name, wide, unit in ((_WIDE, True, 2), (_NARROW, False, 1))
        ]
        of, places = (np.concatenate(columns) for columns in zip(*parts, strict=True))
        order = of.argsort(kind="stable")
        return of[order], places[order]

    def _found(self, numbers: Ints, run: bytes, unit: int) -> tuple[Ints, Ints]:
        """Of the texts of one encoding, whose characters are of so many bytes or any."""
        data, starts = self._laid(numbers)
        places = np.fromiter(_places(data, run, unit), np.int64)
        at = starts.searchsorted(places, side="right") - 1
        return numbers[at], places - starts[at]

    def _laid(self, numbers: Ints) -> tuple[bytes, Ints]:
        """(some texts end to end, where each begins)."""
        texts = [self._texts[number] for number in numbers.tolist()]
        return b"".join(texts), starts_of([len(text) for text in texts])

    def before(self, number: int, place: int) -> str:
        """The character before a place of a text; each text begins with a mark."""
        data = self._texts[number]
        if self._wide[number]:
            return str(data[place - 2 : place], _WIDE, "replace")
        start = place - 1
        while data[start] & 0xC0 == 0x80:
            start -= 1
        return str(data[start:place], _NARROW, "surrogatepass")

    def fields(self, of: Ints, places: Ints) -> NDArray[np.int64]:
        """The number of the field of each place, `of` being ascending."""
        found = np.zeros(len(of), dtype=np.int64)
        for wide, kind in ((True, "<u2"), (False, "u1")):
            mine = self._wide[of] == wide
            numbers, rank = np.unique(of[mine], return_inverse=True)
            data, starts = self._laid(numbers)
            units = np.frombuffer(data, dtype=kind)
            marks = np.flatnonzero(units <= len(FIELD_MARKS))
            at = (starts[rank] + places[mine]) // units.itemsize
            found[mine] = units[marks[marks.searchsorted(at, "right") - 1]].astype(np.int64) - 1
        return found

    def units(self, most: int) -> list[NDArray[np.uint16]]:
        """Each text in units of UTF-16, so many of them at most."""
        wide = (
            text if is_wide else decode(text).encode(_WIDE, "surrogatepass")
            for text, is_wide in zip(self._texts, self._wide.tolist(), strict=True)
        )  # fmt: skip
        return [np.frombuffer(text, dtype="<u2")[:most] for text in wide]


def _places(data: bytes, run: bytes, unit: int) -> Iterator[int]:
    at = data.find(run)
    while at >= 0:
        if at % unit:  # across two characters
            at = data.find(run, at + 1)
            continue
        yield at
        at = data.find(run, at + len(run))
