"""Servers on 127.0.0.1: started, asked, always stopped. Standard library only."""

import http.client
import signal
import socket
import subprocess
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from types import FrameType
from typing import Any, Self

HOST = "127.0.0.1"
_ROOT = Path(__file__).parent.parent
_PATIENCE = 60.0
_LONGEST = 3_600
"""Seconds: an index of 800 MB of text is one request to Groonga."""


def free_port() -> int:
    """A port that nothing listens on."""
    with socket.socket() as taken:
        taken.bind((HOST, 0))
        return int(taken.getsockname()[1])


class Client:
    """One connection, kept where the server keeps it."""

    def __init__(self, port: int) -> None:
        self._connection = http.client.HTTPConnection(HOST, port, timeout=_LONGEST)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._connection.close()

    def get(self, path: str) -> bytes:
        return self._answer("GET", path, None)

    def post(self, path: str, body: bytes) -> bytes:
        return self._answer("POST", path, body)

    def _answer(self, method: str, path: str, body: bytes | None) -> bytes:
        self._connection.request(method, path, body, {"Content-Type": "application/json"})
        response = self._connection.getresponse()
        data = response.read()
        if response.status != 200:
            raise RuntimeError(f"{path[:80]}: status {response.status}: {data[:200]!r}")
        return data


@contextmanager
def running(command: Sequence[str | Path], port: int, ready: str) -> Iterator[int]:
    """The process id of a server that answers `ready`, whatever it says; stopped on leaving."""
    process = subprocess.Popen(
        command, cwd=_ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    try:
        _wait(process, port, ready)
        yield process.pid
    finally:
        stop(process)


def stop(process: "subprocess.Popen[Any]") -> None:
    """Ends a process, by force where it does not end on being asked."""
    process.terminate()
    try:
        process.wait(_PATIENCE)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()


def stop_in_order() -> None:
    """Being told to stop unwinds this process, so that the servers it started stop too."""

    def unwind(_number: int, _frame: FrameType | None) -> None:
        raise SystemExit(143)

    signal.signal(signal.SIGTERM, unwind)


def _wait(process: "subprocess.Popen[bytes]", port: int, ready: str) -> None:
    deadline = time.monotonic() + _PATIENCE
    while time.monotonic() < deadline:
        if process.poll() is not None:
            raise RuntimeError(f"server ended with {process.returncode}")
        try:
            connection = http.client.HTTPConnection(HOST, port, timeout=_PATIENCE)
            connection.request("GET", ready)
            connection.getresponse().read()
            connection.close()
            return
        except OSError:
            time.sleep(0.005)
    raise RuntimeError(f"no answer within {_PATIENCE:.0f} s")
