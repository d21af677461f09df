"""A server that is told to reload, or to stop, answers what it has begun to read."""

import os
import pty
import re
import signal
import subprocess
import sys
import threading
import urllib.request
from http.client import RemoteDisconnected
from pathlib import Path

import pytest

from tests.conftest import PATIENCE, ROOT
from tests.console import SAKUIN
from tests.processes import process, until

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="has no such signals")


def _title(address: str) -> str:
    with urllib.request.urlopen(address, timeout=PATIENCE) as response:
        found = re.search("<title>(.*)</title>", response.read().decode())
    assert found
    return found[1]


def _title_at_last(address: str) -> str:
    """The title; asked for again where a connection was taken just when its process ended, and
    nothing was read of it."""
    try:
        return _title(address)
    except RemoteDisconnected:
        return _title(address)


def test_settings_are_read_anew_while_readers_are_answered(
    fixture_index: Path, tmp_path: Path
) -> None:
    config = tmp_path / "sakuin.toml"
    titles: list[str] = []
    done = threading.Event()

    def ask(address: str) -> None:
        while not done.is_set():
            titles.append(_title_at_last(address))

    config.write_text('[server]\ntitle = "一"\nport = 0\nworkers = 2\n', encoding="utf-8")
    command = (SAKUIN, "serve", "--index", fixture_index, "--config", config)
    with process(*command) as (server, address):
        client = threading.Thread(target=ask, args=(address,))
        client.start()
        until(lambda: len(_workers(server.pid)) == 2)
        for title, said in (("二", "二"), ("壊", "二"), ("三", "三")):
            broken = "\nworkers = -1" if title == "壊" else ""
            config.write_text(f'[server]\ntitle = "{title}"\nport = 0{broken}\n', encoding="utf-8")
            before = _workers(server.pid)
            server.send_signal(signal.SIGHUP)
            until(lambda: not before & _workers(server.pid))  # noqa: B023
            until(lambda: _title_at_last(address) == said)  # noqa: B023
            until(lambda: len(_workers(server.pid)) == 2)
            until(lambda: said in titles)  # noqa: B023
        server.send_signal(signal.SIGHUP)
        done.set()
        client.join()
        server.send_signal(signal.SIGTERM)
        assert server.wait(PATIENCE) == 0
    assert set(titles) == {"一", "二", "三"}


def _workers(server: int) -> set[str]:
    return set(Path(f"/proc/{server}/task/{server}/children").read_text().split())


def test_a_terminal_that_is_closed_stops_the_server(fixture_index: Path) -> None:
    ours, theirs = pty.openpty()
    command = [str(SAKUIN), "serve", "--index", str(fixture_index), "--port", "0"]
    with subprocess.Popen(
        command, stdin=theirs, stdout=subprocess.PIPE, text=True, cwd=ROOT
    ) as server:
        assert server.stdout is not None
        assert _title(server.stdout.readline().strip())
        server.send_signal(signal.SIGHUP)
        assert server.wait(PATIENCE) == 0
    os.close(ours)
    os.close(theirs)
