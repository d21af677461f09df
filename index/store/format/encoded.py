"""Folded texts as they are stored, and the search for literals in many of them at once, without
decoding."""

import re
from collections.abc import Iterator, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from index.store.format.ragged import starts_of
from index.values import FIELD_MARKS, Int64s

_WIDE, _NARROW = "utf-16-le", "utf-8"
"""Encodings of folded texts, both searchable without decoding: the first is smaller for Japanese,
the second for code. The second byte shows which one it is: only in the first is it 0, as a text
begins with a mark, an ASCII control character, and holds no NUL."""

_SURROGATE = re.compile("[\ud800-\udfff]")
_SAMPLE = 65_536
"""Code units in which it is counted how frequent each one is."""
_WIDEST = 4
"""Bytes of a character in either encoding, at most."""
_LONG = 16
"""Code units above which a literal is searched for as a whole, being rare."""


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
    """The text of which `encode` made these bytes."""
    return str(data, _WIDE if _is_wide(data) else _NARROW, "surrogatepass")


class EncodedTexts:
    """Some folded texts as they are stored. Places in a text are counted in bytes."""

    def __init__(self, texts: Sequence[memoryview]) -> None:
        self._texts = texts
        self._wide = np.fromiter(map(_is_wide, texts), np.bool_, len(texts))

    def find(self, literal: str) -> tuple[Int64s, Int64s, Int64s]:
        """(number of the text, place, number of the field) of each occurrence of a literal, three
        arrays of shape (n,), from left to right without overlaps. The literal holds no mark."""
        parts = [self._find(literal, wide) for wide in (True, False)]
        of, places, fields = (np.concatenate(columns) for columns in zip(*parts, strict=True))
        order = of.argsort(kind="stable")
        return of[order], places[order], fields[order]

    def _find(self, literal: str, wide: bool) -> tuple[Int64s, Int64s, Int64s]:
        """The occurrences in the texts of one encoding, which are laid end to end."""
        name, kind = (_WIDE, np.dtype("<u2")) if wide else (_NARROW, np.dtype("u1"))
        numbers = np.flatnonzero(self._wide == wide)
        texts = [self._texts[number] for number in numbers.tolist()]
        data = b"".join(texts)
        units: NDArray[Any] = np.frombuffer(data, kind)
        starts = starts_of([len(text) // kind.itemsize for text in texts])
        at = _places(data, literal.encode(name, "surrogatepass"), kind)
        if not len(at):
            return at, at, at
        of = starts.searchsorted(at, side="right") - 1
        marks = np.flatnonzero(units <= len(FIELD_MARKS))
        fields = units[marks[marks.searchsorted(at) - 1]].astype(np.int64) - 1
        return numbers[of], (at - starts[of]) * kind.itemsize, fields

    def before(self, number: int, place: int) -> str:
        """The character before a place in text number `number`, a mark at its beginning."""
        data = self._texts[number]
        if self._wide[number]:
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
        name = _WIDE if self._wide[number] else _NARROW
        end = place + len(literal.encode(name, "surrogatepass"))
        return str(data[end : end + _WIDEST], name, "ignore")[:1]

    def units(self, most: int) -> list[NDArray[np.uint16]]:
        """Each text as UTF-16 code units, at most `most` of them."""
        wide = (
            text if is_wide else decode(text).encode(_WIDE, "surrogatepass")
            for text, is_wide in zip(self._texts, self._wide.tolist(), strict=True)
        )  # fmt: skip
        return [np.frombuffer(text, dtype="<u2")[:most] for text in wide]


def _places(data: bytes, literal: bytes, kind: np.dtype[Any]) -> Int64s:
    """Where a literal occurs, in code units of a kind, from left to right without overlaps."""
    if not literal or len(literal) > len(data):
        return np.zeros(0, dtype=np.int64)
    if len(literal) > _LONG * kind.itemsize:
        return np.fromiter(_one_by_one(data, literal, kind.itemsize), np.int64)
    needle = np.frombuffer(literal, kind)
    at = _all_places(np.frombuffer(data, kind), needle)
    return _apart(at, len(needle)) if (np.diff(at) < len(needle)).any() else at


def _all_places(units: NDArray[Any], needle: NDArray[Any]) -> Int64s:
    """Where a needle occurs, overlaps included: its rarest unit is searched for, then the others
    are compared there."""
    sample = units[:_SAMPLE]
    frequencies = {unit: np.count_nonzero(sample == unit) for unit in set(needle.tolist())}
    rarest = min(range(len(needle)), key=lambda number: frequencies[int(needle[number])])
    last = len(units) - len(needle) + 1
    at = np.flatnonzero(units[rarest : rarest + last] == needle[rarest])
    for number, unit in enumerate(needle):
        if number != rarest:
            at = at[units[at + number] == unit]
    return at


def _one_by_one(data: bytes, literal: bytes, size: int) -> Iterator[int]:
    """Where a literal occurs, in code units of `size` bytes, without overlaps."""
    at = data.find(literal)
    while at >= 0:
        if at % size:  # not at the border of a unit
            at = data.find(literal, at + 1)
            continue
        yield at // size
        at = data.find(literal, at + len(literal))


def _apart(places: Int64s, least: int) -> Int64s:
    """The places, ascending, without those nearer than `least` to the one kept before."""
    kept: list[int] = []
    for place in places.tolist():
        if not kept or place - kept[-1] >= least:
            kept.append(place)
    return np.array(kept, dtype=np.int64)
