"""Limits on what one piece of work may take: CPU time that ends in an error, and behind it what
the system enforces on a process of its own."""

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
    """Raises TimeoutError in the block after `seconds` of this process's CPU time, and again each
    second, since what runs may swallow it. Where the system has no timers for it, or outside the
    main thread, there is no limit."""
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
    """From here on this process may hold so much of its own; what asks for more gets a
    MemoryError, or ends the process in a library that knows none."""
    if resource is not None and hasattr(resource, "RLIMIT_DATA"):
        _, most = resource.getrlimit(resource.RLIMIT_DATA)
        resource.setrlimit(resource.RLIMIT_DATA, (megabytes << 20, most))


def limit_time(seconds: int) -> None:
    """The system ends this process after so many more seconds of CPU time, whatever it does: no
    error reaches a parser in C."""
    if resource is not None:
        used = sum(os.times()[:2])
        _, most = resource.getrlimit(resource.RLIMIT_CPU)
        resource.setrlimit(resource.RLIMIT_CPU, (int(used) + seconds + 1, most))
