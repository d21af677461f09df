"""Dates as people write them."""

from datetime import UTC, datetime

import pytest

from index.posts.reading.dates import date_in_name, parse_date
from tests.conftest import JST

DAY = datetime(2024, 1, 2, tzinfo=JST)


@pytest.mark.parametrize(
    "text",
    [
        "2024-01-02", "2024/1/2", "2024.01.02", "20240102", "2024年1月2日", "2024 年 1 月 2 日",
        "２０２４年１月２日", "Jan 2, 2024", "01/02/2024", " 2024-01-02 ",
    ],
)  # fmt: skip
def test_a_day_is_read_in_the_sites_timezone(text: str) -> None:
    found = parse_date(text, JST)
    assert found == DAY
    assert found.tzinfo is JST


@pytest.mark.parametrize(
    "text",
    [
        "2024-01-02T03:04:00", "2024-01-02 03:04 JST", "2024-01-02 03:04 +0900",
        "2024年1月2日 3時4分", "2024-01-01T18:04:00Z", "Mon, 01 Jan 2024 18:04:00 GMT",
        "1704132240", "1704132240000", 1704132240,
    ],
)  # fmt: skip
def test_a_moment_is_read_with_its_offset(text: object) -> None:
    assert parse_date(text, JST) == datetime(2024, 1, 2, 3, 4, tzinfo=JST)


def test_a_date_keeps_its_own_offset() -> None:
    found = parse_date("2024-01-02T03:04:05Z", JST)
    assert found == datetime(2024, 1, 2, 3, 4, 5, tzinfo=UTC)
    assert found.utcoffset() == UTC.utcoffset(None)


@pytest.mark.parametrize(
    "value",
    [
        None, "", "明日", "12:30", "2024-13-01", "2024-02-30", "2024-01-02 25:00", True, [],
        "0001-01-01", "1969-12-31", "9999-12-31", "2024-01-02T03:04:05+99:00", "-1700000000",
        "2024" + "9" * 5000,
    ],
)  # fmt: skip
def test_what_is_no_date_is_none(value: object) -> None:
    assert parse_date(value, JST) is None


@pytest.mark.parametrize(
    "name",
    [
        "2024-01-02-title.md", "_posts/2024-01-02-title.md", "2024/01/02/title.md", "20240102.md",
        "2024_01_02.md", "2025-02-30/2024-01-02.md", "2023/12/31/2024-01-02-title.md",
    ],
)  # fmt: skip
def test_a_path_carries_a_date(name: str) -> None:
    assert date_in_name(name, JST) == DAY


@pytest.mark.parametrize(
    "name", ["title.md", "2024-13-02-x.md", "2024-02-30-x.md", "120240102.md", "1899-01-02.md"]
)
def test_a_path_without_a_real_date_carries_none(name: str) -> None:
    assert date_in_name(name, JST) is None


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2024年1月2日 15時", "2024-01-02T15:00:00+09:00"),
        ("2024-01-02（火）", "2024-01-02T00:00:00+09:00"),
        ("2024年1月2日(火) 10:00", "2024-01-02T10:00:00+09:00"),
        ("2024年1月", "2024-01-01T00:00:00+09:00"),
        ("2024-01-02 03:04:05 +0900 JST", "2024-01-02T03:04:05+09:00"),
        ("2024-01-02 10:00 EST", "2024-01-02T10:00:00-05:00"),
    ],
)
def test_more_forms_of_a_date(text: str, expected: str) -> None:
    found = parse_date(text, JST)
    assert found is not None
    assert found.isoformat() == expected


def test_a_moment_outside_all_blogs_is_none() -> None:
    assert parse_date("9999999999", JST) is None


def test_a_name_may_have_days_of_one_digit() -> None:
    assert date_in_name("_posts/2025-11-4-x.md", JST) == datetime(2025, 11, 4, tzinfo=JST)
