"""What the processes of a server count together, and how Prometheus reads it. Its own client keeps
files for each process that ever was, which grow in number with every reload; here the counts are
some numbers at fixed places, and the client writes them down."""

from bisect import bisect_left
from collections.abc import Iterator
from datetime import datetime
from itertools import accumulate
from pathlib import Path
from typing import TYPE_CHECKING

from flask import Response, g, request

from index.values import SakuinError, ServerSettings
from search.contract import Searcher, Status
from web.calls import BOUNDS, NUMBER, SIZE_OF_CALLS, Calls
from web.log import elapsed_ms
from web.shared import Shared, shared_in

if TYPE_CHECKING:
    from prometheus_client.core import Metric

_KINDS = ("page", "search", "suggest", "related", "feed", "health", "static", "metrics", "other")
_OTHER = "other"
_BY_ENDPOINT = {
    "page.index": "page", "page.related": "related", "api.search_endpoint": "search",
    "api.suggest_endpoint": "suggest", "api.related_endpoint": "related", "api.health": "health",
    "api.metrics": "metrics", "static": "static", "feeds.atom": "feed",
    "feeds.json_feed": "feed", "box.element": "static", "box.dialog": "static",
}  # fmt: skip
_STATUSES = ("200", "304", "400", "401", "404", "405", "411", "413", "429", "500", "503", _OTHER)
_CODES = (
    "bad_config", "bad_parameter", "bad_request", "cluster_away", "index_damaged", "internal",
    "length_required", "machine", "method_not_allowed", "no_index", "not_found",
    "request_entity_too_large", "too_costly", "too_many_requests", "unauthorized", "unknown_post",
    _OTHER,
)  # fmt: skip
_WIDTH = len(BOUNDS) + 2
_DURATIONS = len(_KINDS) * len(_STATUSES)
_ERRORS = _DURATIONS + len(_KINDS) * _WIDTH
SIZE = (_ERRORS + len(_CODES)) * NUMBER.size


def _place(names: tuple[str, ...], name: str) -> int:
    return names.index(name) if name in names else len(names) - 1


class Metrics:
    """Requests by kind and status, their durations by kind, errors by code; `calls` to a
    cluster."""

    def __init__(self, shared: Shared, calls: Calls) -> None:
        self._shared, self.calls = shared, calls

    def count(self, kind: str, status: int, seconds: float, code: str | None) -> None:
        """Counts a response; `code` is that of its error, None where it is none."""
        of_kind = _place(_KINDS, kind)
        durations = _DURATIONS + of_kind * _WIDTH
        changes = {
            of_kind * len(_STATUSES) + _place(_STATUSES, str(status)): 1.0,
            durations + bisect_left(BOUNDS, seconds): 1.0,
            durations + _WIDTH - 1: seconds,
        }
        if code is not None:
            changes[_ERRORS + _place(_CODES, code)] = 1.0
        with self._shared.alone():
            for place, change in changes.items():
                NUMBER.pack_into(self._shared.map, place * 8, self._at(place) + change)

    def _at(self, place: int) -> float:
        number: float = NUMBER.unpack_from(self._shared.map, place * 8)[0]
        return number

    def text(self, searcher: Searcher) -> bytes:
        """All of them, and what is being searched, as Prometheus reads it."""
        from prometheus_client import CollectorRegistry, generate_latest

        registry = CollectorRegistry()
        registry.register(_Collected(self, searcher))
        return generate_latest(registry)

    def collect(self) -> Iterator["Metric"]:
        """The counts, as the client of Prometheus has them."""
        from prometheus_client.core import CounterMetricFamily, HistogramMetricFamily

        requests = CounterMetricFamily("sakuin_requests", "Responses.", labels=("kind", "status"))
        durations = HistogramMetricFamily(
            "sakuin_request_duration_seconds", "From request to response.", labels=("kind",)
        )
        errors = CounterMetricFamily(
            "sakuin_errors", "Responses that are errors.", labels=("code",)
        )
        with self._shared.alone():
            numbers = [number for (number,) in NUMBER.iter_unpack(self._shared.map[:])]
        for kind, name in enumerate(_KINDS):
            for status, number in enumerate(numbers[kind * len(_STATUSES) :][: len(_STATUSES)]):
                requests.add_metric((name, _STATUSES[status]), number)
            *parts, total = numbers[_DURATIONS + kind * _WIDTH :][:_WIDTH]
            ends = (*map(str, BOUNDS), "+Inf")
            durations.add_metric((name,), list(zip(ends, accumulate(parts), strict=True)), total)
        for code, number in zip(_CODES, numbers[_ERRORS:], strict=True):
            errors.add_metric((code,), number)
        yield from (requests, durations, errors)


class _Collected:
    """Counts and the index of a searcher, for a registry."""

    def __init__(self, metrics: Metrics, searcher: Searcher) -> None:
        self._metrics = metrics
        self._searcher = searcher

    def collect(self) -> Iterator["Metric"]:
        from prometheus_client.core import InfoMetricFamily

        yield from self._metrics.collect()
        engine = self._searcher.engine
        yield InfoMetricFamily("sakuin_engine", "What searches.", {"engine": engine})
        if engine == "cluster":
            yield from self._metrics.calls.collect()
        yield from _of_index(self._searcher)


def _of_index(searcher: Searcher) -> Iterator["Metric"]:
    from prometheus_client.core import GaugeMetricFamily

    try:
        status = searcher.status()
    except SakuinError:
        yield GaugeMetricFamily("sakuin_index_ready", "Whether there is an index.", 0)
        return
    yield GaugeMetricFamily("sakuin_index_ready", "Whether there is an index.", 1)
    yield GaugeMetricFamily("sakuin_generation", "Number of the index.", _number(status))
    yield GaugeMetricFamily("sakuin_posts", "Posts that are listed.", status.posts)
    yield GaugeMetricFamily("sakuin_posts_left_out", "Unreadable posts.", status.left_out)
    built = datetime.fromisoformat(status.indexed_at).timestamp()
    yield GaugeMetricFamily("sakuin_indexed_timestamp_seconds", "When it was built.", built)


def _number(status: Status) -> int:
    """The number of a generation, which on a cluster is behind the name of the index."""
    return int(status.generation.rpartition("-")[2])


def metrics_of(settings: ServerSettings, folder: Path | None) -> Metrics | None:
    """Those of all that share a folder, None where nobody may read them."""
    if not settings.metrics_token:
        return None
    calls = Calls(shared_in(folder, "calls", SIZE_OF_CALLS))
    return Metrics(shared_in(folder, "metrics", SIZE), calls)


def count_response(metrics: Metrics, response: Response) -> None:
    """Counts the response to the current request."""
    kind = _BY_ENDPOINT.get(request.endpoint or "", _OTHER)
    metrics.count(kind, response.status_code, (elapsed_ms() or 0) / 1000, g.get("code"))
