"""One reindex at a time, by a lock of the kernel, which is released when its process ends."""

import json
import os
import stat
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import datetime
from pathlib import Path

from index.store.format import Folder, read_json, require_shape
from index.values import LockHeld

_LOCK, _HOLDER = "lock", "lock.json"
_MOST = 1_000
"""Bytes that are read of who holds the lock."""


@contextmanager
def lock(index: Path, now: datetime) -> Iterator[None]:
    """Holds an index for writing; LockHeld, naming the process and since when, where another one
    does. What a process that was killed leaves behind holds nothing."""
    from filelock import FileLock, Timeout  # slow to import; only builds lock

    folder = Folder(index)
    _drop_other(folder)
    guard = FileLock(index / _LOCK)
    try:
        guard.acquire(timeout=0)
    except Timeout:
        raise LockHeld(f"{index}: another reindex is at work{_who(folder)}") from None
    try:
        stamp = {"pid": os.getpid(), "since": now.isoformat(timespec="seconds")}
        folder.replace(_HOLDER, json.dumps(stamp).encode(), durable=False)
        yield
        folder.remove(_HOLDER)
    finally:
        guard.release()


def _drop_other(folder: Folder) -> None:
    """Drops what has the lock's name but is no file of this folder alone: taking the lock would
    empty it."""
    with suppress(FileNotFoundError):
        status = folder.status(_LOCK)
        if stat.S_ISDIR(status.st_mode):
            folder.drop(_LOCK)
        elif not stat.S_ISREG(status.st_mode) or status.st_nlink > 1:
            folder.remove(_LOCK)


def _who(folder: Folder) -> str:
    """The process that holds the lock, as the end of a message; "" where it is unknown."""
    try:
        stamp = read_json(str(folder.read(_HOLDER, _MOST), "utf-8"))
        require_shape(stamp, {"pid": int, "since": str})
        since = datetime.fromisoformat(stamp["since"]).isoformat(timespec="seconds")
        return f": process {stamp['pid']}, since {since}"
    except (OSError, ValueError):
        return ""
