"""Files → packed documents, in order, by one process or several. No post ends a build: a
process that a post ends or stalls is replaced, its posts are tried again one by one, and the one
that does it again is left out by name."""

import gc
import multiprocessing
import os
import signal
import threading
from collections import deque
from collections.abc import Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC
from multiprocessing.connection import wait
from typing import Any

from index.pipeline.limits import deadline, limit_memory, limit_time
from index.pipeline.prepare import Context, Source, left_out, prepare
from index.pipeline.writer import Pack
from index.text import documents
from index.values import FileEntry, MachineError

_CHUNK = 256 * 1024
"""Bytes of posts that are read and analysed together: enough for steps over whole arrays to pay,
few enough that all processes are busy to the end."""
_GARBAGE = 20_000
"""New objects that stay before a worker looks for cycles: more than a chunk makes."""
_AHEAD = 3
"""Chunks in flight for each process: enough to keep it busy, few enough to hold in memory."""
_LONGEST = 20
"""Seconds of CPU time for a chunk, of which it usually takes less than one, and for a post that is
tried alone: text made to stall a parser costs no more than that."""
_KILLED = 30
"""…and after which the system ends the process, since code in C is not stopped by an error."""
_MEMORY = 448
"""Megabytes that a worker may hold of its own; 120 to 200 are usual, and a post of 4 MB of plain
text takes 350."""

_NO_ROOM = f"expected a post that is read within {_MEMORY} MB"


@dataclass(frozen=True)
class Chunk:
    """Some files: what became of each, those that are gone not among them, and those to be listed
    as the Writer packs them."""

    entries: dict[str, FileEntry]
    packed: Any


def prepare_all(
    sources: Sequence[Source], context: Context, pack: Pack, jobs: int, isolated: bool = True
) -> Iterator[Chunk]:
    """The sources prepared, in order; `jobs` 0 means one process for each core. Not `isolated`,
    this process does all, and a post may end it."""
    chunks = deque(_chunks(sources))
    if not isolated and jobs == 1:
        for chunk in chunks:
            yield from prepare_chunk(chunk, context, pack)
        return
    jobs = min(jobs or os.cpu_count() or 1, len(chunks))
    while chunks:
        yield from _together(chunks, context, pack, jobs)
        for _ in range(min(jobs * _AHEAD, len(chunks))):  # what a process that ended had in hand
            yield from _one_by_one(chunks.popleft(), context, pack)


def _together(
    chunks: deque[list[Source]], context: Context, pack: Pack, jobs: int
) -> Iterator[Chunk]:
    """Takes what is done from the left of `chunks`, all unless a process ends."""
    running: deque[Future[list[Chunk]]] = deque()
    ahead = 0
    with _pool(jobs) as pool:
        while chunks:
            try:
                while ahead < len(chunks) and len(running) < jobs * _AHEAD:
                    running.append(pool.submit(_in_worker, chunks[ahead], context, pack))
                    ahead += 1
                done = running[0].result()
            except (BrokenProcessPool, MemoryError):
                return
            running.popleft()
            chunks.popleft()
            ahead -= 1
            yield from done


def _one_by_one(sources: Sequence[Source], context: Context, pack: Pack) -> Iterator[Chunk]:
    """Each post on its own. What ends its process, or finds no memory, is tried again in a fresh
    one, so that it does not matter what was read before it."""
    rest = deque(sources)
    while rest:
        with _pool(1) as pool:
            _require_start(pool)
            fresh = True
            try:
                while rest:
                    yield from pool.submit(_in_worker, [rest[0]], context, pack).result()
                    rest.popleft()
                    fresh = False
                return
            except BrokenProcessPool:
                reason = "ended the process that read it, or would not end itself"
            except MemoryError:
                reason = _NO_ROOM
        if fresh:
            yield _without(rest.popleft(), reason, pack)


def _require_start(pool: ProcessPoolExecutor) -> None:
    try:
        pool.submit(os.getpid).result()
    except BrokenProcessPool:
        reason = "a process that reads posts could not be started, perhaps for want of memory"
        raise MachineError(reason) from None


@contextmanager
def _pool(jobs: int) -> Iterator[ProcessPoolExecutor]:
    """Processes that end with what they have in hand: one that is ended while it hands over a
    result would leave its reader waiting for the rest."""
    spawn = multiprocessing.get_context("spawn")
    pool = ProcessPoolExecutor(jobs, mp_context=spawn, initializer=_begin)
    try:
        yield pool
    finally:
        pool.shutdown(wait=True, cancel_futures=True)


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


def _in_worker(sources: Sequence[Source], context: Context, pack: Pack) -> list[Chunk]:
    limit_time(_KILLED)
    found = prepare_chunk(sources, context, pack)
    limit_time(_KILLED)  # for handing it over
    return found


def prepare_chunk(sources: Sequence[Source], context: Context, pack: Pack) -> list[Chunk]:
    """The posts prepared together; where that fails, each on its own, so that one does not take
    the others with it and two builds agree on which it is. In a worker MemoryError is raised."""
    try:
        with deadline(_LONGEST):
            return [_prepared(sources, context, pack)]
    except TimeoutError:
        reason = f"expected a post that is read within {_LONGEST} s"
    except MemoryError:
        reason = _NO_ROOM  # nothing more before the error goes, and with it what fills the memory
    except Exception as error:
        reason = f"could not be analysed: {type(error).__name__}: {error}"
    if reason is _NO_ROOM and multiprocessing.parent_process():
        raise MemoryError  # to be tried in a fresh process
    if len(sources) == 1:
        return [_without(sources[0], reason, pack)]
    gc.collect()
    prepare_one = _in_worker if multiprocessing.parent_process() else prepare_chunk
    return [chunk for source in sources for chunk in prepare_one([source], context, pack)]


def _prepared(sources: Sequence[Source], context: Context, pack: Pack) -> Chunk:
    prepared = [one for source in sources if (one := prepare(source, context)) is not None]
    posts = [one.post for one in prepared if one.post is not None]
    found = documents(posts, context.settings.tz, context.vocabulary.words)
    return Chunk({one.id: one.entry for one in prepared}, pack(found))


def _without(source: Source, reason: str, pack: Pack) -> Chunk:
    entry = left_out(source, f"{source.id}: {reason}").entry
    return Chunk({source.id: entry}, pack(documents([], UTC)))


def _begin() -> None:
    """A worker makes much that lives until its end: looking through that for cycles is rare. An
    interrupt is its parent's to handle."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    gc.set_threshold(_GARBAGE)
    limit_memory(_MEMORY)
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
