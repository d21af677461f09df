"""Batches and deletions → the segments of the next generation."""

import math
from collections.abc import Sequence
from typing import Self

import numpy as np

from index.store.batch import Batch
from index.store.format import BlockFile, Folder
from index.store.manifest import SegmentFile
from index.store.merge import staying
from index.store.segment import open_segment
from index.store.segment_writer import SegmentWriter

_TIER = 4
"""Segments of about one size that are left side by side, and how much larger the next size is."""
_SMALLEST = 256


class _Part:
    """A segment, and a mask of its documents that are not deleted, `stay`."""

    def __init__(self, folder: Folder, file: SegmentFile) -> None:
        self.file = file
        self.segment = open_segment(folder, file)
        self.stay = np.ones(file.documents, dtype=np.bool_)
        self.stay[list(file.deleted)] = False

    @property
    def live(self) -> int:
        """How many documents are not deleted."""
        return int(self.stay.sum())

    @property
    def described(self) -> SegmentFile:
        """The segment as a manifest describes it."""
        deleted = tuple(np.flatnonzero(~self.stay).tolist())
        return SegmentFile(
            self.file.file, self.file.bytes, self.file.checksum, self.file.documents, deleted
        )


class SegmentsWriter:
    """Writes into the folder of a new generation, which has the segments that it starts from.
    Documents and deletions have no effect before `commit`; segments of about one size are merged.
    It is a context that gives up unfinished work when it is left."""

    def __init__(self, folder: Folder, segments: Sequence[SegmentFile] = ()) -> None:
        self._folder = folder
        self._parts = [_Part(folder, segment) for segment in segments]
        self._new: SegmentWriter | None = None
        self._made = 0

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        if self._new is not None:
            self._new.abandon()

    def add(self, batch: Batch) -> None:
        """Adds documents after all others."""
        if batch.ids:
            if self._new is None:
                self._new = self._begin()
            self._new.add(batch)

    def _begin(self) -> SegmentWriter:
        self._made += 1
        return SegmentWriter(self._folder, f"{self._folder.name}-{self._made}.segment")

    def delete(self, post_id: str) -> None:
        """Deletes the post of that id, if it is there."""
        if self._new is not None and post_id in self._new:
            self._close_new()  # a segment holds an id once
        for part in self._parts:
            number = part.segment.number_of(post_id)
            if number is not None:
                part.stay[number] = False

    def commit(self) -> tuple[SegmentFile, ...]:
        """The segments of the next generation, as its manifest describes them."""
        self._close_new()
        for part in [part for part in self._parts if not part.live]:
            self._drop(part)
        while chosen := _to_merge([part.live for part in self._parts], self._wasted()):
            self._merge([self._parts[number] for number in chosen])
        return tuple(part.described for part in self._parts)

    def _close_new(self) -> None:
        if self._new is not None:
            self._parts.append(self._finished(self._new))
            self._new = None

    def _wasted(self) -> list[bool]:
        """Which segments have more deleted documents than live ones."""
        return [part.live * 2 < part.file.documents for part in self._parts]

    def _finished(self, writer: SegmentWriter) -> _Part:
        writer.close()
        made = BlockFile(self._folder.open(writer.name))
        return _Part(self._folder, SegmentFile(writer.name, len(made), made.checksum, len(writer)))

    def _merge(self, parts: Sequence[_Part]) -> None:
        self._new = self._begin()
        for part in parts:
            self._new.add(staying(part.segment, part.stay))
        whole = self._finished(self._new)
        self._new = None
        for part in parts:
            self._drop(part)
        self._parts.append(whole)

    def _drop(self, part: _Part) -> None:
        self._parts.remove(part)
        self._folder.remove(part.file.file)


def _to_merge(sizes: Sequence[int], wasted: Sequence[bool]) -> list[int]:
    """The numbers of the segments to merge into one, given live documents of each and whether it
    is mostly deleted: all of the smallest size tier that has four or more; else one that is mostly
    deleted, which is rewritten; else []."""
    tiers: dict[int, list[int]] = {}
    for number, size in enumerate(sizes):
        tiers.setdefault(int(math.log(max(size / _SMALLEST, 1), _TIER)), []).append(number)
    for _, numbers in sorted(tiers.items()):
        if len(numbers) >= _TIER:
            return numbers
    return [number for number, waste in enumerate(wasted) if waste][:1]
