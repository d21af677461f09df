"""Clients that mean ill, at a real server: slow ones by the thousand, heads that two servers would
read in two ways."""

import json
import resource
import selectors
import socket
import sys
import threading
import urllib.request
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path
from urllib.parse import quote, urlsplit

import pytest

from index.values import ServerSettings
from tests.conftest import PATIENCE
from tests.console import SAKUIN
from tests.processes import process
from web.listen import UNREAD_SECONDS, listen

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="what a system can bound differs")

_MANY = 1_000
_SEARCH = "api/search?q=" + quote("検索")
_PAGE = f"GET /?q={quote('の')}&size=100 HTTP/1.1\r\nHost: a\r\n\r\n".encode()
_SLOW = (
    b"",
    b"GET / HTT",
    b"GET / HTTP/1.1\r\nHost: a\r\nX-Sl",
    b"POST /api/search HTTP/1.1\r\nHost: a\r\nContent-Length: 60000\r\n\r\nab",
    b"POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nab",
    _PAGE * 20,
)
"""What slow clients begin with: they stop there, or go on with a byte at a time; the last reads
nothing of its twenty pages."""
_LET_GO = (BlockingIOError, ConnectionError)
"""What a client meets that the server has let go, or that does not read."""


@pytest.fixture
def place(fixture_index: Path) -> Iterator[tuple[str, int]]:
    """Where one process serves the fixture blog."""
    command = (SAKUIN, "serve", "--index", fixture_index, "--port", "0", "--workers", "1")
    with process(*command) as (_, address):
        url = urlsplit(address)
        assert url.hostname and url.port
        yield url.hostname, url.port


@contextmanager
def _slow(place: tuple[str, int]) -> Iterator[list[socket.socket]]:
    """Slow clients, connected and begun."""
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (max(soft, min(hard, _MANY * 2)), hard))
    with ExitStack() as stack:
        clients = [
            stack.enter_context(socket.create_connection(place, PATIENCE)) for _ in range(_MANY)
        ]
        for number, client in enumerate(clients):
            client.setblocking(False)
            client.send(_SLOW[number % len(_SLOW)])
        yield clients


def _total(place: tuple[str, int]) -> int:
    url = f"http://{place[0]}:{place[1]}/{_SEARCH}"
    with urllib.request.urlopen(url, timeout=PATIENCE) as response:
        total: int = json.load(response)["total"]
    return total


def test_a_thousand_slow_clients_hold_up_nobody(place: tuple[str, int]) -> None:
    with _slow(place) as clients:
        for _ in range(3):
            assert _total(place) > 0
            for client in clients:
                with suppress(*_LET_GO):
                    client.send(b"x")


@pytest.mark.soak
def test_slow_clients_are_let_go_one_and_all(place: tuple[str, int]) -> None:
    pause = threading.Event()
    with _slow(place) as clients, selectors.DefaultSelector() as ended:
        for client in clients:
            ended.register(client, selectors.EVENT_READ)
        for _ in range(2 * UNREAD_SECONDS + 20):
            assert _total(place) > 0
            for key, _ in ended.select(0):
                if len(key.fileobj.recv(1_000_000)) == 0:  # type: ignore[union-attr]
                    ended.unregister(key.fileobj)
            for key in list(ended.get_map().values()):
                with suppress(*_LET_GO):
                    key.fileobj.send(b"x")  # type: ignore[union-attr]
            pause.wait(1)
        assert len(ended.get_map()) == 0


def test_what_a_client_leaves_unread_is_bounded_in_bytes_and_time() -> None:
    with listen(ServerSettings(port=0)) as listening:
        listening.setblocking(True)
        with socket.create_connection(listening.getsockname(), PATIENCE):
            accepted = listening.accept()[0]
            with accepted:
                unread = accepted.getsockopt(socket.IPPROTO_TCP, socket.TCP_USER_TIMEOUT)
                assert unread == UNREAD_SECONDS * 1000
                assert accepted.getsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF) <= 600_000


_FRAMINGS = (
    b"Content-Length: 70\r\nContent-Length: 71", b"Content-Length: 70, 70",
    b"Content-Length: 70\r\nTransfer-Encoding: chunked", b"Transfer-Encoding: chunked",
    b"Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked", b"Transfer-Encoding: identity",
    b"Transfer-Encoding:\r\n chunked", b"Content-Length:\r\n 70", b"Content-Length : 70",
    b"Content_Length: 70", b"Content-Length: +70", b"Content-Length: 0x46",
    b"Transfer-Encoding: xchunked", b"Content-Length: 99999999", b"X: y\r\n z",
)  # fmt: skip


@pytest.mark.parametrize("framing", _FRAMINGS)
def test_a_head_that_can_be_read_in_two_ways_is_refused_and_nothing_behind_it_is_read(
    place: tuple[str, int], framing: bytes
) -> None:
    behind = b"GET /healthz HTTP/1.1\r\nHost: a\r\nX: " + b"x" * 40 + b"\r\n\r\n"
    said = _said(place, b"GET / HTTP/1.1\r\nHost: a\r\n" + framing + b"\r\n\r\n0\r\n\r\n" + behind)
    assert said[:12] in (b"HTTP/1.1 400", b"HTTP/1.1 411", b"HTTP/1.1 413")
    assert said.count(b"HTTP/1.1 ") == 1
    assert b"connection: close" in said.lower()


def test_a_host_of_60000_characters_is_a_400(place: tuple[str, int]) -> None:
    for path in (b"/", b"/api/search"):
        said = _said(place, b"GET " + path + b" HTTP/1.1\r\nHost: " + b"a" * 60_000 + b"\r\n\r\n")
        assert said.startswith(b"HTTP/1.1 400")
        assert b"Host: expected" in said


def _said(place: tuple[str, int], request: bytes) -> bytes:
    """All that the server says to a request until it closes the connection."""
    said = b""
    with socket.create_connection(place, PATIENCE) as client:
        client.sendall(request)
        try:
            while part := client.recv(65_536):
                said += part
        except ConnectionResetError:
            pass
    return said
