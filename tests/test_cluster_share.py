"""Shares that make one generation on real nodes: `make test-cluster`."""

import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

import pytest

from index.cluster import Client, current, read_manifest
from index.cluster.mapping import post_key
from index.values import (
    ConfigError,
    LockHeld,
    MachineError,
    Share,
)
from tests.cluster_build import PATIENCE, built, indexes, on_nodes, opened, texts
from tests.conftest import FIXTURE, ROOT, post_text
from tests.processes import until
from tests.shares import (
    NAME,
    outcome,
    reports,
    same_as_alone,
    together,
    write,
)

pytestmark = pytest.mark.cluster


@pytest.fixture
def address() -> Iterator[str]:
    with on_nodes(NAME) as found:
        yield found


@pytest.fixture
def client(address: str) -> Iterator[Client]:
    with opened(address) as (found, _):
        yield found


@pytest.fixture
def posts(tmp_path: Path) -> Path:
    folder = tmp_path / "posts"
    folder.mkdir()
    write(folder, range(12), "初版")
    return folder


def test_shares_at_once_give_what_one_build_does(client: Client, address: str) -> None:
    done = reports(together(FIXTURE, address))
    assert {one.generation for one in done} == {"together-000001"}
    assert sum(one.added for one in done) == sum(one.posts for one in done)
    listed = read_manifest(client, "together-000001").count("listed")
    assert sum(one.posts for one in done) == listed > 0
    assert indexes(client, NAME) == ["together-000001", "together-state"]
    same_as_alone(client, FIXTURE)


def test_an_incremental_build_of_shares_does_so_too(
    client: Client, address: str, posts: Path
) -> None:
    reports(together(posts, address))
    write(posts, (0, 5, 12, 13), "改版")
    (posts / "3.md").unlink()
    (posts / "4.md").write_text(post_text("下書き。", draft=True), "utf-8")
    done = reports(together(posts, address))
    counts = [sum(getattr(one, name) for one in done) for name in ("added", "changed", "removed")]
    assert counts == [2, 2, 2]
    assert all(one.published and one.rebuilt is None for one in done)
    assert current(client, NAME)[0] == "together-000002"
    same_as_alone(client, posts)
    assert built(posts, address).unchanged == 12  # alone upon what shares made
    assert len(texts(client, "together-000001")) == 12


def test_where_no_share_has_anything_new_nothing_is_made(
    client: Client, address: str, posts: Path
) -> None:
    built(posts, address)
    done = reports(together(posts, address))
    assert [one.published for one in done] == [False] * 3
    assert {one.generation for one in done} == {"together-000001"}
    assert sum(one.unchanged for one in done) == 12
    assert indexes(client, NAME) == ["together-000001", "together-state"]
    (posts / "7.md").unlink()
    assert all(one.published for one in reports(together(posts, address)))
    same_as_alone(client, posts)


def test_all_follow_the_first_where_it_builds_anew(
    client: Client, address: str, posts: Path
) -> None:
    built(posts, address)
    done = reports(together(posts, address, n1={"full": True}))
    assert all(one.published and one.rebuilt for one in done)
    same_as_alone(client, posts)


def test_a_generation_that_lacks_a_post_is_built_anew_by_all(
    client: Client, address: str, posts: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """That it lacks one is noticed in the end."""
    built(posts, address)
    client.request("PUT", "/together-000001/_settings", {"index.blocks.write": False})
    client.request("DELETE", f"/together-000001/_doc/{post_key('1.md')}?refresh=true")
    client.request("PUT", "/together-000001/_settings", {"index.blocks.write": True})
    monkeypatch.setattr("index.cluster.writer.ClusterWriter._count", lambda *_: 12)
    write(posts, (0,), "改版")
    done = reports(together(posts, address))
    assert all(one.published and one.rebuilt for one in done)
    same_as_alone(client, posts)


def test_shares_with_other_settings_publish_nothing(
    client: Client, address: str, posts: Path
) -> None:
    done = together(posts, address, 2, n2={"timezone": "+00:00"})
    assert isinstance(done[0], ConfigError) and "those of share 2 differ: settings" in str(done[0])
    assert isinstance(done[1], MachineError) and "those of share 2" in str(done[1])
    assert indexes(client, NAME) == ["together-state"]


def test_a_share_of_another_number_or_that_is_taken_is_refused(
    client: Client, address: str, posts: Path
) -> None:
    with ThreadPoolExecutor(2) as pool:
        first = pool.submit(built, posts, address, share=Share(1, 3))
        until(lambda: indexes(client, NAME) == ["together-000001", "together-state"])
        with pytest.raises(ConfigError, match="expected a share of 3"):
            built(posts, address, share=Share(2, 2))
        second = pool.submit(built, posts, address, share=Share(2, 3))
        path = "/together-state/_doc/share-2"
        until(lambda: client.request("GET", path, absent=True) is not None)
        with pytest.raises(LockHeld, match="another process has share 2 of this build: "):
            built(posts, address, share=Share(2, 3))
        with pytest.raises(LockHeld, match="another reindex is at work"):
            built(posts, address, share=Share(1, 3))
        built(posts, address, share=Share(3, 3))
        assert first.result().published and second.result().published
    same_as_alone(client, posts)


def test_none_waits_for_ever(
    client: Client, address: str, posts: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tests.cluster_build.PATIENCE", replace(PATIENCE, come=1))
    with pytest.raises(MachineError, match="expected share 1/2 to begin a build within 1 seconds"):
        built(posts, address, share=Share(2, 2))
    with pytest.raises(MachineError, match="share 2/2 did not come within 1 second; nothing"):
        built(posts, address, share=Share(1, 2))
    assert indexes(client, NAME) == ["together-state"]


def test_where_a_share_fails_all_do_and_are_told_why(
    client: Client, address: str, posts: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> None:
        raise MachineError("no room")

    built(posts, address)
    write(posts, range(12), "改版")
    monkeypatch.setattr("index.cluster.other_share.OtherSession.delete", full)
    first, *others = together(posts, address)
    assert isinstance(first, MachineError)
    assert "failed; nothing is published: no room" in str(first)
    assert all(isinstance(one, MachineError) and "no room" in str(one) for one in others)
    assert indexes(client, NAME) == ["together-000001", "together-state"]


@pytest.mark.parametrize("moment", ["before", "after"])
def test_a_share_that_is_killed_publishes_nothing(
    client: Client, address: str, posts: Path, moment: str
) -> None:
    built(posts, address)
    write(posts, range(12), "改版")
    with ThreadPoolExecutor(2) as pool:
        jobs = [pool.submit(built, posts, address, share=Share(n, 3)) for n in (1, 2)]
        assert _killed(posts, address, "_bulk", moment, "3/3") == -9
        first, second = map(outcome, jobs)
    assert "share 3/3 gave no sign of life for 4 seconds; nothing is published" in str(first)
    assert isinstance(second, MachineError) and "did not publish" in str(second)
    assert current(client, NAME)[0] == "together-000001"
    reports(together(posts, address))
    same_as_alone(client, posts)


def test_where_the_first_is_killed_the_others_end_and_all_can_begin_again(
    client: Client, address: str, posts: Path
) -> None:
    built(posts, address)
    write(posts, range(12), "改版")
    with ThreadPoolExecutor(2) as pool:
        jobs = [pool.submit(built, posts, address, share=Share(n, 3)) for n in (2, 3)]
        assert _killed(posts, address, "_bulk", "after", "1/3") == -9
        until(lambda: _has_come(client, 2) and _has_come(client, 3))
        client.request("DELETE", "/together-state/_doc/lock")  # as time does
        for one in map(outcome, jobs):
            assert isinstance(one, MachineError)
            assert "it has ended without a word" in str(one)
    assert current(client, NAME)[0] == "together-000001"
    done = reports(together(posts, address))
    assert {one.generation for one in done} == {"together-000003"}  # one may still be sent to
    assert indexes(client, NAME) == ["together-000001", "together-000003", "together-state"]
    same_as_alone(client, posts)


def test_what_was_published_is_so_though_the_first_is_killed_then(
    client: Client, address: str, posts: Path
) -> None:
    with ThreadPoolExecutor(1) as pool:
        other = pool.submit(built, posts, address, share=Share(2, 2))
        assert _killed(posts, address, "_aliases", "after", "1/2") == -9
        client.request("DELETE", "/together-state/_doc/lock")  # as time does
        assert other.result().generation == "together-000001"
    same_as_alone(client, posts)


def _has_come(client: Client, number: int) -> bool:
    path = f"/together-state/_doc/share-{number}"
    return client.request("GET", path, absent=True) is not None


def _killed(posts: Path, address: str, call: str, moment: str, share: str) -> int:
    command = [sys.executable, "-m", "tests.cluster_build", str(posts), address, "changes"]
    return subprocess.run([*command, call, moment, share], cwd=ROOT, check=False).returncode
