"""Shares of one build on real nodes, for the tests about them."""

from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import ExitStack
from dataclasses import replace
from pathlib import Path
from typing import Any

from index.cluster import Client, current, read_contents, read_manifest
from index.pipeline import Report
from index.values import (
    SakuinError,
    Share,
)
from search.cluster import ClusterSearcher
from search.contract import Request
from tests.cluster_build import built, opened, texts
from tests.conftest import post_text
from tests.nodes import three_nodes

NAME, ALONE = "together", "together-alone"
QUERIES = ("", "京都", "検索", "けんさく", "サーバー", '"の"', "tag:AI", "-京都", "title:a", "2025")
Outcome = Report | SakuinError


def write(folder: Path, numbers: Any, word: str) -> None:
    for number in numbers:
        text = post_text(f"{word}の{number}番目。", title=f"題{number}")
        (folder / f"{number}.md").write_text(text, encoding="utf-8")


def together(folder: Path, address: str, of: int = 3, **options: Any) -> list[Outcome]:
    """How all shares end that are built at once; `options` of a share by its number."""
    with ThreadPoolExecutor(of) as pool:
        jobs = [
            pool.submit(built, folder, address, share=Share(n, of), **options.get(f"n{n}", {}))
            for n in range(1, of + 1)
        ]
        return [outcome(job) for job in jobs]


def outcome(job: Future[Report]) -> Outcome:
    error = job.exception()
    if error is None:
        return job.result()
    assert isinstance(error, SakuinError), error
    return error


def reports(outcomes: list[Outcome]) -> list[Report]:
    for one in outcomes:
        assert isinstance(one, Report), one
    return [one for one in outcomes if isinstance(one, Report)]


def same_as_alone(client: Client, folder: Path) -> None:
    """Whether what is in force is as one full build makes it: posts, records, answers."""
    address = three_nodes().address(ALONE)
    built(folder, address, full=True)
    with ExitStack() as stack:
        alone, _ = stack.enter_context(opened(address))
        index, other = current(client, NAME)[0], current(alone, ALONE)[0]
        assert texts(client, index) == texts(alone, other)
        mine, theirs = (read_manifest(client, one) for one in (index, other))
        assert mine.counts == theirs.counts
        assert dict(read_contents(client, mine).files) == dict(read_contents(alone, theirs).files)
        assert set(mine.fresh) <= set(read_contents(client, mine).files)
        searchers = [stack.enter_context(ClusterSearcher(one)) for one in (client, alone)]
        for query in QUERIES:
            first, second = (
                replace(one.search(Request(query, size=50)), took_ms=0) for one in searchers
            )
            assert first == second, query
    body = {"query": {"term": {"kind": "part"}}, "track_total_hits": True}
    assert client.search(index, body)["hits"]["total"]["value"] == mine.parts + 1
