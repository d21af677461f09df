"""Sakuin's server, and Groonga's beside it: requests per second, start, memory."""

import json
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import cycle, islice
from pathlib import Path

import psutil
from unidic_lite import DICDIR

from benchmarks.measure import resident, run
from benchmarks.model import AND, FILTERED, PHRASE, WORD, Query
from benchmarks.peers import SAKUIN, groonga_peer, sakuin_peer
from benchmarks.server import Client, free_port, running

_CONCURRENCY = (1, 8, 32)
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


def growth(index: Path, queries: Queries) -> tuple[float, float]:
    """(MB by which a server that has answered 500 queries is larger than one without an index; MB
    of these that are MeCab's dictionary, a file mapped into memory that processes share)."""
    with tempfile.TemporaryDirectory() as nothing, sakuin_peer.server(Path(nothing)) as (_, bare):
        empty = resident(psutil.Process(bare))
    with sakuin_peer.server(index) as (port, process), Client(port) as client:
        for query in islice(cycle(_mixed(queries)), _ASKED):
            client.get(sakuin_peer.search_path(query))
        grown = psutil.Process(process)
        pages = (part.rss for part in grown.memory_maps() if part.path.startswith(DICDIR))
        return (resident(grown) - empty) / 1e6, sum(pages) / 1e6


def rates(peer: str, index: Path, queries: Queries) -> dict[int, float]:
    """Requests per second with snippets and facets, by requests at once."""
    mixed = _mixed(queries)
    if peer == SAKUIN:
        with sakuin_peer.server(index) as (port, _):
            return _rates(port, [sakuin_peer.search_path(query) for query in mixed])
    with groonga_peer.server(index) as port:
        return _rates(port, [groonga_peer.select_path(query, page=True) for query in mixed])


def constant_rates(index: Path, queries: Queries) -> dict[int, float]:
    """The same of a server that gives one typical answer without searching."""
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


def _rates(port: int, paths: list[str]) -> dict[int, float]:
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder, "paths.txt")
        file.write_text("\n".join(paths), encoding="utf-8")
        return {concurrency: _rate(port, concurrency, file) for concurrency in _CONCURRENCY}


def _rate(port: int, concurrency: int, file: Path) -> float:
    command = [sys.executable, "-m", "benchmarks.load", str(port), str(concurrency), str(_SECONDS)]
    return float(json.loads(run([*command, file]).stdout)["requests_per_second"])
