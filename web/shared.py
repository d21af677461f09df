"""Bytes that all processes of a server share: a file that each maps, under one lock."""

import mmap
import os
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path

try:
    import fcntl
except ImportError:  # on Windows, where one process answers
    fcntl = None  # type: ignore[assignment]


class Shared:
    """So many bytes, zeros at first, `map` while one is `alone` with them. Processes that open one
    file share them, each by `shared_in`, as the lock of a file is the process's; without a file
    they are those of a process."""

    def __init__(self, size: int, path: Path | None = None) -> None:
        self._file = -1
        if path is not None:
            self._file = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
            os.truncate(self._file, size)
        self.map = mmap.mmap(self._file, size)
        self._guard = threading.Lock()

    @contextmanager
    def alone(self) -> Iterator[None]:
        """No other thread or process is here; one that is killed here leaves no lock."""
        with self._guard:
            if self._file < 0 or fcntl is None:
                yield
                return
            fcntl.lockf(self._file, fcntl.LOCK_EX)
            try:
                yield
            finally:
                fcntl.lockf(self._file, fcntl.LOCK_UN)


def shared_in(folder: Path | None, name: str, size: int) -> Shared:
    """The bytes of a name that all processes share which have a folder; without one those of the
    caller alone."""
    return _opened(folder / name, size) if folder else Shared(size)


@cache
def _opened(path: Path, size: int) -> Shared:
    return Shared(size, path)
