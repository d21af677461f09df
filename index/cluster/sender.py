"""Bulk requests, several at once, no more than the cluster keeps up with."""

import time
from collections import deque
from collections.abc import Callable, Iterator, Set
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from typing import TypeVar

import numpy as np

from index.cluster.client import Client
from index.values import ClusterAway, MachineError

_THREADS = 3
_AHEAD = 2 * _THREADS
"""Requests that are under way or wait their turn; whoever wants to send more waits."""
_NO_ROOM = "cluster_block_exception"
"""How the refusals begin of a cluster whose disks are full."""
_PAUSES = (1.0, 2.0, 4.0, 8.0, 16.0)
"""Seconds between the times that a cluster is asked which is away."""
_RECENT = 1 << 20

T = TypeVar("T")


class Sender:
    """Sends requests to one index, each if what `require` requires holds; the first error is raised
    by a later call."""

    def __init__(self, client: Client, index: str, require: Callable[[], None]) -> None:
        self._client, self._index, self._require = client, index, require
        self._pool = ThreadPoolExecutor(_THREADS, "sakuin bulk")
        self._pending: deque[Future[None]] = deque()

    def send(self, lines: bytes) -> None:
        """Sends lines of a bulk request, later or now."""
        while len(self._pending) >= _AHEAD or (self._pending and self._pending[0].done()):
            self._pending.popleft().result()
        if lines:
            self._pending.append(self._pool.submit(self._send, lines))

    def wait(self) -> None:
        """Waits until all is there."""
        while self._pending:
            self._pending.popleft().result()

    def close(self) -> None:
        """Gives up what was not begun."""
        self._pool.shutdown(wait=True, cancel_futures=True)

    def _send(self, lines: bytes) -> None:
        self._require()
        with room(self._client):
            self._client.bulk(self._index, lines)


@contextmanager
def room(client: Client) -> Iterator[None]:
    """Says of a cluster that refuses to write for want of room that it has none: MachineError."""
    try:
        yield
    except (ClusterAway, MachineError) as error:
        if _NO_ROOM not in str(error):
            raise
        hint = "the cluster takes no more, as when a disk is full"
        raise MachineError(f"{client.address}: {hint}: {error}") from error


def patiently(call: Callable[[], T]) -> T:
    """What a call gives. A cluster that is away for a while, or has too much to do just behind many
    posts, is asked again: what was written so far is worth the wait."""
    for pause in _PAUSES:
        try:
            return call()
        except ClusterAway:
            time.sleep(pause)
    return call()


class Seen:
    """Lines that were sent, by their hashes, in few bytes each."""

    def __init__(self) -> None:
        self._old = np.zeros(0, dtype=np.int64)
        self._recent: set[int] = set()

    def fresh(self, lines: Set[str]) -> list[str]:
        """Those of the lines that were not given before."""
        given = list(lines)
        numbers = np.fromiter(map(hash, given), np.int64, len(given))
        places = self._old.searchsorted(numbers)
        is_old = np.zeros(len(given), dtype=np.bool_)
        if len(self._old):
            is_old = self._old.take(places, mode="clip") == numbers
        pairs = zip(given, numbers.tolist(), is_old.tolist(), strict=True)
        fresh = [(line, one) for line, one, old in pairs if not old and one not in self._recent]
        self._recent.update(one for _, one in fresh)
        if len(self._recent) > _RECENT:
            recent = np.fromiter(self._recent, np.int64, len(self._recent))
            self._old = np.sort(np.concatenate([self._old, recent]))
            self._recent.clear()
        return [line for line, _ in fresh]
