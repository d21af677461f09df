"""The next generation of an index on a cluster, while it is made."""

from collections.abc import Iterable, Iterator
from contextlib import suppress
from typing import Any, Self
from uuid import uuid4

from index.cluster.client import Client
from index.cluster.codec import to_lines
from index.cluster.lock import Lock
from index.cluster.making import make_clone, make_empty, make_final, swap
from index.cluster.manifest import read_manifest, written
from index.cluster.mapping import line_key, part_key, post_key
from index.cluster.names import drop, generations, in_force_or_none, index_of, number_of
from index.cluster.packing import ClusterBatch
from index.cluster.proof import Samples, count_posts, prove
from index.cluster.sender import Seen, Sender, patiently, room
from index.values import (
    ClusterSettings,
    Contents,
    IndexDamaged,
    MachineError,
    Receipt,
    SakuinError,
    Visibility,
    counted,
)

_LINES = 1_000
"""Lines that are sent together: more at once take longer each."""


class ClusterSession:
    """The next generation, in an index of its own until its name leads to it."""

    def __init__(
        self, client: Client, settings: ClusterSettings, lock: Lock, base: str | None
    ) -> None:
        self._client, self._settings, self._lock, self._base = client, settings, lock, base
        self._name = client.address.name
        self._old = in_force_or_none(client, self._name)
        self._gone: dict[str, None] = {}
        self._added: set[str] = set()
        self._lines: list[str] = []
        self._seen, self._samples = Seen(), Samples()
        self._is_published = False
        self._index = _next(client, self._name, self._old)
        with room(client):
            if base is None:
                make_empty(client, self._index, settings)
            else:
                make_clone(client, base, self._index)
        self._sender = Sender(client, self._index)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._sender.close()
        if not self._is_published:
            with suppress(SakuinError):  # else the next build does it
                drop(self._client, self._index)

    def add(self, packed: ClusterBatch) -> None:
        self._sender.send(packed.posts)
        self._samples.note(packed.ids)
        if self._base is not None:
            self._added.update(packed.ids)
        self._lines += self._seen.fresh(packed.lines)
        while len(self._lines) >= _LINES:
            self._send_lines()

    def delete(self, post_id: str) -> None:
        if self._base is not None:  # else there is none
            self._gone[post_id] = None

    def publish(self, contents: Contents) -> Receipt:
        """Whole, proved, and then in force; LockHeld where the lock was lost."""
        client, index = self._client, self._index
        patiently(self._lock.prolong)
        with room(client):
            self._send_rest(contents)
            patiently(lambda: client.request("POST", f"/{index}/_refresh"))
            patiently(lambda: self._prove(contents))
            patiently(lambda: make_final(client, index, self._settings.replicas))
        patiently(self._lock.prolong)
        patiently(lambda: swap(client, self._name, self._old, index))
        self._is_published = True
        with suppress(SakuinError):  # else the next build does it
            self._drop_older()
        return Receipt(self._index, contents)

    def _send_rest(self, contents: Contents) -> None:
        """Sends all that is to be sent at the end: deletions too, so that a post which was deleted
        and added stays whatever the order in which requests are done."""
        gone = [post_key(post_id) for post_id in self._gone if post_id not in self._added]
        for some in _sliced(gone, _LINES):
            self._sender.send(_deletions(some))
        while self._lines:
            self._send_lines()
        parts = 0
        for lines in written(self._index, uuid4().hex, contents, self._samples.ids):
            self._sender.send(lines)
            parts += 1
        if self._base is not None:
            known = range(read_manifest(self._client, self._base).parts)
            self._sender.send(_deletions(map(part_key, known[parts - 1 :])))
        self._sender.wait()

    def _send_lines(self) -> None:
        some, self._lines = self._lines[:_LINES], self._lines[_LINES:]
        self._sender.send(to_lines(row for line in some for row in _indexed(line)))

    def _prove(self, contents: Contents) -> None:
        """MachineError where it is not whole; IndexDamaged where it was not to begin with."""
        listed = contents.files.count(Visibility.LISTED.value)
        found = count_posts(self._client, self._index)
        if found != listed:
            reason = f"expected {counted(listed, 'post')} in {self._index}, found {found:,}"
            kind = MachineError if self._base is None else IndexDamaged
            raise kind(f"{self._client.address}: {reason}; nothing is published")
        prove(self._client, self._index, self._samples.ids)

    def _drop_older(self) -> None:
        """Drops the generations before the one that was in force."""
        last = number_of(self._old or self._index, self._name) or 0
        for number, index in generations(self._client, self._name).items():
            if number < last:
                drop(self._client, index)


def _next(client: Client, name: str, old: str | None) -> str:
    """The index of the next generation; drops what killed builds left of later ones."""
    number = last = number_of(old, name) or 0 if old else 0
    for found, index in generations(client, name).items():
        stays = found <= last or not drop(client, index)
        number = max(number, found if stays else 0)
    return index_of(name, number + 1)


def _indexed(line: str) -> tuple[dict[str, Any], dict[str, str]]:
    """What a bulk request has of a line."""
    return {"index": {"_id": line_key(line)}}, {"kind": "line", "line": line}


def _deletions(keys: Iterable[str]) -> bytes:
    return to_lines({"delete": {"_id": key}} for key in keys)


def _sliced(keys: list[str], size: int) -> Iterator[list[str]]:
    for first in range(0, len(keys), size):
        yield keys[first : first + size]
