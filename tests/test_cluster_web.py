"""What readers and programs are told while a cluster is away, or does not take us."""

from typing import Any

import pytest
from flask.testing import FlaskClient

from index.values import ClusterAway, ClusterRefused, SakuinError
from tests.memory import MemoryWriter
from tests.memory_searcher import MemorySearcher
from web.app import create_app

AWAY = ClusterAway("opensearch://10.0.0.5:9200/blog: no answer in time", 1.2)


class _Failing(MemorySearcher):
    """Fails with an error, whatever it is asked."""

    def __init__(self, error: Exception) -> None:
        super().__init__(MemoryWriter())
        self._error = error

    def _fail(self, *_: object, **__: object) -> Any:
        raise self._error

    search = suggest = related = status = verified = shown = _fail


def _client(error: SakuinError) -> FlaskClient:
    return create_app(_Failing(error)).test_client()


@pytest.mark.parametrize("path", [
    "/api/search?q=a", "/api/suggest?q=a", "/api/related?id=a.md", "/healthz", "/feed.atom?q=a",
])  # fmt: skip
def test_programs_are_told_when_to_come_back(path: str) -> None:
    answer = _client(AWAY).get(path)
    assert answer.status_code == 503
    assert answer.headers["Retry-After"] == "2"
    said = {"code": "cluster_away", "message": "the search is away for a moment"}
    assert answer.get_json() == {"error": said}


@pytest.mark.parametrize(("language", "said"), [
    ("ja", "ただいま検索につながりません"), ("en", "The search is away for a moment"),
])  # fmt: skip
def test_readers_are_told_in_their_language(language: str, said: str) -> None:
    for path in ("/", "/?q=a"):
        answer = _client(AWAY).get(path, headers={"Accept-Language": language})
        assert answer.status_code == 503
        assert answer.headers["Retry-After"] == "2"
        assert said in answer.text
        assert "10.0.0.5" not in answer.text


def test_nobody_is_told_what_a_cluster_holds_against_us() -> None:
    answer = _client(ClusterRefused("opensearch://10.0.0.5:9200/blog: no")).get("/api/search?q=a")
    assert answer.status_code == 503
    assert "10.0.0.5" not in answer.text
