"""One reindex at a time, by a lock of the kernel, which is released when its process ends."""

import json
import os
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

from index.values import LockHeld


@contextmanager
def lock(index: Path, now: datetime) -> Iterator[None]:
    """Holds an index for writing; LockHeld, naming the process and since when, where another one
    does."""
    from filelock import FileLock, Timeout  # slow to import; only builds lock

    holder = index / "lock.json"
    guard = FileLock(index / "lock")
    try:
        guard.acquire(timeout=0)
    except Timeout:
        raise LockHeld(f"{index}: another reindex is at work{_who(holder)}") from None
    try:
        stamp = {"pid": os.getpid(), "since": now.isoformat(timespec="seconds")}
        holder.write_text(json.dumps(stamp), encoding="utf-8")
        yield
        holder.unlink(missing_ok=True)
    finally:
        guard.release()


def _who(holder: Path) -> str:
    """The process that holds the lock, as the end of a message; "" where it is unknown."""
    try:
        stamp = json.loads(holder.read_text(encoding="utf-8"))
        return f": process {stamp['pid']}, since {stamp['since']}"
    except (OSError, ValueError, KeyError, TypeError):
        return ""
