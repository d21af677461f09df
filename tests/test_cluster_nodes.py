"""The client on real nodes: `make test-cluster`."""

from collections.abc import Iterator

import pytest

from index.cluster import Client, parse_address, to_lines
from index.values import ClusterSettings, Conflict, MachineError, NoIndex
from tests.nodes import Nodes, three_nodes

pytestmark = pytest.mark.cluster
INDEX = "client-000001"
_ALL = {"query": {"match_phrase": {"text": "検索"}}, "track_total_hits": True}
_MADE = {
    "settings": {
        "number_of_replicas": 1,
        "analysis": {
            "tokenizer": {"pairs": {"type": "ngram", "min_gram": 2, "max_gram": 2}},
            "analyzer": {"pairs": {"tokenizer": "pairs"}},
        },
    },
    "mappings": {
        "properties": {"n": {"type": "integer"}, "text": {"type": "text", "analyzer": "pairs"}}
    },
}


@pytest.fixture(scope="module")
def nodes() -> Nodes:
    return three_nodes()


@pytest.fixture
def client(nodes: Nodes) -> Iterator[Client]:
    """A client of an index with a hundred documents."""
    pairs = [({"index": {"_id": f"p{n}"}}, {"n": n, "text": "検索"}) for n in range(100)]
    with Client(parse_address(nodes.address("client")), ClusterSettings()) as opened:
        opened.request("PUT", f"/{INDEX}", _MADE)
        opened.bulk(INDEX, to_lines(row for pair in pairs for row in pair))
        opened.request("POST", f"/{INDEX}/_refresh")
        nodes.wait()
        yield opened
        nodes.wait()
        opened.request("DELETE", f"/{INDEX}")


def _count(client: Client) -> int:
    found: int = client.search(INDEX, _ALL)["hits"]["total"]["value"]
    return found


def test_a_real_cluster_answers_as_the_stub_does(client: Client) -> None:
    assert _count(client) == 100
    assert [one["hits"]["total"]["value"] for one in client.msearch(INDEX, [_ALL] * 3)] == [100] * 3
    assert client.get_many(INDEX, ["p1", "p100"]) == [{"n": 1, "text": "検索"}, None]
    with pytest.raises(NoIndex):
        client.search("client-000009", _ALL)
    with pytest.raises(NoIndex):
        client.get_many("client-000009", ["p1"])
    with pytest.raises(Conflict):
        client.request("PUT", f"/{INDEX}", _MADE)
    with pytest.raises(Conflict):
        client.request("PUT", f"/{INDEX}/_create/p1", {"n": 1})
    with pytest.raises(MachineError, match="p1: 400 mapper_parsing_exception"):
        client.bulk(INDEX, to_lines([{"index": {"_id": "p1"}}, {"n": "none"}]))
    assert client.request("GET", "/_alias/client", absent=True) is None


@pytest.mark.parametrize("which", ["the manager", "another"])
def test_a_killed_node_takes_no_answer_with_it(client: Client, nodes: Nodes, which: str) -> None:
    manager = nodes.manager()
    killed = manager if which == "the manager" else (manager + 1) % 3
    nodes.kill(killed)
    try:
        assert {_count(client) for _ in range(200)} == {100}
        client.bulk(INDEX, to_lines([{"index": {"_id": "p1"}}, {"n": 1, "text": "検索"}]))
    finally:
        nodes.start(killed)
