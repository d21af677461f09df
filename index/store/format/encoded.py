"""Folded texts as they are stored: searched without being decoded, many at once."""

from collections.abc import Iterator, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from index.store.format.ragged import starts_of
from index.values import FIELD_MARKS, Int64s

_WIDE, _NARROW = "utf-16-le", "utf-8"
"""Encodings of folded texts, both found in without decoding: the first is smaller for Japanese,
the second for code. A text tells by its second byte, as it begins with a mark and holds no NUL."""

_SAMPLE = 65_536
"""Units that tell which one is rare."""
_LONG = 16
"""Units above which a needle is too rare to be looked for unit by unit."""


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

    def find(self, run: str) -> tuple[Int64s, Int64s, Int64s]:
        """(numbers of texts, places, numbers of fields) where a run stands, from left to right
        without overlaps. It holds no mark."""
        parts = [self._found(run, wide) for wide in (True, False)]
        of, places, fields = (np.concatenate(columns) for columns in zip(*parts, strict=True))
        order = of.argsort(kind="stable")
        return of[order], places[order], fields[order]

    def _found(self, run: str, wide: bool) -> tuple[Int64s, Int64s, Int64s]:
        """The same in the texts of one encoding, laid end to end."""
        name, kind = (_WIDE, np.dtype("<u2")) if wide else (_NARROW, np.dtype("u1"))
        numbers = np.flatnonzero(self._wide == wide)
        texts = [self._texts[number] for number in numbers.tolist()]
        data = b"".join(texts)
        units: NDArray[Any] = np.frombuffer(data, kind)
        starts = starts_of([len(text) // kind.itemsize for text in texts])
        at = _places(data, run.encode(name, "surrogatepass"), kind)
        if not len(at):
            return at, at, at
        of = starts.searchsorted(at, side="right") - 1
        marks = np.flatnonzero(units <= len(FIELD_MARKS))
        fields = units[marks[marks.searchsorted(at) - 1]].astype(np.int64) - 1
        return numbers[of], (at - starts[of]) * kind.itemsize, fields

    def before(self, number: int, place: int) -> str:
        """The character before a place of a text; each text begins with a mark."""
        data = self._texts[number]
        if self._wide[number]:
            return str(data[place - 2 : place], _WIDE, "replace")
        start = place - 1
        while data[start] & 0xC0 == 0x80:
            start -= 1
        return str(data[start:place], _NARROW, "surrogatepass")

    def units(self, most: int) -> list[NDArray[np.uint16]]:
        """Each text in units of UTF-16, so many of them at most."""
        wide = (
            text if is_wide else decode(text).encode(_WIDE, "surrogatepass")
            for text, is_wide in zip(self._texts, self._wide.tolist(), strict=True)
        )  # fmt: skip
        return [np.frombuffer(text, dtype="<u2")[:most] for text in wide]


def _places(data: bytes, run: bytes, kind: np.dtype[Any]) -> Int64s:
    """Where a run stands, in units, from left to right without overlaps."""
    if not run or len(run) > len(data):
        return np.zeros(0, dtype=np.int64)
    if len(run) > _LONG * kind.itemsize:
        return np.fromiter(_one_by_one(data, run, kind.itemsize), np.int64)
    needle = np.frombuffer(run, kind)
    at = _all_places(np.frombuffer(data, kind), needle)
    return _apart(at, len(needle)) if (np.diff(at) < len(needle)).any() else at


def _all_places(units: NDArray[Any], needle: NDArray[Any]) -> Int64s:
    """With overlaps: the rarest unit is looked for, then the others beside that."""
    sample = units[:_SAMPLE]
    frequencies = {unit: np.count_nonzero(sample == unit) for unit in set(needle.tolist())}
    rarest = min(range(len(needle)), key=lambda number: frequencies[int(needle[number])])
    last = len(units) - len(needle) + 1
    at = np.flatnonzero(units[rarest : rarest + last] == needle[rarest])
    for number, unit in enumerate(needle):
        if number != rarest:
            at = at[units[at + number] == unit]
    return at


def _one_by_one(data: bytes, run: bytes, size: int) -> Iterator[int]:
    at = data.find(run)
    while at >= 0:
        if at % size:  # across two units
            at = data.find(run, at + 1)
            continue
        yield at // size
        at = data.find(run, at + len(run))


def _apart(places: Int64s, least: int) -> Int64s:
    """Places from left to right, none nearer to the one before than that."""
    kept: list[int] = []
    for place in places.tolist():
        if not kept or place - kept[-1] >= least:
            kept.append(place)
    return np.array(kept, dtype=np.int64)
