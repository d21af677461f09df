"""Processes that answer on one address: what one of them does, all do, and none is missed."""

import json
import os
import select
import signal
import socket
import sys
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from email.message import Message
from http.client import HTTPConnection
from operator import sub
from pathlib import Path
from urllib.parse import quote, urlsplit

import pytest

from index.values import ServerSettings
from tests.conftest import PATIENCE, build
from tests.console import SAKUIN
from tests.processes import process, until
from web.listen import listen
from web.workers import _Interrupt

_SEARCH = "api/search?q=" + quote("検索")
pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="finds processes by /proc")


@contextmanager
def _serving(index: Path, *options: str) -> Iterator[tuple[int, str]]:
    """The process id and the address of a server."""
    with process(SAKUIN, "serve", "--index", index, "--port", "0", *options) as (server, address):
        yield server.pid, address


def _workers(server: int) -> list[int]:
    text = Path(f"/proc/{server}/task/{server}/children").read_text()
    return [int(pid) for pid in text.split()]


def _sockets(pid: int) -> int:
    """How many sockets a process has."""
    links = [str(link.readlink()) for link in Path(f"/proc/{pid}/fd").iterdir()]
    return sum(link.startswith("socket:") for link in links)


def _get(address: str) -> tuple[Message, bytes]:
    with urllib.request.urlopen(address, timeout=PATIENCE) as response:
        return response.headers, response.read()


def _stop(pid: int) -> None:
    """Stops a process; back when all its threads stand still."""
    os.kill(pid, signal.SIGSTOP)
    threads = Path(f"/proc/{pid}/task")
    until(lambda: all(_state(thread) == "T" for thread in threads.iterdir()))


def _state(thread: Path) -> str:
    return (thread / "stat").read_text().rpartition(") ")[2][0]


def _first(address: str) -> tuple[Message, bytes]:
    """The first answer to a request over many connections, as each worker has some of them."""
    url = urlsplit(address)
    clients = [HTTPConnection(url.netloc, timeout=PATIENCE) for _ in range(24)]
    try:
        for client in clients:
            client.request("GET", f"{url.path}?{url.query}")
        by_socket = {client.sock: client for client in clients}
        answered = select.select(list(by_socket), [], [], PATIENCE)[0]
        response = by_socket[answered[0]].getresponse()
        return response.headers, response.read()
    finally:
        for client in clients:
            client.close()


def _of_each(server: int, path: str) -> list[tuple[Message, bytes]]:
    """The answers of all workers, one after another, while the others are stopped."""
    answers, workers = [], _workers(server)
    try:
        for asked in workers:
            os.kill(asked, signal.SIGCONT)
            for other in set(workers) - {asked}:
                _stop(other)
            answers.append(_first(path))
    finally:
        for worker in workers:
            os.kill(worker, signal.SIGCONT)
    return answers


def test_all_workers_answer_from_a_new_generation_with_the_same_etags(
    place: tuple[Path, Path],
) -> None:
    posts, index = place
    build(posts, index)
    with _serving(index, "--workers", "2") as (server, address):
        _get(address)
        before = _of_each(server, address + _SEARCH)
        assert len(before) == 2
        (posts / "d.md").write_text("# 検索\n\n検索の話。\n", encoding="utf-8")
        build(posts, index)
        until(lambda: all(b'"total":2' in b for _, b in _of_each(server, address + _SEARCH)))
        after = _of_each(server, address + _SEARCH)
    assert [json.loads(body)["total"] for _, body in before + after] == [1, 1, 2, 2]
    first, second, third, fourth = (headers["ETag"] for headers, _ in before + after)
    assert first == second != third == fourth


@pytest.mark.parametrize("how", [signal.SIGBUS, signal.SIGKILL])
def test_a_worker_that_dies_is_replaced_each_time(fixture_index: Path, how: signal.Signals) -> None:
    """What is cut within a search ends a process by SIGBUS."""
    with _serving(fixture_index, "--workers", "2") as (server, address):
        _get(address)
        for _ in range(3):
            killed = _workers(server)[0]
            os.kill(killed, how)
            until(lambda: killed not in _workers(server) and len(_workers(server)) == 2)  # noqa: B023
            for headers, _body in _of_each(server, address):
                assert headers["ETag"]


def test_connections_that_are_kept_are_shared_among_the_workers(fixture_index: Path) -> None:
    with _serving(fixture_index, "--workers", "2") as (server, address):
        until(lambda: len(_workers(server)) == 2)
        clients = [HTTPConnection(urlsplit(address).netloc, timeout=PATIENCE) for _ in range(32)]
        before = [_sockets(worker) for worker in _workers(server)]
        for client in clients:
            client.request("GET", "/healthz")
            client.getresponse().read()
        after = [_sockets(worker) for worker in _workers(server)]
        for client in clients:
            client.close()
    assert min(map(sub, after, before)) > 3


def test_what_is_written_in_two_parts_does_not_wait() -> None:
    with listen(ServerSettings(port=0)) as listening:
        listening.setblocking(True)
        with socket.create_connection(listening.getsockname(), PATIENCE):
            accepted = listening.accept()[0]
            with accepted:
                assert accepted.getsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY)


def test_workers_end_with_a_server_that_is_killed(fixture_index: Path) -> None:
    with _serving(fixture_index, "--workers", "2") as (server, address):
        _get(address)
        workers = _workers(server)
        os.kill(server, signal.SIGKILL)
        until(lambda: not any(Path(f"/proc/{pid}/exe").exists() for pid in workers))


def test_clients_that_send_slowly_hold_up_nobody(fixture_index: Path) -> None:
    with _serving(fixture_index, "--workers", "1") as (_, address):
        host, port = address.removeprefix("http://").rstrip("/").split(":")
        slow = [socket.create_connection((host, int(port))) for _ in range(100)]
        try:
            for one in slow:
                one.sendall(b"GET / HTTP/1.1\r\nHost: a\r\nX-Sl")
            assert json.loads(_get(f"{address}healthz")[1])["status"] == "ok"
        finally:
            for one in slow:
                one.close()


@pytest.mark.parametrize("head", ["GET /?q={} HTTP/1.1\r\nHost: a", "GET / HTTP/1.1\r\nX: {}"])
def test_a_head_that_is_too_long_is_refused(fixture_index: Path, head: str) -> None:
    with _serving(fixture_index, "--workers", "1") as (_, address):
        host, port = address.removeprefix("http://").rstrip("/").split(":")
        with socket.create_connection((host, int(port)), PATIENCE) as client:
            client.sendall(head.format("x" * 200_000).encode() + b"\r\n\r\n")
            assert int(client.recv(100).split()[1]) in (400, 414, 431)


def test_a_client_is_counted_over_all_workers(fixture_index: Path, tmp_path: Path) -> None:
    config = tmp_path / "sakuin.toml"
    config.write_text('[server]\nrate = "20/day"\nrate_loopback = true\n')
    options = ("--workers", "2", "--config", str(config))
    with _serving(fixture_index, *options) as (server, address):
        until(lambda: len(_workers(server)) == 2)
        clients = [HTTPConnection(urlsplit(address).netloc, timeout=PATIENCE) for _ in range(50)]
        for client in clients:
            client.request("GET", "/healthz")
        statuses = [client.getresponse().status for client in clients]
        for client in clients:
            client.close()
    assert sorted(statuses) == [200] * 20 + [429] * 30


def test_what_the_server_is_told_while_it_reloads_is_not_lost() -> None:
    told = ["to stop"]
    interrupt = _Interrupt(lambda: bool(told))
    interrupt.set()
    interrupt.clear()
    assert interrupt.is_set()
    told.clear()
    interrupt.clear()
    assert not interrupt.is_set()
