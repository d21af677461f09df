"""The page as a browser gets it, without a script."""

import pytest
from flask.testing import FlaskClient

from index.values.settings import ServerSettings
from search.embedded.searcher import EmbeddedSearcher
from tests.conftest import Blog, post_text
from web.app import create_app


def test_a_day_is_shown_as_filters_count_it(blog: Blog) -> None:
    posts = {"a.md": post_text("京都へ。", title="題", date="2025-11-04T20:00:00+00:00")}
    client = create_app(blog(posts)).test_client()
    assert "2025年11月5日" in client.get("/?q=京都 date:2025-11-05").text


def test_the_page_allows_no_script_but_its_own(client: FlaskClient) -> None:
    response = client.get("/?q=京都")
    policy = response.headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    assert "noindex" in response.headers["X-Robots-Tag"]
    html = response.get_data(as_text=True)
    assert "<script>" not in html
    assert " style=" not in html
    assert " onclick" not in html


def test_what_strangers_wrote_is_escaped(client: FlaskClient) -> None:
    html = client.get("/?q=%3Cscript%3E").get_data(as_text=True)
    assert "alert(1)" in html
    assert "<script>alert" not in html
    assert "onerror=" not in html.replace("&#34;", '"').split("<main")[0]


@pytest.mark.parametrize("query", ["<script>", '"><b>', "{{7*7}}", "%s", "\x00", "'"])
def test_a_hostile_query_comes_back_as_text(client: FlaskClient, query: str) -> None:
    response = client.get("/", query_string={"q": query})
    assert response.status_code == 200
    html = response.get_data(as_text=True)
    assert "<script>" not in html
    assert '"><b>' not in html.replace('"count"><b>', "")


def test_facets_are_links_that_narrow_and_widen(client: FlaskClient) -> None:
    html = client.get("/?q=京都&category=旅").get_data(as_text=True)
    assert 'aria-label="絞り込み"' in html
    assert 'href="/?q=京都"' in html


def test_the_page_without_a_query_shows_the_box(client: FlaskClient) -> None:
    html = client.get("/").get_data(as_text=True)
    assert 'role="search"' in html
    assert 'class="hit"' not in html


def test_no_hits_offers_ways_out(client: FlaskClient) -> None:
    html = client.get("/?q=%22ぬるぽ 京都%22&tag=旅").get_data(as_text=True)
    assert "絞り込みをやめて検索する" in html
    assert "引用符を外して検索する" in html


def test_a_long_query_without_hits_is_answered(client: FlaskClient) -> None:
    query = " ".join(f"ぬる{number}" for number in range(180))
    assert client.get("/", query_string={"q": query}).status_code == 200


def test_links_stay_under_a_forwarded_prefix_when_so_configured(
    fixture_searcher: EmbeddedSearcher,
) -> None:
    headers = {"X-Forwarded-Prefix": "/search"}
    trusting = create_app(fixture_searcher, ServerSettings(proxy=True)).test_client()
    assert 'action="/search/"' in trusting.get("/", headers=headers).get_data(as_text=True)
    wary = create_app(fixture_searcher).test_client()
    assert 'action="/"' in wary.get("/", headers=headers).get_data(as_text=True)
