"""Requests go out several at once, no faster than the cluster takes them, and each line once."""

import threading
from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.cluster.address import parse_address
from index.cluster.client import Client
from index.cluster.sender import Seen, Sender, patiently
from index.values import ClusterAway, ClusterSettings, MachineError


class _Slow(Client):
    """A cluster that takes a request when it is told to."""

    def __init__(self) -> None:
        super().__init__(parse_address("opensearch://nowhere/blog"), ClusterSettings())
        self.taken: list[bytes] = []
        self.go = threading.Semaphore(0)

    def bulk(self, index: str, lines: bytes) -> None:
        assert self.go.acquire(timeout=30)
        if lines == b"bad":
            raise ClusterAway("nowhere: no room for posts: cluster_block_exception: disk usage")
        self.taken.append(lines)


@pytest.fixture
def slow() -> Iterator[tuple[_Slow, Sender]]:
    client = _Slow()
    sender = Sender(client, "blog-000001", lambda: None)
    yield client, sender
    client.go.release(1000)
    sender.close()


def test_all_that_is_sent_arrives(slow: tuple[_Slow, Sender]) -> None:
    client, sender = slow
    client.go.release(100)
    lines = [str(number).encode() for number in range(50)]
    for line in lines:
        sender.send(line)
    sender.send(b"")
    sender.wait()
    assert sorted(client.taken) == sorted(lines)


def test_who_sends_more_than_the_cluster_takes_waits(slow: tuple[_Slow, Sender]) -> None:
    client, sender = slow
    sent = []

    def send() -> None:
        for number in range(20):
            sender.send(str(number).encode())
            sent.append(number)

    thread = threading.Thread(target=send)
    thread.start()
    thread.join(0.3)
    assert thread.is_alive() and len(sent) == 6
    client.go.release(100)
    thread.join(30)
    sender.wait()
    assert len(client.taken) == 20


def test_a_refusal_is_told_and_names_the_full_disk(slow: tuple[_Slow, Sender]) -> None:
    client, sender = slow
    client.go.release(100)
    sender.send(b"bad")
    with pytest.raises(MachineError, match="the cluster takes no more, as when a disk is full"):
        sender.wait()


@given(st.lists(st.frozensets(st.text("ab", max_size=3), max_size=8), max_size=12))
def test_a_line_is_fresh_once(batches: list[frozenset[str]]) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("index.cluster.sender._RECENT", 4)
        seen = Seen()
        fresh = [line for lines in batches for line in seen.fresh(lines)]
    assert sorted(fresh) == sorted({line for lines in batches for line in lines})


def test_a_cluster_that_is_away_for_a_while_is_waited_for(monkeypatch: pytest.MonkeyPatch) -> None:
    pauses: list[float] = []
    monkeypatch.setattr("time.sleep", pauses.append)

    def call() -> int:
        if len(pauses) < 2:
            raise ClusterAway("away")
        return 7

    assert (patiently(call), pauses) == (7, [1.0, 2.0])

    def never() -> None:
        raise ClusterAway("away")

    with pytest.raises(ClusterAway):
        patiently(never)
    assert len(pauses) == 2 + 5
