"""Files → prepared posts, in order, by one process or several."""

import multiprocessing
import os
import threading
from collections import deque
from collections.abc import Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from multiprocessing.connection import wait

from index.plan import Source
from index.prepare import Context, Prepared, prepare

_CHUNK = 16
_AHEAD = 3
"""Chunks in flight for each process: enough to keep it busy, few enough to hold in memory."""


def prepare_all(sources: Sequence[Source], context: Context, jobs: int) -> Iterator[Prepared]:
    """Each source prepared, in order; `jobs` 0 means one process for each core."""
    jobs = min(jobs or os.cpu_count() or 1, -(-len(sources) // _CHUNK))
    if jobs <= 1:
        yield from (prepare(source, context) for source in sources)
        return
    chunks = [sources[i : i + _CHUNK] for i in range(0, len(sources), _CHUNK)]
    spawn = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(jobs, mp_context=spawn, initializer=_die_with_parent) as pool:
        running: deque[Future[list[Prepared]]] = deque()
        for chunk in chunks:
            running.append(pool.submit(_prepare_chunk, chunk, context))
            if len(running) >= jobs * _AHEAD:
                yield from running.popleft().result()
        while running:
            yield from running.popleft().result()


def _prepare_chunk(sources: Sequence[Source], context: Context) -> list[Prepared]:
    return [prepare(source, context) for source in sources]


def _die_with_parent() -> None:
    """A killed reindex leaves no process behind."""
    parent = multiprocessing.parent_process()
    if parent is None:
        return

    def watch(sentinel: int) -> None:
        wait([sentinel])
        os._exit(1)

    threading.Thread(target=watch, args=(parent.sentinel,), daemon=True).start()
