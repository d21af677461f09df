"""Generations on real nodes: `make test-cluster`."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from index.cluster import Client, among, beginning, current, read_manifest, told
from index.cluster.mapping import FORMAT, post_key
from index.values import (
    NoIndex,
    NotOurs,
)
from tests.cluster_build import NAME, built, found, indexes, on_nodes, opened, texts
from tests.conftest import BLOG, FIXTURE, post_text

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


def test_the_fixture_blog_is_there_whole(client: Client, address: str) -> None:
    report = built(FIXTURE, address)
    index = current(client, NAME)[0]
    assert (index, len(texts(client, index))) == ("blog-000001", report.posts)
    assert read_manifest(client, index).count("listed") == report.posts
    settings = client.request("GET", f"/{index}/_settings")[index]["settings"]["index"]
    assert (settings["blocks"]["write"], settings["number_of_replicas"]) == ("true", "1")
    assert indexes(client) == ["blog-000001", "blog-state"]
    with opened(address) as (_, writer):
        receipt, damage = writer.last()
    assert receipt is not None and (receipt.generation, damage) == (index, None)
    assert receipt.contents.files.count("listed") == report.posts


def test_lines_have_the_terms_and_forms_of_the_posts(
    client: Client, address: str, posts: Path
) -> None:
    built(posts, address)
    lines = told(client.search("blog-000001", beginning("", 1000)))
    assert {"w新幹線", "w京都", "f@しんかんせん\0しんかんせん\0新幹線"} <= set(lines)
    assert lines == sorted(set(lines))
    for start in ("w", "w新", "f@しん", "f@しんかんせん\0", "f+", "f=旅\0", "w.*", "w\\", 'w"[~'):
        some = told(client.search("blog-000001", beginning(start, 1000)))
        assert some == [line for line in lines if line.startswith(start)]
        assert told(client.search("blog-000001", beginning(start, 1))) == some[:1]
    assert told(client.search("blog-000001", beginning("w" + "あ[" * 499, 1000))) == []
    asked = ["w新幹線", "wない", "w.*", *lines[:5]]
    assert set(told(client.search("blog-000001", among(asked)))) == {*asked} & {*lines}


def test_an_incremental_build_gives_what_a_full_one_does(
    client: Client, address: str, posts: Path
) -> None:
    built(posts, address)
    (posts / "a.md").write_text(post_text("飛行機で札幌へ行く。", title="旅"), "utf-8")
    (posts / "b.md").rename(posts / "e.md")
    (posts / "c.md").unlink()
    (posts / "d.md").write_text(post_text("新しい記事。", title="新"), "utf-8")
    report = built(posts, address)
    assert (report.added, report.changed, report.removed, report.renamed) == (1, 1, 1, 1)
    assert current(client, NAME)[0] == "blog-000002"
    some = texts(client, "blog-000002")
    assert some.keys() == {"a.md", "d.md", "e.md"}
    assert (found(client, "新幹線"), found(client, "札幌"), found(client, "仕組み")) == (
        [], ["a.md"], ["e.md"],
    )  # fmt: skip
    assert texts(client, "blog-000001").keys() == {"a.md", "b.md", "c.md"}
    built(posts, address, full=True)
    assert texts(client, current(client, NAME)[0]) == some
    assert indexes(client) == ["blog-000002", "blog-000003", "blog-state"]


def test_where_nothing_has_changed_nothing_is_made(
    client: Client, address: str, posts: Path
) -> None:
    built(posts, address)
    assert not built(posts, address).published
    assert indexes(client) == ["blog-000001", "blog-state"]


def test_a_post_deleted_and_added_in_one_build_is_there(
    client: Client, address: str, posts: Path
) -> None:
    """Whichever is done first."""
    built(posts, address)
    for number in range(30):
        name = f"{number}.md"
        (posts / name).write_text(post_text(f"{number}番目。", title=name), "utf-8")
    built(posts, address)
    for number in range(30):
        (posts / f"{number}.md").write_text(post_text(f"改めて{number}番目。", title="改"), "utf-8")
    assert built(posts, address).changed == 30
    assert len(found(client, "改めて")) == 30


def test_leftovers_go_and_what_is_of_others_stays(
    client: Client, address: str, posts: Path
) -> None:
    built(posts, address)
    meta = {"mappings": {"_meta": {"sakuin": 1, "owner": "posts"}}}
    client.request("PUT", "/blog-000007", meta)
    client.request("PUT", "/blog-000011", {})
    client.request("PUT", "/blog-of-mine", {})
    built(posts, address, full=True)
    assert current(client, NAME)[0] == "blog-000012"
    assert indexes(client) == [
        "blog-000001", "blog-000011", "blog-000012", "blog-of-mine", "blog-state",
    ]  # fmt: skip


@pytest.mark.parametrize("is_alias", [False, True])
def test_a_name_of_another_program_is_left_alone(
    client: Client, address: str, posts: Path, is_alias: bool
) -> None:
    made = "/blog-of-mine" if is_alias else "/blog"
    client.request("PUT", made, {"aliases": {"blog": {}}} if is_alias else {})
    with pytest.raises(NotOurs):
        built(posts, address)
    with pytest.raises(NotOurs):
        current(client, NAME)
    assert indexes(client) == [made[1:]]


def test_without_an_index_there_is_none(client: Client) -> None:
    with pytest.raises(NoIndex):
        current(client, NAME)


def test_an_index_of_another_format_is_built_anew(
    client: Client, address: str, posts: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    built(posts, address)
    for place in ("writer", "mapping", "manifest"):
        monkeypatch.setattr(f"index.cluster.{place}.FORMAT", FORMAT + 1)
    with opened(address) as (_, writer):
        assert writer.last() == (None, f"blog-000001: expected format {FORMAT + 1}, found {FORMAT}")
    assert built(posts, address).rebuilt


def test_posts_that_went_are_noticed_and_made_anew(
    client: Client, address: str, posts: Path
) -> None:
    built(posts, address)
    client.request("PUT", "/blog-000001/_settings", {"index.blocks.write": False})
    client.request("DELETE", f"/blog-000001/_doc/{post_key('a.md')}?refresh=true")
    with opened(address) as (_, writer):
        assert writer.last()[1] == "blog-000001: expected 3 posts, found 2"
    assert built(posts, address).rebuilt
    assert len(texts(client, current(client, NAME)[0])) == 3
