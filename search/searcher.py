"""Searchers: a request in, results out. The protocol, and its first implementation over the
embedded index."""

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Protocol, Self

from index.config import RankingSettings
from index.errors import IndexDamaged
from index.store import identity, open_current
from search.generation import Generation, Status
from search.request import Request
from search.results import Hit, Results
from search.suggest import Suggestion
from search.verify import Verified, last_verified

Identity = tuple[str, int, int]
_TRIED_AGAIN = 1.0
"""Seconds after which a damaged generation is opened again."""


class Searcher(Protocol):
    """What the web and the command line know of search. All raise NoIndex without an index."""

    def search(self, request: Request) -> Results: ...

    def suggest(self, typed: str, size: int) -> list[Suggestion]: ...

    def related(self, post_id: str, most: int) -> tuple[Hit, ...]: ...

    def status(self) -> Status: ...

    def verified(self) -> Verified | None: ...


class EmbeddedSearcher:
    """Searches the generation in force under `index`; a new one is picked up by the next
    request. Safe to share between threads."""

    def __init__(self, index: Path, ranking: RankingSettings | None = None) -> None:
        self._index, self._ranking = index, ranking or RankingSettings()
        self._guard = threading.Lock()
        # one search at a time: in many small steps under one interpreter lock, eight at once
        # answer half as many requests as one after another
        self._turn = threading.Lock()
        self._open: Generation | None = None
        self._of: Identity | None = None
        """Of what is open; where that is None, of nothing."""
        self._broken: Identity | None = None
        self._tried = 0.0

    def search(self, request: Request) -> Results:
        with self._in_turn() as generation:
            return generation.search(request)

    def suggest(self, typed: str, size: int) -> list[Suggestion]:
        """What a reader may be about to type; BadParameter where `size` is out of bounds."""
        with self._in_turn() as generation:
            return generation.suggester.suggest(typed, size)

    def related(self, post_id: str, most: int) -> tuple[Hit, ...]:
        """Posts that are like one, best first, without snippets; UnknownPost, and BadParameter
        where `most` is out of bounds."""
        with self._in_turn() as generation:
            return generation.related(post_id, most)

    def ids(self, request: Request) -> list[str]:
        """The ids of the hits alone, as `search` orders them."""
        with self._in_turn() as generation:
            return generation.ids(request)

    def status(self) -> Status:
        with self._guard:
            return self._generation().status

    def verified(self) -> Verified | None:
        """What was looked for in the generation in force, if anything was."""
        return last_verified(self._index, self.status().generation)

    def close(self) -> None:
        """Closes the generation that is open; the next search opens one again."""
        with self._guard:
            self._open = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    @contextmanager
    def _in_turn(self) -> Iterator[Generation]:
        """The generation in force, for one caller at a time."""
        with self._guard:
            generation = self._generation()
        with self._turn:
            yield generation

    def _generation(self) -> Generation:
        wanted: Identity | None = None
        try:
            wanted = identity(self._index)
            if self._open is not None and (wanted == self._of or self._is_broken(wanted)):
                return self._open
            opened = Generation(open_current(self._index), self._ranking)
        except IndexDamaged:
            if self._open is None:
                raise
            self._broken, self._tried = wanted, time.monotonic()
            return self._open  # the last good one goes on serving
        self._open, self._of = opened, wanted  # searches under way keep the one they began with
        return opened

    def _is_broken(self, wanted: Identity | None) -> bool:
        """Whether that was found damaged just now; it may be on its way here, file by file."""
        return wanted == self._broken and time.monotonic() - self._tried < _TRIED_AGAIN
