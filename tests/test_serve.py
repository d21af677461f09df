"""`sakuin serve` as a process: it says where it listens, answers, and stops when told."""

import json
import signal
import subprocess
import sys
import threading
import urllib.request
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path

import pytest
from flask import Flask

from tests.conftest import PATIENCE, ROOT
from tests.console import SAKUIN, run
from tests.serving import serving

_SLOW = """
from flask import Flask
from index.values import ServerSettings
from web.serve import serve
app = Flask("slow")
@app.get("/")
def slow():
    print("asked", flush=True)
    with open(0) as until_told:
        until_told.read()
    return "done"
serve(app, ServerSettings(port=0))
"""


@contextmanager
def _process(*command: str | Path) -> Iterator[tuple[subprocess.Popen[str], str]]:
    """A server and its address; it ends with the block, whatever happens there."""
    pipe = subprocess.PIPE
    with subprocess.Popen(command, stdin=pipe, stdout=pipe, text=True, cwd=ROOT) as process:
        try:
            assert process.stdout is not None
            yield process, process.stdout.readline().strip()
        finally:
            process.kill()


def _get(address: str) -> bytes:
    with urllib.request.urlopen(address, timeout=PATIENCE) as response:
        data: bytes = response.read()
    return data


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost"])
@pytest.mark.parametrize("told", [signal.SIGTERM, signal.SIGINT])
def test_it_prints_its_address_answers_and_stops_when_told(
    told: signal.Signals, host: str, fixture_index: Path, interruptible: None
) -> None:
    command = (SAKUIN, "serve", "--index", fixture_index, "--port", "0", "--host", host)
    with _process(*command) as (process, address):
        assert json.loads(_get(f"{address}healthz"))["status"] == "ok"
        process.send_signal(told)
        assert process.wait(PATIENCE) == 0


def test_what_was_asked_before_it_is_told_to_stop_is_answered() -> None:
    with _process(sys.executable, "-c", _SLOW) as (process, address), ThreadPoolExecutor() as pool:
        assert process.stdin is not None and process.stdout is not None
        answer = pool.submit(_get, address)
        assert process.stdout.readline() == "asked\n"
        process.send_signal(signal.SIGTERM)
        process.stdin.close()
        assert answer.result() == b"done"
        assert process.wait(PATIENCE) == 0


def test_a_taken_port_is_named(fixture_index: Path) -> None:
    command = ("serve", "--index", fixture_index, "--port")
    with serving(Flask("other")) as address:
        port = address.rpartition(":")[2]
        done = run(*command, port)
    assert done.returncode == 3
    assert f"127.0.0.1:{port}: cannot listen" in done.stderr


def test_an_address_that_is_none_is_named(fixture_index: Path) -> None:
    done = run("serve", "--index", fixture_index, "--host", "no host", "--port", "0")
    assert done.returncode == 2
    assert "host: expected an address, found 'no host'" in done.stderr


def test_a_server_of_a_test_leaves_no_thread() -> None:
    before = threading.active_count()
    for _ in range(20):
        with serving(_answering(lambda: "here")) as address:
            assert _get(address) == b"here"
        assert threading.active_count() == before


def _answering(view: Callable[[], str]) -> Flask:
    app = Flask("test")
    app.get("/")(view)
    return app
