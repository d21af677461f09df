"""The order of hits, their pages, and the days that dates fall on."""

from datetime import date

import pytest

from search.embedded.searcher import EmbeddedSearcher
from tests.conftest import Blog, find, ids, post_text


@pytest.fixture
def dated(blog: Blog) -> EmbeddedSearcher:
    """Six posts about 猫, of which f has no date."""
    days = ("2023-05-01", "2024-05-01", "2025-05-01", "2025-06-01", "2024-01-01", None)
    heads = [{"tags": ["python"]}, *({} for _ in days[1:])]
    return blog({
        f"{name}.md": post_text("猫がいる。", title="題", **head, **({"date": day} if day else {}))
        for name, day, head in zip("abcdef", days, heads, strict=True)
    })  # fmt: skip


def test_dates_order_posts_with_undated_ones_last(dated: EmbeddedSearcher) -> None:
    newest = ["d.md", "c.md", "b.md", "e.md", "a.md", "f.md"]
    assert ids(find(dated, "猫", sort="newest")) == newest
    assert ids(find(dated, "猫", sort="oldest")) == [*reversed(newest[:-1]), "f.md"]


@pytest.mark.parametrize("query", ["", "　", "-犬", "tag:python OR -tag:python"])
def test_without_words_the_newest_come_first(dated: EmbeddedSearcher, query: str) -> None:
    assert ids(find(dated, query)) == ["d.md", "c.md", "b.md", "e.md", "a.md", "f.md"]


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
def test_pages_hold_every_hit_once(dated: EmbeddedSearcher, sort: str) -> None:
    pages = [ids(find(dated, "猫", size=4, page=page, sort=sort)) for page in (1, 2)]
    assert [len(page) for page in pages] == [4, 2]
    assert [*pages[0], *pages[1]] == ids(find(dated, "猫", sort=sort))


@pytest.mark.parametrize("page", [3, 10**9])
def test_beyond_the_last_page_lists_are_empty_and_counts_stay(
    dated: EmbeddedSearcher, page: int
) -> None:
    results = find(dated, "猫 犬", size=4, page=page)
    assert (results.hits, results.partial, results.total) == ((), (), 0)
    assert find(dated, "猫", size=4, page=page).total == 6


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


def test_scores_fall_in_the_order_of_hits_of_whole_words(
    fixture_searcher: EmbeddedSearcher,
) -> None:
    for query in ("消費税 10％", "検索 索引", "京都"):
        scores = [hit.score for hit in find(fixture_searcher, query, size=3).hits]
        assert scores == sorted(scores, reverse=True)


def test_partial_hits_follow_on_the_last_page_of_hits_and_on_no_other(blog: Blog) -> None:
    files = {f"{n}.md": post_text("猫と犬がいる。", title="題") for n in range(4)}
    search = blog({**files, "part.md": post_text("猫がいる。", title="題")})
    shown = [find(search, "猫 犬", size=3, page=page).partial for page in (1, 2, 3)]
    assert [[hit.meta.id for hit in partial] for partial in shown] == [[], ["part.md"], []]


def test_words_of_one_compound_are_no_partial_hits_one_by_one(blog: Blog) -> None:
    search = blog({
        "a.md": post_text("深層に迫る。", title="一"), "b.md": post_text("学習する。", title="二"),
    })  # fmt: skip
    assert find(search, "深層学習").partial == ()
    assert {hit.meta.id for hit in find(search, "深層 学習").partial} == {"a.md", "b.md"}


def test_quotes_alone_have_no_partial_hits(blog: Blog) -> None:
    search = blog({"a.md": post_text("猫がいる。", title="題")})
    assert find(search, "「猫が」「犬が」").partial == ()
