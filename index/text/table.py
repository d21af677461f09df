"""A growing table of numbers."""

from typing import Any

import numpy as np
from numpy.typing import NDArray


class Table:
    """A table of numbers to which rows are added, usually many before it is read again. Who adds
    has to hold `lock`, a recursive one; `len` is how many rows it has."""

    def __init__(self, columns: int, kind: Any, lock: Any) -> None:
        self._table = np.zeros((columns, 1024), dtype=kind)
        self._size = self._settled = 0
        self._added: list[tuple[int, ...]] = []
        self._lock = lock

    def __len__(self) -> int:
        return self._size

    def add(self, *rows: tuple[int, ...]) -> int:
        """Adds rows and returns the number of the first."""
        first = self._size
        self._added += rows
        self._size += len(rows)
        return first

    def rows(self, numbers: NDArray[Any]) -> NDArray[Any]:
        """The rows of these numbers, shape (n, columns), each column in one piece of memory."""
        rows: NDArray[Any] = self._settled_table().take(numbers, axis=1).T
        return rows

    def column(self, numbers: NDArray[Any], column: int) -> NDArray[Any]:
        """One column of the rows of these numbers, shape (n,)."""
        values: NDArray[Any] = self._settled_table()[column].take(numbers)
        return values

    def _settled_table(self) -> NDArray[Any]:
        if self._added:
            with self._lock:  # another thread may have done it meanwhile
                self._settle()
        return self._table

    def _settle(self) -> None:
        """Moves the rows added since into the array."""
        if not self._added:
            return
        if self._size > self._table.shape[1]:
            room = np.zeros((len(self._table), self._size), dtype=self._table.dtype)
            self._table = np.concatenate([self._table, room], axis=1)
        self._table[:, self._settled : self._size] = np.array(self._added, self._table.dtype).T
        self._settled, self._added = self._size, []
