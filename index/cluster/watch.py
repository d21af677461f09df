"""Who runs a cluster's client may watch what becomes of its calls; nothing is known here of what is
counted."""

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from index.values import ClusterAway

OK, RETRIED, REFUSED, AWAY = OUTCOMES = ("ok", "retried", "refused", "away")
"""What becomes of a call: it was answered, at once or after other attempts; the cluster does not do
that; no host answered with all of it, or none was asked while the breaker is open."""


@dataclass(frozen=True)
class Call:
    """A call that is over: its outcome, and the seconds it took with all of its attempts. For so
    many seconds from now on the breaker is open, 0 where it is not."""

    outcome: str
    seconds: float
    open_for: float


class _Attempts(threading.local):
    number = 0


ATTEMPTS = _Attempts()
"""How often a thread has asked a host for the call that it makes."""


@contextmanager
def watched(told: Callable[[Call], None] | None, open_for: Callable[[], float]) -> Iterator[None]:
    """Tells what becomes of the call that is made inside."""
    if told is None:
        yield
        return
    ATTEMPTS.number, began, outcome = 0, time.perf_counter(), REFUSED
    try:
        yield
        outcome = RETRIED if ATTEMPTS.number > 1 else OK
    except ClusterAway:
        outcome = AWAY
        raise
    finally:
        told(Call(outcome, time.perf_counter() - began, open_for()))
