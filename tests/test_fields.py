"""Metadata as typed → typed values."""

from datetime import datetime, timedelta
from typing import Any

import pytest

from index.posts.front_matter.fields import (
    names,
    post_date,
    reading_minutes,
    text_value,
    verdict,
)
from index.posts.sites.rules.generator import Generator
from index.values.post import Visibility
from tests.conftest import JST, NOW


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (["a", "b"], ("a", "b")), (["a", "a", None, ""], ("a",)), ([1, 2.5], ("1", "2.5")),
        ([{"name": "a", "slug": "x"}, {"title": "b"}, {"c": None}], ("a", "b", "c")),
        ({"name": "a"}, ("a",)), ("a, b", ("a", "b")),
        ("東京、 大阪，京都;奈良", ("東京", "大阪", "京都", "奈良")),
        ("new york", ("new york",)), (3, ("3",)), ("null", ()), (None, ()), ("", ()),
    ],
)  # fmt: skip
def test_names_come_in_every_shape(value: object, expected: tuple[str, ...]) -> None:
    assert names({"tags": value}, "tags") == expected


@pytest.mark.parametrize("text", ["東京 大阪", "東京\u3000大阪", "東京, 大阪"])
def test_tags_may_be_separated_by_spaces_where_no_comma_is(text: str) -> None:
    assert names({"tags": text}, "tags", spaces=True) == ("東京", "大阪")
    assert names({"tags": "東京 駅, 大阪"}, "tags", spaces=True) == ("東京 駅", "大阪")


def test_the_names_of_all_keys_count_once() -> None:
    assert names({"tags": ["a", "b"], "topics": "b, c"}, "tags", "topics") == ("a", "b", "c")


@pytest.mark.parametrize(
    ("value", "expected"),
    [(" a  b\nc ", "a b c"), ("a\x00b\ud800c", "abc"), (1.5, "1.5"), ("~", ""), (["a"], "")],
)
def test_text_is_one_clean_line(value: object, expected: str) -> None:
    assert text_value(value) == expected


@pytest.mark.parametrize(
    ("meta", "expected"),
    [
        ({}, Visibility.LISTED), ({"draft": "no", "published": "true"}, Visibility.LISTED),
        ({"published": "2024-01-01"}, Visibility.LISTED), ({"draft": "true"}, Visibility.DRAFT),
        ({"published": "false"}, Visibility.DRAFT), ({"private": "true"}, Visibility.DRAFT),
        ({"noindex": "true"}, Visibility.HIDDEN),
        ({"search": "false", "draft": "true"}, Visibility.HIDDEN),
        ({"robots": "NOINDEX, nofollow"}, Visibility.HIDDEN),
    ],
)  # fmt: skip
def test_metadata_says_who_may_find_a_post(meta: dict[str, Any], expected: Visibility) -> None:
    assert verdict(meta, False, NOW, JST, NOW).visibility is expected


def test_a_post_of_tomorrow_waits_unless_it_is_a_draft() -> None:
    tomorrow = NOW + timedelta(days=1)
    assert verdict({}, False, tomorrow, JST, NOW).visibility is Visibility.FUTURE
    assert verdict({"draft": "true"}, False, tomorrow, JST, NOW).visibility is Visibility.DRAFT


@pytest.mark.parametrize(
    ("post_id", "expected"),
    [
        ("_drafts/a.md", Visibility.DRAFT), ("x/_drafts/y/a.md", Visibility.DRAFT),
        ("posts/_drafts", Visibility.LISTED), ("my_drafts/a.md", Visibility.LISTED),
    ],
)  # fmt: skip
def test_a_folder_of_drafts_holds_drafts(post_id: str, expected: Visibility) -> None:
    is_draft = Generator().is_draft(post_id)
    assert verdict({}, is_draft, None, JST, NOW).visibility is expected


@pytest.mark.parametrize(
    ("meta", "expected"),
    [
        ({"date": "2024-01-02", "created_at": "2020-01-01"}, "2024-01-02"),
        ({"created_at": "2024-01-02"}, "2024-01-02"),
        ({"published_at": "2024-01-02"}, "2024-01-02"), ({"pubdate": "Jan 2 2024"}, "2024-01-02"),
        ({"published": "true", "updated": "2025-01-01"}, "2023-05-06"), ({}, "2023-05-06"),
    ],
)  # fmt: skip
def test_the_date_is_of_the_keys_or_else_of_the_path(meta: dict[str, Any], expected: str) -> None:
    date = datetime.fromisoformat(expected).replace(tzinfo=JST)
    assert post_date(meta, "2023-05-06-a.md", JST) == (date, "")


def test_the_time_of_the_last_change_is_the_last_resort() -> None:
    assert post_date({"updated": "2024-01-02"}, "a.md", JST)[0] is not None
    assert post_date({}, "a.md", JST) == (None, "")


def test_a_date_that_is_none_is_complained_about() -> None:
    assert post_date({"date": "いつか"}, "a.md", JST) == (
        None, "date: expected a date, found 'いつか'",
    )  # fmt: skip


@pytest.mark.parametrize(
    ("meta", "characters", "minutes"),
    [
        ({}, 0, 1), ({}, 5000, 10), ({"reading_time": "8 min"}, 5000, 8),
        ({"readingtime": 7}, 1, 7), ({"reading_time": "0"}, 1000, 2),
        ({"reading_time": "9" * 5000}, 1000, 2), ({"reading_time": None}, 1000, 2),
    ],
)  # fmt: skip
def test_reading_time_is_stated_or_counted(
    meta: dict[str, Any], characters: int, minutes: int
) -> None:
    assert reading_minutes(meta, characters) == minutes
