"""Facets and the filters they stand for."""

from datetime import date

import pytest

from search.contract.as_json import results_to_json
from search.contract.results import Results
from search.embedded.searcher import EmbeddedSearcher
from tests.conftest import Blog, find, ids, post_text


def names(results: Results, facet: str) -> list[tuple[str, int]]:
    return [(value.value, value.count) for value in results.facets[facet]]


@pytest.fixture
def shelf(blog: Blog) -> EmbeddedSearcher:
    """Six posts about 猫; c's tag is spelled its own way, f has no date."""

    def post(tag: str, category: str, author: str, day: str | None) -> str:
        when = {"date": day} if day else {}
        head = {"tags": [tag], "categories": [category], "author": author, **when}
        return post_text("猫がいる。", title="題", **head)

    return blog({
        "a.md": post("Python", "技術", "山田", "2023-05-01"),
        "b.md": post("Python", "日記", "佐藤", "2024-05-01"),
        "c.md": post("ＰＹＴＨＯＮ", "日記", "山田", "2025-05-01"),
        "d.md": post("夏", "旅", "佐藤", "2025-06-01"),
        "e.md": post("冬", "旅", "山田", "2024-01-01"),
        "f.md": post("夏", "技術", "鈴木", None),
    })  # fmt: skip


def test_facets_count_the_hits_by_count_then_value(shelf: EmbeddedSearcher) -> None:
    results = find(shelf, "猫")
    assert names(results, "tag") == [("Python", 3), ("夏", 2), ("冬", 1)]
    assert names(results, "author") == [("山田", 3), ("佐藤", 2), ("鈴木", 1)]
    assert names(results, "category") == [("技術", 2), ("旅", 2), ("日記", 2)]
    assert names(results, "year") == [("2025", 2), ("2024", 2), ("2023", 1)]


def test_values_of_one_filter_are_or_and_filters_are_and(shelf: EmbeddedSearcher) -> None:
    assert set(ids(find(shelf, "猫", tags=("夏", "冬")))) == {"d.md", "e.md", "f.md"}
    assert set(ids(find(shelf, "猫", tags=("夏", "冬"), categories=("旅",)))) == {"d.md", "e.md"}
    assert ids(find(shelf, "猫", tags=("夏", "冬"), authors=("佐藤",))) == ["d.md"]


@pytest.mark.parametrize("spelling", ["python", "ＰＹＴＨＯＮ", "Ｐython", "PYTHON"])
def test_values_of_filters_compare_folded(shelf: EmbeddedSearcher, spelling: str) -> None:
    assert set(ids(find(shelf, "", tags=(spelling,)))) == {"a.md", "b.md", "c.md"}


def test_an_unknown_value_leaves_nothing_but_its_own_facet(shelf: EmbeddedSearcher) -> None:
    results = find(shelf, "猫", tags=("ない",))
    assert (results.total, names(results, "category")) == (0, [])
    assert names(results, "tag") == [("Python", 3), ("夏", 2), ("冬", 1)]


def test_a_facet_ignores_its_own_filter_and_obeys_the_others(shelf: EmbeddedSearcher) -> None:
    results = find(shelf, "猫", tags=("夏",), authors=("佐藤",))
    assert names(results, "tag") == [("Python", 1), ("夏", 1)]
    assert names(results, "author") == [("佐藤", 1), ("鈴木", 1)]
    assert names(results, "category") == [("旅", 1)]
    dated = find(shelf, "猫", first=date(2025, 1, 1))
    assert names(dated, "year") == [("2025", 2), ("2024", 2), ("2023", 1)]
    assert names(dated, "author") == [("佐藤", 1), ("山田", 1)]


def test_facets_hold_at_most_twenty_values(blog: Blog) -> None:
    tags = [f"札{number:02d}" for number in range(25)]
    files = {
        "a.md": post_text("猫", title="題", tags=tags),
        "b.md": post_text("猫", title="二", tags=["札24"]),
    }
    found = names(find(blog(files), "猫"), "tag")
    assert found == [("札24", 2), *((tag, 1) for tag in tags[:19])]


def test_a_value_shows_in_its_most_frequent_spelling(blog: Blog) -> None:
    tags = ["ＰＨＰ", "php", "php", "PHP"]
    files = {f"{n}.md": post_text("猫", title="題", tags=[tag]) for n, tag in enumerate(tags)}
    assert names(find(blog(files), "猫"), "tag") == [("php", 4)]


def test_years_are_those_of_the_site_and_json_keeps_the_posts_own_offset(blog: Blog) -> None:
    post = post_text("猫", title="題", date="2024-12-31T15:00:00+00:00")
    results = find(blog({"a.md": post}), "猫")
    assert names(results, "year") == [("2025", 1)]
    assert results_to_json(results)["hits"][0]["date"] == "2024-12-31T15:00:00+00:00"
