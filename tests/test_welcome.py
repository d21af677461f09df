"""The page before a search shows what this blog has."""

import re
from html import unescape
from urllib.parse import parse_qs, urlsplit

import pytest
from flask.testing import FlaskClient

from tests.conftest import Blog, post_text
from web.app import create_app

_LINK = re.compile(r'<a href="([^"]*)"[^>]*>([^<]*)')


def _sections(html: str) -> dict[str, list[tuple[str, str]]]:
    """(address, text) of the links below each heading."""
    parts = re.split(r"<h2>([^<]*)</h2>", html.partition('<section class="welcome">')[2])
    return {
        name: [(unescape(href), unescape(text)) for href, text in _LINK.findall(body)]
        for name, body in zip(parts[1::2], parts[2::2], strict=True)
    }


def _client(blog: Blog, posts: dict[str, str]) -> FlaskClient:
    return create_app(blog(dict(posts.items()))).test_client()


def _total(client: FlaskClient, address: str) -> int:
    found: int = client.get("/api/search?" + urlsplit(address).query).get_json()["total"]
    return found


def test_each_link_leads_to_something(client: FlaskClient) -> None:
    shown = _sections(client.get("/").text)
    assert list(shown) == ["最近の記事", "よく使われるタグ", "よく使われるカテゴリー", "探し方の例"]
    assert len(shown["最近の記事"]) == 5
    newest = client.get("/api/search?sort=newest").get_json()["hits"][:5]
    titles = ["".join(piece["text"] for piece in hit["title"]) for hit in newest]
    assert [text for _, text in shown["最近の記事"]] == titles
    assert [href for href, _ in shown["最近の記事"]] == [hit["url"] for hit in newest]
    for name in list(shown)[1:]:
        for href, text in shown[name]:
            assert _total(client, href) > 0, text


def test_values_used_most_come_first(blog: Blog) -> None:
    posts = {
        f"{number}.md": post_text(
            "本文。", title=f"題{number}", tags=["旅"] * (number < 2) + ["海"]
        )
        for number in range(3)
    }
    shown = _sections(_client(blog, posts).get("/").text)
    assert [text for _, text in shown["よく使われるタグ"]] == ["海", "旅"]
    assert parse_qs(urlsplit(shown["よく使われるタグ"][0][0]).query) == {"tag": ["海"]}


def test_a_post_without_an_address_leads_to_a_search_for_it(blog: Blog) -> None:
    client = _client(blog, {"a.md": post_text("本文。", title="題 & <名>")})
    [(href, text)] = _sections(client.get("/").text)["最近の記事"]
    assert (text, _total(client, href)) == ("題 & <名>", 1)


@pytest.mark.parametrize(
    "posts", [{}, {"a.md": "本文。"}, {"a.md": post_text("文。", tags=["a b", '"'])}]
)
def test_a_blog_without_such_values_has_examples_too(blog: Blog, posts: dict[str, str]) -> None:
    client = _client(blog, posts or {"draft.md": post_text("文。", draft=True), "b.md": "文。"})
    shown = _sections(client.get("/").text)
    assert shown["探し方の例"] == [], "none that finds nothing"
    html = client.get("/").text
    assert html.count("<dt>") == 4 and "<dt>新幹線 駅弁</dt>" in html
