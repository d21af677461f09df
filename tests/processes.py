"""Servers as processes of their own, and waiting for what they do."""

import subprocess
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.conftest import PATIENCE, ROOT


@contextmanager
def process(*command: str | Path) -> Iterator[tuple[subprocess.Popen[str], str]]:
    """A server and its address; it ends with the block, whatever happens there."""
    pipe = subprocess.PIPE
    with subprocess.Popen(command, stdin=pipe, stdout=pipe, text=True, cwd=ROOT) as server:
        try:
            assert server.stdout is not None
            yield server, server.stdout.readline().strip()
        finally:
            server.kill()


def until(holds: Callable[[], bool]) -> None:
    """Waits until a condition holds."""
    pause = threading.Event()
    for _ in range(PATIENCE * 20):
        if holds():
            return
        pause.wait(0.05)
    raise AssertionError("it never came to hold")
