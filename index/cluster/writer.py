"""One index on a cluster as a build writes it: held for one writer at a time, made in
generations."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime

from index.cluster.client import Client
from index.cluster.lock import Lock, lock
from index.cluster.manifest import read_contents, read_manifest
from index.cluster.mapping import FORMAT
from index.cluster.names import format_of, in_force_or_none
from index.cluster.packing import ClusterBatch, pack
from index.cluster.proof import count_posts
from index.cluster.sender import room
from index.cluster.session import ClusterSession
from index.values import (
    ClusterSettings,
    Documents,
    IndexDamaged,
    LockHeld,
    NoIndex,
    Receipt,
    Snapshot,
    Visibility,
    counted,
)


class ClusterWriter:
    """The Writer of the index at a client's address."""

    pack: Callable[[Documents], ClusterBatch] = staticmethod(pack)
    version = f"cluster {FORMAT}"

    def __init__(self, client: Client, settings: ClusterSettings) -> None:
        self._client, self._settings = client, settings
        self._lock: Lock | None = None

    @contextmanager
    def exclusive(self, now: datetime) -> Iterator[None]:
        """Holds the index; LockHeld, NotOurs, MachineError."""
        client = self._client
        in_force_or_none(client, client.address.name)
        with room(client):
            held = lock(client, client.address.name, self._settings.replicas, now)
            with held as self._lock:
                try:
                    yield
                finally:
                    self._lock = None

    def last(self) -> tuple[Receipt | None, str | None]:
        """(the generation in force, why it cannot be built upon). NotOurs where the name leads to
        what is no index of ours."""
        index = in_force_or_none(self._client, self._client.address.name)
        if index is None:
            return None, None
        try:
            if (found := format_of(self._client, index)) != FORMAT:
                return None, f"{index}: expected format {FORMAT}, found {found}"
            contents = read_contents(self._client, read_manifest(self._client, index))
            wanted, posts = contents.files.count(Visibility.LISTED.value), self._count(index)
        except (IndexDamaged, NoIndex) as error:
            return None, str(error)
        wrong = f"{index}: expected {counted(wanted, 'post')}, found {posts:,}"
        return Receipt(index, contents), None if posts == wanted else wrong

    def _count(self, index: str) -> int:
        return count_posts(self._client, index)

    def snapshot(self) -> Snapshot | None:
        """None: a folder is read whole."""
        return None

    def keep(self, snapshot: Snapshot) -> None:
        """Keeps nothing."""

    def begin(self, base: Receipt | None) -> ClusterSession:
        """The next generation; LockHeld where this does not hold the index."""
        if self._lock is None:
            raise LockHeld(f"{self._client.address}: expected to hold the lock of the index")
        generation = base.generation if base else None
        return ClusterSession(self._client, self._settings, self._lock, generation)
