"""What every Searcher shows, explains, suggests and refuses, whichever engine it is."""

from collections.abc import Callable
from contextlib import suppress
from datetime import date
from pathlib import Path

import pytest

from index.values.errors import BadParameter, NoIndex, TooCostly, UnknownPost
from search.contract.request import Request
from search.contract.searcher import Searcher
from search.quality.verification import verify
from tests.conftest import NOW, marked
from tests.engines import ENGINES, Engine, Make, built


@pytest.fixture(scope="module", params=ENGINES, ids=lambda make: make.__name__)
def blog(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Engine:
    """POSTS, built once: to be searched, not to be changed."""
    return built(request.param, tmp_path_factory.mktemp("conformance"))


def test_what_matched_is_shown_and_marked(blog: Engine) -> None:
    [hit] = blog.search("駅弁").hits
    assert len(hit.snippets) == 1
    assert "".join(text for text, _ in hit.snippets[0]) in "新幹線で京都へ行く。駅弁を食べた。"
    assert marked(hit.snippets[0]) == ["駅弁"]
    [titled, *_] = blog.search("京都").hits
    assert marked(titled.title) == ["京都"]
    [tagged] = blog.search("鉄道").hits
    assert [marked(tag) for tag in tagged.matched_tags] == [["鉄道"]]


def test_a_hit_says_what_is_known_of_its_post(blog: Engine) -> None:
    [hit] = blog.search("駅弁").hits
    meta = hit.meta
    assert (meta.title, meta.tags, meta.authors) == ("旅の日記", ("旅", "鉄道"), ("灯台守",))
    assert (meta.categories, hit.day) == (("日記",), date(2025, 3, 1))
    assert hit.explanations is None


def test_explanations_say_which_word_was_matched_by_what(blog: Engine) -> None:
    [hit] = blog.search("引越し", explain=True).hits
    assert hit.explanations is not None
    [first] = [one for one in hit.explanations if one.kind == "spelling"]
    assert (first.query, first.matched, first.field, first.count) == (
        "引越し",
        "引っ越し",
        "body",
        1,
    )
    assert first.score > 0
    alone = blog.searcher.explain("引越し", "e.md")
    assert ("spelling", "引っ越し") in [(one.kind, one.matched) for one in alone]
    assert blog.searcher.explain("駅弁", "e.md") == ()


def test_ids_are_those_of_the_hits_and_then_of_partial_ones(blog: Engine) -> None:
    for query in ("京都", "京都 寺 無い言葉", "", "tag:旅"):
        results = blog.search(query)
        wanted = [hit.meta.id for hit in (*results.hits, *results.partial)]
        assert blog.searcher.ids(Request(query)) == wanted


def test_suggestions_begin_as_typed(blog: Engine) -> None:
    def texts(typed: str) -> list[str]:
        return [one.text for one in blog.searcher.suggest(typed, 8)]

    assert "鉄道" in texts("鉄")
    assert "新幹線" in texts("新幹")
    assert "旅の日記" in texts("旅の")
    assert texts("無い無い") == []
    assert len(blog.searcher.suggest("京", 1)) <= 1


def test_related_posts_share_words_and_are_others(blog: Engine) -> None:
    related = [hit.meta.id for hit in blog.searcher.related("f.md", 5)]
    assert not {"f.md", "g.md"} & set(related)
    assert all(hit.snippets == () for hit in blog.searcher.related("a.md", 5))
    assert len(blog.searcher.related("a.md", 1)) <= 1


def test_why_not_names_the_post_and_what_keeps_it(blog: Engine) -> None:
    assert blog.searcher.why_not("駅弁", "a.md")[0] == "a.md"
    assert "×" in "\n".join(blog.searcher.why_not("駅弁", "b.md"))
    assert "○" in "\n".join(blog.searcher.why_not("駅弁", "a.md"))
    assert len(blog.searcher.why_not("京都", "h.md")) == 2


def test_every_piece_of_what_is_shown_is_found(blog: Engine) -> None:
    verified = verify(blog.searcher, 200, seed=1)
    assert (verified.samples, verified.found, verified.missed) == (200, 200, ())
    assert blog.searcher.contains("a.md", "京都へ")
    assert not blog.searcher.contains("a.md", "京都の")


def test_samples_are_drawn_by_a_seed(blog: Engine) -> None:
    one, other, third = (list(blog.searcher.sample(20, seed)) for seed in (1, 1, 2))
    assert [post.meta.id for post in one] == [post.meta.id for post in other]
    assert [post.meta.id for post in one] != [post.meta.id for post in third]
    assert ("title", one[0].meta.title) in one[0].sections


def test_a_post_is_shown_as_readers_see_it(blog: Engine) -> None:
    for drawn in blog.searcher.sample(20, 1):
        assert blog.searcher.shown(drawn.meta.id) == drawn
    with pytest.raises(UnknownPost):
        blog.searcher.shown("nowhere.md")


def test_the_status_counts_posts(blog: Engine) -> None:
    status = blog.searcher.status()
    assert (status.posts, status.left_out) == (7, 1)
    assert status.indexed_at == NOW.isoformat(timespec="seconds")
    assert blog.searcher.verified() is None


@pytest.mark.parametrize(
    "ask",
    [
        lambda s: s.related("none.md", 5), lambda s: s.explain("京都", "none.md"),
        lambda s: s.why_not("京都", "none.md"), lambda s: s.contains("none.md", "京都"),
        lambda s: s.related("h.md", 5),
    ],
)  # fmt: skip
def test_a_post_that_is_not_there_is_named(blog: Engine, ask: Callable[[Searcher], object]) -> None:
    with pytest.raises(UnknownPost):
        ask(blog.searcher)


@pytest.mark.parametrize(
    "ask",
    [
        lambda s: s.suggest("京", 0), lambda s: s.suggest("京", 21), lambda s: s.related("a.md", 0),
        lambda s: s.related("a.md", 101), lambda s: s.suggest("京" * 1_001, 5),
        lambda s: s.explain("京" * 1_001, "a.md"),
    ],
)  # fmt: skip
def test_what_is_out_of_bounds_is_refused(blog: Engine, ask: Callable[[Searcher], object]) -> None:
    with pytest.raises(BadParameter):
        ask(blog.searcher)


@pytest.mark.parametrize("make", ENGINES, ids=lambda make: make.__name__)
def test_without_an_index_all_raise_no_index(make: Make, tmp_path: Path) -> None:
    _, searcher = make(tmp_path)
    asks: list[Callable[[], object]] = [
        lambda: searcher.search(Request("京都")), lambda: searcher.ids(Request("京都")),
        lambda: searcher.suggest("京", 5), lambda: searcher.related("a.md", 5),
        lambda: searcher.explain("京都", "a.md"), lambda: searcher.why_not("京都", "a.md"),
        lambda: searcher.contains("a.md", "京都"), lambda: list(searcher.sample(1, 1)),
        lambda: searcher.shown("a.md"), searcher.status, searcher.verified,
    ]  # fmt: skip
    for ask in asks:
        with pytest.raises(NoIndex):
            ask()


_WORDS = "新幹線京都駅弁寺東京都庁鉄道日記記事移行準備部屋引越旅行検索言語全文索引辞書"
_LONG = [
    "".join(_WORDS[at % 36] + _WORDS[at * 7 % 36] + "の" for at in range(333)),
    " ".join(
        f"{_WORDS[at % 30 : at % 30 + 6]}と駅弁を食べた旅の日記のサーバー移行" for at in range(32)
    ),
    " OR ".join(f"{_WORDS[at % 30 : at % 30 + 4]}へ行くserver設定と管理" for at in range(32)),
]


@pytest.mark.parametrize("query", _LONG)
def test_as_long_a_query_as_may_be_is_answered_or_refused_by_name(blog: Engine, query: str) -> None:
    with suppress(TooCostly):
        assert blog.search(query[:1_000]).query == query[:1_000]
