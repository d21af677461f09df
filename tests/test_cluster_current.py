"""Which generation on a cluster answers, and what a cluster that hangs holds up."""

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Event
from typing import Any

import pytest

from index.cluster import Client, current, parse_address, read_verified
from index.pipeline.build import Options, build
from index.values import ClusterSettings, NotOurs, Settings
from search.cluster import ClusterSearcher
from search.contract import Request
from tests.conftest import BLOG, NOW
from tests.pretend import PretendCluster, PretendWriter, as_client


@pytest.fixture
def cluster(tmp_path: Path) -> PretendCluster:
    for name, text in BLOG.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    made = PretendCluster()
    build(tmp_path, PretendWriter(made), Settings(jobs=1), NOW, Options(isolated=False))
    return made


def test_while_one_thread_looks_which_is_current_others_search(
    cluster: PretendCluster, monkeypatch: pytest.MonkeyPatch
) -> None:
    looks, go, times = Event(), Event(), iter(range(0, 100, 10))
    searcher = ClusterSearcher(as_client(cluster), seconds=1.0, clock=lambda: float(next(times)))
    expected = searcher.search(Request("新幹線")).total
    whole = PretendCluster.request

    def hanging(self: PretendCluster, *arguments: Any, **named: Any) -> Any:
        looks.set()
        assert go.wait(timeout=30)
        return whole(self, *arguments, **named)

    monkeypatch.setattr(PretendCluster, "request", hanging)
    with ThreadPoolExecutor(1) as pool:
        late = pool.submit(searcher.search, Request("新幹線"))
        assert looks.wait(timeout=30)
        assert searcher.search(Request("新幹線")).total == expected == 1
        go.set()
        assert late.result(timeout=30).total == expected


def test_what_a_search_looks_up_takes_no_longer_than_a_search(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    seconds: list[float] = []

    def ask(self: Client, method: str, path: str, body: Any, most: float, *_: Any) -> Any:
        seconds.append(most)
        return {}

    monkeypatch.setattr(Client, "_ask", ask)
    with Client(parse_address("opensearch://h/blog"), ClusterSettings(seconds=1.5)) as client:
        with pytest.raises(NotOurs):
            current(client, "blog")
        assert read_verified(client, "blog-000001") is None
    assert seconds == [1.5, 1.5]


def test_a_visitor_is_not_told_whose_index_is_there() -> None:
    assert NotOurs.kind.status == 503
    assert NotOurs.kind.exit_code == 2
