"""What is refused before any route sees it: hosts, bodies, what a proxy cannot mean."""

from collections.abc import Callable
from http.client import HTTPConnection
from urllib.parse import urlsplit

import pytest
from flask.testing import FlaskClient

from index.values import ServerSettings
from search.embedded import EmbeddedSearcher
from tests.conftest import PATIENCE
from tests.serving import serving
from web.app import create_app

Client = Callable[..., FlaskClient]


@pytest.fixture
def client_of(fixture_searcher: EmbeddedSearcher) -> Client:
    """What asks an application of some settings."""

    def made(**settings: object) -> FlaskClient:
        return create_app(fixture_searcher, ServerSettings(**settings)).test_client()  # type: ignore[arg-type]

    return made


_NO_HOSTS = (
    "a" * 60_000,
    "a" * 64 + ".jp",
    "a..b",
    "",
    "a b",
    "a/b",
    "a@b",
    "日本.jp",
    "a,b",
    "[::1",
    "a:b",
)


@pytest.mark.parametrize("host", _NO_HOSTS, ids=lambda host: host[:8])
def test_a_host_that_is_none_is_refused(client_of: Client, host: str) -> None:
    for path in ("/", "/api/search?q=x", "/static/style.css", "/nowhere"):
        answer = client_of().get(path, headers={"Host": host})
        assert answer.status_code == 400
        assert host not in answer.text or len(host) < 2
    answer = client_of().get("/api/search", headers={"Host": host})
    assert answer.get_json()["error"]["code"] == "bad_request"
    assert answer.get_json()["error"]["message"].startswith("Host: expected")


@pytest.mark.parametrize(
    "host", ["a.jp", "A.JP:8080", "a.jp.", "127.0.0.1:80", "[::1]:80", "my_blog"]
)
def test_any_host_is_answered_where_none_is_set(client_of: Client, host: str) -> None:
    assert client_of().get("/", headers={"Host": host}).status_code == 200


def test_only_the_hosts_that_are_set_are_answered(client_of: Client) -> None:
    client = client_of(hosts=("Blog.example", "[::1]"))
    for host in ("blog.example", "BLOG.example:8080", "blog.example.", "[::1]:80"):
        assert client.get("/", headers={"Host": host}).status_code == 200
    for host in (
        "evil.example",
        "blog.example.evil",
        "xblog.example",
        "127.0.0.1",
        "www.blog.example",
    ):
        assert client.get("/", headers={"Host": host}).status_code == 400


def test_behind_a_proxy_the_host_is_the_one_that_readers_see(client_of: Client) -> None:
    client = client_of(hosts=("blog.example",), proxy=True)
    inner = {"Host": "127.0.0.1:8080"}
    seen = {**inner, "X-Forwarded-Host": "blog.example"}
    assert client.get("/", headers=seen).status_code == 200
    assert client.get("/", headers=inner).status_code == 400
    assert client.get("/", headers={**inner, "X-Forwarded-Host": "evil.example"}).status_code == 400


@pytest.mark.parametrize(
    ("header", "value", "status"),
    [("Transfer-Encoding", "chunked", 411), ("Transfer-Encoding", "chunked, chunked", 411),
     ("Content-Length", "2, 2", 400), ("Content-Length", "+2", 400), ("Content-Length", "٣", 400),
     ("Content_Length", "5", 400), ("Content-Length", "65537", 413),
     ("Content-Length", "9" * 99, 413), ("Content-Length", "2", 200)],
)  # fmt: skip
def test_a_body_is_refused_unless_it_is_short_and_its_length_clear(
    client_of: Client, header: str, value: str, status: int
) -> None:
    environ = {"HTTP_" + header.upper().replace("-", "_"): value}
    if header == "Content-Length":
        environ = {"CONTENT_LENGTH": value}
    answer = client_of().get("/api/search", environ_overrides=environ)
    assert answer.status_code == status


def test_servers_that_end_connections_themselves_answer_too(
    fixture_searcher: EmbeddedSearcher,
) -> None:
    with serving(create_app(fixture_searcher)) as address:
        client = HTTPConnection(urlsplit(address).netloc, timeout=PATIENCE)
        client.request("GET", "/", headers={"Host": "a b"})
        assert client.getresponse().status == 400
        client.close()


_PREFIXES = (
    "//evil.example",
    "/a//b",
    "/../x",
    "/a/..",
    "x",
    "/a\\b",
    '/"><script>',
    "/a?b",
    "/あ",
    "http://e",
)


@pytest.mark.parametrize("prefix", _PREFIXES)
def test_a_prefix_that_is_no_path_is_refused(client_of: Client, prefix: str) -> None:
    answer = client_of(proxy=True).get("/", environ_overrides={"HTTP_X_FORWARDED_PREFIX": prefix})
    assert answer.status_code == 400 or 'action="/"' in answer.text
    assert "evil" not in answer.text and "<script>" not in answer.text


def test_a_prefix_may_end_in_a_slash(client_of: Client) -> None:
    answer = client_of(proxy=True).get("/", headers={"X-Forwarded-Prefix": "/a/b/"})
    assert 'action="/a/b/"' in answer.text


def test_a_scheme_that_is_none_is_refused(client_of: Client) -> None:
    client = client_of(proxy=True)
    assert client.get("/", headers={"X-Forwarded-Proto": "javascript"}).status_code == 400
    assert client.get("/", headers={"X-Forwarded-Proto": "https"}).status_code == 200
