"""The generation in force: opened when it is new, kept while it is."""

import threading
import time
from dataclasses import dataclass, replace
from pathlib import Path

from index.store import identity, open_current, pointer_of
from index.values import IndexDamaged, NoIndex, RankingSettings, SakuinError
from search.contract import Request
from search.embedded.generation import Generation

Identity = tuple[str, int, int]
Stamp = tuple[int, int, int]
_TRIED_AGAIN = 1.0
"""Seconds after which a damaged generation is opened again."""
_AT_REST = 1.0
"""Seconds without a call after which the next may wait until a new generation is open."""


@dataclass(frozen=True)
class _Opened:
    """A generation, what tells it from others, and the stamp of the file that named it; no stamp
    where it is not the current one any more, or is not known to be."""

    generation: Generation
    identity: Identity | None
    stamp: Stamp | None


class Current:
    """Gives the current generation of the index in the folder `index`. A damaged one is not used
    while an earlier one is open. With `beside`, where calls follow one another, a new one is opened
    by a thread, and the one before answers until it is ready. Threads may share this."""

    def __init__(self, index: Path, ranking: RankingSettings, beside: bool = False) -> None:
        self._index, self._ranking, self._beside = index, ranking, beside
        self._pointer = pointer_of(index)
        self._guard = threading.Lock()
        self._opened: _Opened | None = None
        self._opening: threading.Thread | None = None
        self._called = 0.0
        """When a call came last, by the monotonic clock."""
        self._fault: IndexDamaged | None = None
        self._broken: Identity | None = None
        self._tried = 0.0
        """When what is broken was opened last, by the monotonic clock."""

    def get(self) -> Generation:
        """The current generation, opened if it is not; the last good one where it is damaged, and
        while it is being opened. NoIndex, IndexDamaged."""
        with self._guard:
            opened, before, self._called = self._opened, self._called, time.monotonic()
            if opened is not None and not opened.generation.is_whole():
                opened = self._opened = None  # a file was cut: to read on ends the process
            stamp = self._stamp()
            if opened is None:
                return self._renewed(stamp)
            if stamp is not None and stamp == opened.stamp:
                return opened.generation
            if not self._beside or self._called - before > _AT_REST:
                return self._renewed(stamp)
            if self._opening is None or not self._opening.is_alive():
                self._opening = threading.Thread(target=self._renew, args=(stamp,), daemon=True)
                self._opening.start()
            return opened.generation

    def opened(self) -> Generation | None:
        """The generation that is open, if one is."""
        opened = self._opened
        return opened.generation if opened else None

    def close(self) -> None:
        """Closes what is open; the next call opens it again."""
        with self._guard:
            self._opened = None

    def _renew(self, stamp: Stamp | None) -> None:
        """Opens what is current now; without an index the last generation goes on serving."""
        try:
            self._renewed(stamp)
        except SakuinError:
            return

    def _renewed(self, stamp: Stamp | None) -> Generation:
        """As `get`, of what is current now; `stamp` was taken before."""
        before, wanted = self._opened, None
        try:
            wanted = identity(self._index)
            if before is not None and (wanted == before.identity or self._is_broken(wanted)):
                is_open = wanted == before.identity
                self._opened = replace(before, stamp=stamp if is_open else None)
                return before.generation
            if self._fault is not None and self._is_broken(wanted):
                raise IndexDamaged(str(self._fault))
            reader = open_current(self._index, before.generation.reader if before else None)
            made = Generation(reader, self._ranking)
            if before is not None and self._beside:
                made.search(Request("索引", size=1))  # reads what a first search reads
        except NoIndex:
            if before is None or not self._beside:
                raise
            return before.generation
        except IndexDamaged as fault:
            if not self._is_broken(wanted):
                self._broken, self._fault, self._tried = wanted, fault, time.monotonic()
            if before is None:
                raise
            return before.generation  # the last good one goes on serving
        # searches under way keep the generation they began with
        self._opened = _Opened(made, wanted, stamp)
        return made

    def _stamp(self) -> Stamp | None:
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
