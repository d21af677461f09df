"""The records of all files that an index was made of, packed: some hundred bytes each, whatever
their number, compared and counted as whole columns."""

from bisect import bisect_left
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from index.values.entry import FileEntry
from index.values.packed import Packed, Rows

CONTENT = np.dtype("S32")
"""What the fingerprint of a content fits into."""


@dataclass(frozen=True, eq=False)
class Records(Mapping[str, FileEntry]):
    """The entry of each file by the id of its post, ascending. Columns have a row a file: `ids`,
    `contents`, `urls` ("" for none), and `kinds`, the number in `shapes` of all else. A shape is
    an entry without its content, whose `url` is "" where there is one."""

    ids: Packed
    contents: NDArray[np.bytes_]
    urls: Packed
    kinds: NDArray[np.uint32]
    shapes: tuple[FileEntry, ...]

    @staticmethod
    def of(files: Mapping[str, FileEntry]) -> "Records":
        """The records of entries by id."""
        rows = sorted(files.items())
        shapes: dict[FileEntry, int] = {}
        kinds = [shapes.setdefault(_shape(entry), len(shapes)) for _, entry in rows]
        return Records(
            ids=Packed.of(name for name, _ in rows),
            contents=np.array([entry.content for _, entry in rows], dtype=CONTENT),
            urls=Packed.of(entry.url or "" for _, entry in rows),
            kinds=np.array(kinds, dtype=np.uint32),
            shapes=tuple(shapes),
        )

    @staticmethod
    def joined(parts: Sequence["Records"]) -> "Records":
        """The records of all parts, one after another."""
        shapes: dict[FileEntry, int] = {}
        kinds = [np.zeros(0, dtype=np.uint32)]
        for part in parts:
            numbers = np.zeros(len(part.shapes), dtype=np.uint32)
            for used in np.flatnonzero(np.bincount(part.kinds)).tolist():
                numbers[used] = shapes.setdefault(part.shapes[used], len(shapes))
            kinds.append(numbers[part.kinds])
        return Records(
            ids=Packed.joined([part.ids for part in parts]),
            contents=np.concatenate([np.zeros(0, CONTENT), *(part.contents for part in parts)]),
            urls=Packed.joined([part.urls for part in parts]),
            kinds=np.concatenate(kinds),
            shapes=tuple(shapes),
        )

    def __len__(self) -> int:
        return len(self.kinds)

    def __iter__(self) -> Iterator[str]:
        return iter(self.ids.unpacked())

    def __getitem__(self, post_id: str) -> FileEntry:
        row = self.row(post_id)
        if row is None:
            raise KeyError(post_id)
        return self.entry(row)

    def __contains__(self, post_id: object) -> bool:
        return isinstance(post_id, str) and self.row(post_id) is not None

    def row(self, post_id: str) -> int | None:
        """The row of a file; None where there is none."""
        row = bisect_left(self.ids, post_id)
        return row if row < len(self) and self.ids[row] == post_id else None

    def entry(self, row: int) -> FileEntry:
        """The entry of the file in a row."""
        shape = self.shapes[int(self.kinds[row])]
        url = None if shape.url is None else self.urls[row]
        return replace(shape, content=bytes(self.contents[row]).decode("ascii"), url=url)

    def take(self, rows: Rows) -> "Records":
        """Some rows, in an order in which their ids ascend."""
        return Records(
            self.ids.take(rows), self.contents[rows], self.urls.take(rows), self.kinds[rows],
            self.shapes,
        )  # fmt: skip

    def where(self, holds: Callable[[FileEntry], bool]) -> NDArray[np.bool_]:
        """The rows whose shape fulfils a condition, as a mask of shape (files,)."""
        mask: NDArray[np.bool_] = self.of_shapes(holds, np.bool_)[self.kinds]
        return mask

    def of_shapes(self, value: Callable[[FileEntry], Any], kind: Any) -> NDArray[Any]:
        """A value of each shape, as an array of a kind, of shape (shapes,)."""
        return np.array([value(shape) for shape in self.shapes], dtype=kind)

    def told(self, tell: Callable[[FileEntry], Iterable[str]]) -> tuple[str, ...]:
        """What is told of each row by its shape, in the order of rows."""
        rows = np.flatnonzero(self.where(lambda shape: any(tell(shape)))).tolist()
        return tuple(one for row in rows for one in tell(self.shapes[self.kinds[row]]))

    def count(self, state: str) -> int:
        """How many files have a state."""
        return self.counts().get(state, 0)

    def counts(self) -> dict[str, int]:
        """How many files have each state."""
        counts: Counter[str] = Counter()
        for number, many in zip(*np.unique(self.kinds, return_counts=True), strict=True):
            counts[self.shapes[number].state] += int(many)
        return dict(counts)

    def updated(self, changed: "Records", gone: Iterable[str] = ()) -> "Records":
        """These records with others added, or in place of those with their ids, and without those
        that are gone."""
        if not len(self):
            return changed
        rows = map(self.row, (*changed.ids, *gone))
        stay = np.ones(len(self), dtype=np.bool_)
        stay[[row for row in rows if row is not None]] = False
        kept = self.take(stay)
        places = [bisect_left(kept.ids, post_id) for post_id in changed.ids]
        new = np.arange(len(kept), len(kept) + len(changed))
        return Records.joined([kept, changed]).take(np.insert(np.arange(len(kept)), places, new))

    def since(self, before: "Records") -> tuple["Records", tuple[str, ...]]:
        """(the records that are new or another than before, the ids of those that are gone):
        `before`, updated with them, is the same as these."""
        at = before.ids.places(self.ids)
        rows = np.flatnonzero(at >= 0)
        mine, known = self.take(rows), before.take(at[rows])
        left = np.ones(len(before), dtype=np.bool_)
        left[at[rows]] = False
        numbers = {shape: number for number, shape in enumerate(before.shapes)}
        same = mine.of_shapes(lambda shape: numbers.get(shape, -1), np.int64)[mine.kinds]
        stays = (same == known.kinds) & (mine.contents == known.contents)
        changed = np.ones(len(self), dtype=np.bool_)
        changed[rows] = ~(stays & mine.urls.same(known.urls))
        return self.take(changed), tuple(before.ids.take(left).unpacked())


def _shape(entry: FileEntry) -> FileEntry:
    return replace(entry, content="", url=None if entry.url is None else "")
