"""Readers under builds, and under nodes killed one after another: `make test-cluster`."""

import shutil
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import cycle
from pathlib import Path

import pytest

from index.cluster import Client, ClusterWriter, parse_address
from index.pipeline.build import Options, build
from index.values import ClusterSettings, SakuinError, Settings
from search.cluster import ClusterSearcher
from search.contract import Request, Searcher
from search.quality import read_judged
from tests import conftest
from tests.conftest import FIXTURE, NOW, post_text
from tests.nodes import Nodes, three_nodes
from tests.processes import until
from tests.relevance import JUDGED

pytestmark = pytest.mark.cluster
_KILLS, _THREADS = 10, 4
_CHANGED = [f"changed-{number}.md" for number in range(20)]
_SECONDS = 300
"""How long builds go on under readers."""
_QUERIES = ["", "蛍石の目印", "-蛍石", *(one.query for one in read_judged(JUDGED))]
_SETTINGS = ClusterSettings(shards=2, replicas=1)
Answer = tuple[int, frozenset[str]]


def _write(posts: Path, version: int) -> None:
    """The posts that each build finds changed."""
    body = ("灯台の話をする。", "蛍石の目印を置いた。")[version]
    for name in _CHANGED:
        (posts / name).write_text(post_text(body, title="目録"), encoding="utf-8")


def _answer(source: Searcher, query: str) -> Answer:
    found = source.search(Request(query, size=100))
    return found.total, frozenset(hit.meta.id for hit in found.hits)


@dataclass
class Run:
    """Readers who ask the cluster, and builds, until told to stop. `right` has by query what a
    reader may find, `wrong` what else became of a query or a build; `built` counts the builds that
    ended well, `refused` says why others did not."""

    posts: Path
    client: Client
    right: dict[str, set[Answer]]
    done: threading.Event = field(default_factory=threading.Event)
    answered: list[str] = field(default_factory=list)
    wrong: list[str] = field(default_factory=list)
    refused: list[str] = field(default_factory=list)
    built: int = 0

    def ask(self, searcher: Searcher, first: int) -> None:
        for query in cycle([*_QUERIES[first:], *_QUERIES[:first]]):
            if self.done.is_set():
                return
            try:
                if (found := _answer(searcher, query)) not in self.right[query]:
                    self.wrong.append(f"{query}: {found}")
            except Exception as error:  # whatever it is, a reader had no answer
                self.wrong.append(f"{query}: {error!r}")
            self.answered.append(query)

    def build_over_and_over(self) -> None:
        for version in cycle((1, 0)):
            if self.done.is_set():
                return
            try:
                self.build(version)
            except SakuinError as error:
                self.refused.append(str(error))
            except Exception as error:  # no build may end so
                self.wrong.append(f"build: {error!r}")

    def build(self, version: int) -> None:
        _write(self.posts, version)
        writer = ClusterWriter(self.client, _SETTINGS)
        build(self.posts, writer, Settings(jobs=1), NOW, Options(isolated=False))
        self.built += 1

    def await_builds(self, count: int) -> None:
        wanted = self.built + count
        until(lambda: self.built >= wanted)


@pytest.fixture
def run(tmp_path: Path) -> Iterator[Run]:
    posts = tmp_path / "posts"
    shutil.copytree(FIXTURE, posts)
    right: dict[str, set[Answer]] = {query: set() for query in _QUERIES}
    for version in (1, 0):
        _write(posts, version)
        conftest.build(posts, tmp_path / f"index{version}")
        with conftest.searcher(tmp_path / f"index{version}") as opened:
            for query in _QUERIES:
                right[query].add(_answer(opened, query))
    with Client(parse_address(three_nodes().address("killed")), _SETTINGS) as client:
        yield Run(posts, client, right)
        for row in client.request("GET", "/_cat/indices/killed-*?format=json&h=index"):
            client.request("DELETE", f"/{row['index']}")


def _kill_one_after_another(nodes: Nodes, run: Run) -> None:
    """Half of them manage the cluster; each comes back before the next goes."""
    for number in range(_KILLS):
        killed = (nodes.manager() + number % 2) % 3
        nodes.kill(killed)
        run.done.wait(3)
        nodes.start(killed)
        nodes.wait()
        run.await_builds(2)  # the one under way, and one that begins now


@contextmanager
def _readers_and_builds(run: Run) -> Iterator[None]:
    """Readers and builds, which go on meanwhile; no answer may be wrong."""
    run.build(0)
    some = frozenset(_CHANGED)
    assert run.right["蛍石の目印"] == {(0, frozenset()), (len(some), some)}
    with ClusterSearcher(run.client) as searcher, ThreadPoolExecutor(_THREADS + 1) as pool:
        readers = [pool.submit(run.ask, searcher, number * 7) for number in range(_THREADS)]
        builds = pool.submit(run.build_over_and_over)
        try:
            yield
        finally:
            run.done.set()
        for thread in (*readers, builds):
            thread.result()
        print(f"{len(run.answered)} answers, {run.built} builds; refused: {run.refused}")
        assert run.wrong == []
        assert len(run.answered) > len(_QUERIES)


def test_no_answer_is_of_two_generations(run: Run) -> None:
    with _readers_and_builds(run):
        run.done.wait(_SECONDS)
    assert run.refused == []
    assert run.built > 2


def test_no_answer_and_no_post_is_lost_with_a_node(run: Run) -> None:
    with _readers_and_builds(run):
        _kill_one_after_another(three_nodes(), run)
    with ClusterSearcher(run.client) as searcher:
        run.build(1)
        everything = max(run.right[""])
        assert (_answer(searcher, ""), everything[0]) == (everything, len(everything[1]))
