"""What stands beside the generations on a cluster, and whether one is whole."""

from collections.abc import Mapping
from contextlib import AbstractContextManager
from typing import Any

import pytest

from index.cluster import (
    Client,
    check_cluster,
    forget_verified,
    in_force,
    read_verified,
    write_verified,
)
from index.values import Contents, FileEntry, IndexDamaged, NoIndex, Receipt, Records
from tests.stub_cluster import Answer, Say, Stub, asking, in_turn

VERIFIED = {"generation": "blog-000002", "samples": 3, "found": 2, "missed": ["駅"]}
ALIAS: dict[str, Any] = {"blog-000002": {"aliases": {"blog": {}}}}
MISSING: Answer = (404, {"found": False})


def _cluster(answers: Mapping[str, Any]) -> AbstractContextManager[tuple[Client, list[Stub]]]:
    """A cluster that answers by paths; nothing is at others."""

    def say(_method: str, path: str, _body: bytes) -> Answer:
        value = answers.get(path.partition("?")[0])
        return MISSING if value is None else (200, value)

    says: list[Say | None] = [say]
    return asking(says)


def test_the_generation_in_force_is_the_one_behind_the_name() -> None:
    with _cluster({"/_alias/blog": ALIAS}) as (client, _):
        assert in_force(client) == "blog-000002"
    with _cluster({}) as (client, _):
        assert in_force(client) is None
    two = {**ALIAS, "blog-000001": {}}
    with _cluster({"/_alias/blog": two}) as (client, _), pytest.raises(IndexDamaged):
        in_force(client)


def test_a_verification_is_kept_for_its_generation() -> None:
    with asking([in_turn((201, {"result": "created"}))]) as (client, (host,)):
        write_verified(client, VERIFIED)
        forget_verified(client)
    path = "/blog-state/_doc/verified"
    assert [(method, at) for method, at, _ in host.asked] == [("PUT", path), ("DELETE", path)]
    with _cluster({path: {"found": True, "_source": VERIFIED}}) as (client, _):
        assert read_verified(client, "blog-000002") == VERIFIED
        assert read_verified(client, "blog-000001") is None
    odds: list[Any] = [{"_source": {}}, {"_source": {"generation": "blog-000002"}}, {"_source": []}]
    for odd in odds:
        with _cluster({path: odd}) as (client, _):
            assert read_verified(client, "blog-000002") is None
    with _cluster({}) as (client, _):
        assert read_verified(client, "blog-000002") is None
        forget_verified(client)


def _check(health: str, posts: int, wrong: str | None = None) -> tuple[list[str], bool]:
    """What is said of an index that should have one post."""
    files = Records.of({"a.md": FileEntry("0", "listed"), "b.md": FileEntry("1", "draft")})
    receipt = Receipt("blog-000002", Contents({}, "", files))
    count = {"hits": {"total": {"value": posts}}, "_shards": {"failed": 0}}
    answers = {
        "/_alias/blog": ALIAS,
        "/_cluster/health/blog-000002": {"status": health},
        "/blog-000002/_search": count,
    }
    with _cluster(answers) as (client, _):
        return check_cluster(client, lambda: (receipt, wrong))


@pytest.mark.parametrize(("health", "posts", "wrong", "said", "is_whole"), [
    ("green", 1, None, "1 post, as its records say", True),
    ("yellow", 1, None, "not all of their copies", True),
    ("red", 1, None, "some parts are missing", False),
    ("green", 3, None, "expected 1 post, found 3", False),
    ("green", 1, "records-00000: it is no part", "records-00000: it is no part", False),
])  # fmt: skip
def test_a_check_says_what_is_there_and_what_is_missing(
    health: str, posts: int, wrong: str | None, said: str, is_whole: bool
) -> None:
    lines, found = _check(health, posts, wrong)
    assert said in "\n".join(lines)
    assert found is is_whole


def test_without_a_generation_there_is_nothing_to_check() -> None:
    with _cluster({}) as (client, _), pytest.raises(NoIndex, match="sakuin reindex"):
        check_cluster(client, lambda: (None, None))
