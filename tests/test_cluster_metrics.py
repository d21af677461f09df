"""What becomes of calls to a cluster is told and counted."""

from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest

from index.cluster import Call
from index.values import MachineError, SakuinError, ServerSettings
from search.cluster import ClusterSearcher
from search.contract import Status
from tests.memory import MemoryWriter
from tests.memory_searcher import MemorySearcher
from tests.stub_cluster import BUSY, FOUND, Answer, Clock, asking, in_turn
from tests.test_metrics import TOKEN, read
from web.app import create_app
from web.calls import SIZE_OF_CALLS, Calls
from web.metrics import metrics_of
from web.shared import Shared

PART: Answer = (200, {"timed_out": True, "_shards": {"failed": 0}, "hits": {"hits": []}})
NONE: Answer = (404, {"error": {"type": "index_not_found_exception"}, "status": 404})
REFUSED: Answer = (400, {"error": {"type": "no", "reason": "so it is"}, "status": 400})
SETTINGS = ServerSettings(metrics_token=TOKEN)


@pytest.mark.parametrize(("answers", "outcome"), [
    ((FOUND,), "ok"), ((BUSY, FOUND), "retried"), ((PART, FOUND), "retried"), ((BUSY,), "away"),
    ((PART,), "away"), ((REFUSED,), "refused"), ((NONE,), "refused"),
    (((200, "<html>"),), "refused"),
])  # fmt: skip
def test_each_call_has_one_outcome(answers: tuple[Answer, ...], outcome: str) -> None:
    calls: list[Call] = []
    with asking([in_turn(*answers)], told=calls.append) as (client, _):
        for _ in range(2):
            with suppress(SakuinError):
                client.search("blog-000001", {})
    assert calls[0].outcome == outcome
    assert [call.open_for for call in calls] == [0, 0]
    assert all(call.seconds > 0 for call in calls)


def test_what_may_be_absent_is_no_refusal_and_bulk_is_one_call() -> None:
    calls: list[Call] = []
    done: Answer = (200, {"errors": False})
    with asking([in_turn(NONE, *[BUSY] * 4, done)], told=calls.append) as (client, _):
        assert client.request("GET", "/_alias/blog", absent=True) is None
        client.bulk("blog-000001", b'{"delete":{"_id":"a"}}\n')
    assert [call.outcome for call in calls] == ["ok", "retried"]


def test_an_open_breaker_is_told() -> None:
    calls: list[Call] = []
    with asking([in_turn(BUSY)], Clock(), calls.append) as (client, _):
        for _ in range(6):
            with pytest.raises(SakuinError):
                client.request("GET", "/")
    assert [call.open_for for call in calls] == [0.0] * 4 + [2.0] * 2
    assert {call.outcome for call in calls} == {"away"}


def test_without_one_who_is_told_nothing_is_watched() -> None:
    with asking([in_turn(REFUSED)]) as (client, _), pytest.raises(MachineError):
        client.request("GET", "/")


class _OnCluster(MemorySearcher):
    engine = "cluster"

    def status(self) -> Status:
        return Status("blog-000012", 3, 0, "2026-01-01T00:00:00+09:00", "x")


def test_processes_of_one_folder_count_their_calls_together(tmp_path: Path) -> None:
    apps = []
    for outcome, seconds in (("ok", 0.003), ("retried", 9.0)):
        metrics = metrics_of(SETTINGS, tmp_path)
        assert metrics is not None
        searcher = _OnCluster(MemoryWriter())
        apps.append(create_app(searcher, SETTINGS, shared=tmp_path, metrics=metrics))
        metrics.calls.count(Call(outcome, seconds, 0.0))
    found = read(apps[0].test_client())
    name = "sakuin_cluster_call_duration_seconds"
    assert found["sakuin_engine_info", "cluster"] == 1
    assert found["sakuin_generation",] == 12
    assert found["sakuin_cluster_calls_total", "ok"] == 1
    assert found["sakuin_cluster_calls_total", "retried"] == 1
    assert found["sakuin_cluster_calls_total", "away"] == 0
    assert (found[f"{name}_bucket", "0.002"], found[f"{name}_bucket", "0.005"]) == (0, 1)
    assert (found[f"{name}_count",], found[f"{name}_sum",]) == (2, 9.003)
    assert found["sakuin_cluster_breaker_open",] == 0


def test_a_breaker_counts_as_open_until_its_time_is_over() -> None:
    clock: Any = Clock()
    calls = Calls(Shared(SIZE_OF_CALLS), clock)

    def is_open() -> float:
        *_, gauge = calls.collect()
        return float(gauge.samples[0].value)

    calls.count(Call("away", 0.1, 2.0))
    calls.count(Call("ok", 0.1, 0.0))  # of another process
    assert is_open() == 1
    clock.now += 2.0
    assert is_open() == 0


def test_a_searcher_says_which_engine_it_is() -> None:
    with asking([in_turn(FOUND)]) as (client, _):
        assert ClusterSearcher(client).engine == "cluster"
