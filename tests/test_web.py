"""The HTTP surface, through the real application."""

import io
import json
import logging
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import cast

import pytest
from flask.testing import FlaskClient

from index.values.settings import ServerSettings
from search.contract.request import Request
from search.contract.results import Results
from search.contract.searcher import Searcher
from search.contract.status import Status
from search.embedded.searcher import EmbeddedSearcher
from tests.conftest import PATIENCE, Blog, post_text, searcher
from web.app import create_app


@pytest.fixture
def empty(tmp_path: Path) -> Iterator[FlaskClient]:
    with searcher(tmp_path / "nothing") as source:
        yield create_app(source).test_client()


def test_the_endpoint_answers_in_the_documented_shape(client: FlaskClient) -> None:
    answer = client.get("/api/search", query_string={"q": "京都"}).get_json()
    assert list(answer) == [
        "query", "total", "page", "size", "took_ms", "hits", "partial", "facets", "suggestion",
    ]  # fmt: skip
    assert answer["total"] == len(answer["hits"]) > 1
    assert set(answer["facets"]) == {"category", "tag", "author", "lang", "year"}


def test_an_empty_query_lists_all_newest_first(client: FlaskClient) -> None:
    answer = client.get("/api/search?size=100").get_json()
    dates = [hit["date"][:10] for hit in answer["hits"] if hit["date"]]
    assert dates == sorted(dates, reverse=True)
    assert answer["total"] == len(answer["hits"]) > 40
    assert [hit["date"] for hit in answer["hits"]][-1] is None


@pytest.mark.parametrize(
    "parameters",
    ["size=0", "size=101", "size=x", "page=0", "page=-1", "page=999999999999", "sort=best",
     "from=2025-02-30", "to=tomorrow", "q=" + "あ" * 1001],
)  # fmt: skip
def test_a_parameter_out_of_bounds_is_a_400_that_names_it(
    client: FlaskClient, parameters: str
) -> None:
    response = client.get(f"/api/search?{parameters}")
    error = response.get_json()["error"]
    assert (response.status_code, error["code"]) == (400, "bad_parameter")
    assert error["message"].startswith(parameters.split("=")[0] + ":")


def test_a_post_that_its_tag_alone_tells_shows_the_tag(blog: Blog) -> None:
    head = {"title": "題", "tags": ["機械学習入門", "料理"]}
    client = create_app(blog({"a.md": post_text("強い学習の話。", **head)})).test_client()
    [hit] = client.get("/api/search?q=機械学習").get_json()["hits"]
    assert hit["tags"] == ["機械学習入門", "料理"]
    assert [[(p["text"], p["matched"]) for p in tag] for tag in hit["matched_tags"]] == [
        [("機械学習", True), ("入門", False)]
    ]
    assert "タグ：<span><mark>機械学習</mark>入門</span>" in client.get("/?q=機械学習").text


def test_unknown_parameters_are_ignored(client: FlaskClient) -> None:
    assert client.get("/api/search?q=京都&utm_source=x&explain=1").status_code == 200


@pytest.mark.parametrize("path", ["/api/nothing", "/api/search/x"])
def test_errors_under_api_are_json(client: FlaskClient, path: str) -> None:
    response = client.get(path)
    assert (response.status_code, response.get_json()["error"]["code"]) == (404, "not_found")
    assert client.post("/api/search").get_json()["error"]["code"] == "method_not_allowed"


@pytest.mark.parametrize("path", ["/", "/?q=京都", "/api/search?q=京都", "/healthz"])
def test_without_an_index_the_answer_is_503(empty: FlaskClient, path: str) -> None:
    response = empty.get(path)
    assert response.status_code == 503
    if not path.startswith("/?") and path != "/":
        assert response.get_json()["error"]["code"] == "no_index"
    assert "/tmp" not in response.get_data(as_text=True)


def test_health_says_what_is_searched(client: FlaskClient) -> None:
    health = client.get("/healthz").get_json()
    assert (health["status"], health["generation"]) == ("ok", "000001")
    assert health["posts"] > 40
    assert health["left_out"] == 2
    assert health["kernels"] in ("compiled", "plain")


def test_lists_are_as_long_as_documented_where_no_size_is_asked_for(client: FlaskClient) -> None:
    assert len(client.get("/api/search?q=の").get_json()["hits"]) == 10
    assert len(client.get("/api/related?id=about.md").get_json()["hits"]) == 5


@pytest.mark.parametrize("path", ["/?q=京都", "/api/search?q=京都"])
def test_an_answer_is_not_sent_twice_to_one_who_has_it(client: FlaskClient, path: str) -> None:
    tag = client.get(path).headers["ETag"]
    again = client.get(path, headers={"If-None-Match": tag})
    assert (again.status_code, again.data) == (304, b"")
    assert client.get(path + "x", headers={"If-None-Match": tag}).status_code == 200


def test_an_answer_of_other_settings_or_of_an_index_made_anew_is_sent(
    blog: Blog, tmp_path: Path
) -> None:
    first = {"a.md": post_text("京都へ。", title="題")}
    app = create_app(blog(first)).test_client()
    tag = app.get("/?q=京都").headers["ETag"]
    known = {"If-None-Match": tag}
    other = create_app(searcher(tmp_path / "index"), ServerSettings(title="別の名"))
    assert other.test_client().get("/?q=京都", headers=known).status_code == 200
    shutil.rmtree(tmp_path / "index")
    blog({**first, "b.md": post_text("京都から。", title="題")})
    again = app.get("/api/search?q=京都", headers=known)
    assert (again.status_code, again.get_json()["total"]) == (200, 2)
    assert app.get("/?q=京都", headers=known).status_code == 200


def test_a_wrong_method_is_told_the_right_ones(client: FlaskClient) -> None:
    answer = client.post("/api/search")
    assert (answer.status_code, "GET" in answer.headers["Allow"]) == (405, True)


def test_a_page_beyond_the_last_is_empty(client: FlaskClient) -> None:
    answer = client.get("/api/search?q=京都&page=50").get_json()
    assert (answer["hits"], answer["partial"]) == ([], [])
    assert answer["total"] > 0


def test_another_origin_may_read_the_json_when_so_configured(
    fixture_searcher: EmbeddedSearcher,
) -> None:
    origin = "https://blog.example"
    open_to = create_app(fixture_searcher, ServerSettings(cors_origin=origin)).test_client()
    assert open_to.get("/api/search").headers["Access-Control-Allow-Origin"] == origin
    closed = create_app(fixture_searcher).test_client()
    assert "Access-Control-Allow-Origin" not in closed.get("/api/search").headers


@pytest.mark.parametrize("addresses", [False, True])
def test_requests_are_logged_as_json_without_addresses_unless_asked(
    fixture_searcher: EmbeddedSearcher, addresses: bool
) -> None:
    settings = ServerSettings(log="json", log_addresses=addresses)
    client = create_app(fixture_searcher, settings).test_client()
    client.get("/healthz")
    logger = logging.getLogger("sakuin.requests")
    formatter = logger.handlers[0].formatter
    written = io.StringIO()
    handler = logging.StreamHandler(written)
    handler.setFormatter(formatter)
    logger.addHandler(handler)
    try:
        client.get("/api/search?q=京都")
    finally:
        logger.removeHandler(handler)
    entry = json.loads(written.getvalue())
    assert (entry["path"], entry["query"], entry["status"]) == ("/api/search", "京都", 200)
    assert entry["total"] > 1
    assert 0 <= entry["ms"] < PATIENCE * 1000
    assert ("address" in entry) is addresses


def test_any_searcher_can_be_handed_in() -> None:
    class Fixed:
        def search(self, request: Request) -> Results:
            return Results(request.query, 0, request.page, request.size, 0.1, ())

        def status(self) -> Status:
            return Status("000009", 1, 0, "2026-01-01T00:00:00+09:00", "9f")

    handed = cast(Searcher, Fixed())  # the rest of it is not asked for
    answer = create_app(handed).test_client().get("/api/search?q=x").get_json()
    assert (answer["query"], answer["hits"]) == ("x", [])
