"""Queries at random over real posts: a cluster finds what a folder does: `make test-cluster`."""

import tarfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from index.cluster import Client, ClusterWriter, parse_address
from index.pipeline.build import Options, build
from index.values import BadParameter, ClusterSettings, Settings
from search.cluster import ClusterSearcher
from search.contract import Request, Searcher
from tests import conftest
from tests.conftest import DATA, NOW, needs_data
from tests.nodes import three_nodes
from tests.random_queries import RandomQueries

pytestmark = [pytest.mark.cluster, needs_data]
_SETTINGS = ClusterSettings(replicas=0)
_QUERIES, _MOST = 2_000, 100
"""Queries, and the hits of one up to which all are compared."""


@pytest.fixture(scope="module")
def posts(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("real")
    with tarfile.open(DATA / "posts" / "posts.tar.xz") as archive:
        archive.extractall(folder, filter="data")
    return folder


@pytest.fixture(scope="module")
def both(posts: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[list[Searcher]]:
    """The searcher over a folder, and the one over the cluster."""
    index = tmp_path_factory.mktemp("index") / "real"
    conftest.build(posts, index, jobs=0)
    client = Client(parse_address(three_nodes().address("same")), _SETTINGS)
    with conftest.searcher(index) as folder, client, ClusterSearcher(client) as cluster:
        build(posts, ClusterWriter(client, _SETTINGS), Settings(), NOW, Options())
        yield [folder, cluster]


def _found(source: Searcher, query: str) -> tuple[int, object] | str:
    """What a query finds: how many, which where they are few, and how they are counted."""
    try:
        found = source.search(Request(query, size=_MOST))
    except BadParameter as error:
        return str(error)
    few = found.total <= _MOST
    return found.total, (few and {hit.meta.id for hit in found.hits}, found.facets)


def test_random_queries_find_the_same(both: list[Searcher]) -> None:
    folder, cluster = both
    some = folder.sample(300, 7)
    texts = [" ".join(text for _, text in post.sections) for post in some]
    queries = RandomQueries([text for text in texts if text], seed=7)
    differ = [
        query
        for query in (queries.query()[:1_000] for _ in range(_QUERIES))
        if _found(folder, query) != _found(cluster, query)
    ]
    assert differ == []
