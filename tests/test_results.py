"""Results: hits, partial hits, the JSON shape."""

import json
from datetime import date

import pytest

from search.contract.as_json import results_to_json
from search.contract.results import Results
from search.embedded.searcher import EmbeddedSearcher
from tests.conftest import Blog, find, ids, post_text
from tests.test_facets import names


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


def test_the_telling_word_of_a_compound_that_nobody_has_is_a_partial_hit(blog: Blog) -> None:
    posts = {
        "a.md": post_text("色覚の話。"),
        "b.md": post_text("特性の話。"),
        "c.md": post_text("特性。"),
    }
    assert partial_of(find(blog(posts), "色覚特性")) == {"a.md": ("特性",)}


def test_a_word_that_nobody_has_offers_what_it_is_glued_of(blog: Blog) -> None:
    posts = {
        "a.md": post_text("シフトを組む。"),
        "b.md": post_text("表を作る。"),
        "c.md": post_text("表。"),
    }
    assert partial_of(find(blog(posts), "シフト表")) == {"a.md": ("表",)}
    assert partial_of(find(blog(posts), "配遇者")) == {}


def test_what_is_missing_is_named_uninflected(blog: Blog) -> None:
    posts = {"a.md": post_text("設定の話。"), "b.md": post_text("変わる話。")}
    assert partial_of(find(blog(posts), "設定が変わった"))["a.md"] == ("変わる",)


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
    "id", "url", "canonical_url", "title", "date", "lang", "author", "categories", "tags",
    "reading_time", "excerpt", "score", "snippets", "matched_tags", "sections",
    "duplicates",
}  # fmt: skip


def test_json_has_the_documented_keys_and_no_others(pets: EmbeddedSearcher) -> None:
    answer = json.loads(json.dumps(results_to_json(find(pets, "猫 犬 魚"))))
    assert set(answer) == {
        "query", "total", "page", "size", "took_ms", "hits", "partial", "facets", "suggestion",
    }  # fmt: skip
    assert set(answer["hits"][0]) == HIT_KEYS
    assert set(answer["partial"][0]) == HIT_KEYS | {"missing"}
    assert set(answer["facets"]) == {"category", "tag", "author", "lang", "year"}
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
        "sections": [],
        "categories": ["旅", "日記"], "tags": ["海"], "reading_time": 1, "excerpt": "短い話。",
        "matched_tags": [], "lang": "ja", "canonical_url": None,
        "title": [{"text": "猫", "matched": True}, {"text": "の港", "matched": False}],
        "snippets": [[{"text": "港に", "matched": False}, {"text": "猫", "matched": True},
                      {"text": "がいる。", "matched": False}]],
    }  # fmt: skip


def test_without_hits_the_json_is_whole(pets: EmbeddedSearcher) -> None:
    answer = results_to_json(find(pets, "鯨"))
    assert (answer["hits"], answer["partial"], answer["total"]) == ([], [], 0)
    assert answer["facets"] == {"category": [], "tag": [], "author": [], "lang": [], "year": []}


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


def test_a_title_is_shown_as_a_page_shows_it(blog: Blog) -> None:
    opened = blog({"a.md": post_text("本文。", title="D&#038;D と R&amp;D、A&B &amp")})
    [hit] = find(opened, "本文").hits
    assert hit.meta.title == "D&D と R&D、A&B &amp"
