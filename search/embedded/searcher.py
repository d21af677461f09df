"""The Searcher over an index on disk: it opens generations and has callers take turns."""

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Self

from index.store import identity, open_current, pointer_of, require_current
from index.values import IndexDamaged, RankingSettings
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
from search.embedded.generation import Generation
from search.embedded.turns import Turns
from search.embedded.verified import read_verified

Identity = tuple[str, int, int]
_TRIED_AGAIN = 1.0
"""Seconds after which a damaged generation is opened again."""


class EmbeddedSearcher:
    """A Searcher over the current generation of the index in the folder `index`; its methods are
    described in Searcher. A damaged generation is not used while an earlier one is open. A call
    may take `most_work` units of work, any for 0."""

    def __init__(
        self, index: Path, ranking: RankingSettings | None = None, most_work: int = 0
    ) -> None:
        self._index, self._ranking = index, ranking or RankingSettings()
        self._most_work = most_work
        self._guard = threading.Lock()
        # one search at a time: in many small steps under one interpreter lock, eight at once
        # answer half as many requests as one after another
        self._turns = Turns()
        self._open: Generation | None = None
        self._open_identity: Identity | None = None
        self._open_stamp: tuple[int, int, int] | None = None
        self._pointer = pointer_of(index)
        self._broken: Identity | None = None
        self._fault: IndexDamaged | None = None
        self._tried = 0.0
        """When what is broken was opened last, by the monotonic clock."""

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
        with self._guard:
            generation = self._generation()
        return generation.sample(size, seed, fresh)

    def status(self) -> Status:
        with self._guard:
            return self._generation().status

    def verified(self) -> Verified | None:
        with self._guard:
            opened = self._open
        generation = opened.status.generation if opened else require_current(self._index)
        return read_verified(self._index, generation)

    def close(self) -> None:
        with self._guard:
            self._open = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    @contextmanager
    def _in_turn(self) -> Iterator[Generation]:
        """The current generation, for one caller at a time; one that takes long gives way to others
        in between."""
        with self._guard:
            generation = self._generation()
        with self._turns.turn(), taking(Work(self._most_work, self._turns.give_way)):
            yield generation

    def _generation(self) -> Generation:
        """The current generation, opened if it is not; the last good one where it is damaged."""
        if self._open is not None and not self._open.is_whole():
            self._open = self._open_identity = None  # a file was cut: to read on ends the process
        stamp = self._stamp()
        if self._open is not None and stamp is not None and stamp == self._open_stamp:
            return self._open
        wanted: Identity | None = None
        try:
            wanted = identity(self._index)
            is_open = wanted == self._open_identity
            if self._open is not None and (is_open or self._is_broken(wanted)):
                self._open_stamp = stamp if is_open else None
                return self._open
            if self._fault is not None and self._is_broken(wanted):
                raise IndexDamaged(str(self._fault))
            opened = Generation(open_current(self._index), self._ranking)
        except IndexDamaged as fault:
            if not self._is_broken(wanted):
                self._broken, self._fault, self._tried = wanted, fault, time.monotonic()
            if self._open is None:
                raise
            return self._open  # the last good one goes on serving
        # searches under way keep the generation they began with
        self._open, self._open_identity, self._open_stamp = opened, wanted, stamp
        return opened

    def _stamp(self) -> tuple[int, int, int] | None:
        """What differs once another generation is current, though not only then; None where no file
        names one."""
        try:
            status = self._pointer.lstat()
        except OSError:
            return None
        return status.st_ino, status.st_mtime_ns, status.st_ctime_ns

    def _is_broken(self, wanted: Identity | None) -> bool:
        """Whether that was found damaged a moment ago; its files may still be being copied."""
        return wanted == self._broken and time.monotonic() - self._tried < _TRIED_AGAIN
