"""What an index answers to queries as typed, in a process of its own, whose memory is measured."""

import os
import time
from collections.abc import Callable, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from multiprocessing import get_context

import psutil

from benchmarks.model import LIMIT
from index.values import TooCostly

_WARM = 30
Ask = Callable[[str], object]
"""Answers one query as a reader gets it."""
Rank = Callable[[str], list[str]]
"""The first LIMIT ids, of hits and then of partial ones."""
Open = Callable[[str], tuple[Ask, Rank]]


@dataclass(frozen=True)
class Asked:
    """Of each query milliseconds and ids, none for those `refused` for their work; the resident
    bytes of the process at the end."""

    ms: tuple[float, ...]
    ids: tuple[tuple[str, ...], ...]
    refused: int
    memory: int


def ask(opening: Open, index: str, queries: Sequence[str]) -> Asked:
    """Asks an index, in a new process."""
    with ProcessPoolExecutor(1, get_context("spawn")) as pool:
        return pool.submit(_asked, opening, index, queries).result()


def _asked(opening: Open, index: str, queries: Sequence[str]) -> Asked:
    answer, rank = opening(index)
    for query in queries[:_WARM]:
        _timed(answer, query)
    times = [_timed(answer, query) for query in queries]
    memory = psutil.Process(os.getpid()).memory_info().rss
    ms = tuple(took for took in times if took is not None)
    found = (
        rank(query) if took is not None else [] for query, took in zip(queries, times, strict=True)
    )
    return Asked(ms, tuple(map(tuple, found)), len(times) - len(ms), memory)


def _timed(answer: Ask, query: str) -> float | None:
    """Milliseconds of an answer; None where it is refused."""
    started = time.perf_counter()
    try:
        answer(query)
    except TooCostly:
        return None
    return (time.perf_counter() - started) * 1000


def sakuin(index: str) -> tuple[Ask, Rank]:
    """Sakuin as it serves many, over a folder or a cluster."""
    from index.values import Settings
    from search.contract import Request
    from search.open import open_searcher

    searcher = open_searcher(Settings(index=index), serving=True)
    return (
        lambda query: searcher.search(Request(query, size=LIMIT)),
        lambda query: searcher.ids(Request(query, size=LIMIT, collapse=False)),
    )


def plain(index: str) -> tuple[Ask, Rank]:
    """The plain index of `benchmarks.kuromoji`."""
    from benchmarks.kuromoji import answer, open_client, rank

    client = open_client(index)
    return lambda query: answer(client, query), lambda query: rank(client, query)
