"""`sakuin serve` as a process: it says where it listens, answers, and stops when told."""

import json
import signal
import sys
import threading
import urllib.request
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from flask import Flask

from tests.conftest import PATIENCE
from tests.console import SAKUIN, run
from tests.processes import process
from tests.serving import serving

_SLOW = """
import os
from flask import Flask
from index.values import ServerSettings
from web.serve import serve
app = Flask("slow")
told = os.dup(0)
@app.get("/")
def slow():
    print("asked", flush=True)
    os.read(told, 1)
    return "done"
serve(lambda: app, ServerSettings(port=0))
"""


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
    with process(*command) as (server, address):
        assert json.loads(_get(f"{address}healthz"))["status"] == "ok"
        server.send_signal(told)
        assert server.wait(PATIENCE) == 0


def test_what_was_asked_before_it_is_told_to_stop_is_answered() -> None:
    with process(sys.executable, "-c", _SLOW) as (server, address), ThreadPoolExecutor() as pool:
        assert server.stdin is not None and server.stdout is not None
        answer = pool.submit(_get, address)
        assert server.stdout.readline() == "asked\n"
        server.send_signal(signal.SIGTERM)
        server.stdin.close()
        assert answer.result() == b"done"
        assert server.wait(PATIENCE) == 0


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
