"""The cache of answers: what was searched once is not searched again, until something changed."""

from collections.abc import Callable
from pathlib import Path

import pytest
from flask.testing import FlaskClient

from index.values.settings import ServerSettings
from search.contract.request import Request
from search.contract.results import Results
from search.embedded.searcher import EmbeddedSearcher
from tests.conftest import Blog, build, post_text
from web.app import create_app
from web.cache import Answer, AnswerCache

Asking = Callable[..., tuple[FlaskClient, list[str]]]


class _Counting(EmbeddedSearcher):
    """Notes what is searched for."""

    def __init__(self, index: Path) -> None:
        super().__init__(index)
        self.asked: list[str] = []

    def search(self, request: Request) -> Results:
        self.asked.append(request.query)
        return super().search(request)


@pytest.fixture
def asking(fixture_index: Path) -> Asking:
    """A client, and what it made the searcher search for."""

    def make(cache_mb: int = 32) -> tuple[FlaskClient, list[str]]:
        source = _Counting(fixture_index)
        settings = ServerSettings(cache_mb=cache_mb)
        return create_app(source, settings).test_client(), source.asked

    return make


@pytest.mark.parametrize("path", ["/api/search", "/"])
def test_what_was_asked_before_is_not_searched_again(asking: Asking, path: str) -> None:
    client, asked = asking()
    first = client.get(f"{path}?q=京都&tag=旅")
    for same in ("q=京都&tag=旅", "tag=旅&q=京都&utm_source=x&page=1&sort="):
        again = client.get(f"{path}?{same}")
        assert (again.status_code, again.headers["ETag"]) == (200, first.headers["ETag"])
        assert again.mimetype == first.mimetype
    assert asked == ["京都"]


@pytest.mark.parametrize(
    "other",
    ["q=京都&tag=鉄道", "q=京都&page=2", "q=京都&size=3", "q=京都&sort=newest", "q=京都&lang=ja",
     "q=京都&from=2025-01-01", "q=京都&to=2025-01-01", "q=京都&explain=1", "q=京都&collapse=0",
     "q=京都&prefer=en", "q=京都&author=x", "q=京都&category=x", "q=京都 "],
)  # fmt: skip
def test_each_parameter_that_matters_tells_requests_apart(asking: Asking, other: str) -> None:
    client, asked = asking()
    first = client.get("/api/search?q=京都")
    assert client.get(f"/api/search?{other}").headers["ETag"] != first.headers["ETag"]
    assert len(asked) == 2


def test_a_kept_answer_tells_its_own_time_and_nothing_else_differs(asking: Asking) -> None:
    client, _ = asking()
    first, again = (client.get("/api/search?q=京都").get_json() for _ in range(2))
    assert 0 <= again.pop("took_ms") < first.pop("took_ms")
    assert again == first
    pages = [client.get("/?q=京都").text.partition('<span class="took">') for _ in range(2)]
    rests = [rest.partition("ミリ秒") for _, _, rest in pages]
    assert pages[0][0] == pages[1][0]
    assert [float(time) >= 0 for time, _, _ in rests] == [True, True]
    assert rests[0][2] == rests[1][2]


def test_without_a_cache_all_is_searched(asking: Asking) -> None:
    client, asked = asking(cache_mb=0)
    for _ in range(2):
        assert client.get("/api/search?q=京都").get_json()["total"] > 0
    assert asked == ["京都", "京都"]


def test_a_query_that_looks_like_the_time_is_told_as_typed(asking: Asking) -> None:
    client, _ = asking()
    query = '{"took_ms":1.5,"a":'
    for _ in range(2):
        answer = client.get("/api/search", query_string={"q": query}).get_json()
        assert answer["query"] == query


def test_a_new_generation_is_searched(blog: Blog, tmp_path: Path) -> None:
    post = post_text("京都へ。", title="題")
    client = create_app(blog({"a.md": post})).test_client()
    totals = [client.get("/api/search?q=京都").get_json()["total"]]
    (tmp_path / "blog" / "b.md").write_text(post_text("京都から。", title="他の題"))
    build(tmp_path / "blog", tmp_path / "index")
    totals.append(client.get("/api/search?q=京都").get_json()["total"])
    assert totals == [1, 2]


def test_it_holds_what_was_asked_for_last_within_its_bound() -> None:
    one = Answer("text/html", b"x" * 500)
    cache = AnswerCache(3 * one.size)
    for tag in "abc":
        cache.put(tag, one)
    assert cache.get("a") is one
    cache.put("d", one)
    cache.put("d", one)
    assert [tag for tag in "abcd" if cache.get(tag)] == ["a", "c", "d"]
    cache.put("e", Answer("text/html", b"x" * 5000))
    assert cache.get("e") is None
    cache.put("f", Answer("text/html", b"x" * (2 * one.size)))
    assert [tag for tag in "abcdf" if cache.get(tag)] == ["f"]
