"""A client of an OpenSearch cluster: whole answers or our errors, and nothing of the library that
speaks to it."""

import os
import threading
import time
from collections.abc import Callable, Mapping, Sequence
from contextlib import AbstractContextManager
from typing import TYPE_CHECKING, Any, Self, TypeVar
from weakref import WeakSet

from index.cluster.address import Address
from index.cluster.breaker import Breaker, Clock
from index.cluster.codec import to_json, to_lines
from index.cluster.watch import Call, watched
from index.values import (
    ClusterAway,
    ClusterSettings,
    IndexDamaged,
    NoIndex,
    SakuinError,
)

if TYPE_CHECKING:
    from index.cluster.transport import Hosts

T = TypeVar("T")
Json = Mapping[str, Any]
_WHOLE = "allow_partial_search_results=false"
_LONG = 60.0
"""Seconds that all but a search may take."""
_AGAIN = (0.05, 0.2, 0.8)
"""Seconds before a search is sent again of which only a part was answered."""
_ROOM = (0.5, 1.0, 2.0, 4.0, 8.0, 8.0, 8.0)
"""Seconds before posts are sent again for which there was no room."""
_CLIENTS: "WeakSet[Client]" = WeakSet()
_MISSING = "index_not_found_exception"


class Client:
    """Speaks to the cluster at an address; it opens nothing before its first call. Threads share
    it. All raise ClusterAway where the cluster does not answer, ClusterRefused where it does not
    take us or is not trusted, NoIndex where an index is not there, Conflict where what is to be
    made is there, MachineError for what else it refuses. `told` is told of each call when it is
    over."""

    def __init__(
        self,
        address: Address,
        settings: ClusterSettings,
        clock: Clock = time.monotonic,
        sleep: Callable[[float], None] = time.sleep,
        told: Callable[[Call], None] | None = None,
    ) -> None:
        self.address, self._told = address, told
        self._settings, self._sleep = settings, sleep
        self._clock = clock
        self._begin()
        _CLIENTS.add(self)

    def _begin(self) -> None:
        """Without a connection. A process that begins as a copy of another begins so, too: over
        the connections of the other it would get answers that are not its own."""
        self._breaker = Breaker(self._clock)
        self._lock = threading.Lock()
        self._hosts: Hosts | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def search(self, index: str, body: Json) -> Any:
        """The whole answer to a search."""
        path, sent = f"/{index}/_search?{_WHOLE}", to_json(body)
        return self._again(lambda: self._whole(self._ask("POST", path, sent, self.seconds), path))

    def msearch(self, index: str, bodies: Sequence[Json]) -> list[Any]:
        """The whole answers to searches, in their order."""
        if not bodies:
            return []
        path, header = f"/{index}/_msearch", {"allow_partial_search_results": False}
        lines = to_lines(line for body in bodies for line in (header, body))

        def attempt() -> list[Any]:
            answer = self._ask("POST", path, lines, self.seconds, lines=True)
            answers = self._part(answer, "responses", len(bodies))
            return [self._whole(one, path) for one in answers]

        return self._again(attempt)

    def get_many(self, index: str, ids: Sequence[str]) -> list[Json | None]:
        """The `_source` of each document, None where there is none."""
        if not ids:
            return []
        path, sent = f"/{index}/_mget", to_json({"ids": ids})

        def attempt() -> list[Json | None]:
            answer = self._ask("POST", path, sent, self.seconds)
            return [self._source(one, path) for one in self._part(answer, "docs", len(ids))]

        return self._again(attempt)

    def bulk(self, index: str, lines: bytes) -> None:
        """Writes documents, given as lines of JSON: an action and, unless it deletes, its document.
        What is refused for want of room is sent again, more and more slowly."""
        with self._watched():
            self._send(f"/{index}/_bulk?filter_path=errors,items.*.status,items.*.error", lines)

    def _send(self, path: str, lines: bytes) -> None:
        from index.cluster.bulk import refused_of

        for pause in (*_ROOM, None):
            try:
                answer = self._ask("POST", path, lines, _LONG, lines=True)
                lines, reason = refused_of(answer, lines, str(self.address))
                error = ClusterAway(f"{self.address}: no room for posts: {reason}")
            except ClusterAway as away:
                error = away
            if not lines:
                return
            if pause is None:
                raise error
            self._sleep(pause)

    def request(
        self,
        method: str,
        path: str,
        body: Any = None,
        seconds: float | None = None,
        absent: bool = False,
    ) -> Any:
        """The answer to any other request; with `absent` None where the thing is not there."""
        sent = None if body is None else to_json(body)
        with self._watched():
            try:
                return self._ask(method, path, sent, seconds or _LONG)
            except NoIndex:
                if absent:
                    return None
                raise

    def close(self) -> None:
        """Closes the connections; a further call opens new ones."""
        with self._lock:
            hosts, self._hosts = self._hosts, None
        if hosts:
            hosts.close()

    @property
    def seconds(self) -> float:
        """How long a search may take."""
        return self._settings.seconds

    def _ask(
        self, method: str, path: str, body: bytes | None, seconds: float, lines: bool = False
    ) -> Any:
        """An answer, unless too many before failed."""
        if waiting := self._breaker.waiting():
            raise ClusterAway(f"{self.address}: it did not answer just now", waiting)
        try:
            answer = self._opened().ask(method, path, body, seconds, lines)
        except ClusterAway:
            self._breaker.failed()
            raise
        except SakuinError:
            self._breaker.succeeded()
            raise
        self._breaker.succeeded()
        return answer

    def _opened(self) -> "Hosts":
        with self._lock:
            if self._hosts is None:
                from index.cluster.transport import Hosts

                self._hosts = Hosts(self.address, self._settings)
            return self._hosts

    def _again(self, attempt: Callable[[], T]) -> T:
        """What an attempt gives, tried again where a part was missing."""
        with self._watched():
            for pause in _AGAIN:
                try:
                    return attempt()
                except _Partial:
                    self._sleep(pause)
            return attempt()

    def _watched(self) -> AbstractContextManager[None]:
        return watched(self._told, lambda: self._breaker.open_for())

    def _whole(self, answer: Any, path: str) -> Any:
        """The answer to a search if it is whole; an error is raised."""
        if not isinstance(answer, dict):
            raise self._odd(path)
        if "error" in answer:
            raise self._refusal(answer.get("status"), answer["error"], path)
        if answer.get("timed_out") or answer.get("_shards", {}).get("failed"):
            raise _Partial(f"{self.address}: only a part of the index answered")
        if "hits" not in answer:
            raise self._odd(path)
        return answer

    def _source(self, answer: Any, path: str) -> Json | None:
        if not isinstance(answer, dict):
            raise self._odd(path)
        if "error" in answer:
            missing = isinstance(answer["error"], dict) and answer["error"].get("type") == _MISSING
            raise self._refusal(404 if missing else 503, answer["error"], path)
        return answer.get("_source") if answer.get("found") else None

    def _part(self, answer: Any, name: str, count: int) -> list[Any]:
        """A list in an answer, as long as what was asked for."""
        part = answer.get(name) if isinstance(answer, dict) else None
        if not isinstance(part, list) or len(part) != count:
            raise self._odd(name)
        return part

    def _refusal(self, status: Any, cause: Any, path: str) -> SakuinError:
        from index.cluster.transport import refusal

        place = f"{self.address}: {path.partition('?')[0]}"
        error = refusal(status, cause if isinstance(cause, dict) else {"reason": cause}, place)
        return _Partial(str(error)) if isinstance(error, ClusterAway) else error

    def _odd(self, what: str) -> IndexDamaged:
        return IndexDamaged(f"{self.address}: {what}: expected an answer of OpenSearch")


class _Partial(ClusterAway):
    """A part of an answer was missing, though there was one."""


def _begin_as_copy() -> None:
    """What each client of a process does that begins as a copy of another."""
    for client in list(_CLIENTS):
        client._begin()


if hasattr(os, "register_at_fork"):
    os.register_at_fork(after_in_child=_begin_as_copy)
