"""A post as it is stored: its folded text as it is, the rest in one record, compressed."""

import json
import re
import zlib
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import astuple, dataclass
from functools import cached_property
from itertools import accumulate, pairwise
from operator import add, attrgetter
from typing import Any

import numpy as np
from numpy.typing import NDArray

from index.errors import IndexDamaged
from index.store.document import FIELD_MARKS, Documents, Edits, Meta
from index.store.encoded import decode

_LEVEL = 6
_AS_WRITTEN = ("utf-8", "surrogatepass")
_FIELD_OF = {mark: name for name, mark in FIELD_MARKS.items()}
_MARK = re.compile(f"[{''.join(_FIELD_OF)}]")


@dataclass(frozen=True)
class Span:
    """A section: `[start:end]` of a post's text."""

    field: str
    start: int
    end: int


def section_at(sections: Sequence[Span], at: int) -> int:
    """The number of the section that holds the character `at` of a post's text."""
    return bisect_right(sections, at, key=attrgetter("start")) - 1


class StoredText:
    """A post's text, folded and shown, and how the two correspond."""

    def __init__(self, folded: str, edits: Edits, starts: Any, ends: Any) -> None:
        self.folded = folded
        self._edits = edits
        self.starts: NDArray[np.int32] = starts
        """Where each token begins in `shown`; `ends`, where it ends."""
        self.ends: NDArray[np.int32] = ends
        lengths, widths = edits.spans[:, 1], edits.spans[:, 2] >> 1
        self._lengths: list[int] = lengths.tolist()
        self._widths: list[int] = widths.tolist()
        self._whole: list[int] = (edits.spans[:, 2] & 1).tolist()
        until = np.cumsum(edits.spans[:, 0] + lengths)
        growth = np.cumsum(widths - lengths)
        self._lows, self._growths = until - lengths, np.append(0, growth)
        self._low: list[int] = self._lows.tolist()
        self._growth: list[int] = self._growths.tolist()

    @cached_property
    def shown(self) -> str:
        """The shown text, each section opened by its field's mark."""
        folded, other = self.folded, self._edits.shown
        after = [0, *map(add, self._low, self._lengths)]
        taken = [0, *accumulate(self._widths)]
        pieces = [""] * (2 * len(self._low) + 1)
        pieces[::2] = [folded[a:b] for a, b in zip(after, [*self._low, None], strict=True)]
        pieces[1::2] = [other[a:b] for a, b in pairwise(taken)]
        return "".join(pieces)

    @cached_property
    def sections(self) -> list[Span]:
        """The sections in `shown`."""
        marks = list(_MARK.finditer(self.folded))
        at = np.array([mark.start() for mark in marks], dtype=np.int64)
        # a mark is no part of a difference
        starts = (at + self._growths[self._lows.searchsorted(at, side="right")]).tolist()
        ends = [*starts[1:], len(self.shown)]
        return [
            Span(_FIELD_OF[mark[0]], start + 1, end)
            for mark, start, end in zip(marks, starts, ends, strict=True)
        ]

    def section(self, span: Span) -> str:
        """The shown text of a section."""
        return self.shown[span.start : span.end]

    def to_shown(self, start: int, end: int) -> tuple[int, int]:
        """The slice of `shown` that `folded[start:end]`, not empty, stands for."""
        return self._start(start), self._end(end - 1)

    def _at(self, at: int) -> tuple[int, bool, bool]:
        """Of a folded character: the number of the last difference that begins at or before it
        (-1 for none), whether it lies in that, and whether as one for one."""
        number = bisect_right(self._low, at) - 1
        inside = number >= 0 and at < self._low[number] + self._lengths[number]
        return number, inside, inside and not self._whole[number]

    def _start(self, at: int) -> int:
        number, inside, single = self._at(at)
        if not inside:
            return at + self._growth[number + 1]
        return (at if single else self._low[number]) + self._growth[number]

    def _end(self, at: int) -> int:
        number, inside, single = self._at(at)
        if not inside:
            return at + 1 + self._growth[number + 1]
        if single:
            return at + 1 + self._growth[number]
        return self._low[number] + self._widths[number] + self._growth[number]


def pack_record(documents: Documents, doc: int) -> bytes:
    """All of a document but its folded text, its words and its grams: what is listed of it, and
    apart from that what its shown text is made of, since many are listed and few shown."""
    words, edits = documents.words, documents.edits[doc]
    mine = slice(words.bounds[doc], words.bounds[doc + 1])
    starts, ends = words.starts[mine], words.ends[mine]
    columns = [*edits.spans.T, np.diff(starts, prepend=np.int32(0)), ends - starts]
    listed = json.dumps(astuple(documents.metas[doc]), ensure_ascii=False, separators=(",", ":"))
    other = _encoded(edits.shown)
    shown = len(other).to_bytes(4, "little") + other + b"".join(map(_pack_numbers, columns))
    first, second = (zlib.compress(part, _LEVEL) for part in (_encoded(listed), shown))
    return len(first).to_bytes(4, "little") + first + second


def _encoded(text: str) -> bytes:
    return text.encode(*_AS_WRITTEN)


def _pack_numbers(values: NDArray[Any]) -> bytes:
    """Small numbers, none negative, in as few bytes each as hold them all: width, then values."""
    top = int(values.max()) if len(values) else 0
    kind = np.uint8 if top < 1 << 8 else np.dtype("<u2") if top < 1 << 16 else np.dtype("<u4")
    packed = values.astype(kind)
    return (
        packed.itemsize.to_bytes(1, "little") + len(packed).to_bytes(4, "little") + packed.tobytes()
    )


def _unpack_numbers(data: bytes, at: int) -> tuple[NDArray[np.int32], int]:
    """(the values that `_pack_numbers` packed at `at`, where they end)."""
    width, count = data[at], int.from_bytes(data[at + 1 : at + 5], "little")
    found = np.frombuffer(data, f"<u{width}", count, at + 5)
    return found.astype(np.int32), at + 5 + width * count


class Stored:
    """One post, unpacked from its folded text and its record."""

    def __init__(self, folded: memoryview, record: memoryview) -> None:
        self._folded = folded
        try:
            size = int.from_bytes(record[:4], "little")
            self._shown = record[4 + size :]
            listed = json.loads(zlib.decompress(record[4 : 4 + size]).decode(*_AS_WRITTEN))
            name, title, url, date, authors, categories, tags, excerpt, minutes = listed
            self.meta = Meta(
                name, title, url, date, tuple(authors), tuple(categories), tuple(tags), excerpt,
                minutes,
            )  # fmt: skip
        except (zlib.error, ValueError, TypeError) as error:
            raise IndexDamaged(f"index: expected a post's record: {error}") from None

    @cached_property
    def text(self) -> StoredText:
        """What is shown of it."""
        try:
            data = zlib.decompress(self._shown)
            at = 4 + int.from_bytes(data[:4], "little")
            shown, columns = data[4:at].decode(*_AS_WRITTEN), []
            for _ in range(5):
                column, at = _unpack_numbers(data, at)
                columns.append(column)
        except (zlib.error, ValueError, IndexError, TypeError) as error:
            raise IndexDamaged(f"index: expected a post's record: {error}") from None
        starts = np.cumsum(columns[3], dtype=np.int32)
        edits = Edits(np.stack(columns[:3], axis=1), shown)
        return StoredText(decode(self._folded), edits, starts, starts + columns[4])
