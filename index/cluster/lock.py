"""One reindex at a time: a document beside the generations says who is at it and until when. Who
holds it prolongs it; what a process that was killed leaves is void a minute later."""

import threading
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import uuid4

from index.cluster.client import Client
from index.cluster.mapping import FORMAT, OWNER
from index.cluster.notes import holder
from index.store import require_shape
from index.values import Conflict, LockHeld, SakuinError, printable

_HELD = 60.0
"""Seconds for which the lock is held unless it is prolonged."""
_EVERY = 10.0
_TRIES = 3
_SHAPE = {"holder": str, "since": str, "until": int | float, "token": str}
_LONGEST = 100


@contextmanager
def lock(client: Client, name: str, replicas: int, now: datetime) -> Iterator["Lock"]:
    """Holds an index for writing; LockHeld, naming the process and since when, where another one
    does."""
    _make_state(client, name, replicas)
    held = Lock(client, f"{name}-state", now)
    held.take()
    keeper = threading.Thread(target=held.keep, name="sakuin lock", daemon=True)
    keeper.start()
    try:
        yield held
    finally:
        held.done.set()
        keeper.join()
        held.release()


def _make_state(client: Client, name: str, replicas: int) -> None:
    """Makes the index of what stands beside generations, where it is not there yet."""
    meta = {"sakuin": FORMAT, "owner": OWNER}
    body = {
        "settings": {"number_of_shards": 1, "number_of_replicas": replicas},
        "mappings": {"dynamic": False, "_meta": meta},
    }
    path = f"/{name}-state"
    if client.request("GET", path, absent=True) is None:
        with suppress(Conflict):  # another one was faster
            client.request("PUT", path, body)


@dataclass(frozen=True)
class _Place:
    """A version of the document, and what it says."""

    number: int
    term: int
    said: Mapping[str, Any]


class Lock:
    """The lock of an index, whose `state` is the index with the document."""

    def __init__(self, client: Client, state: str, now: datetime) -> None:
        self._client, self._path = client, f"/{state}/_doc/lock"
        self._stamp = {
            "holder": holder(),
            "since": now.isoformat(timespec="seconds"),
            "token": uuid4().hex,
        }
        self._mine = threading.Lock()
        self._place: _Place | None = None
        self.done = threading.Event()

    @property
    def token(self) -> str:
        """What tells it from other locks of the index."""
        return self._stamp["token"]

    def take(self) -> None:
        """Takes the lock, if nobody holds it; LockHeld."""
        for _ in range(_TRIES):
            place = self._read()
            if place is not None and not _is_void(place.said) and not self._is_mine(place):
                raise self._held(place.said)
            if self._write(place):
                return
        raise self._held({})

    def keep(self) -> None:
        """Prolongs the lock until it is released or lost."""
        while not self.done.wait(_EVERY):
            with suppress(SakuinError):
                self.prolong()
            if self._place is None:
                return

    def prolong(self) -> None:
        """Holds the lock for another while; LockHeld where it was lost: nothing may be published
        then."""
        with self._mine:
            place = self._place
            if place is None or _is_void(place.said) or not self._write(place):
                self._place = None
        self.require()

    def require(self) -> None:
        """LockHeld where it was lost, be it because this process stood still."""
        place = self._place
        if place is None or _is_void(place.said):
            raise LockHeld(f"{self._client.address}: lost the lock{self._who()}")

    def release(self) -> None:
        """Lets others take it, unless it is another's by now or the cluster is away."""
        with self._mine, suppress(SakuinError):
            if place := self._place:
                self._place = None
                self._client.request("DELETE", self._path + _if(place), absent=True)

    def _write(self, before: _Place | None) -> bool:
        """Writes that it is held here, over the version `before`; False where there is another."""
        said = {**self._stamp, "until": time.time() + _HELD}
        condition = "?op_type=create" if before is None else _if(before)
        try:
            answer = self._client.request("PUT", self._path + condition, said)
            self._place = _Place(int(answer["_seq_no"]), int(answer["_primary_term"]), said)
        except Conflict:
            # an attempt that timed out may have been heard
            place = self._read()
            if place is None or not self._is_mine(place):
                return False
            self._place = place
        return True

    def _read(self) -> _Place | None:
        """What the document says; None where there is none. One that says nothing holds nothing."""
        found = self._client.request("GET", self._path, absent=True)
        if found is None:
            return None
        try:
            said = require_shape(found["_source"], _SHAPE)
        except ValueError:
            said = {"until": 0.0, "token": ""}
        return _Place(int(found["_seq_no"]), int(found["_primary_term"]), said)

    def _is_mine(self, place: _Place) -> bool:
        return bool(place.said["token"] == self._stamp["token"])

    def _held(self, said: Mapping[str, Any]) -> LockHeld:
        who = [printable(said[name])[:_LONGEST] for name in ("holder", "since") if name in said]
        by = f": {who[0]}, since {who[1]}" if len(who) > 1 else ""
        return LockHeld(f"{self._client.address}: another reindex is at work{by}")

    def _who(self) -> str:
        """Who holds it now, as the end of a message."""
        try:
            place = self._read()
        except SakuinError:
            return ""
        return f" to {printable(str(place.said.get('holder')))[:_LONGEST]}" if place else ""


def _is_void(said: Mapping[str, Any]) -> bool:
    """Whether the time is over for which a lock was taken."""
    return bool(said["until"] <= time.time())


def _if(place: _Place) -> str:
    return f"?if_seq_no={place.number}&if_primary_term={place.term}"
