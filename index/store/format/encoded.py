"""Folded texts as they are stored, and the search for literals in many of them at once, without
decoding."""

import re
from collections.abc import Iterator, Sequence

import numpy as np
from numpy.typing import NDArray

from index.store.kernels import find, units
from index.values import FIELD_MARKS, IndexDamaged, Int64s, reason_of

_WIDE, _NARROW = "utf-16-le", "utf-8"
"""Encodings of folded texts, both searchable without decoding: the first is smaller for Japanese,
the second for code. The second byte shows which one it is: only in the first is it 0, as a text
begins with a mark, an ASCII control character, and holds no NUL."""

_SURROGATE = re.compile("[\ud800-\udfff]")
_WIDEST = 4
"""Bytes of a character in either encoding, at most."""


def encode(text: str) -> bytes:
    """A folded text, which begins with a mark, in the encoding that is smaller. Halves of surrogate
    pairs are kept apart, which only UTF-8 does."""
    if _SURROGATE.search(text):
        return text.encode(_NARROW, "surrogatepass")
    both = (text.encode(name, "surrogatepass") for name in (_WIDE, _NARROW))
    return min(both, key=len)


def _is_wide(data: bytes | memoryview) -> bool:
    return len(data) > 1 and data[1] == 0


def decode(data: bytes | memoryview) -> str:
    """The text of which `encode` made these bytes; IndexDamaged where they are none."""
    try:
        return str(data, _WIDE if _is_wide(data) else _NARROW, "surrogatepass")
    except UnicodeDecodeError as error:
        raise IndexDamaged(f"index: expected a stored text: {reason_of(error)}") from None


class EncodedTexts:
    """Some folded texts as they are stored. Places in a text are counted in bytes."""

    def __init__(self, texts: Sequence[memoryview]) -> None:
        self._texts = list(texts)

    def find(self, literal: str) -> tuple[Int64s, Int64s, Int64s]:
        """(number of the text, place, number of the field) of each occurrence of a literal, three
        arrays of shape (n,), from left to right without overlaps. The literal holds no mark."""
        wide, narrow = (literal.encode(name, "surrogatepass") for name in (_WIDE, _NARROW))
        of, places, fields = find(self._texts, wide, narrow, len(FIELD_MARKS)).rows().T
        return of, places, fields

    def before(self, number: int, place: int) -> str:
        """The character before a place in text number `number`, a mark at its beginning."""
        data = self._texts[number]
        if _is_wide(data):
            return str(data[place - 2 : place], _WIDE, "replace")
        start = place - 1
        while data[start] & 0xC0 == 0x80:
            start -= 1
        return str(data[start:place], _NARROW, "surrogatepass")

    def decoded(self) -> Iterator[str]:
        """Each text."""
        return map(decode, self._texts)

    def after(self, number: int, place: int, literal: str) -> str:
        """The character after a literal that is at a place in text number `number`, "" at its
        end."""
        data = self._texts[number]
        name = _WIDE if _is_wide(data) else _NARROW
        end = place + len(literal.encode(name, "surrogatepass"))
        return str(data[end : end + _WIDEST], name, "ignore")[:1]

    def units(self, most: int) -> list[NDArray[np.uint16]]:
        """Each text as UTF-16 code units, at most `most` of them."""
        return [
            np.frombuffer(text, "<u2")[:most] if _is_wide(text) else units(text, most)
            for text in self._texts
        ]
