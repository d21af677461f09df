"""Files → packed documents, in order, by one process or several. No post ends a build: where a
post ends or stalls a process, that is replaced, its posts are tried again one by one, and the one
that does it again is left out and named."""

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
from index.pipeline.prepare import Context, left_out, prepare
from index.pipeline.sources import Source
from index.pipeline.writer import Pack
from index.text import analyse, documents
from index.values import FileEntry, MachineError

_CHUNK = 512 * 1024
"""Bytes of posts that are read and analysed together: enough for operations on whole arrays to pay,
few enough to keep all processes busy to the end."""
_GARBAGE = 200_000
"""New objects after which a worker collects cyclic garbage: more than a chunk makes."""
_AHEAD = 3
"""Chunks submitted for each process: enough to keep it busy, few enough to hold in memory."""
_LONGEST = 20
"""Seconds of CPU time for a chunk, which usually takes less than one, and for a post that is tried
alone, so that text made to stall a parser costs no more."""
_KILLED = 30
"""Seconds of CPU time after which the system ends the process, for code in C."""
_MEMORY = 448
"""Megabytes that a worker may allocate; 120 to 200 are usual, a post of 4 MB of plain text takes
350."""

_WORD = "検索"
_NO_ROOM = f"expected a post that is read within {_MEMORY} MB"


@dataclass(frozen=True)
class Chunk:
    """The outcome of some files: the entry of each by post id, without those that are gone, and
    the posts to be listed as the Writer packs them, None where they are only read."""

    entries: dict[str, FileEntry]
    packed: Any


def prepare_all(
    sources: Sequence[Source], context: Context, pack: Pack | None, jobs: int, isolated: bool = True
) -> Iterator[Chunk]:
    """The outcome of all sources, in order, by `jobs` processes, 0 for one a core; without `pack`
    posts are only read. Where `isolated` is false and `jobs` 1, this process does the work, and a
    post may end it."""
    chunks = _Chunks(sources)
    if not isolated and jobs == 1:
        while chunks:
            yield from prepare_chunk(chunks.popleft(), context, pack)
        return
    jobs = min(jobs or os.cpu_count() or 1, len(chunks))
    while chunks:
        yield from _together(chunks, context, pack, jobs)
        for _ in range(min(jobs * _AHEAD, len(chunks))):  # those submitted when a process ended
            yield from _one_by_one(chunks.popleft(), context, pack)


def _together(chunks: "_Chunks", context: Context, pack: Pack | None, jobs: int) -> Iterator[Chunk]:
    """The outcome of chunks, each taken from the left of `chunks` when it is done: of all, or of
    those before a process ends."""
    submitted: deque[Future[list[Chunk]]] = deque()
    ahead = 0
    with _pool(jobs) as pool:
        while chunks:
            try:
                while ahead < len(chunks) and len(submitted) < jobs * _AHEAD:
                    submitted.append(pool.submit(_in_worker, chunks[ahead], context, pack))
                    ahead += 1
                done = submitted[0].result()
            except (BrokenProcessPool, MemoryError):
                return
            submitted.popleft()
            chunks.popleft()
            ahead -= 1
            yield from done


def _one_by_one(sources: Sequence[Source], context: Context, pack: Pack | None) -> Iterator[Chunk]:
    """The outcome of each source alone. One that ends its process, or gets no memory, is tried
    again in a fresh process, so that those before it do not matter, and then left out."""
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
    """MachineError where no process can be started, or none that has the memory for a word."""
    try:
        pool.submit(_analyse_a_word).result()
    except (BrokenProcessPool, MemoryError):
        reason = "a process that reads posts could not be started, perhaps for want of memory"
        raise MachineError(reason) from None


def _analyse_a_word() -> None:
    analyse(_WORD)


@contextmanager
def _pool(jobs: int) -> Iterator[ProcessPoolExecutor]:
    """Processes, left to finish their work at the end: one that was ended while it sends a result
    would leave its reader waiting for the rest."""
    spawn = multiprocessing.get_context("spawn")
    pool = ProcessPoolExecutor(jobs, mp_context=spawn, initializer=_begin)
    try:
        yield pool
    finally:
        pool.shutdown(wait=True, cancel_futures=True)


class _Chunks:
    """The sources in groups of about _CHUNK bytes, which are taken from the left; a group is made
    when it is asked for."""

    def __init__(self, sources: Sequence[Source]) -> None:
        self._sources = sources
        self._groups: deque[range] = deque()
        first, room = 0, _CHUNK
        for row, source in enumerate(sources):
            if room <= 0:
                self._groups.append(range(first, row))
                first, room = row, _CHUNK
            room -= source.size + 1
        if len(sources):
            self._groups.append(range(first, len(sources)))

    def __len__(self) -> int:
        return len(self._groups)

    def __getitem__(self, place: int) -> list[Source]:
        return [self._sources[row] for row in self._groups[place]]

    def popleft(self) -> list[Source]:
        """Takes the first group."""
        return [self._sources[row] for row in self._groups.popleft()]


def _in_worker(sources: Sequence[Source], context: Context, pack: Pack | None) -> list[Chunk]:
    """`prepare_chunk`, with the time limit that the system enforces."""
    limit_time(_KILLED)
    chunks = prepare_chunk(sources, context, pack)
    limit_time(_KILLED)  # for sending the result
    return chunks


def prepare_chunk(sources: Sequence[Source], context: Context, pack: Pack | None) -> list[Chunk]:
    """The outcome of the sources together; where that fails, of each alone, so that one post does
    not spoil the others, and two builds agree on which one fails. MemoryError in a worker."""
    try:
        with deadline(_LONGEST):
            return [_prepared(sources, context, pack)]
    except MachineError:
        raise  # no post is to blame
    except TimeoutError:
        reason = f"expected a post that is read within {_LONGEST} s"
    except MemoryError:
        reason = _NO_ROOM  # no more here, as the error still holds what fills the memory
    except Exception as error:
        reason = f"could not be analysed: {type(error).__name__}: {error}"
    if reason is _NO_ROOM and multiprocessing.parent_process():
        raise MemoryError  # to be tried in a fresh process
    if len(sources) == 1:
        return [_without(sources[0], reason, pack)]
    gc.collect()
    prepare_one = _in_worker if multiprocessing.parent_process() else prepare_chunk
    return [chunk for source in sources for chunk in prepare_one([source], context, pack)]


def _prepared(sources: Sequence[Source], context: Context, pack: Pack | None) -> Chunk:
    prepared = [one for source in sources if (one := prepare(source, context)) is not None]
    entries = {one.id: one.entry for one in prepared}
    if pack is None:
        return Chunk(entries, None)
    posts = [one.post for one in prepared if one.post is not None]
    return Chunk(entries, pack(documents(posts, context.zone, context.vocabulary.words)))


def _without(source: Source, reason: str, pack: Pack | None) -> Chunk:
    """The outcome of a source that is left out."""
    entry = left_out(source, f"{source.id}: {reason}").entry
    return Chunk({source.id: entry}, pack(documents([], UTC)) if pack else None)


def _begin() -> None:
    """Sets up a worker: it collects garbage rarely, as most of its objects live to its end, leaves
    interrupts to its parent, and has its memory limited."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    gc.set_threshold(_GARBAGE)
    limit_memory(_MEMORY)
    _die_with_parent()


def _die_with_parent() -> None:
    """Ends this worker when its parent ends, so that a killed reindex leaves none behind."""
    parent = multiprocessing.parent_process()
    if parent is None:
        return

    def watch(sentinel: int) -> None:
        wait([sentinel])
        os._exit(1)

    threading.Thread(target=watch, args=(parent.sentinel,), daemon=True).start()
