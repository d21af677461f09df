"""A file of the index that is cut while it is served."""

import json
import os
import signal
import socket
from contextlib import ExitStack
from pathlib import Path
from urllib.error import HTTPError
from urllib.parse import urlsplit

import pytest

from index.store.opened import open_current
from index.values.errors import IndexDamaged
from tests.conftest import PATIENCE, build, find, searcher
from tests.processes import until
from tests.test_workers import _SEARCH, _get, _serving, _stop, _workers


def _cut(index: Path) -> None:
    for path in index.glob("generations/*/*.segment"):
        os.truncate(path, 100)


def test_a_searcher_names_a_file_that_was_cut(place: tuple[Path, Path]) -> None:
    posts, index = place
    build(posts, index)
    with searcher(index) as source:
        assert find(source, "京都").hits
        _cut(index)
        for _ in range(2):
            with pytest.raises(IndexDamaged, match="segment: damaged"):
                find(source, "京都")
        build(posts, index, full=True)
        assert find(source, "京都").hits


def test_what_is_damaged_is_not_looked_into_by_each_request(
    place: tuple[Path, Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    posts, index = place
    build(posts, index)
    _cut(index)
    opened: list[Path] = []
    monkeypatch.setattr(
        "search.embedded.current.open_current",
        lambda path, _: opened.append(path) or open_current(path),  # type: ignore[func-returns-value]
    )
    monkeypatch.setattr("search.embedded.current.time.monotonic", lambda: 0.0)
    with searcher(index) as source:
        for _ in range(9):
            with pytest.raises(IndexDamaged, match="segment: damaged"):
                find(source, "京都")
    assert len(opened) == 1


def _refused(address: str) -> object:
    with pytest.raises(HTTPError) as refused:
        _get(address + _SEARCH)
    return refused.value.code, json.loads(refused.value.read())["error"]["code"]


@pytest.mark.parametrize("workers", ["1", "2"])
def test_a_server_refuses_by_name_what_was_cut_and_answers_from_the_next(
    place: tuple[Path, Path], workers: str
) -> None:
    posts, index = place
    build(posts, index)
    with _serving(index, "--workers", workers) as (server, address):
        _get(address + _SEARCH)
        before = _workers(server)
        _cut(index)
        assert [_refused(address) for _ in range(8)] == [(503, "index_damaged")] * 8
        assert _workers(server) == before, "none had to be replaced"
        build(posts, index, full=True)
        assert json.loads(_get(address + _SEARCH)[1])["total"] == 1


@pytest.mark.parametrize("workers", ["1", "2"])
def test_requests_that_wait_while_a_process_ends_are_answered_by_the_next(
    fixture_index: Path, workers: str
) -> None:
    """The first process holds the sockets of all others. One that SIGBUS ends may take some more
    requests, as it does not end all threads at once."""
    with _serving(fixture_index, "--workers", workers) as (server, address), ExitStack() as clients:
        _get(address)
        for _ in range(3):
            until(lambda: len(_workers(server)) == int(workers))
            ended = _workers(server)
            for worker in ended:
                _stop(worker)
            waiting = [clients.enter_context(_asked(address)) for _ in range(20)]
            for worker in ended:
                os.kill(worker, signal.SIGKILL)
            for client in waiting:
                assert client.recv(100).startswith(b"HTTP/1.1 200 "), "none is lost"
            assert not set(ended) & set(_workers(server))


def _asked(address: str) -> socket.socket:
    """A connection with a request on it."""
    url = urlsplit(address)
    client = socket.create_connection((url.hostname, url.port), PATIENCE)
    client.sendall(f"GET /{_SEARCH} HTTP/1.1\r\nHost: {url.netloc}\r\n\r\n".encode())
    return client
