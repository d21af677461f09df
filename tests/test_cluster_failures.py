"""Builds on real nodes that fail, or meet another: `make test-cluster`."""

from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from index.cluster import Client, current
from index.cluster.making import swap
from index.cluster.packing import ClusterBatch
from index.cluster.session import ClusterSession
from index.values import IndexDamaged, LockHeld, MachineError
from search.cluster import ClusterSearcher
from search.contract import Request
from tests.cluster_build import NAME, built, found, indexes, on_nodes, opened, texts
from tests.conftest import BLOG, NOW, post_text

pytestmark = pytest.mark.cluster


@pytest.fixture
def address() -> Iterator[str]:
    with on_nodes() as found:
        yield found


@pytest.fixture
def client(address: str) -> Iterator[Client]:
    with opened(address) as (found, _):
        yield found


@pytest.fixture
def posts(tmp_path: Path) -> Path:
    folder = tmp_path / "posts"
    folder.mkdir()
    for name, text in BLOG.items():
        (folder / name).write_text(text, encoding="utf-8")
    return folder


def _losing(monkeypatch: pytest.MonkeyPatch, changed: Callable[[bytes], bytes]) -> None:
    whole = Client.bulk
    monkeypatch.setattr(Client, "bulk", lambda self, to, lines: whole(self, to, changed(lines)))


@pytest.mark.parametrize(
    ("lost", "said"),
    [(lambda lines: lines.replace(b'"kind":"post"', b'"kind":"line"'), "expected 3 posts"),
     (lambda lines: lines.replace('行'.encode(), '止'.encode()), "not found")],
)  # fmt: skip
def test_what_is_not_whole_is_not_published(
    client: Client, address: str, posts: Path, monkeypatch: pytest.MonkeyPatch,
    lost: Callable[[bytes], bytes], said: str,
) -> None:  # fmt: skip
    built(posts, address)
    for name in ("a.md", "b.md", "c.md"):
        (posts / name).write_text(post_text("行" * 400, title="行行"), "utf-8")
    _losing(monkeypatch, lost)
    with pytest.raises(MachineError, match=said):
        built(posts, address, full=True)
    assert (current(client, NAME)[0], indexes(client)) == (
        "blog-000001", ["blog-000001", "blog-state"],
    )  # fmt: skip


def test_a_full_disk_ends_a_build_and_nothing_else(
    client: Client, address: str, posts: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The block is the one that a cluster puts on indexes where disks are nearly full."""
    built(posts, address)
    block = {"index.blocks.read_only_allow_delete": True}

    def blocked(lines: bytes) -> bytes:
        client.request("PUT", "/blog-000002/_settings", block)
        return lines

    _losing(monkeypatch, blocked)
    with pytest.raises(MachineError, match="takes no more"):
        built(posts, address, full=True)
    assert (current(client, NAME)[0], len(found(client, "新幹線"))) == ("blog-000001", 1)
    monkeypatch.undo()
    assert built(posts, address, full=True).published


def test_one_at_a_time(client: Client, address: str, posts: Path) -> None:
    said = pytest.raises(LockHeld, match=r"another reindex is at work: .+:\d+, since 2026")
    with opened(address) as (_, writer), writer.exclusive(NOW), said:
        built(posts, address)
    assert built(posts, address).published


def test_what_a_killed_process_held_is_void_in_time(
    client: Client, address: str, posts: Path
) -> None:
    built(posts, address)
    said: dict[str, Any] = {"holder": "gone:1", "since": "2026", "token": "x", "until": 2e10}
    client.request("PUT", "/blog-state/_doc/lock", said)
    with pytest.raises(LockHeld, match="gone:1, since 2026"):
        built(posts, address)
    for other in (said | {"until": 1.0}, {"until": "?"}, {}):
        client.request("PUT", "/blog-state/_doc/lock", other)
        assert built(posts, address, full=True).published


def test_who_lost_the_lock_publishes_nothing(
    client: Client, address: str, posts: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    built(posts, address)
    other: dict[str, Any] = {"holder": "other:1", "since": "2026", "token": "x", "until": 2e10}

    def taken(lines: bytes) -> bytes:
        client.request("PUT", "/blog-state/_doc/lock", other)
        return lines

    _losing(monkeypatch, taken)
    with pytest.raises(LockHeld, match="lost the lock to other:1"):
        built(posts, address, full=True)
    assert current(client, NAME)[0] == "blog-000001"
    assert client.request("GET", "/blog-state/_doc/lock")["_source"] == other


def test_who_stood_still_while_another_built_takes_nothing_away(
    client: Client, address: str, posts: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    built(posts, address)
    add, late = ClusterSession.add, [100.0]

    def stood_still(self: ClusterSession, packed: ClusterBatch) -> None:
        if late:
            later = datetime.now().timestamp() + late.pop()
            monkeypatch.setattr("index.cluster.lock.time.time", lambda: later)
            assert built(posts, address, full=True).published
        add(self, packed)

    monkeypatch.setattr(ClusterSession, "add", stood_still)
    with pytest.raises(LockHeld, match="lost the lock"):
        built(posts, address, full=True)
    assert current(client, NAME)[0] == "blog-000003"
    assert len(texts(client, "blog-000003")) == 3
    assert indexes(client) == ["blog-000001", "blog-000003", "blog-state"]


def test_what_is_in_force_stays_when_its_build_is_interrupted_just_then(
    client: Client, address: str, posts: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    built(posts, address)

    def interrupted(*arguments: Any) -> None:
        swap(*arguments)
        raise KeyboardInterrupt

    monkeypatch.setattr("index.cluster.session.swap", interrupted)
    with pytest.raises(KeyboardInterrupt):
        built(posts, address, full=True)
    assert current(client, NAME)[0] == "blog-000002"
    assert len(texts(client, "blog-000002")) == 3


def test_an_index_built_anew_under_its_name_is_opened_anew(
    client: Client, address: str, posts: Path
) -> None:
    built(posts, address)
    with ClusterSearcher(client) as searcher:
        assert searcher.search(Request("新幹線")).total == 1
        for index in indexes(client):
            client.request("DELETE", f"/{index}")
        for name in BLOG:
            (posts / name).write_text(post_text("飛行機で行く。"), "utf-8")
        built(posts, address)
        assert searcher.search(Request("新幹線")).total == 0
        assert current(client, NAME)[0] == "blog-000001"


def test_a_lock_is_prolonged(client: Client, address: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("index.cluster.lock._EVERY", 0.05)
    with opened(address) as (_, writer), writer.exclusive(NOW):
        path = "/blog-state/_doc/lock"
        numbers = {client.request("GET", path)["_seq_no"] for _ in range(200)}
    assert len(numbers) > 1
    assert client.request("GET", path, absent=True) is None


def test_a_base_that_goes_is_built_anew(
    client: Client, address: str, posts: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    built(posts, address)
    (posts / "d.md").write_text(post_text("新しい記事。", title="新"), "utf-8")
    with opened(address) as (_, writer), writer.exclusive(NOW):
        receipt, _ = writer.last()
        client.request("DELETE", "/blog-000001")
        with pytest.raises(IndexDamaged):
            writer.begin(receipt)
    assert built(posts, address).posts == 4
