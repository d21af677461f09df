"""What the processes of a server count of their calls to a cluster, at fixed places of shared
bytes."""

import struct
import time
from bisect import bisect_left
from collections.abc import Callable, Iterator
from itertools import accumulate
from typing import TYPE_CHECKING

from index.cluster import OUTCOMES, Call
from web.shared import Shared

if TYPE_CHECKING:
    from prometheus_client.core import Metric

NUMBER = struct.Struct("=d")
BOUNDS = (0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1.0, 2.0, 5.0)
"""Seconds: the upper ends of the parts that durations are counted in; the last has none."""
_SUM = len(OUTCOMES) + len(BOUNDS) + 1
_UNTIL = _SUM + 1
SIZE_OF_CALLS = (_UNTIL + 1) * NUMBER.size


class Calls:
    """Calls by outcome, their durations, and until when a breaker that is open lets none pass: the
    last one of all processes, so that one that has ended leaves none open."""

    def __init__(self, shared: Shared, clock: Callable[[], float] = time.time) -> None:
        self._shared, self._clock = shared, clock

    def count(self, call: Call) -> None:
        """Counts a call."""
        with self._shared.alone():
            self._add(OUTCOMES.index(call.outcome), 1.0)
            self._add(len(OUTCOMES) + bisect_left(BOUNDS, call.seconds), 1.0)
            self._add(_SUM, call.seconds)
            if call.open_for:
                until = max(self._at(_UNTIL), self._clock() + call.open_for)
                NUMBER.pack_into(self._shared.map, _UNTIL * NUMBER.size, until)

    def collect(self) -> Iterator["Metric"]:
        """The counts, as the client of Prometheus has them."""
        from prometheus_client.core import (
            CounterMetricFamily,
            GaugeMetricFamily,
            HistogramMetricFamily,
        )

        calls = CounterMetricFamily("sakuin_cluster_calls", "Calls.", labels=("outcome",))
        with self._shared.alone():
            numbers = [number for (number,) in NUMBER.iter_unpack(self._shared.map[:])]
        for outcome, number in zip(OUTCOMES, numbers, strict=False):
            calls.add_metric((outcome,), number)
        parts = accumulate(numbers[len(OUTCOMES) : _SUM])
        buckets = list(zip((*map(str, BOUNDS), "+Inf"), parts, strict=True))
        yield calls
        yield HistogramMetricFamily(
            "sakuin_cluster_call_duration_seconds", "With all attempts.", buckets, numbers[_SUM]
        )
        is_open = float(numbers[_UNTIL] > self._clock())
        yield GaugeMetricFamily("sakuin_cluster_breaker_open", "Whether one is open.", is_open)

    def _add(self, place: int, change: float) -> None:
        NUMBER.pack_into(self._shared.map, place * NUMBER.size, self._at(place) + change)

    def _at(self, place: int) -> float:
        number: float = NUMBER.unpack_from(self._shared.map, place * NUMBER.size)[0]
        return number
