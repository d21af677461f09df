"""A circuit breaker: what has failed again and again is not waited for by everyone."""

import threading
import time
from collections.abc import Callable

Clock = Callable[[], float]


class Breaker:
    """Opens after `most` failures in a row, for `seconds`; then one caller may try, and the others
    when that succeeded, or after as long again. Threads share it."""

    def __init__(self, clock: Clock = time.monotonic, most: int = 5, seconds: float = 2.0) -> None:
        self.seconds = seconds
        self._clock, self._most = clock, most
        self._lock = threading.Lock()
        self._failures, self._until = 0, 0.0

    def waiting(self) -> float:
        """Seconds until a call may be made, 0 for now. Who gets 0 of an open one is who tries."""
        with self._lock:
            if self._failures < self._most:
                return 0.0
            now = self._clock()
            if now < self._until:
                return self._until - now
            self._until = now + self.seconds
            return 0.0

    def open_for(self) -> float:
        """Seconds for which it is open, 0 where a call may be made; asking takes nobody's turn."""
        with self._lock:
            left = self._until - self._clock()
            return max(left, 0.0) if self._failures >= self._most else 0.0

    def failed(self) -> None:
        """Counts a call that failed."""
        with self._lock:
            self._failures += 1
            self._until = self._clock() + self.seconds

    def succeeded(self) -> None:
        """Closes it."""
        with self._lock:
            self._failures = 0
