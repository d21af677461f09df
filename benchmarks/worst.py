"""A search for the request that takes longest: `python -m benchmarks.worst MINUTES` climbs over the
query language on the real posts and fails where one takes more than a second of CPU time, or where
a light one beside it waits for more than 0.3 s."""

import random
import sys
import threading
import time
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory

from benchmarks.real import real_posts, write_posts
from index.pipeline import build
from index.store import StoreWriter
from index.values import BadParameter, ServerSettings, Settings, TooCostly
from search.contract import SORTS, Request
from search.embedded import EmbeddedSearcher
from tests.random_queries import RandomQueries

_MOST_SECONDS, _MOST_WAITED = 1.0, 0.3
_LIGHT, _TIMES = "検索", 20
"""A light query, and how often it is asked beside two readers who ask the worst over and over."""
_PARENTS, _PATIENT = 12, 60
"""Requests that others are made from, and steps without a worse one after which all is new."""


@dataclass(frozen=True)
class _Asked:
    """A request made of `parts`, and its CPU time in seconds."""

    parts: tuple[str, ...]
    request: Request
    seconds: float = 0.0


class _Climber:
    """Changes requests, keeps those that take longest."""

    def __init__(self, texts: list[str], seed: int) -> None:
        self._queries, self._draw = RandomQueries(texts, seed), random.Random(seed)

    def fresh(self) -> _Asked:
        count = self._draw.choice([1, 4, 16, 32])
        return self._asked(tuple(self._queries.part() for _ in range(count)))

    def one_of(self, some: list[_Asked]) -> _Asked:
        return self._draw.choice(some)

    def changed(self, asked: _Asked) -> _Asked:
        draw, parts = self._draw, list(asked.parts)
        for _ in range(draw.choice([1, 1, 2, 6])):
            at, change = draw.randrange(len(parts)), draw.randrange(4)
            if change == 0 and len(parts) > 1:
                del parts[at]
            elif change == 1:
                parts[at] = self._queries.part()
            elif change == 2:
                parts.insert(at, parts[draw.randrange(len(parts))])
            else:
                parts.insert(at, self._queries.part())
        return self._asked(tuple(parts[:40]))

    def _asked(self, parts: tuple[str, ...]) -> _Asked:
        size, explain = self._draw.choice([(100, False), (10, True), (10, False)])
        sort, page = self._draw.choice(SORTS), self._draw.choice([1, 1, 1, 7])
        query = " ".join(parts)[:1_000]
        return _Asked(parts, Request(query, page, size, sort, explain=explain))


class _Timed:
    """Asks a searcher and takes the time; `refused` counts what took too much work."""

    def __init__(self, source: EmbeddedSearcher) -> None:
        self._source = source
        self.asked = self.refused = 0

    def of(self, asked: _Asked) -> _Asked:
        self._forget()
        self.asked += 1
        before = time.thread_time()
        try:
            self._source.search(asked.request)
        except TooCostly:
            self.refused += 1
        except BadParameter:
            pass  # more leaves than a query may have
        return replace(asked, seconds=time.thread_time() - before)

    def _forget(self) -> None:
        """Nothing is known of earlier requests."""
        with self._source._in_turn() as generation:
            generation._evaluator._known.clear()
            generation._evaluator._units.clear()
            generation._corrector._known.clear()


def _climbed(climber: _Climber, timed: _Timed, ends: float) -> _Asked:
    """The worst request that is found until `ends`, by the monotonic clock: some at random, then
    what the worst of these change to, and anew where that gets no worse."""
    worst = _Asked((), Request())
    while time.monotonic() < ends:
        best, since = [timed.of(climber.fresh()) for _ in range(_PARENTS)], 0
        while since < _PATIENT and time.monotonic() < ends:
            one = timed.of(climber.changed(climber.one_of(best)))
            top = max(best, key=lambda some: some.seconds)
            since = 0 if one.seconds > top.seconds else since + 1
            best = sorted([*best, one], key=lambda some: -some.seconds)[:_PARENTS]
        worst = max(worst, *best, key=lambda some: some.seconds)
    return worst


def _waited(timed: _Timed, source: EmbeddedSearcher, worst: _Asked) -> float:
    """The longest that a light query takes beside the worst, in seconds."""
    done = threading.Event()

    def ask() -> None:
        while not done.is_set():
            timed.of(worst)

    readers = [threading.Thread(target=ask) for _ in range(2)]
    for reader in readers:
        reader.start()
    longest = 0.0
    for _ in range(_TIMES):
        time.sleep(0.1)
        before = time.perf_counter()
        source.search(Request(_LIGHT))
        longest = max(longest, time.perf_counter() - before)
    done.set()
    for reader in readers:
        reader.join()
    return longest


def main(minutes: float) -> int:
    """Prints the worst request; 1 where it takes too long."""
    with TemporaryDirectory() as name:
        folder, posts = Path(name), real_posts()
        write_posts(folder, posts)
        index = folder / ".index"
        build(folder, StoreWriter(index), Settings(), datetime.now().astimezone())
        texts = [text for content in posts if (text := content.decode("utf-8", "ignore"))]
        with EmbeddedSearcher(index, most_work=ServerSettings().most_work) as source:
            source.search(Request("索引"))
            timed = _Timed(source)
            climber = _Climber(texts, seed=time.time_ns())
            worst = _climbed(climber, timed, time.monotonic() + 60 * minutes)
            worst = min((timed.of(worst) for _ in range(3)), key=lambda one: one.seconds)
            waited = _waited(timed, source, worst)
    print(f"{timed.asked:,} requests, {timed.refused:,} refused for their work")
    print(f"worst {worst.seconds:.2f} s of CPU: {worst.request}")
    print(f"a light query beside it took {waited:.3f} s at most")
    return int(worst.seconds > _MOST_SECONDS or waited > _MOST_WAITED)


if __name__ == "__main__":
    sys.exit(main(float(sys.argv[1])))
