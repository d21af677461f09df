"""Limits on the time and memory that a piece of work may take: a deadline in CPU time that raises
an error, and limits that the system enforces on a whole process."""

import os
import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType

try:
    import resource
except ImportError:  # not on Windows
    resource = None  # type: ignore[assignment]


@contextmanager
def deadline(seconds: float) -> Iterator[None]:
    """Raises TimeoutError in the block after `seconds` of this process's CPU time, and again every
    second, since the block may swallow it. Without timers of the system, or outside the main
    thread, there is no limit."""
    main = threading.current_thread() is threading.main_thread()
    if not (main and hasattr(signal, "setitimer")):
        yield
        return
    running = True

    def late(_signal: int, _frame: FrameType | None) -> None:
        if running:
            raise TimeoutError

    before = signal.signal(signal.SIGPROF, late)
    signal.setitimer(signal.ITIMER_PROF, seconds, 1)
    try:
        yield
    finally:
        running = False
        signal.setitimer(signal.ITIMER_PROF, 0)
        signal.signal(signal.SIGPROF, before)


def limit_memory(megabytes: int) -> None:
    """Limits the memory of this process from now on. Allocating more raises MemoryError, or ends
    the process in a library that does not handle it."""
    if resource is not None and hasattr(resource, "RLIMIT_DATA"):
        _, most = resource.getrlimit(resource.RLIMIT_DATA)
        resource.setrlimit(resource.RLIMIT_DATA, (megabytes << 20, most))


def limit_time(seconds: int) -> None:
    """Has the system end this process after so many more seconds of CPU time, for code in C that
    no error can interrupt."""
    if resource is not None:
        used = sum(os.times()[:2])
        _, most = resource.getrlimit(resource.RLIMIT_CPU)
        resource.setrlimit(resource.RLIMIT_CPU, (int(used) + seconds + 1, most))
