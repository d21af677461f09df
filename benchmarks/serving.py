"""Sakuin's server, and Groonga's beside it: requests per second, start, memory."""

import json
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from itertools import cycle, islice
from pathlib import Path
from typing import Any

import psutil
from unidic_lite import DICDIR

from benchmarks.measure import resident, run
from benchmarks.model import AND, FILTERED, PHRASE, WORD, Query
from benchmarks.peers import SAKUIN, groonga_peer, sakuin_peer
from benchmarks.server import Client, free_port, running

_CONCURRENCY = (1, 8, 32)
_MANY = 8
_OTHERWISE: dict[str, Any] = {"one process": {"workers": 1}, "answers kept": {"kept": True}}
"""Options of a server that is asked again, by what they are called."""
_SECONDS = 5.0
_ASKED = 500
_MIXED = (WORD, AND, PHRASE, FILTERED)
"""Kinds whose queries the clients ask in turn."""

Queries = dict[str, list[Query]]


def cold_start(index: Path, query: Query) -> float:
    """Seconds from the start of `sakuin serve` to the answer of its first search."""
    started = time.perf_counter()
    with sakuin_peer.server(index, ready=sakuin_peer.search_path(query)):
        return time.perf_counter() - started


def growth(index: Path, queries: Queries) -> tuple[float, float, float]:
    """(MB by which a process that has answered 500 queries is larger than one without an index; MB
    of these that are MeCab's dictionary, a file mapped into memory that processes share; MB that
    the process shares with none)."""
    with (
        tempfile.TemporaryDirectory() as nothing,
        sakuin_peer.server(Path(nothing), workers=1) as (_, bare),
    ):
        empty = resident(_worker(bare))
    with sakuin_peer.server(index, workers=1) as (port, process), Client(port) as client:
        for query in islice(cycle(_mixed(queries)), _ASKED):
            client.get(sakuin_peer.search_path(query))
        grown = _worker(process)
        pages = (part.rss for part in grown.memory_maps() if part.path.startswith(DICDIR))
        own = grown.memory_full_info().uss
        return (resident(grown) - empty) / 1e6, sum(pages) / 1e6, own / 1e6


def _worker(server: int) -> psutil.Process:
    """The first process that answers for a server."""
    return next(iter(psutil.Process(server).children()), psutil.Process(server))


def rates(peer: str, index: Path, queries: Queries) -> dict[str, float]:
    """Requests per second with snippets and facets, by how many are asked at once; Sakuin's also by
    one process alone, and of answers that are kept."""
    mixed = _mixed(queries)
    if peer != SAKUIN:
        with groonga_peer.server(index) as (port, _):
            return _rates(port, [groonga_peer.select_path(query, page=True) for query in mixed])
    paths = [sakuin_peer.search_path(query) for query in mixed]
    with sakuin_peer.server(index) as (port, _):
        found = _rates(port, paths)
    for label, options in _OTHERWISE.items():
        with sakuin_peer.server(index, **options) as (port, _):
            found[f"{_MANY} at once, {label}"] = _rates(port, paths, (_MANY,))[f"{_MANY} at once"]
    return found


def cpu(peer: str, index: Path, queries: Queries) -> dict[str, float]:
    """Milliseconds of CPU, of a server's processes all together, a page of each kind takes."""
    if peer == SAKUIN:
        with sakuin_peer.server(index, workers=1) as (port, process):
            return _cpu(port, process, queries, sakuin_peer.search_path)
    with groonga_peer.server(index) as (port, process):
        return _cpu(port, process, queries, partial(groonga_peer.select_path, page=True))


def _cpu(
    port: int, server: int, queries: Queries, path_of: Callable[[Query], str]
) -> dict[str, float]:
    found: dict[str, float] = {}
    with Client(port) as client:
        for kind, some in queries.items():
            warm = len(some) // 10
            for query in some[:warm]:
                client.get(path_of(query))
            before = _spent(server)
            for query in some[warm:]:
                client.get(path_of(query))
            if some[warm:]:
                found[kind] = (_spent(server) - before) * 1000 / len(some[warm:])
    return found


def _spent(server: int) -> float:
    """Seconds of CPU that a process and those below it have taken."""
    top = psutil.Process(server)
    times = [process.cpu_times() for process in (top, *top.children(recursive=True))]
    return float(sum(one.user + one.system for one in times))


def constant_rates(index: Path, queries: Queries) -> dict[str, float]:
    """The same as `rates` of a server that gives one typical answer without searching."""
    paths = [sakuin_peer.search_path(query) for query in _mixed(queries)]
    with sakuin_peer.server(index) as (port, _), Client(port) as client:
        answers = sorted((client.get(path) for path in paths), key=len)
    with _constant(answers[len(answers) // 2]) as port:
        return _rates(port, paths)


@contextmanager
def _constant(answer: bytes) -> Iterator[int]:
    with tempfile.TemporaryDirectory() as folder:
        file, port = Path(folder, "answer.json"), free_port()
        file.write_bytes(answer)
        command = [sys.executable, "-m", "benchmarks.constant", str(port), str(file)]
        with running(command, port, "/"):
            yield port


def _mixed(queries: Queries) -> list[Query]:
    return [q for together in zip(*(queries[k] for k in _MIXED if queries[k]), strict=False)
            for q in together]  # fmt: skip


def _rates(
    port: int, paths: list[str], at_once: tuple[int, ...] = _CONCURRENCY
) -> dict[str, float]:
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder, "paths.txt")
        file.write_text("\n".join(paths), encoding="utf-8")
        return {f"{many} at once": _rate(port, many, file) for many in at_once}


def _rate(port: int, concurrency: int, file: Path) -> float:
    command = [sys.executable, "-m", "benchmarks.load", str(port), str(concurrency), str(_SECONDS)]
    return float(json.loads(run([*command, file]).stdout)["requests_per_second"])
