"""What a server counts, and who may read it."""

from pathlib import Path

import pytest
from flask.testing import FlaskClient
from prometheus_client.parser import text_string_to_metric_families as families

from index.values import ConfigError, ServerSettings
from search.embedded import EmbeddedSearcher
from tests.conftest import searcher
from web.app import create_app

TOKEN = "a-token-of-24-characters"
_MAY = {"Authorization": f"Bearer {TOKEN}"}
Sample = tuple[str, ...]


@pytest.fixture
def client(fixture_searcher: EmbeddedSearcher) -> FlaskClient:
    return create_app(fixture_searcher, ServerSettings(metrics_token=TOKEN)).test_client()


def read(client: FlaskClient) -> dict[Sample, float]:
    """Values by name and labels."""
    answer = client.get("/metrics", headers=_MAY)
    assert answer.status_code == 200
    return {
        (sample.name, *sample.labels.values()): sample.value
        for family in families(answer.text)
        for sample in family.samples
    }


def test_requests_durations_and_errors_are_counted_by_kind(client: FlaskClient) -> None:
    for path in ("/?q=京都", "/", "/api/search?q=京都", "/api/search?size=0", "/nowhere",
                 "/api/suggest?q=け", "/api/related?id=none", "/healthz"):  # fmt: skip
        client.get(path)
    client.post("/api/search")
    found = read(client)
    assert found["sakuin_requests_total", "page", "200"] == 2
    assert found["sakuin_requests_total", "search", "200"] == 1
    assert found["sakuin_requests_total", "search", "400"] == 1
    assert found["sakuin_requests_total", "related", "404"] == 1
    assert found["sakuin_errors_total", "bad_parameter"] == 1
    assert found["sakuin_errors_total", "unknown_post"] == 1
    assert found["sakuin_errors_total", "not_found"] == 1
    assert found["sakuin_errors_total", "method_not_allowed"] == 1
    assert found["sakuin_request_duration_seconds_count", "page"] == 2
    assert found["sakuin_request_duration_seconds_sum", "page"] > 0
    assert found["sakuin_request_duration_seconds_bucket", "page", "+Inf"] == 2
    assert sum(v for name, v in found.items() if name[0] == "sakuin_requests_total") == 9


def test_what_is_searched_is_told(client: FlaskClient) -> None:
    health, found = client.get("/healthz").get_json(), read(client)
    assert found["sakuin_index_ready",] == 1
    assert found["sakuin_engine_info", "embedded"] == 1
    assert not [name for name in found if name[0].startswith("sakuin_cluster")]
    assert found["sakuin_posts",] == health["posts"]
    assert found["sakuin_posts_left_out",] == health["left_out"]
    assert found["sakuin_generation",] == int(health["generation"])
    assert found["sakuin_indexed_timestamp_seconds",] > 0


def test_without_an_index_that_is_told_too(tmp_path: Path) -> None:
    with searcher(tmp_path / "nothing") as source:
        client = create_app(source, ServerSettings(metrics_token=TOKEN)).test_client()
        assert client.get("/").status_code == 503
        found = read(client)
    assert found["sakuin_index_ready",] == 0
    assert found["sakuin_errors_total", "no_index"] == 1


@pytest.mark.parametrize(
    "given", ["", "Bearer", f"Bearer {TOKEN}x", f"Basic {TOKEN}", TOKEN, "Bearer あ"]
)
def test_only_who_has_the_token_may_read(client: FlaskClient, given: str) -> None:
    answer = client.get("/metrics", headers={"Authorization": given})
    assert (answer.status_code, answer.get_json()["error"]["code"]) == (401, "unauthorized")
    assert answer.headers["WWW-Authenticate"].lower().startswith("bearer")
    assert "sakuin_" not in answer.text and TOKEN not in answer.text


def test_nobody_may_where_no_token_is_set(fixture_searcher: EmbeddedSearcher) -> None:
    client = create_app(fixture_searcher).test_client()
    for headers in ({}, _MAY, {"Authorization": "Bearer "}):
        assert client.get("/metrics", headers=headers).status_code == 404


@pytest.mark.parametrize("token", ["short", "with a space in it all", "日本語の合言葉" * 3])
def test_a_token_that_is_none_is_refused_and_not_shown(token: str) -> None:
    with pytest.raises(ConfigError, match="metrics_token: expected 16") as error:
        ServerSettings(metrics_token=token)
    assert token not in str(error.value)


def test_applications_of_one_folder_count_together(
    fixture_searcher: EmbeddedSearcher, tmp_path: Path
) -> None:
    settings = ServerSettings(metrics_token=TOKEN)
    clients = [
        create_app(fixture_searcher, settings, shared=tmp_path).test_client() for _ in range(2)
    ]
    for client in clients:
        client.get("/?q=京都")
    assert read(clients[0])["sakuin_requests_total", "page", "200"] == 2
