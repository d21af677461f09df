"""The next generation of an index on a cluster, while it is made."""

from collections.abc import Sequence
from contextlib import suppress
from typing import Self
from uuid import uuid4

from index.cluster.client import Client
from index.cluster.filling import Filling
from index.cluster.lock import Lock
from index.cluster.making import make_clone, make_empty, make_final, swap
from index.cluster.manifest import read_manifest, written
from index.cluster.mapping import part_key
from index.cluster.names import drop, generations, in_force_or_none, index_of, number_of
from index.cluster.notes import last_together
from index.cluster.packing import ClusterBatch
from index.cluster.proof import count_posts, prove
from index.cluster.sender import patiently, room
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


class ClusterSession:
    """The next generation, in an index of its own until its name leads to it."""

    def __init__(
        self, client: Client, settings: ClusterSettings, lock: Lock, base: str | None
    ) -> None:
        self._client, self._settings, self._lock, self._base = client, settings, lock, base
        self._name = client.address.name
        self._old = in_force_or_none(client, self._name)
        self._is_published = False
        self._index = _next(client, self._name, self._old)
        with room(client):
            if base is None:
                make_empty(client, self._index, settings)
            else:
                make_clone(client, base, self._index)
        self._filling = Filling(client, self._index, base is not None, lock.require)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *raised: object) -> None:
        self._filling.close()
        if not self._is_published:
            self._give_up()

    def _give_up(self) -> None:
        """Drops the generation, if nobody took the lock and the name does not lead to it after all,
        as when this was interrupted just then."""
        with suppress(SakuinError):  # else the next build does it
            self._lock.prolong()
            if in_force_or_none(self._client, self._name) != self._index:
                drop(self._client, self._index)

    def add(self, packed: ClusterBatch) -> None:
        self._filling.add(packed)

    def delete(self, post_id: str) -> None:
        self._filling.delete(post_id)

    def publish(self, contents: Contents) -> Receipt:
        """Whole, proved, and then in force; LockHeld where the lock was lost."""
        return self._published(contents, self._filling.samples.ids)

    def _published(self, contents: Contents, samples: Sequence[str]) -> Receipt:
        """The same; `samples` are some of the posts that were just written."""
        client, index = self._client, self._index
        patiently(self._lock.prolong)
        with room(client):
            self._send_rest(contents, samples)
            patiently(lambda: client.request("POST", f"/{index}/_refresh"))
            patiently(lambda: self._prove(contents, samples))
            patiently(lambda: make_final(client, index, self._settings.replicas))
        patiently(self._lock.prolong)
        patiently(lambda: swap(client, self._name, self._old, index))
        self._is_published = True
        with suppress(SakuinError):  # else the next build does it
            self._drop_older()
        return Receipt(self._index, contents)

    def _send_rest(self, contents: Contents, samples: Sequence[str]) -> None:
        self._filling.send_rest()
        parts = 0
        for lines in written(self._index, uuid4().hex, contents, samples):
            self._filling.send(lines)
            parts += 1
        if self._base is not None:
            known = range(read_manifest(self._client, self._base).parts)
            self._filling.drop(map(part_key, known[parts - 1 :]))
        self._filling.wait()

    def _prove(self, contents: Contents, samples: Sequence[str]) -> None:
        """MachineError where it is not whole; IndexDamaged where it was not to begin with."""
        listed = contents.files.count(Visibility.LISTED.value)
        found = count_posts(self._client, self._index)
        if found != listed:
            reason = f"expected {counted(listed, 'post')} in {self._index}, found {found:,}"
            kind = MachineError if self._base is None else IndexDamaged
            raise kind(f"{self._client.address}: {reason}; nothing is published")
        prove(self._client, self._index, samples)

    def _drop_older(self) -> None:
        """Drops the generations before the one that was in force."""
        last = number_of(self._old or self._index, self._name) or 0
        for number, index in generations(self._client, self._name).items():
            if number < last:
                drop(self._client, index)


def _next(client: Client, name: str, old: str | None) -> str:
    """The index of the next generation; drops what killed builds left of later ones. None of these
    is made again: who was at it may only have stood still, and still send to it."""
    number = last = number_of(old, name) or 0 if old else 0
    for found, index in generations(client, name).items():
        if found > last:
            drop(client, index)
        number = max(number, found)
    number = max(number, number_of(last_together(client), name) or 0)
    return index_of(name, number + 1)
