"""The Searcher over an index on a cluster: each call asks one generation, the current one."""

import threading
import time
from collections.abc import Callable, Iterator
from functools import lru_cache
from typing import Self, TypeVar, cast

from index.cluster import Client, current, read_contents, read_manifest, read_verified
from index.store import Manifest
from index.values import NoIndex, RankingSettings
from search.cluster.generation import ClusterGeneration
from search.cluster.opened import Opened
from search.contract import (
    Explanation,
    Hit,
    Request,
    Results,
    ShownPost,
    Status,
    Suggestion,
    Verified,
    Work,
    taking,
)

Answered = TypeVar("Answered")


class ClusterSearcher:
    """A Searcher over the index of a client's address; its methods are described in Searcher. A
    call may take `most_work` units of work, any for 0; for so many `seconds` a generation is taken
    for the current one without a look."""

    engine = "cluster"

    def __init__(
        self,
        client: Client,
        ranking: RankingSettings | None = None,
        most_work: int = 0,
        seconds: float = 0.0,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._client, self._ranking = client, ranking or RankingSettings()
        self._most_work, self._seconds, self._clock = most_work, seconds, clock
        self._guard = threading.Lock()
        self._opened: ClusterGeneration | None = None
        self._place = ("", "")
        self._looked = 0.0

    def search(self, request: Request) -> Results:
        return self._answered(lambda generation: generation.search(request))

    def ids(self, request: Request) -> list[str]:
        return self._answered(lambda generation: generation.ids(request))

    def suggest(self, typed: str, size: int) -> list[Suggestion]:
        return self._answered(lambda generation: generation.suggest(typed, size))

    def related(self, post_id: str, most: int) -> tuple[Hit, ...]:
        return self._answered(lambda generation: generation.related(post_id, most))

    def explain(self, query: str, post_id: str) -> tuple[Explanation, ...]:
        return self._answered(lambda generation: generation.told.explain(query, post_id))

    def why_not(self, query: str, post: str) -> list[str]:
        return self._answered(lambda generation: generation.told.why_not(query, post))

    def contains(self, post_id: str, text: str) -> bool:
        return self._answered(lambda generation: generation.told.contains(post_id, text))

    def sample(self, size: int, seed: int | None, fresh: bool = False) -> Iterator[ShownPost]:
        return iter(self._answered(lambda one: list(one.told.sample(size, seed, fresh))))

    def shown(self, post_id: str) -> ShownPost:
        return self._answered(lambda generation: generation.told.shown(post_id))

    def status(self) -> Status:
        return self._answered(lambda generation: generation.status)

    def verified(self) -> Verified | None:
        found = read_verified(self._client, self.status().generation)
        return None if found is None else Verified(**{**found, "missed": tuple(found["missed"])})

    def close(self) -> None:
        with self._guard:
            self._opened = None
        self._client.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def _answered(self, ask: Callable[[ClusterGeneration], Answered]) -> Answered:
        """What the current generation answers; asked again where another took its place and it was
        deleted meanwhile."""
        with taking(Work(self._most_work)):
            generation = self._generation()
            try:
                return ask(generation)
            except NoIndex:
                return ask(self._generation(anew=True))

    def _generation(self, anew: bool = False) -> ClusterGeneration:
        """The current generation; which that is is looked up now and then, by one thread: a server
        goes on meanwhile with the one that is open. NoIndex."""
        opened = self._opened
        waits = opened is None or anew or not self._seconds
        if not self._guard.acquire(blocking=waits):
            return cast(ClusterGeneration, opened)
        try:
            return self._looked_up(anew)
        finally:
            self._guard.release()

    def _looked_up(self, anew: bool) -> ClusterGeneration:
        now, opened = self._clock(), self._opened
        if opened is not None and not anew and now - self._looked < self._seconds:
            return opened
        place = current(self._client, self._client.address.name)
        if opened is None or place != self._place:
            opened = self._opened = self._open(place[0])
            self._place = place
        self._looked = now
        return opened

    def _open(self, name: str) -> ClusterGeneration:
        said = read_manifest(self._client, name)
        manifest = Manifest(
            generation=name, basis=said.basis, indexed_at=said.indexed_at, segments=(),
            counts=said.counts, vocabulary=said.vocabulary, timezone=said.timezone,
        )  # fmt: skip
        entries = lru_cache(1)(lambda: read_contents(self._client, said).files)
        return ClusterGeneration(
            Opened(self._client, name, manifest, said.token, said.fresh), self._ranking, entries
        )
