"""No request takes the server for itself: its work is counted, bounded, and gives way to others."""

import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from flask.testing import FlaskClient

from index.values.errors import BadParameter, TooCostly
from search.contract.request import Request
from search.contract.work import Work, spend, taking
from search.embedded.searcher import EmbeddedSearcher
from search.embedded.turns import Turns
from search.query.parser import MOST_LEAVES, check_leaves, first_leaves, parse
from search.query.tree import Or
from tests.conftest import PATIENCE
from tests.processes import until
from web.app import create_app

_MANY = " OR ".join(f'"{chr(char)}"' for char in range(ord("ぁ"), ord("ぁ") + 50))
_WORDS = " ".join(f"語{number}" for number in range(50))


@pytest.fixture
def strict(fixture_index: Path) -> Iterator[FlaskClient]:
    """An application whose searches may take next to no work."""
    with EmbeddedSearcher(fixture_index, most_work=20_000) as source:
        yield create_app(source).test_client()


def test_what_is_spent_is_counted_for_the_request_under_way() -> None:
    spend(1_000)
    with taking(Work()) as work:
        spend(3)
        spend(4)
    spend(1_000)
    assert work.done == 7


def test_more_than_the_bound_is_refused() -> None:
    with taking(Work(most=30_000)):
        spend(30_000)
        with pytest.raises(TooCostly, match="expected a query that takes less work"):
            spend(1)


def test_work_without_a_bound_is_never_refused() -> None:
    with taking(Work()):
        spend(10**12)


def test_who_takes_long_gives_way_now_and_then() -> None:
    asked: list[int] = []
    with taking(Work(give_way=lambda: asked.append(1))):
        for _ in range(1_000):
            spend(100)
    assert len(asked) == 5


def test_those_who_wait_go_first_in_the_order_in_which_they_came() -> None:
    turns, order = Turns(), []

    def take(name: str) -> None:
        with turns.turn():
            order.append(name)

    others = [threading.Thread(target=take, args=(name,)) for name in "abc"]
    with turns.turn():
        for other in others:
            before = len(turns._waiting)
            other.start()
            until(lambda before=before: len(turns._waiting) > before)  # type: ignore[misc]
        turns.give_way()
        order.append("long")
    for other in others:
        other.join(PATIENCE)
    assert order == ["a", "b", "c", "long"]


def test_a_light_query_is_answered_while_a_heavy_one_is_under_way(
    fixture_index: Path,
) -> None:
    with EmbeddedSearcher(fixture_index) as source:
        light = threading.Thread(target=source.search, args=(Request("京都"),))
        with source._turns.turn(), taking(Work(give_way=source._turns.give_way)):
            light.start()
            until(lambda: bool(source._turns._waiting))
            spend(100_000)
            light.join(PATIENCE)
            assert not light.is_alive()


@pytest.mark.parametrize("path", ["/api/search", "/"])
def test_a_query_past_the_bound_is_refused_and_others_are_answered(
    strict: FlaskClient, path: str
) -> None:
    query = " ".join(_WORDS.split()[:30])
    response = strict.get(path, query_string={"q": query, "size": 100})
    assert response.status_code == 503
    told = {"/": "重すぎる", "/api/search": "expected a query that takes less work"}
    assert told[path] in response.text
    if path != "/":
        assert response.get_json()["error"]["code"] == "too_costly"
    assert strict.get("/api/search?q=新幹線").status_code == 200


@pytest.mark.parametrize("query", [_MANY, _WORDS, "tag:a " * 33, "-あ " * 33, '"あ" ' * 200])
def test_more_leaves_than_a_query_may_have_are_refused_by_programs(
    client: FlaskClient, query: str
) -> None:
    for path in ("/api/search", "/api/suggest"):
        response = client.get(path, query_string={"q": query})
        assert response.status_code == 400
        assert response.get_json()["error"]["message"].startswith("q: expected at most 32 words")


def test_the_page_searches_for_the_first_leaves_and_says_so(client: FlaskClient) -> None:
    html = client.get("/", query_string={"q": f"京都 OR {_MANY}"}).text
    assert "最初の32語で検索しました" in html
    assert "最初の32語" not in client.get("/?q=京都").text


def test_the_first_leaves_are_a_query_that_may_be_searched() -> None:
    cut = first_leaves(f"({_MANY}) 京都")
    tree = parse(cut)
    assert isinstance(tree, Or) and len(tree.parts) == MOST_LEAVES
    check_leaves(cut)


@pytest.mark.parametrize("query", ["", "   ", "- ( ) OR", "あ " * MOST_LEAVES, "(" * 900])
def test_what_has_no_more_leaves_is_left_as_it_is(query: str) -> None:
    assert first_leaves(query) == query


@pytest.mark.parametrize(
    ("values", "named"),
    [({f: tuple(map(str, range(21)))}, n) for f, n in
     [("tags", "tag"), ("categories", "category"), ("authors", "author"), ("langs", "lang")]]
    + [({"explain": True, "size": 11}, "explain")],
)  # fmt: skip
def test_requests_are_bounded(values: dict[str, Any], named: str) -> None:
    with pytest.raises(BadParameter, match=f"^{named}: expected"):
        Request(**values)


def test_the_page_offers_no_explanation_of_more_hits_than_may_be_explained(
    client: FlaskClient,
) -> None:
    assert "一致の理由" in client.get("/?q=京都").text
    assert "一致の理由" not in client.get("/?q=京都&size=20").text


def test_a_search_spends_work_by_what_it_does(fixture_index: Path) -> None:
    done = []
    for size in (1, 10, 40):
        with EmbeddedSearcher(fixture_index) as source, source._in_turn() as generation:
            with taking(Work()) as work:
                generation.search(Request('"の"', size=size))
            done.append(work.done)
    assert 0 < done[0] < done[1] < done[2] < 100_000
