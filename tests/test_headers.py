"""Methods and headers on every route: what is allowed, who may read, what a browser may do."""

import json

import pytest
from flask.testing import FlaskClient

from index.values import ConfigError, ServerSettings
from search.embedded import EmbeddedSearcher
from web.app import create_app
from web.cache import Answer

_ROUTES = ("/", "/?q=京都", "/related?id=about.md", "/api/search?q=京都", "/api/suggest?q=けん",
           "/api/related?id=about.md", "/healthz", "/static/style.css")  # fmt: skip
_BLOG = "https://blog.example"


@pytest.mark.parametrize("path", _ROUTES)
def test_head_is_get_without_the_body(client: FlaskClient, path: str) -> None:
    got, head = client.get(path, buffered=True), client.head(path, buffered=True)
    assert (head.status_code, head.data) == (200, b"")
    assert head.headers["Content-Length"] == str(len(got.data))
    assert set(head.headers.keys()) == set(got.headers.keys())


def test_an_answer_is_of_one_length_whatever_it_took() -> None:
    answer = Answer("application/json", b'{"took_ms":', b"}", 0.1)
    texts = [answer.text(took_ms) for took_ms in (0.04, 9.96, 12_345.6)]
    assert len(set(map(len, texts))) == 1
    assert [json.loads(text)["took_ms"] for text in texts] == [0.0, 10.0, 12_345.6]


@pytest.mark.parametrize("path", _ROUTES)
def test_every_route_tells_its_methods(client: FlaskClient, path: str) -> None:
    for answer in (client.options(path), client.post(path), client.delete(path)):
        assert set(answer.headers["Allow"].split(", ")) == {"GET", "HEAD", "OPTIONS"}
    assert client.options(path).status_code in (200, 204)
    assert client.post(path).status_code == 405
    assert client.open(path, method="TRACE").status_code == 405


def test_what_is_not_there_has_no_methods(client: FlaskClient) -> None:
    for path in ("/nowhere", "/api/nowhere", "*"):
        assert client.open(path, method="OPTIONS").status_code == 404


@pytest.mark.parametrize("path", (*_ROUTES, "/nowhere", "/api/nowhere"))
def test_a_browser_may_do_little_with_any_answer(client: FlaskClient, path: str) -> None:
    headers = client.get(path, buffered=True).headers
    assert "default-src 'none'" in headers["Content-Security-Policy"]
    assert "geolocation=()" in headers["Permissions-Policy"]
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["X-Frame-Options"] == "DENY"
    assert headers["Cross-Origin-Resource-Policy"] == "same-origin"
    assert headers["Referrer-Policy"] == "same-origin"


def test_browsers_stay_with_https_where_a_proxy_says_that_they_came_by_it(
    fixture_searcher: EmbeddedSearcher,
) -> None:
    client = create_app(fixture_searcher, ServerSettings(proxy=True)).test_client()
    secure = client.get("/", headers={"X-Forwarded-Proto": "https"})
    assert secure.headers["Strict-Transport-Security"] == "max-age=31536000"
    assert "Strict-Transport-Security" not in client.get("/").headers
    wary = create_app(fixture_searcher).test_client()
    answer = wary.get("/", headers={"X-Forwarded-Proto": "https"})
    assert "Strict-Transport-Security" not in answer.headers


_OTHERS = ("null", "http://blog.example", "https://blog.example.evil", "https://evil.example", "",
           "https://blog.example:444", "https://BLOG.example", "https://blog.example, https://x",
           "https://xblog.example", "*")  # fmt: skip


@pytest.mark.parametrize("proxy", [False, True])
@pytest.mark.parametrize("origin", _OTHERS)
def test_no_other_origin_may_read(
    fixture_searcher: EmbeddedSearcher, origin: str, proxy: bool
) -> None:
    settings = ServerSettings(cors_origin=_BLOG, proxy=proxy)
    client = create_app(fixture_searcher, settings).test_client()
    for path in ("/api/search?q=京都", "/api/nowhere", "/api/search?size=0"):
        other = client.get(path, headers={"Origin": origin})
        assert "Access-Control-Allow-Origin" not in other.headers
        assert "Origin" in other.headers["Vary"]
        mine = client.get(path, headers={"Origin": _BLOG})
        assert mine.headers["Access-Control-Allow-Origin"] == _BLOG
        assert "Access-Control-Allow-Credentials" not in mine.headers
        assert mine.headers.get("ETag") == other.headers.get("ETag")


def test_an_answer_that_is_not_sent_again_may_be_read_by_the_same(
    fixture_searcher: EmbeddedSearcher,
) -> None:
    client = create_app(fixture_searcher, ServerSettings(cors_origin=_BLOG)).test_client()
    tag = client.get("/api/search?q=京都").headers["ETag"]
    again = client.get("/api/search?q=京都", headers={"If-None-Match": tag, "Origin": _BLOG})
    assert (again.status_code, again.headers["Access-Control-Allow-Origin"]) == (304, _BLOG)
    assert "Origin" in again.headers["Vary"]
    assert "Access-Control-Allow-Origin" not in client.get("/?q=京都").headers


def test_a_browser_that_asks_first_is_told_the_methods(fixture_searcher: EmbeddedSearcher) -> None:
    client = create_app(fixture_searcher, ServerSettings(cors_origin="*")).test_client()
    asked = {"Origin": "null", "Access-Control-Request-Method": "GET"}
    answer = client.options("/api/search", headers=asked)
    assert answer.headers["Access-Control-Allow-Origin"] == "*"
    assert answer.headers["Access-Control-Allow-Methods"] == "GET, HEAD, OPTIONS"
    assert "Origin" not in answer.headers.get("Vary", "")


_NO_ORIGINS = ("null", "https://blog.example/", "https://a@b", "https://Blog.example",
               "https://a.example, https://b.example", "https://*.example",
               "blog.example")  # fmt: skip


@pytest.mark.parametrize("origin", _NO_ORIGINS)
def test_an_origin_that_no_browser_sends_is_refused_as_a_setting(origin: str) -> None:
    with pytest.raises(ConfigError, match="cors_origin: expected"):
        ServerSettings(cors_origin=origin)


@pytest.mark.parametrize("path", ["/", "/?q=京都", "/related?id=about.md", "/api/search?q=京都"])
def test_answers_under_two_prefixes_have_two_etags(
    fixture_searcher: EmbeddedSearcher, path: str
) -> None:
    settings = ServerSettings(proxy=True, cors_origin=_BLOG)
    client = create_app(fixture_searcher, settings).test_client()
    first, second = (client.get(path, headers={"X-Forwarded-Prefix": p}) for p in ("/a", "/b"))
    assert first.headers["ETag"] != second.headers["ETag"]
    assert "/b/" not in first.text or "/a/" not in second.text
    known = {"X-Forwarded-Prefix": "/b", "If-None-Match": first.headers["ETag"]}
    assert client.get(path, headers=known).status_code == 200
