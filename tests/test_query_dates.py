"""Dates in a query, as they are typed in Japan."""

from datetime import date

import pytest

from search.query.dates import in_other_calendars
from search.query.parser import parse
from search.query.tree import Dated, Leaf


@pytest.mark.parametrize(
    ("typed", "first", "last"),
    [("2025", date(2025, 1, 1), date(2025, 12, 31)),
     ("2025-11", date(2025, 11, 1), date(2025, 11, 30)),
     ("2024-2", date(2024, 2, 1), date(2024, 2, 29)),
     ("2025-11-04", date(2025, 11, 4), date(2025, 11, 4)),
     ("２０２５－１１", date(2025, 11, 1), date(2025, 11, 30))],
)  # fmt: skip
def test_a_date_is_a_year_a_month_or_a_day(typed: str, first: date, last: date) -> None:
    assert parse(f"date:{typed}") == Dated(first, last)


@pytest.mark.parametrize("typed", ["2025-13", "2025-02-30", "0000", "きのう", "2025-11-04-01"])
def test_a_date_that_does_not_exist_is_literal(typed: str) -> None:
    assert parse(f"date:{typed}") == Leaf(f"date:{typed}")


@pytest.mark.parametrize(
    ("typed", "first", "last"),
    [
        ("2025", (2025, 1, 1), (2025, 12, 31)),
        ("２０２５年", (2025, 1, 1), (2025, 12, 31)),
        ("2025年11月", (2025, 11, 1), (2025, 11, 30)),
        ("2025年2月3日", (2025, 2, 3), (2025, 2, 3)),
        ("令和7年11月", (2025, 11, 1), (2025, 11, 30)),
        ("令和七年十一月", (2025, 11, 1), (2025, 11, 30)),
        ("令和元年", (2019, 5, 1), (2019, 12, 31)),
        ("平成三十一年", (2019, 1, 1), (2019, 4, 30)),
        ("R7", (2025, 1, 1), (2025, 12, 31)),
        ("昭和64年", (1989, 1, 1), (1989, 1, 7)),
    ],
)
def test_dates_are_read_as_they_are_written_in_japan(
    typed: str, first: tuple[int, int, int], last: tuple[int, int, int]
) -> None:
    assert parse(f"date:{typed}") == Dated(date(*first), date(*last))


@pytest.mark.parametrize("typed", ["令和7年13月", "平成32年", "2025年2月30日", "令和0年", "7年"])
def test_what_is_no_date_is_a_word(typed: str) -> None:
    assert parse(f"date:{typed}") == Leaf(f"date:{typed}")


@pytest.mark.parametrize(
    ("text", "others"),
    [("令和7年", ("2025年",)), ("２０２５年１１月", ("令和7年11月",)), ("令和元年", ("2019年",)),
     ("昭和六十四年", ("1989年",)), ("2019年", ("平成31年", "令和元年")),
     ("2019年4月", ("平成31年4月",)), ("平成31年6月", ()),
     ("12年", ()), ("2025", ()), ("1500年", ()), ("2025年13月", ()), ("", ())],
)  # fmt: skip
def test_years_have_other_names(text: str, others: tuple[str, ...]) -> None:
    assert in_other_calendars(text) == others
