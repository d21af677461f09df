"""Which post states which other one as its original."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.values.links import comparable, link_key, original
from search.match.copies import chains
from tests.conftest import Blog, find, post_text
from tests.test_near_duplicates import LINES


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("https://ex.jp/a/", "http://EX.jp/a"), ("https://ex.jp", "https://ex.jp/"),
        ("/%E6%97%A5/", "/日/"), ("/か\u3099/", "/が/"), ("/a/index.html", "/a/"),
        ("/a/#top", "/a/"), ("/a%20b", "/a b"),
    ],
)  # fmt: skip
def test_addresses_of_one_page_are_equal(one: str, other: str) -> None:
    assert comparable(one) == comparable(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("https://ex.jp/a", "https://ex.jp/b"), ("https://ex.jp/a", "https://ex.com/a"),
        ("https://ex.jp/a", "/a"), ("/a?p=1", "/a?p=2"), ("/a.html", "/a"), ("/A", "/a"),
    ],
)  # fmt: skip
def test_addresses_of_two_pages_differ(one: str, other: str) -> None:
    assert comparable(one) != comparable(other)
    assert link_key(comparable(one)) != link_key(comparable(other))


@pytest.mark.parametrize(
    ("url", "canonical", "expected"),
    [
        ("https://ex.jp/b/", "https://ex.jp/a/", "ex.jp/a"), ("/b/", "https://ex.jp/a/", "/a"),
        ("/b/", "https://ex.jp", "/"), ("https://ex.jp/b/", "/a/", "/a"), ("/b/", None, ""),
        ("/b/", "https://ex.jp/b/", ""), ("https://ex.jp/b", "http://ex.jp/b/", ""),
        (None, "https://ex.jp/a/", "ex.jp/a"), ("https://ex.jp/b", "https://old.jp/b", "old.jp/b"),
    ],
)  # fmt: skip
def test_the_original_is_another_page(url: str | None, canonical: str, expected: str) -> None:
    assert original(url, canonical) == expected
    assert (link_key(expected) == 0) is (expected == "")


numbers = st.integers(0, 7)


@given(st.dictionaries(numbers, numbers).map(lambda of: {a: b for a, b in of.items() if a != b}))
def test_chains_end_where_following_them_does(of: dict[int, int]) -> None:
    found = chains(of)
    assert found == chains(dict(reversed(of.items())))
    for doc in of:
        seen = [doc]
        while seen[-1] in of and of[seen[-1]] not in seen:
            seen.append(of[seen[-1]])
        again = seen.index(of[seen[-1]]) if seen[-1] in of else len(seen) - 1
        assert found.get(doc, (doc, 0)) == (seen[again], again)


def test_a_chain_of_any_length_is_followed_in_one_go() -> None:
    found = chains({n: n + 1 for n in range(100_000)})
    assert found[0] == (100_000, 100_000)


def test_a_copy_makes_no_other_posts_near_duplicates(blog: Blog) -> None:
    """Two copies of one text state different originals."""
    site = {"_config.yml": "url: https://ex.jp\npermalink: /:title/\n"}
    posts = {"a": ("灯台の一。", ""), "b": ("灯台の二。", "")}
    posts |= {"x": ("\n\n".join(LINES), "/a/"), "y": ("\n\n".join(LINES), "https://ex.jp/b/")}
    files = {
        f"_posts/2025-01-01-{name}.md": post_text(body, title=name, canonical_url=stated)
        for name, (body, stated) in posts.items()
    }
    hits = find(blog(site | files), "灯台").hits
    under = {hit.meta.url: [other.url for other in hit.duplicates] for hit in hits}
    at = "https://ex.jp"
    assert under == {f"{at}/a/": [f"{at}/x/"], f"{at}/b/": [f"{at}/y/"]}


@pytest.mark.parametrize("key", ["canonical_url", "canonicalURL", "canonicalUrl", "canonical"])
def test_an_address_elsewhere_is_kept_but_is_not_the_posts(blog: Blog, key: str) -> None:
    site = {"_config.yml": "url: https://ex.jp\npermalink: /:title/\n"}
    head = {"title": "題", key: "https://zenn.dev/taro/articles/abc"}
    files = {"_posts/2025-01-01-abc.md": post_text("灯台の話。", **head)}
    [hit] = find(blog(site | files), "灯台").hits
    assert hit.meta.url == "https://ex.jp/abc/"
    assert hit.meta.canonical == "https://zenn.dev/taro/articles/abc"


@pytest.mark.parametrize(
    "stated", ["javascript:alert(1)", "//evil.example/a", "a b", "true", "[a]"]
)
def test_what_is_no_address_is_not_kept(blog: Blog, stated: str) -> None:
    text = f"---\ntitle: 題\ncanonical_url: {stated}\n---\n灯台の話。\n"
    [hit] = find(blog({"a.md": text}), "灯台").hits
    assert hit.meta.canonical is None
