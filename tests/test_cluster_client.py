"""The client of a cluster: whole answers, patience with hosts, errors that are ours."""

import sys
from typing import Any

import pytest

from index.cluster import open_client, to_lines
from index.cluster.client import _begin_as_copy
from index.values import (
    ClusterAway,
    ConfigError,
    Conflict,
    IndexDamaged,
    MachineError,
    NoIndex,
    Settings,
)
from tests.stub_cluster import BUSY, FOUND, Answer, Clock, asking, in_turn

PART: Answer = (200, {"timed_out": False, "_shards": {"failed": 1}, "hits": {"hits": []}})
FULL = {"status": 429, "error": {"type": "rejected", "reason": "full"}}
LATE: Answer = (200, {"timed_out": True, "_shards": {"failed": 0}, "hits": {"hits": []}})


def _refused(status: int, kind: str = "some_exception", reason: str = "so it is") -> Answer:
    return status, {"error": {"type": kind, "reason": reason}, "status": status}


@pytest.mark.parametrize("part", [PART, LATE])
def test_a_part_of_an_answer_is_asked_for_again_and_never_given(part: Answer) -> None:
    with asking([in_turn(part, part, FOUND)]) as (client, (host,)):
        assert client.search("blog-000001", {})["hits"]["hits"]
    assert len(host.asked) == 3
    assert all("allow_partial_search_results=false" in path for _, path, _ in host.asked)
    with asking([in_turn(part)]) as (client, _), pytest.raises(ClusterAway, match="only a part"):
        client.search("blog-000001", {})


def test_of_many_searches_each_is_whole_or_none_is_given() -> None:
    good, bad = FOUND[1], PART[1]
    answers = in_turn((200, {"responses": [good, bad]}), (200, {"responses": [good, good]}))
    with asking([answers]) as (client, (host,)):
        assert client.msearch("blog-000001", [{"size": 1}, {"size": 2}]) == [good, good]
        assert client.msearch("blog-000001", []) == []
    header = b'{"allow_partial_search_results":false}\n'
    assert host.asked[0][2] == header + b'{"size":1}\n' + header + b'{"size":2}\n'
    failed = {"responses": [good, _refused(503)[1]]}
    with asking([in_turn((200, failed))]) as (client, _), pytest.raises(ClusterAway):
        client.msearch("blog-000001", [{}, {}])


def test_documents_come_in_order_and_none_where_there_is_none() -> None:
    docs = [{"_id": "a", "found": True, "_source": {"n": 1}}, {"_id": "b", "found": False}]
    with asking([in_turn((200, {"docs": docs}))]) as (client, _):
        assert client.get_many("blog-000001", ["a", "b"]) == [{"n": 1}, None]
        assert client.get_many("blog-000001", []) == []


@pytest.mark.parametrize(("kind", "error"), [
    ("index_not_found_exception", NoIndex), ("no_shard_available_action_exception", ClusterAway),
])  # fmt: skip
def test_a_document_that_cannot_be_asked_for_is_an_error(kind: str, error: type[Exception]) -> None:
    failed = {"docs": [{"_id": "a", "error": {"type": kind, "reason": "so it is"}}]}
    with asking([in_turn((200, failed))]) as (client, _), pytest.raises(error):
        client.get_many("blog-000001", ["a"])


def test_another_host_is_asked_where_one_is_busy_or_late() -> None:
    for first in (in_turn(BUSY), in_turn((500, "oh")), None):
        with asking([first, in_turn(FOUND)], seconds=0.2) as (client, _):
            for _ in range(4):
                assert client.search("blog-000001", {})["hits"]["hits"]


@pytest.mark.parametrize("say", [in_turn(BUSY), None, in_turn((429, "slowly"))])
def test_a_cluster_of_which_no_host_answers_is_away(say: Any) -> None:
    with asking([say, say], seconds=0.05) as (client, hosts):
        with pytest.raises(ClusterAway, match="opensearch://127"):
            client.search("blog-000001", {})
        assert sum(len(host.asked) for host in hosts) == 4


def test_after_five_failures_nobody_is_asked_for_a_while_then_one_may_try() -> None:
    clock = Clock()
    answers = in_turn(*[BUSY] * 24, FOUND)
    with asking([answers], clock) as (client, (host,)):
        for _ in range(5):
            with pytest.raises(ClusterAway, match="503"):
                client.request("GET", "/")
        for _ in range(3):
            with pytest.raises(ClusterAway, match="just now") as away:
                client.request("GET", "/")
        assert away.value.retry_after == 2.0
        assert len(host.asked) == 20
        clock.now += 2.0
        with pytest.raises(ClusterAway, match="503"):
            client.request("GET", "/")
        with pytest.raises(ClusterAway, match="just now"):
            client.request("GET", "/")
        clock.now += 2.0
        for _ in range(6):
            assert client.request("GET", "/") == FOUND[1]


def test_what_a_cluster_refuses_is_no_failure_of_it() -> None:
    with asking([in_turn(_refused(400))]) as (client, (host,)):
        for _ in range(7):
            with pytest.raises(MachineError, match="400 some_exception: so it is"):
                client.search("blog-000001", {})
        assert len(host.asked) == 7


def test_each_refusal_has_its_error() -> None:
    expected: list[tuple[Answer, type[Exception]]] = [
        (_refused(404, "index_not_found_exception"), NoIndex),
        (_refused(409, "version_conflict_engine_exception"), Conflict),
        (_refused(400, "resource_already_exists_exception"), Conflict),
        (_refused(403, "security_exception"), ConfigError),
        (_refused(403, "cluster_block_exception"), MachineError),
        ((200, "<html>a proxy</html>"), IndexDamaged),
        ((200, {"no": "hits"}), IndexDamaged),
        ((200, []), IndexDamaged),
    ]
    for answer, error in expected:
        with asking([in_turn(answer)]) as (client, _), pytest.raises(error):
            client.search("blog-000001", {})
    with asking([in_turn(_refused(404))]) as (client, _):
        assert client.request("GET", "/_alias/blog", absent=True) is None


def test_only_what_there_was_no_room_for_is_sent_again() -> None:
    clock = Clock()
    items = [{"index": {"status": 200}}, {"delete": FULL}, {"index": FULL}]
    some = (200, {"errors": True, "items": items})
    answers = in_turn(BUSY, BUSY, BUSY, BUSY, some, (200, {"errors": False}))
    lines = to_lines([{"index": {"_id": "a"}}, {"n": 1}, {"delete": {"_id": "b"}},
                      {"index": {"_id": "c"}}, {"n": 3}])  # fmt: skip
    with asking([answers], clock) as (client, (host,)):
        client.bulk("blog-000001", lines)
    assert host.asked[4][2] == lines
    assert host.asked[5][2] == lines[lines.index(b'{"delete') :]
    assert clock.slept == [0.5, 1.0]


def test_a_bulk_without_room_for_long_gives_up_and_one_refused_is_named() -> None:
    clock = Clock()
    lines = to_lines([{"index": {"_id": "a"}}, {"n": 1}])
    wrong = {"status": 400, "error": {"type": "mapper", "reason": "no number"}}
    full, bad = ((200, {"errors": True, "items": [{"index": one}]}) for one in (FULL, wrong))
    with asking([in_turn(full)], clock) as (client, _), pytest.raises(ClusterAway) as away:
        client.bulk("blog-000001", lines)
    assert "no room for posts: rejected: full" in str(away.value)
    assert sum(clock.slept) == 31.5
    with asking([in_turn(bad)]) as (client, _), pytest.raises(MachineError) as named:
        client.bulk("blog-000001", lines)
    assert "a: 400 mapper: no number" in str(named.value)


def test_half_of_a_surrogate_pair_does_no_harm() -> None:
    with asking([in_turn(FOUND)]) as (client, (host,)):
        client.search("blog-000001", {"query": "a\ud800b"})
    assert host.asked[0][2] == '{"query":"a\ufffdb"}'.encode()


def test_without_the_library_it_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "opensearchpy", None)
    with pytest.raises(ConfigError) as refused:
        open_client(Settings("opensearch://h/blog"))
    assert "pip install 'sakuin[cluster]'" in str(refused.value)


def test_a_copy_of_a_process_does_not_share_its_connections() -> None:
    with asking([in_turn(BUSY)]) as (client, _):
        with pytest.raises(ClusterAway):
            client.request("GET", "/")
        opened = client._hosts
        _begin_as_copy()
        assert client._hosts is None
        assert opened is not None
        opened.close()
