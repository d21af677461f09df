"""Turns: callers go one after another, in the order in which they came."""

import threading
from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager


class Turns:
    """One caller at a time. One that takes long may `give_way`: it goes behind those that wait."""

    def __init__(self) -> None:
        self._guard = threading.Lock()
        self._waiting: deque[threading.Lock] = deque()
        self._taken = False

    @contextmanager
    def turn(self) -> Iterator[None]:
        """A turn of the caller."""
        self._take()
        try:
            yield
        finally:
            self._leave()

    def give_way(self) -> None:
        """Has those that wait go first; called in a turn."""
        if self._waiting:
            self._leave()
            self._take()

    def _take(self) -> None:
        with self._guard:
            if not self._taken:
                self._taken = True
                return
            gate = threading.Lock()
            gate.acquire()
            self._waiting.append(gate)
        gate.acquire()  # opened by the one before

    def _leave(self) -> None:
        with self._guard:
            if self._waiting:
                self._waiting.popleft().release()  # the turn goes on to the next
            else:
                self._taken = False
