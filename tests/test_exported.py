"""A `url` in front matter that is a whole address: a post's own, or that of a page it is about."""

from pathlib import Path

import pytest

from index.posts import find_site, load_post
from index.values import PostSettings
from tests.conftest import JST, NOW

HATENA = "https://taro.hatenablog.com/entry/2024"
KEPT = "---\ntitle: {0}\nurl: {0}\n---\n本文\n"


def urls(
    root: Path,
    stated: list[str],
    rest: int = 0,
    settings: PostSettings = PostSettings(),  # noqa: B008
) -> list[str | None]:
    """The addresses of posts that state these as `url`, in a folder with `rest` others."""
    texts = [KEPT.format(url) for url in stated] + ["---\ntitle: 題\n---\n本文\n"] * rest
    for number, text in enumerate(texts):
        (root / f"{number:03}.md").write_text(text, encoding="utf-8")
    site = find_site(root, settings)
    return [
        load_post(text.encode(), f"{number:03}.md", site, JST, NOW).url
        for number, text in enumerate(texts[: len(stated)])
    ]


def test_posts_of_one_host_state_their_own_addresses(tmp_path: Path) -> None:
    stated = [f"{HATENA}/{n}" for n in range(80)]
    assert urls(tmp_path, stated, rest=40) == stated


def test_a_post_alone_states_its_own(tmp_path: Path) -> None:
    assert urls(tmp_path, ["https://own.jp/a%20b"]) == ["https://own.jp/a%20b"]


def test_links_to_many_hosts_are_no_addresses_of_posts(tmp_path: Path) -> None:
    stated = ["https://a.example/x", "https://b.example/y", f"{HATENA}/1"]
    assert urls(tmp_path, stated) == [None, None, None]


def test_links_of_few_posts_or_to_one_page_are_no_addresses_of_posts(tmp_path: Path) -> None:
    assert urls(tmp_path, [f"{HATENA}/1"], rest=3) == [None]
    (tmp_path / "b").mkdir()
    assert urls(tmp_path / "b", [f"{HATENA}/1"] * 3) == [None] * 3


def test_another_host_than_the_folders_is_none_of_a_posts(tmp_path: Path) -> None:
    urls(tmp_path, [f"{HATENA}/1", f"{HATENA}/2"])
    site = find_site(tmp_path)
    for url in ("https://other.example/a", f"{HATENA.replace('com', 'com.evil.example')}/1"):
        assert load_post(KEPT.format(url).encode(), "x.md", site, JST, NOW).url is None


@pytest.mark.parametrize(
    "settings", [PostSettings(address="/{name}/"), PostSettings(base_url="https://own.jp")]
)
def test_a_link_on_another_host_than_the_owners_gives_way(
    tmp_path: Path, settings: PostSettings
) -> None:
    [found] = urls(tmp_path, ["https://other.example/a"], 3, settings)
    assert found == ("/000/" if settings.address else None)


def test_addresses_from_before_a_move_to_the_owners_host_give_way(tmp_path: Path) -> None:
    stated = [f"{HATENA}/{n}" for n in range(3)]
    assert urls(tmp_path, stated, 0, PostSettings(base_url="https://own.jp/")) == [None] * 3
    there = PostSettings(base_url="https://taro.hatenablog.com")
    assert urls(tmp_path, stated, 0, there) == stated


@pytest.mark.parametrize("key", ["permalink", "url"])
def test_a_path_is_always_a_posts_own(tmp_path: Path, key: str) -> None:
    data = f"---\n{key}: /own/日本/\n---\n本文".encode()
    found = load_post(data, "a.md", find_site(tmp_path), JST, NOW).url
    assert found == "/own/%E6%97%A5%E6%9C%AC/"
