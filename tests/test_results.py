"""Results: pages, order, facets, filters, partial hits, the JSON shape, and bounds of a request."""

import json
from datetime import date
from typing import Any

import pytest

from index.values.errors import BadParameter
from search.contract.as_json import results_to_json
from search.contract.request import Request, parse_day, parse_number
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


def test_dates_order_posts_with_undated_ones_last(shelf: EmbeddedSearcher) -> None:
    newest = ["d.md", "c.md", "b.md", "e.md", "a.md", "f.md"]
    assert ids(find(shelf, "猫", sort="newest")) == newest
    assert ids(find(shelf, "猫", sort="oldest")) == [*reversed(newest[:-1]), "f.md"]


@pytest.mark.parametrize("query", ["", "　", "-犬", "tag:python OR -tag:python"])
def test_without_words_the_newest_come_first(shelf: EmbeddedSearcher, query: str) -> None:
    assert ids(find(shelf, query)) == ["d.md", "c.md", "b.md", "e.md", "a.md", "f.md"]


@pytest.mark.parametrize("sort", ["newest", "oldest"])
def test_by_date_parts_of_words_come_after_all_others(blog: Blog, sort: str) -> None:
    search = blog({
        "part-new.md": post_text("東京都の話", title="題", date="2026-01-01"),
        "part-old.md": post_text("東京都の話", title="題", date="2020-01-01"),
        "word-new.md": post_text("京都の話", title="題", date="2025-01-01"),
        "word-old.md": post_text("京都の話", title="題", date="2021-01-01"),
        "word-undated.md": post_text("京都の話", title="題"),
    })  # fmt: skip
    words, parts = ["word-new.md", "word-old.md"], ["part-new.md", "part-old.md"]
    if sort == "oldest":
        words, parts = words[::-1], parts[::-1]
    assert ids(find(search, "京都", sort=sort)) == [*words, "word-undated.md", *parts]


def test_ties_go_to_the_newer_then_to_the_id(blog: Blog) -> None:
    days = {"a.md": "2024-01-01", "b.md": "2025-01-01", "c.md": "2024-01-01", "d.md": None}
    files = {
        name: post_text("猫がいる。", title="題", **({"date": day} if day else {}))
        for name, day in days.items()
    }
    assert ids(find(blog(files), "猫")) == ["b.md", "a.md", "c.md", "d.md"]


@pytest.mark.parametrize("sort", ["relevance", "newest", "oldest"])
def test_pages_hold_every_hit_once(shelf: EmbeddedSearcher, sort: str) -> None:
    pages = [ids(find(shelf, "猫", size=4, page=page, sort=sort)) for page in (1, 2)]
    assert [len(page) for page in pages] == [4, 2]
    assert [*pages[0], *pages[1]] == ids(find(shelf, "猫", sort=sort))


@pytest.mark.parametrize("page", [3, 10**9])
def test_beyond_the_last_page_lists_are_empty_and_counts_stay(
    shelf: EmbeddedSearcher, page: int
) -> None:
    results = find(shelf, "猫 犬", size=4, page=page)
    assert (results.hits, results.partial, results.total) == ((), (), 0)
    assert find(shelf, "猫", size=4, page=page).total == 6


@pytest.mark.parametrize(
    ("first", "last", "found"),
    [("2025-10-31", "2025-10-31", ["edge.md"]),
     ("2025-11-01", "2025-11-30", ["end.md", "start.md"]),
     ("2025-12-01", None, ["next.md"]), (None, "2025-10-31", ["edge.md"]),
     ("2025-12-02", "2025-11-01", [])],
)  # fmt: skip
def test_days_are_those_of_the_site_both_ends_included(
    blog: Blog, first: str | None, last: str | None, found: list[str]
) -> None:
    dates = {
        "edge.md": "2025-10-31T14:59:59+00:00", "start.md": "2025-10-31T15:00:00+00:00",
        "end.md": "2025-11-30T23:59:59+09:00", "next.md": "2025-11-30T11:00:00-05:00",
    }  # fmt: skip
    files = {name: post_text("猫", title="題", date=day) for name, day in dates.items()}
    search = blog({**files, "undated.md": post_text("猫", title="題")})
    days = {
        name: date.fromisoformat(day) for name, day in (("first", first), ("last", last)) if day
    }
    assert ids(find(search, "猫", sort="newest", **days)) == found


def test_years_are_those_of_the_site_and_json_keeps_the_posts_own_offset(blog: Blog) -> None:
    post = post_text("猫", title="題", date="2024-12-31T15:00:00+00:00")
    results = find(blog({"a.md": post}), "猫")
    assert names(results, "year") == [("2025", 1)]
    assert results_to_json(results)["hits"][0]["date"] == "2024-12-31T15:00:00+00:00"


@pytest.fixture
def pets(blog: Blog) -> EmbeddedSearcher:
    bodies = {"all.md": "猫と犬と魚がいる。", "two.md": "猫と犬がいる。",
              "pair.md": "犬と魚がいる。海。",
              "one.md": "猫がいる。", "none.md": "鳥がいる。"}  # fmt: skip
    return blog({
        name: post_text(body, title="題", tags=[name[0]]) for name, body in bodies.items()
    })  # fmt: skip


def partial_of(results: Results) -> dict[str, tuple[str, ...]]:
    return {hit.meta.id: hit.missing for hit in results.partial}


def test_partial_hits_say_what_they_lack_and_are_counted_nowhere(pets: EmbeddedSearcher) -> None:
    results = find(pets, "猫 犬 魚")
    assert (ids(results), results.total) == (["all.md"], 1)
    assert partial_of(results) == {"two.md": ("魚",), "pair.md": ("猫",)}
    assert names(results, "tag") == [("a", 1)]


@pytest.mark.parametrize(
    ("query", "asked", "expected"),
    [("猫 犬 魚 -海", {}, {"two.md"}), ("猫 犬 魚 NOT 猫と犬", {}, {"pair.md"}),
     ("猫 犬 「犬と魚」", {}, {"pair.md"}),
     ("猫 犬 魚 tag:p", {}, {"pair.md"}), ("猫 犬 魚", {"tags": ("t",)}, {"two.md"}),
     ("猫 犬 (魚 OR 海)", {}, {"pair.md"}),
     ("猫 犬 魚 date:2025", {}, set()), ("猫 犬 魚", {"first": date(2020, 1, 1)}, set()),
     ("「猫 犬」", {}, set()), ("猫 OR 鯨", {}, set()), ("猫", {}, set())],
)  # fmt: skip
def test_partial_hits_obey_not_quotes_groups_and_filters(
    pets: EmbeddedSearcher, query: str, asked: dict[str, object], expected: set[str]
) -> None:
    assert set(partial_of(find(pets, query, **asked))) == expected


@pytest.mark.parametrize(
    ("size", "page", "hits", "partial"),
    [(1, 1, 1, 0), (1, 2, 1, 0), (2, 1, 2, 0), (3, 1, 2, 1), (4, 1, 2, 2), (2, 2, 0, 0),
     (1, 3, 0, 0), (10, 1, 2, 2)],
)  # fmt: skip
def test_partial_hits_fill_the_last_page_of_hits_only(
    pets: EmbeddedSearcher, size: int, page: int, hits: int, partial: int
) -> None:
    results = find(pets, "猫 犬", size=size, page=page)
    assert (len(results.hits), len(results.partial)) == (hits, partial)


HIT_KEYS = {
    "id", "url", "title", "date", "author", "categories", "tags", "reading_time", "excerpt",
    "score", "snippets", "matched_tags", "duplicates",
}  # fmt: skip


def test_json_has_the_documented_keys_and_no_others(pets: EmbeddedSearcher) -> None:
    answer = json.loads(json.dumps(results_to_json(find(pets, "猫 犬 魚"))))
    assert set(answer) == {
        "query", "total", "page", "size", "took_ms", "hits", "partial", "facets", "suggestion",
    }  # fmt: skip
    assert set(answer["hits"][0]) == HIT_KEYS
    assert set(answer["partial"][0]) == HIT_KEYS | {"missing"}
    assert set(answer["facets"]) == {"category", "tag", "author", "year"}
    assert answer["facets"]["tag"] == [{"value": "a", "count": 1}]
    assert [answer[key] for key in ("query", "total", "page", "size")] == ["猫 犬 魚", 1, 1, 10]


def test_json_of_a_hit_holds_what_the_post_says(blog: Blog) -> None:
    body = post_text(
        "港に猫がいる。", title="猫の港", date="2025-11-04T04:41:13+00:00", tags=["海"],
        categories=["旅", "日記"], author="山田", description="短い話。",
    )  # fmt: skip
    hit = results_to_json(find(blog({"旅/a b.md": body}), "猫"))["hits"][0]
    assert {key: hit[key] for key in HIT_KEYS - {"score", "url"}} == {
        "id": "旅/a b.md", "date": "2025-11-04T04:41:13+00:00", "author": "山田", "duplicates": [],
        "categories": ["旅", "日記"], "tags": ["海"], "reading_time": 1, "excerpt": "短い話。",
        "matched_tags": [],
        "title": [{"text": "猫", "matched": True}, {"text": "の港", "matched": False}],
        "snippets": [[{"text": "港に", "matched": False}, {"text": "猫", "matched": True},
                      {"text": "がいる。", "matched": False}]],
    }  # fmt: skip


def test_without_hits_the_json_is_whole(pets: EmbeddedSearcher) -> None:
    answer = results_to_json(find(pets, "鯨"))
    assert (answer["hits"], answer["partial"], answer["total"]) == ([], [], 0)
    assert answer["facets"] == {"category": [], "tag": [], "author": [], "year": []}


@pytest.mark.parametrize(
    "values",
    [{"query": "あ" * 1_001}, {"page": 0}, {"page": -1}, {"size": 0}, {"size": 101}, {"sort": "x"}],
)
def test_a_request_out_of_bounds_is_refused(values: dict[str, Any]) -> None:
    with pytest.raises(BadParameter, match="expected"):
        Request(**values)


@pytest.mark.parametrize(
    "values", [{"query": "あ" * 1_000}, {"size": 1}, {"size": 100}, {"page": 10**9}]
)
def test_bounds_are_included(values: dict[str, Any]) -> None:
    request = Request(**values)
    assert {name: getattr(request, name) for name in values} == values


@pytest.mark.parametrize(("text", "number"), [("1", 1), (" 20 ", 20), ("１０", 10), ("007", 7)])
def test_a_number_may_be_typed_full_width(text: str, number: int) -> None:
    assert parse_number("page", text) == number


@pytest.mark.parametrize("text", ["", "x", "-1", "1.5", "+1", "1e3", "九", "²x", "1 0", "9" * 10])
def test_what_is_no_number_is_refused_by_name(text: str) -> None:
    with pytest.raises(BadParameter, match=r"^page: expected a whole number"):
        parse_number("page", text)


@pytest.mark.parametrize(
    "text", ["", "2025", "2025-13-01", "2025-02-29", "きのう", "2025/11/04", "2025-1-1"]
)
def test_what_is_no_day_is_refused_by_name(text: str) -> None:
    with pytest.raises(BadParameter, match=r"^from: expected YYYY-MM-DD"):
        parse_day("from", text)


def test_what_is_missing_is_named_as_typed_and_never_nothing(blog: Blog) -> None:
    files = {
        "a.md": post_text("猫と魚", title="題"),
        "b.md": post_text("東京都の猫と魚", title="題"),
    }
    search = blog(files)
    assert [hit.missing for hit in find(search, "猫 の 魚").partial] == []
    partial = find(search, "京都 猫 魚 犬").partial
    assert [(hit.meta.id, hit.missing) for hit in partial] == [
        ("b.md", ("犬",)),
        ("a.md", ("京都", "犬")),
    ]


def test_a_field_is_obeyed_by_partial_hits(blog: Blog) -> None:
    search = blog(
        {
            "a.md": post_text("京都と大阪へ", title="一", author="山田"),
            "b.md": post_text("大阪へ", title="二", author="佐藤"),
        }
    )
    assert [hit.meta.id for hit in find(search, "author:佐藤 京都 大阪").partial] == ["b.md"]


@pytest.mark.parametrize("text", ["20250101", "2025-W01-1", "２０２５-01-01"])
def test_a_day_has_one_form(text: str) -> None:
    with pytest.raises(BadParameter, match="YYYY-MM-DD"):
        parse_day("from", text)


def test_scores_fall_in_the_order_of_hits_of_whole_words(
    fixture_searcher: EmbeddedSearcher,
) -> None:
    for query in ("消費税 10％", "検索 索引", "京都"):
        scores = [hit.score for hit in find(fixture_searcher, query, size=3).hits]
        assert scores == sorted(scores, reverse=True)


def test_a_title_is_shown_as_a_page_shows_it(blog: Blog) -> None:
    opened = blog({"a.md": post_text("本文。", title="D&#038;D と R&amp;D、A&B &amp")})
    [hit] = find(opened, "本文").hits
    assert hit.meta.title == "D&D と R&D、A&B &"
