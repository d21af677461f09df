"""Many texts as one array of bytes: a fraction of the memory that they take as objects."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

import numpy as np
from numpy.typing import NDArray

from index.values.arrays import Int64s
from index.values.cached import cached_property

Rows = NDArray[Any]
"""Numbers of rows, or a mask of them."""


@dataclass(frozen=True, eq=False)
class Packed(Sequence[str]):
    """Texts as UTF-8 end to end, `data`; `lengths`, shape (texts,), are in bytes."""

    data: NDArray[np.uint8]
    lengths: Int64s

    @staticmethod
    def of(texts: Iterable[str]) -> "Packed":
        """The texts, packed."""
        known = list(texts)
        whole = "".join(known)
        if whole.isascii():  # a character is a byte
            lengths, data = list(map(len, known)), whole.encode("ascii")
        else:
            encoded = [text.encode("utf-8", "surrogatepass") for text in known]
            lengths, data = list(map(len, encoded)), b"".join(encoded)
        return Packed(np.frombuffer(data, dtype=np.uint8), np.array(lengths, dtype=np.int64))

    @staticmethod
    def joined(parts: Sequence["Packed"]) -> "Packed":
        """The texts of all parts, one after another."""
        return Packed(
            np.concatenate([np.zeros(0, np.uint8), *(part.data for part in parts)]),
            np.concatenate([np.zeros(0, np.int64), *(part.lengths for part in parts)]),
        )

    @cached_property
    def starts(self) -> Int64s:
        """Where each text begins and the last one ends, shape (texts + 1,)."""
        starts = np.zeros(len(self.lengths) + 1, dtype=np.int64)
        np.cumsum(self.lengths, out=starts[1:])
        return starts

    def __len__(self) -> int:
        return len(self.lengths)

    def __getitem__(self, row: Any) -> Any:
        if not 0 <= row < len(self.lengths):
            raise IndexError(row)
        return _text(self.data[self.starts[row] : self.starts[row + 1]].tobytes())

    def __iter__(self) -> Iterator[str]:
        return iter(self.unpacked())

    def unpacked(self) -> list[str]:
        """All texts."""
        whole, starts = self.data.tobytes(), self.starts.tolist()
        if not whole.isascii():
            return [_text(whole[low:high]) for low, high in pairwise(starts)]
        text = whole.decode("ascii")  # a byte is a character
        return [text[low:high] for low, high in pairwise(starts)]

    def require_texts(self) -> None:
        """ValueError where bytes and lengths, which may be anybody's, are no such texts."""
        begins = self.starts
        if self.lengths.min(initial=0) < 0 or begins[-1] != len(self.data):
            raise ValueError("expected texts end to end")
        _text(self.data.tobytes())
        inside = self.data[begins[begins < len(self.data)]]
        if (inside & 0xC0 == 0x80).any():  # a text that begins within a character
            raise ValueError("expected texts in UTF-8")

    def places(self, texts: "Packed") -> Int64s:
        """The row of each of many texts, -1 where there is none; no text may be here twice."""
        same = np.array_equal(self.lengths, texts.lengths)
        if same and np.array_equal(self.data, texts.data):  # as mostly, and much faster
            return np.arange(len(self))
        rows = dict(zip(self, range(len(self)), strict=True))
        return np.array([rows.get(text, -1) for text in texts], dtype=np.int64)

    def take(self, rows: Rows) -> "Packed":
        """The texts of some rows, in their order; neighbours are copied together."""
        chosen = np.arange(len(self))[rows]
        firsts = np.flatnonzero(np.diff(chosen, prepend=-2) != 1)
        lasts = np.append(firsts[1:], len(chosen)) - 1 if len(chosen) else firsts
        low, high = self.starts[chosen[firsts]], self.starts[chosen[lasts] + 1]
        parts = [self.data[start:end] for start, end in zip(low, high, strict=True)]
        data = np.concatenate([np.zeros(0, dtype=np.uint8), *parts])
        return Packed(data, self.lengths[chosen])

    def same(self, other: "Packed") -> NDArray[np.bool_]:
        """Which texts are the same in two of one length."""
        same: NDArray[np.bool_] = self.lengths == other.lengths
        mine, others = self.take(same), other.take(same)
        differ = np.flatnonzero(mine.data != others.data).searchsorted(mine.starts)
        same[same] = differ[1:] == differ[:-1]
        return same


def _text(data: bytes) -> str:
    return data.decode("utf-8", "surrogatepass")
