"""Files → batches of prepared posts, in order, by one process or several."""

import gc
import multiprocessing
import os
import threading
from collections import deque
from collections.abc import Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from multiprocessing.connection import wait

from index.documents import documents
from index.errors import MachineError
from index.plan import Source
from index.prepare import Context, prepare
from index.store import Batch, FileRecord, batch

_CHUNK = 256 * 1024
"""Bytes of posts that are read and analysed together: enough for steps over whole arrays to pay,
few enough that all processes are busy to the end."""
_GARBAGE = 20_000
"""New objects that stay before a worker looks for cycles: more than a chunk makes."""
_AHEAD = 3
"""Chunks in flight for each process: enough to keep it busy, few enough to hold in memory."""


@dataclass(frozen=True)
class Chunk:
    """Some files: what became of each, and those to be listed as one batch."""

    records: dict[str, FileRecord]
    batch: Batch


def prepare_all(sources: Sequence[Source], context: Context, jobs: int) -> Iterator[Chunk]:
    """The sources prepared, in order; `jobs` 0 means one process for each core."""
    chunks = _chunks(sources)
    jobs = min(jobs or os.cpu_count() or 1, len(chunks))
    if jobs <= 1:
        yield from (_prepare_chunk(chunk, context) for chunk in chunks)
        return
    spawn = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(jobs, mp_context=spawn, initializer=_begin) as pool:
        running: deque[Future[Chunk]] = deque()
        try:
            for chunk in chunks:
                running.append(pool.submit(_prepare_chunk, chunk, context))
                if len(running) >= jobs * _AHEAD:
                    yield running.popleft().result()
            while running:
                yield running.popleft().result()
        except BrokenProcessPool:
            raise MachineError(
                f"a process that reads posts was ended, perhaps for want of memory; "
                f"`--jobs` says how many there are, now {jobs}"
            ) from None


def _chunks(sources: Sequence[Source]) -> list[list[Source]]:
    chunks: list[list[Source]] = []
    room = 0
    for source in sources:
        if room <= 0:
            chunks.append([])
            room = _CHUNK
        chunks[-1].append(source)
        room -= source.size + 1
    return chunks


def _prepare_chunk(sources: Sequence[Source], context: Context) -> Chunk:
    prepared = [prepare(source, context) for source in sources]
    posts = [one.post for one in prepared if one.post is not None]
    found = documents(posts, context.settings.tz, context.vocabulary.words)
    return Chunk({one.id: one.record for one in prepared}, batch(found))


def _begin() -> None:
    """A worker makes much that lives until its end: looking through that for cycles is rare."""
    gc.set_threshold(_GARBAGE)
    _die_with_parent()


def _die_with_parent() -> None:
    """A killed reindex leaves no process behind."""
    parent = multiprocessing.parent_process()
    if parent is None:
        return

    def watch(sentinel: int) -> None:
        wait([sentinel])
        os._exit(1)

    threading.Thread(target=watch, args=(parent.sentinel,), daemon=True).start()
