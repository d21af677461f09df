"""Posting lists as batches bring them: the latest in memory, earlier ones in a file, so that memory
does not grow with the posts (as in Heinz and Zobel, "Efficient Single-Pass Index Construction for
Text Databases", 2003)."""

import os
from collections.abc import Sequence
from dataclasses import dataclass, replace
from tempfile import TemporaryFile
from typing import Any

import numpy as np
from numpy.typing import NDArray

from index.store.format.folder import Folder
from index.store.format.inverted import Column, Inverted, Part, joined, merged
from index.store.format.ragged import ranks

_MOST = 32
_MOST_POSTINGS = 8_000_000
"""Batches, and postings, that are in memory at most; a segment that is merged is one batch."""


class Gathered:
    """Gathers parts whose keys are numbers. Its file is made in `folder`, has no name and is gone
    with the process."""

    def __init__(self, folder: Folder) -> None:
        self._folder = folder
        self._latest: list[Inverted] = []
        self._spilled: list[Part] = []
        self._file: Any = None

    def add(self, part: Inverted) -> None:
        """Takes a part; its documents come after those of the parts before."""
        self._latest.append(part)

    @property
    def parts(self) -> list[Part]:
        """All parts, in the order in which they came."""
        return [*self._spilled, *self._latest]

    @property
    def is_full(self) -> bool:
        """Whether it is time to `spill`."""
        postings = sum(len(part.docs) for part in self._latest)
        return len(self._latest) >= _MOST or postings >= _MOST_POSTINGS

    def spill(self, spelled: Sequence[str] | None = None) -> None:
        """Moves all that is in memory to the file as one part, sorted by keys, or by `spelled[key]`
        where given."""
        latest = [part for part in self._latest if len(part.sizes)]
        self._latest.clear()
        if not latest:
            return
        whole = joined(merged(latest)) if spelled is None else _by_spelling(latest, spelled)
        if self._file is None:
            self._file = TemporaryFile(dir=self._folder.path)  # noqa: SIM115, `close` closes it
        self._spilled.append(_Spilled([self._written(column) for column in whole.columns]))
        self._file.flush()

    def _written(self, column: Column) -> "_Column":
        values = column[:]
        at = self._file.tell()
        self._file.write(np.ascontiguousarray(values).data)
        return _Column(self._file, at, len(values), values.dtype)

    def close(self) -> None:
        """Drops all parts and the file."""
        self._latest.clear()
        self._spilled.clear()
        if self._file is not None:
            self._file.close()


def _by_spelling(parts: Sequence[Inverted], spelled: Sequence[str]) -> Inverted:
    """Parts, each sorted by `spelled[key]`, as one that is sorted likewise."""
    used = np.unique(np.concatenate([np.asarray(part.keys) for part in parts]))
    order = np.array(sorted(used.tolist(), key=spelled.__getitem__), dtype=np.uint64)
    whole = joined(merged(parts, ranks(order, len(spelled))))
    return replace(whole, keys=order[np.asarray(whole.keys)])


@dataclass(frozen=True)
class _Spilled:
    """A part that is read from the file as it is used, a Part."""

    columns: Sequence[Column]


@dataclass(frozen=True)
class _Column:
    """A column in a file: `length` numbers of a `kind`, from byte `at` on."""

    file: Any
    at: int
    length: int
    kind: np.dtype[Any]

    def __len__(self) -> int:
        return self.length

    def __getitem__(self, where: slice, /) -> NDArray[Any]:
        start, stop, _ = where.indices(self.length)
        size = self.kind.itemsize
        data = os.pread(self.file.fileno(), (stop - start) * size, self.at + start * size)
        return np.frombuffer(data, dtype=self.kind)
