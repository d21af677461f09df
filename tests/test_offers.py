"""Words of a query that may stand for a filter."""

from collections.abc import Callable
from datetime import date, datetime
from urllib.parse import parse_qs, urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from search.embedded.searcher import EmbeddedSearcher
from search.query.offers import offers
from search.query.tree import Dated
from tests.conftest import JST, Blog, post_text
from tests.test_query import TYPED
from web.app import create_app

_TODAY = date(2026, 11, 27)


def _days(query: str) -> list[tuple[str, str, str, str]]:
    """(as typed, the rest, first day, last day) of each offer of days."""
    found = [(o.typed, o.rest, o.days) for o in offers(query, _TODAY)]
    return [(typed, rest, str(d.first), str(d.last)) for typed, rest, d in found if d]


@pytest.mark.parametrize(
    ("typed", "first", "last"),
    [("今日", "2026-11-27", "2026-11-27"), ("昨日", "2026-11-26", "2026-11-26"),
     ("おととい", "2026-11-25", "2026-11-25"), ("今週", "2026-11-23", "2026-11-29"),
     ("先週", "2026-11-16", "2026-11-22"), ("今月", "2026-11-01", "2026-11-30"),
     ("先月", "2026-10-01", "2026-10-31"), ("先々月", "2026-09-01", "2026-09-30"),
     ("今年", "2026-01-01", "2026-12-31"), ("昨年", "2025-01-01", "2025-12-31"),
     ("一昨年", "2024-01-01", "2024-12-31"), ("去年の夏", "2025-06-01", "2025-08-31"),
     ("2024年の冬", "2024-12-01", "2025-02-28"), ("令和6年春", "2024-03-01", "2024-05-31"),
     ("去年の3月", "2025-03-01", "2025-03-31"), ("去年3月4日", "2025-03-04", "2025-03-04"),
     ("令和6年", "2024-01-01", "2024-12-31"), ("令和元年", "2019-05-01", "2019-12-31"),
     ("平成三十一年四月", "2019-04-01", "2019-04-30"), ("二〇二五年", "2025-01-01", "2025-12-31"),
     ("２０２５年１１月", "2025-11-01", "2025-11-30"), ("2025-11", "2025-11-01", "2025-11-30"),
     ("2025/11/04", "2025-11-04", "2025-11-04")],
)  # fmt: skip
def test_a_date_in_words_is_offered(typed: str, first: str, last: str) -> None:
    for query, rest in ((typed, ""), (f"{typed} 京都", "京都"), (f"京都　{typed}", "京都"),
                        (f"{typed}の京都", "京都")):  # fmt: skip
        assert _days(query) == [(typed, rest, first, last)]


@pytest.mark.parametrize(
    "query",
    ["", "京都", '"去年の夏"', "「去年」", "-去年", "NOT 去年", "title:2025年", "日付:去年",
     "今年度予算", "先月号", "2020年代", "2019年以降", "2025年13月", "1-2-3", "20251104",
     "12025-11", "3月", "夏",
     "令和三百年", "v2025.1", "第2025年", "今年こそ", "先月分", "今日から", "2025-11-04T10:00",
     "2024年5月から2024年8月", "去年 OR 今年", "旅 -(去年 今年)", "(去年)", "去年 AND 旅"],
)  # fmt: skip
def test_other_words_are_no_date(query: str) -> None:
    assert _days(query) == []


def test_in_january_last_month_is_of_last_year() -> None:
    [offer] = offers("先月", date(2026, 1, 31))
    assert offer.days == Dated(date(2025, 12, 1), date(2025, 12, 31))


@pytest.mark.parametrize(
    ("query", "label", "value", "rest"),
    [("タグ:AI 検索", "tag", "AI", "検索"), ("検索 tag:AI", "tag", "AI", "検索"),
     ("ﾀｸﾞ：「海 の 旅」", "tag", "海 の 旅", ""), ("分類:旅 京都", "category", "旅", "京都")],
)  # fmt: skip
def test_a_label_is_offered_as_a_filter(query: str, label: str, value: str, rest: str) -> None:
    [offer] = offers(query, _TODAY)
    assert (offer.label, offer.value, offer.rest, offer.days) == (label, value, rest, None)


_PARTS = st.sampled_from(["去年", "の夏", " ", "-", '"', "タグ:", "先月", "2025年"])


@given(TYPED | st.lists(_PARTS).map("".join))
def test_any_query_has_offers_that_leave_a_part_of_it(query: str) -> None:
    for offer in offers(query, _TODAY):
        assert offer.typed in query
        left = offer.rest.split()
        assert all(word in query for word in left)


def _client(blog: Blog, now: datetime) -> Callable[[str], str]:
    posts = {
        f"{day}.md": post_text("京都へ。", title=f"旅{day}", date=f"2025-{day}", tags=["旅"])
        for day in ("07-01", "11-04")
    }
    client = create_app(blog(posts), clock=lambda: now).test_client()
    return lambda address: client.get(address).get_data(as_text=True)


def _offered(html: str) -> dict[str, dict[str, list[str]]]:
    """The offers on a page: their texts, and what they lead to."""
    part = html.partition('<p class="offered">')[2].partition("</p>")[0]
    links = [link.partition('">') for link in part.split('<a href="')[1:]]
    return {
        text.partition("<")[0]: parse_qs(urlsplit(href.replace("&amp;", "&")).query)
        for href, _, text in links
    }


def test_the_page_offers_a_filter_that_can_be_taken_away_again(blog: Blog) -> None:
    page = _client(blog, datetime(2026, 1, 1, tzinfo=JST))
    shown = _offered(page("/?q=去年の夏 京都"))
    assert shown == {
        "去年の夏（2025年6月〜8月）": {"q": ["京都"], "from": ["2025-06-01"], "to": ["2025-08-31"]}
    }
    html = page("/?q=京都&from=2025-06-01&to=2025-08-31")
    assert "旅07-01" in html and "旅11-04" not in html
    assert "2025年6月〜8月<span" in html, "the filter in force"
    assert _offered(page("/?q=去年の夏&from=2025-06-01&to=2025-08-31")) == {}
    assert _offered(page("/?q=タグ:旅 京都")) == {"タグ：旅": {"q": ["京都"], "tag": ["旅"]}}
    assert _offered(page("/?q=タグ:旅&tag=旅")) == {}


def test_today_is_where_the_posts_are_of(blog: Blog) -> None:
    page = _client(blog, datetime.fromisoformat("2025-12-31T16:00:00+00:00"))
    assert list(_offered(page("/?q=今年"))) == ["今年（2026年）"]


def test_a_page_with_such_an_offer_is_another_the_next_day(
    fixture_searcher: EmbeddedSearcher,
) -> None:
    days = [datetime(2026, 1, day, tzinfo=JST) for day in (1, 2)]
    tags = {
        query: [
            create_app(fixture_searcher, clock=lambda: now, salt="a")  # noqa: B023
            .test_client().get("/", query_string={"q": query}).headers["ETag"]
            for now in days
        ]
        for query in ("昨日 京都", "京都")
    }  # fmt: skip
    assert len(set(tags["昨日 京都"])) == 2 and len(set(tags["京都"])) == 1
