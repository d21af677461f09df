"""The links of the page: where they lead and which are in force."""

from collections.abc import Iterator
from datetime import date
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from flask import request
from flask.testing import FlaskClient
from werkzeug.datastructures import MultiDict

from index.values.settings import ServerSettings
from search.contract.request import Request
from search.contract.results import FacetValue, Results
from search.embedded.searcher import EmbeddedSearcher
from web.addresses import Link
from web.app import create_app
from web.context import web
from web.filters import _span
from web.parameters import request_from
from web.results_page import results_context
from web.words import Words


@pytest.fixture
def app(fixture_searcher: EmbeddedSearcher) -> Iterator[None]:
    with create_app(fixture_searcher).test_request_context("/"):
        yield


def _shown(wanted: Request, total: int = 0, **results: Any) -> dict[str, Any]:
    """What the template is given."""
    found = Results(wanted.query, total, wanted.page, wanted.size, 1.0, (), **results)
    return results_context(wanted, found, (), web().searcher, Words())


def _asked(link: Link) -> dict[str, list[str]]:
    return parse_qs(urlsplit(link.href).query)


ALL = Request(
    "猫", page=3, size=5, sort="oldest", categories=("旅",), tags=("a", "b"), authors=("山田",),
    langs=("ja", "en"), first=date(2025, 1, 1), last=date(2025, 12, 31), explain=True,
    collapse=False,
)  # fmt: skip


@pytest.mark.usefixtures("app")
def test_a_link_keeps_all_of_the_request_but_its_page_and_leaves_out_what_is_usual() -> None:
    [link] = [link for link in _shown(ALL)["sorts"] if link.on]
    asked = _asked(link)
    assert asked["q"] == ["猫"]
    again = request_from(MultiDict(asked), 10)
    assert (again.page, again.size, again.sort, again.explain, again.collapse) == (
        1, 5, "oldest", True, False,
    )  # fmt: skip
    assert (again.categories, again.tags, again.authors) == (("旅",), ("a", "b"), ("山田",))
    assert again.langs == ALL.langs
    assert (again.first, again.last) == (ALL.first, ALL.last)
    assert _shown(Request("猫"))["first_page"] == "/?q=猫"


@pytest.mark.usefixtures("app")
def test_the_order_in_force_is_marked() -> None:
    sorts = _shown(Request("猫", sort="newest"))["sorts"]
    assert [(link.text, link.on) for link in sorts] == [
        ("関連度順", False), ("新しい順", True), ("古い順", False),
    ]  # fmt: skip
    assert [_asked(link).get("sort") for link in sorts] == [None, ["newest"], ["oldest"]]


@pytest.mark.usefixtures("app")
@pytest.mark.parametrize(
    ("page", "total", "shown"),
    [(1, 10, ""), (1, 11, "1 2"), (1, 95, "1 2 3 … 10"), (5, 95, "1 2 3 4 5 6 7 … 10"),
     (6, 95, "1 … 4 5 6 7 8 9 10"), (10, 95, "1 … 8 9 10"), (4, 45, "1 2 3 4 5")],
)  # fmt: skip
def test_pages_near_this_one_the_first_and_the_last_are_linked(
    page: int, total: int, shown: str
) -> None:
    pages = _shown(Request("猫", page=page), total)["pages"]
    assert " ".join(link.text if link else "…" for link in pages) == shown
    for link in filter(None, pages):
        assert _asked(link).get("page", ["1"]) == [link.text]
        assert link.on is (link.text == str(page))


@pytest.mark.usefixtures("app")
def test_a_value_of_a_facet_is_a_link_that_adds_it_or_takes_it_away() -> None:
    facets = {
        "tag": (FacetValue("Ａ", 2), FacetValue("c", 1)),
        "year": (FacetValue("2025", 3), FacetValue("2024", 1)),
    }
    shown = dict(_shown(ALL, 3, facets=facets)["facets"])
    on, off = shown["tag"]
    assert (on.on, on.count, _asked(on)["tag"]) == (True, 2, ["b"])
    assert (off.on, off.count, _asked(off)["tag"]) == (False, 1, ["a", "b", "c"])
    on, off = shown["year"]
    assert (on.on, "from" in _asked(on), "to" in _asked(on)) == (True, False, False)
    assert (off.on, _asked(off)["from"], _asked(off)["to"]) == (
        False, ["2024-01-01"], ["2024-12-31"],
    )  # fmt: skip


@pytest.mark.usefixtures("app")
def test_each_filter_in_force_is_a_link_that_takes_it_away() -> None:
    chosen = {link.text: link for link in _shown(ALL)["chosen"]}
    assert list(chosen) == [
        "カテゴリー：旅", "タグ：a", "タグ：b", "著者：山田", "言語：日本語", "言語：English",
        "2025年",
    ]  # fmt: skip
    assert all(link.on for link in chosen.values())
    assert _asked(chosen["タグ：a"])["tag"] == ["b"]
    assert _asked(chosen["言語：日本語"])["lang"] == ["en"]
    assert "from" not in _asked(chosen["2025年"])


@pytest.mark.parametrize(
    ("first", "last", "text"),
    [("2025-01-01", "2025-12-31", "2025年"), ("2025-01-01", "2026-12-31", "2025年1月〜2026年12月"),
     ("2025-06-01", "2025-08-31", "2025年6月〜8月"), ("2025-02-01", "2025-02-28", "2025年2月"),
     ("2025-11-04", "2025-11-04", "2025年11月4日"),
     ("2025-01-02", "2025-12-31", "2025-01-02〜2025-12-31"),
     ("2025-01-01", "2025-12-30", "2025-01-01〜2025-12-30"),
     ("9999-01-01", "9999-12-31", "9999年"),
     ("2025-01-01", None, "2025-01-01〜"), (None, "2025-12-31", "〜2025-12-31")],
)  # fmt: skip
def test_whole_years_months_and_days_are_named(first: str, last: str, text: str) -> None:
    days = [date.fromisoformat(day) if day else None for day in (first, last)]
    assert _span(days[0], days[1], Words()) == text


@pytest.mark.usefixtures("app")
@pytest.mark.parametrize(
    ("query", "offered"),
    [("猫", []), ("猫 犬", ["猫 OR 犬"]), ("猫 猫", []), ("猫 OR 犬", []), ("猫 -犬", []),
     ("猫 犬 -鳥", ["猫 OR 犬"]), ("「猫」", ["猫"]), ("「猫と」犬", ["猫と 犬", "猫と OR 犬"]),
     (" ".join("あ" * 200 for _ in range(4)), []), ("「」", [])],
)  # fmt: skip
def test_without_hits_other_queries_are_offered(query: str, offered: list[str]) -> None:
    ways = _shown(Request(query))["ways_out"]
    assert [_asked(link)["q"] for link in ways] == [[one] for one in offered]
    assert _shown(Request(query), 1)["ways_out"] == []


@pytest.mark.usefixtures("app")
def test_what_may_have_been_meant_is_a_link_where_there_is_something() -> None:
    assert _shown(Request("猫"))["suggestion"] is None
    assert _asked(_shown(Request("猫"), suggestion="犬")["suggestion"]) == {"q": ["犬"]}


@pytest.mark.parametrize("name", ["category", "tag", "author", "from", "to"])
def test_a_filter_alone_is_a_search(client: FlaskClient, name: str) -> None:
    value = "2025-01-01" if name in ("from", "to") else "旅"
    assert "絞り込み" in client.get("/", query_string={name: value}).text
    assert "絞り込み" not in client.get("/", query_string={name: " "}).text


def test_one_proxy_is_trusted_where_that_is_configured(fixture_searcher: EmbeddedSearcher) -> None:
    app = create_app(fixture_searcher, ServerSettings(proxy=True))
    headers = {"X-Forwarded-For": "192.0.2.1, 192.0.2.9", "X-Forwarded-Prefix": "/search"}
    seen: dict[str, str | None] = {}

    @app.get("/seen")
    def _seen() -> str:
        seen.update(address=request.remote_addr, root=request.script_root)
        return ""

    app.test_client().get("/seen", headers=headers)
    assert seen == {"address": "192.0.2.9", "root": "/search"}
