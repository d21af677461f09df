"""The Searcher over an index on disk: callers take turns over the current generation."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Self

from index.store import require_current
from index.values import RankingSettings
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
from search.embedded.current import Current
from search.embedded.generation import Generation
from search.embedded.turns import Turns
from search.embedded.verified import read_verified


class EmbeddedSearcher:
    """A Searcher over the current generation of the index in the folder `index`; its methods are
    described in Searcher. A call may take `most_work` units of work, any for 0; with `beside` new
    generations are opened beside calls, which the one before answers meanwhile."""

    engine = "embedded"

    def __init__(
        self,
        index: Path,
        ranking: RankingSettings | None = None,
        most_work: int = 0,
        beside: bool = False,
    ) -> None:
        self._index, self._most_work = index, most_work
        self._current = Current(index, ranking or RankingSettings(), beside)
        # one search at a time: in many small steps under one interpreter lock, eight at once
        # answer half as many requests as one after another
        self._turns = Turns()

    def search(self, request: Request) -> Results:
        with self._in_turn() as generation:
            return generation.search(request)

    def ids(self, request: Request) -> list[str]:
        with self._in_turn() as generation:
            return generation.ids(request)

    def suggest(self, typed: str, size: int) -> list[Suggestion]:
        with self._in_turn() as generation:
            return generation.suggest(typed, size)

    def related(self, post_id: str, most: int) -> tuple[Hit, ...]:
        with self._in_turn() as generation:
            return generation.related(post_id, most)

    def explain(self, query: str, post_id: str) -> tuple[Explanation, ...]:
        with self._in_turn() as generation:
            return generation.explain(query, post_id)

    def why_not(self, query: str, post: str) -> list[str]:
        with self._in_turn() as generation:
            return generation.why_not(query, post)

    def contains(self, post_id: str, text: str) -> bool:
        with self._in_turn() as generation:
            return generation.contains(post_id, text)

    def sample(self, size: int, seed: int | None, fresh: bool = False) -> Iterator[ShownPost]:
        return self._current.get().sample(size, seed, fresh)

    def shown(self, post_id: str) -> ShownPost:
        with self._in_turn() as generation:
            return generation.shown(post_id)

    def status(self) -> Status:
        return self._current.get().status

    def verified(self) -> Verified | None:
        opened = self._current.opened()
        generation = opened.status.generation if opened else require_current(self._index)
        return read_verified(self._index, generation)

    def close(self) -> None:
        self._current.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    @contextmanager
    def _in_turn(self) -> Iterator[Generation]:
        """The current generation, for one caller at a time; one that takes long gives way to others
        in between."""
        generation = self._current.get()
        with self._turns.turn(), taking(Work(self._most_work, self._turns.give_way)):
            yield generation
