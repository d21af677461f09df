"""What every Searcher finds, lists and counts, whichever engine it is."""

from datetime import date

import pytest

from tests.engines import ENGINES, Engine, built


@pytest.fixture(scope="module", params=ENGINES, ids=lambda make: make.__name__)
def blog(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Engine:
    """POSTS, built once: to be searched, not to be changed."""
    return built(request.param, tmp_path_factory.mktemp("conformance"))


@pytest.mark.parametrize(
    ("query", "wanted"),
    [
        ("京都", {"a.md", "b.md", "c.md"}), ("京都 駅弁", {"a.md"}), ("新幹線で京都", {"a.md"}),
        ("寺 OR 移行", {"b.md", "d.md"}), ("京都 -新幹線", {"b.md", "c.md"}),
        ("京都 NOT 東京", {"a.md", "b.md"}), ('"京都の寺"', {"b.md"}), ('"都の寺"', {"b.md"}),
        ('"寺の京都"', set()), ("「駅弁を食べ」", {"a.md"}), ("title:京都", {"b.md"}),
        ("author:灯台守", {"a.md"}), ("tag:旅", {"a.md", "b.md"}), ("tag:鉄", set()),
        ("category:日記", {"a.md"}), ("date:2024", {"b.md"}), ("date:2024-05", {"b.md"}),
        ("引越し", {"e.md"}), ("サーバ", {"d.md"}), ("ｓｅｒｖｅｒ", {"d.md"}), ("Wi-Fi", {"d.md"}),
        ('"wc -l"', {"d.md"}), ("(寺 OR 駅弁) 京都", {"a.md", "b.md"}), ("nothing", set()),
        ('"開いた', set()), ("下書き", set()),
    ],
)  # fmt: skip
def test_a_query_finds_what_satisfies_it(blog: Engine, query: str, wanted: set[str]) -> None:
    found = blog.search(query)
    assert {hit.meta.id for hit in found.hits} == wanted
    assert found.total == len(wanted)


def test_whole_words_come_before_parts_of_words_in_any_order(blog: Engine) -> None:
    for sort in ("relevance", "newest", "oldest"):
        assert blog.ids("京都", sort=sort)[-1] == "c.md"
    assert blog.ids("京都")[0] == "b.md"


def test_order_by_date_and_undated_posts_last(blog: Engine) -> None:
    dated = ["c.md", "a.md", "b.md", "e.md", "f.md"]
    assert blog.ids(sort="newest") == [*dated, "d.md"]
    assert blog.ids(sort="oldest", collapse=False) == ["g.md", *reversed(dated), "d.md"]
    assert blog.ids() == blog.ids(sort="newest")


def test_pages_are_parts_of_one_list(blog: Engine) -> None:
    pages = [blog.search(size=2, page=page) for page in (1, 2, 3, 4)]
    assert [hit.meta.id for page in pages for hit in page.hits] == blog.ids(size=100)
    assert {page.total for page in pages} == {6}
    assert pages[3].hits == ()


def test_filters_are_and_and_their_values_or(blog: Engine) -> None:
    assert blog.ids("京都", tags=("旅",)) == ["b.md", "a.md"]
    assert set(blog.ids(tags=("町", "技術"))) == {"c.md", "d.md"}
    assert blog.ids(tags=("旅",), authors=("灯台守",)) == ["a.md"]
    assert blog.ids(categories=("日記",)) == ["a.md"]
    assert blog.ids(first=date(2024, 5, 5), last=date(2025, 3, 1)) == ["a.md", "b.md"]
    assert blog.ids(last=date(2023, 1, 1)) == ["e.md", "f.md"]


def test_a_facet_ignores_its_own_filter(blog: Engine) -> None:
    def counts(name: str, **request: object) -> dict[str, int]:
        return {v.value: v.count for v in blog.search(**request).facets[name]}  # type: ignore[arg-type]

    assert counts("tag") == {"旅": 2, "技術": 1, "町": 1, "鉄道": 1}
    assert counts("tag", tags=("町",)) == counts("tag")
    assert counts("tag", authors=("灯台守",)) == {"旅": 1, "鉄道": 1}
    assert list(counts("year").items())[:2] == [("2026", 1), ("2025", 1)]
    assert counts("author", tags=("旅",)) == {"灯台守": 1}


def test_near_duplicates_are_one_hit(blog: Engine) -> None:
    [hit] = blog.search("ここだけにある").hits
    assert (hit.meta.id, [other.id for other in hit.duplicates]) == ("f.md", ["g.md"])
    both = blog.search("ここだけにある", collapse=False)
    assert {one.meta.id for one in both.hits} == {"f.md", "g.md"}
    assert all(one.duplicates == () for one in both.hits)


def test_partial_hits_lack_words_and_stand_apart(blog: Engine) -> None:
    results = blog.search("京都 寺 無い言葉")
    assert (results.total, results.hits) == (0, ())
    assert "b.md" in [hit.meta.id for hit in results.partial]
    first = next(hit for hit in results.partial if hit.meta.id == "b.md")
    assert first.missing == ("無い言葉",)
    assert all("駅弁" not in hit.meta.excerpt for hit in blog.search("京都 寺 -駅弁").partial)
