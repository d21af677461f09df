"""The work of a request, counted where it is done, so that none takes a server for itself. A unit
is about a microsecond of processor time, as measured where the constants stand."""

import math
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from index.values import TooCostly

_SHARE = 20_000
"""Units after which others that wait have their turn."""


class Work:
    """The work of one request: at most `most` units, any for 0; `give_way` is called now and then,
    where others may go before. TooCostly from `spend` where there is no more."""

    def __init__(self, most: int = 0, give_way: Callable[[], None] = lambda: None) -> None:
        self.done = 0
        self._most, self._give_way = most or math.inf, give_way
        self._next = min(_SHARE, self._most + 1)

    def spend(self, units: int) -> None:
        self.done += units
        if self.done < self._next:
            return
        if self.done > self._most:
            raise TooCostly("q: expected a query that takes less work: fewer or longer words")
        self._next = min(self.done + _SHARE, self._most + 1)
        self._give_way()


_counted: ContextVar[Work | None] = ContextVar("work", default=None)


@contextmanager
def taking(work: Work) -> Iterator[Work]:
    """What is spent inside is of this work."""
    token = _counted.set(work)
    try:
        yield work
    finally:
        _counted.reset(token)


def spend(units: int) -> None:
    """Counts units of work for the request under way, if there is one; TooCostly past its bound."""
    work = _counted.get()
    if work is not None:
        work.spend(units)
