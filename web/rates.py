"""How often a client may ask, with one count for all processes of a server and no service beside
it. A client is a number of 8 bytes and the time at which all that it asked is paid off: so much is
kept of each, in a file that the processes map. Libraries for this count in the memory of one
process or over a network."""

import math
import struct
import time
from collections.abc import Callable
from dataclasses import dataclass
from hashlib import blake2b
from pathlib import Path

from index.values import Rate, ServerSettings, parse_rate
from web.shared import Shared, shared_in

_WAYS = 8
_SET = struct.Struct(f"={_WAYS}Q{_WAYS}d")
"""Clients that share a place: their numbers, then their times. A new one takes the place of that
which is paid off first."""
_SETS = 8192
_ROUND = 1e-6
"""Seconds by which sums of fractions may be off."""
SIZE = _SETS * _SET.size
"""Bytes of a table: of 65,536 clients."""


class Table:
    """Times by client, in bytes that may be those of all processes."""

    def __init__(self, shared: Shared) -> None:
        self._shared = shared

    def change(self, key: int, changed: Callable[[float], float]) -> None:
        """Gives a client's time, 0 for a new one, to `changed`, and keeps what that returns."""
        offset = key // 2 % _SETS * _SET.size  # odd, since 0 stands for nobody
        with self._shared.alone():
            values = list(_SET.unpack_from(self._shared.map, offset))
            keys, times = values[:_WAYS], values[_WAYS:]
            known = key in keys
            place = keys.index(key) if known else times.index(min(times))
            keys[place], times[place] = key, changed(times[place] if known else 0.0)
            _SET.pack_into(self._shared.map, offset, *keys, *times)


@dataclass(frozen=True, slots=True)
class Standing:
    """Where a client stands: the rate, how often it may ask at once after this, the seconds until
    all is as at first, and, where it may not ask now, those until it may, else 0."""

    rate: Rate
    remaining: int
    reset: int
    retry_after: int

    @property
    def allowed(self) -> bool:
        return not self.retry_after

    @property
    def message(self) -> str:
        """What the client should have done."""
        return f"expected at most {self.rate.number:,} requests in {self.rate.seconds:,} s"

    @property
    def headers(self) -> tuple[tuple[str, str], ...]:
        """What tells a client."""
        return (
            ("RateLimit-Limit", str(self.rate.number)),
            ("RateLimit-Remaining", str(self.remaining)),
            ("RateLimit-Reset", str(self.reset)),
        )


class Limiter:
    """Lets each client ask `rate.number` times at once, and again as time goes by, evenly, as
    often in `rate.seconds`. `clock` tells seconds; that of all processes is one."""

    def __init__(
        self, rate: Rate, table: Table, secret: str, clock: Callable[[], float] = time.monotonic
    ) -> None:
        self.rate = rate
        self._table = table
        self._secret = secret.encode()[:64]
        self._clock = clock

    def ask(self, client: str) -> Standing:
        """Counts a request of a client, unless it may not ask."""
        digest = blake2b(client.encode("utf-8", "replace"), digest_size=8, key=self._secret)
        now, window = self._clock(), float(self.rate.seconds)
        step = window / self.rate.number
        standing: list[Standing] = []

        def changed(paid_off: float) -> float:
            debt = min(max(paid_off - now, 0.0), window)
            allowed = debt + step <= window + _ROUND
            if allowed:
                debt += step
            left = int((window - debt + _ROUND) / step)
            wait = 0 if allowed else max(1, math.ceil(debt + step - window - _ROUND))
            standing.append(Standing(self.rate, left, math.ceil(debt - _ROUND), wait))
            return now + debt

        self._table.change(int.from_bytes(digest.digest(), "little") | 1, changed)
        return standing[0]


def limiter_of(settings: ServerSettings, folder: Path | None, secret: str) -> Limiter | None:
    """The limiter that settings ask for, None where they ask for none. Those of one folder and
    secret count together."""
    rate = parse_rate(settings.rate)
    return Limiter(rate, Table(shared_in(folder, "rates", SIZE)), secret) if rate else None
