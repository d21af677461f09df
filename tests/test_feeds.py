"""Searches to follow, as programs read them: a feed parser, a reader of JSON, a browser."""

from collections import Counter
from typing import Any
from urllib.parse import quote, urljoin
from xml.etree import ElementTree
from xml.sax.saxutils import escape

import feedparser  # type: ignore[import-untyped]
import pytest
from flask.testing import FlaskClient
from hypothesis import given
from hypothesis import strategies as st

from index.values.settings import ServerSettings
from tests.conftest import Blog, post_text
from web.app import create_app
from web.feeds import _xml

_POSTS = {
    "a.md": post_text("京都の<秋>を歩く。", title="旅 & <味>", date="2025-01-01", slug="a",
                      tags=["旅", "R&D"], categories=["紀行"], author="灯台守"),
    "b.md": post_text("京都の春を歩く。", title="春の京都", date="2025-04-01"),
    "c.md": post_text("京都の夏を歩く。", title="夏"),
}  # fmt: skip


@pytest.fixture
def client(blog: Blog) -> FlaskClient:
    settings = ServerSettings(title="潮見<だより>", proxy=True)
    return create_app(blog(_POSTS), settings).test_client()


def _parsed(client: FlaskClient, address: str, **more: Any) -> Any:
    response = client.get(address, **more)
    assert (response.status_code, response.mimetype) == (200, "application/atom+xml")
    told = {"content-type": response.content_type, "content-location": "http://localhost"}
    found = feedparser.parse(response.data, response_headers=told)
    assert not found.bozo, found.get("bozo_exception")
    return found


def test_a_feed_has_the_newest_posts_first_and_those_without_a_date_last(
    client: FlaskClient,
) -> None:
    found = _parsed(client, "/feed.atom?q=京都")
    assert (found.version, found.feed.language) == ("atom10", "ja")
    assert found.feed.title == "京都 - 潮見<だより>"
    assert [entry.title for entry in found.entries] == ["春の京都", "旅 & <味>", "夏"]
    _, entry, undated = found.entries
    assert entry.published == "2025-01-01T00:00:00+09:00" == entry.updated
    assert (entry.author, [tag.term for tag in entry.tags]) == ("灯台守", ["紀行", "旅", "R&D"])
    assert entry.summary == "京都の&lt;秋&gt;を歩く。", "text, not markup"
    assert "published" not in undated and undated.updated.startswith("1970-01-01")


def test_both_forms_say_the_same(client: FlaskClient) -> None:
    atom = _parsed(client, "/feed.atom?q=京都&size=2")
    response = client.get("/feed.json?q=京都&size=2")
    assert response.mimetype == "application/feed+json"
    made = response.get_json()
    assert made["version"] == "https://jsonfeed.org/version/1.1"
    assert made["title"] == atom.feed.title
    assert [(e["id"], e["url"]) for e in made["items"]] == [(e.id, e.link) for e in atom.entries]
    assert made["items"][1]["title"] == "旅 & <味>"
    assert made["items"][1]["content_text"] == "京都の<秋>を歩く。"
    assert made["items"][1]["tags"] == ["紀行", "旅", "R&D"]
    assert made["items"][1]["authors"] == [{"name": "灯台守"}]
    assert made["items"][1]["date_published"] == "2025-01-01T00:00:00+09:00"
    assert all(value for item in made["items"] for value in item.values() if value != [])
    assert made["feed_url"].isascii() and made["home_page_url"].isascii()
    assert client.get(made["home_page_url"]).status_code == 200
    assert client.get(made["feed_url"]).get_json() == made


def test_filters_and_order_are_those_of_the_page(client: FlaskClient) -> None:
    titles = {
        address: [entry["title"] for entry in client.get(address).get_json()["items"]]
        for address in (
            "/feed.json?tag=旅",
            "/feed.json?to=2025-02-01",
            "/feed.json?sort=oldest&size=1",
        )
    }
    assert set(map(tuple, titles.values())) == {("旅 & <味>",)}
    page = client.get("/?q=京都&tag=旅&page=2&sort=newest&size=5").text
    for name, kind in (("atom", "atom+xml"), ("json", "feed+json")):
        href = f'href="/feed.{name}?q=京都&amp;tag=旅"'
        assert f'rel="alternate" type="application/{kind}"' in page
        assert page.count(href) == 2, "in the head, and for readers"
    assert "alternate" not in client.get("/").text


def test_addresses_are_whole_ones_of_the_host_that_was_asked(client: FlaskClient) -> None:
    headers = {"X-Forwarded-Proto": "https", "X-Forwarded-Host": "blog.example",
               "X-Forwarded-Prefix": "/search"}  # fmt: skip
    tags = set()
    for more, root in (
        ({}, "http://localhost/"),
        ({"headers": headers}, "https://blog.example/search/"),
    ):
        found = _parsed(client, "/feed.atom?q=京都", **more)
        tags.add(client.get("/feed.atom?q=京都", **more).headers["ETag"])
        assert found.feed.id.startswith(root + "feed.atom")
        assert found.feed.link.startswith(root + "?q=")
        for entry in found.entries:
            assert entry.link.startswith((root, urljoin(root, "/")))
        again = client.get("/feed.json?q=京都", **more).get_json()
        assert again["feed_url"].startswith(root)
    assert len(tags) == 2, "one host's are not given to another"


def test_a_post_without_an_address_leads_to_a_search_that_finds_it(client: FlaskClient) -> None:
    items = client.get("/feed.json?q=京都").get_json()["items"]
    unknown = [item for item in items if "/?q=" in item["url"]]
    assert unknown, "a folder of no generator has no addresses"
    for item in unknown:
        path = item["url"].removeprefix("http://localhost")
        assert "件" in client.get(path).text
        found = client.get("/api/search" + path.removeprefix("/")).get_json()
        titles = ["".join(piece["text"] for piece in hit["title"]) for hit in found["hits"]]
        assert item["title"] in titles


@pytest.mark.parametrize("path", ["/feed.atom", "/feed.json"])
def test_what_is_out_of_bounds_is_told_to_programs(client: FlaskClient, path: str) -> None:
    response = client.get(f"{path}?size=0")
    assert response.status_code == 400
    assert response.get_json()["error"]["code"] == "bad_parameter"


@pytest.mark.parametrize("path", ["/feed.atom", "/feed.json"])
def test_a_feed_that_a_reader_has_is_not_sent_again(client: FlaskClient, path: str) -> None:
    first = client.get(f"{path}?q=京都")
    again = client.get(f"{path}?q=京都", headers={"If-None-Match": first.headers["ETag"]})
    assert (again.status_code, again.data) == (304, b"")


def test_a_browser_learns_how_to_ask(client: FlaskClient) -> None:
    assert 'rel="search" type="application/opensearchdescription+xml"' in client.get("/").text
    response = client.get("/opensearch.xml")
    assert response.mimetype == "application/opensearchdescription+xml"
    told = ElementTree.fromstring(response.data)
    space = "{http://a9.com/-/spec/opensearch/1.1/}"
    assert told.findtext(f"{space}ShortName") == "潮見<だより>"
    for url in told.iter(f"{space}Url"):
        address = url.attrib["template"].replace("{searchTerms}", quote("京都"))
        answer = client.get(address.removeprefix("http://localhost"))
        assert (answer.status_code, answer.mimetype) == (200, url.attrib["type"])
        assert "京都" in answer.text


@given(st.text())
def test_any_text_can_stand_in_a_feed(text: str) -> None:
    read = ElementTree.fromstring(f"<a>{escape(_xml(text))}</a>")
    allowed = [char for char in text if char.isprintable() or char in "\t\n"]
    assert Counter(allowed) <= Counter(read.text or "")
