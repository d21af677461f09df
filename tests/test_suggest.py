"""Suggestions: what a reader may be about to type."""

import sys

import pytest
from flask.testing import FlaskClient
from hypothesis import given
from hypothesis import strategies as st

from index.text.kana import begun, from_romaji, hiragana
from index.values.errors import BadParameter
from search.contract.results import Suggestion
from search.embedded.searcher import EmbeddedSearcher
from tests.conftest import Blog, find, post_text
from web.app import create_app

POSTS = {
    "a.md": post_text("東京駅の話。検索の話。", title="東京の駅弁", tags=["旅行", "東京湾"]),
    "b.md": post_text("東京駅から京都へ。サーバーを置く。", title="京都の宿", tags=["旅行"]),
    "c.md": post_text("東京都の検索サーバー。Dockerで動かす。", title="検索エンジン"),
    "d.md": post_text("東京都で検索する。", title="<b>検索</b> & 登場", draft=False),
}


def _texts(found: list[Suggestion], kind: str = "") -> list[str]:
    return [one.text for one in found if kind in ("", one.kind)]


@pytest.mark.parametrize(
    ("typed", "wanted"),
    [
        ("東京", "東京駅"), ("とうk", "東京"), ("とうky", "東京"), ("toky", "東京"),
        ("toukyo", "東京"), ("けんs", "検索"), ("kens", "検索"), ("ｋens", "検索"),
        ("さーb", "サーバー"), ("dock", "Docker"), ("りょk", "旅行"), ("旅", "旅行"),
    ],
)  # fmt: skip
def test_words_are_completed_from_what_is_typed(blog: Blog, typed: str, wanted: str) -> None:
    assert wanted in _texts(blog(POSTS).suggest(typed, 8))


def test_every_suggestion_finds_as_much_as_it_says(blog: Blog) -> None:
    opened = blog(POSTS)
    for typed in ("東京", "検", "kens", "サー", "旅"):
        for one in opened.suggest(typed, 20):
            if one.kind != "title":
                assert find(opened, one.text).total >= one.count > 0, one


def test_the_last_word_is_completed_among_posts_with_the_others(blog: Blog) -> None:
    opened = blog(POSTS)
    assert "京都 東京駅" in _texts(opened.suggest("京都 東京", 8))
    assert "京都 東京都" not in _texts(opened.suggest("京都 東京", 8))
    assert opened.suggest("京都 ", 8) == []


@pytest.fixture
def compounds(blog: Blog) -> EmbeddedSearcher:
    texts = [
        "groonga で全文検索を付けた。\n\n```\ngithub github\n```\n",
        "Groonga の全文検索。確定申告の話。GitHub へ。",
        "Groonga は速い。確定申告を済ませた。サーバーサイドで。",
        "組み込み関数と、速い移行、全文の検索、12月号。",
        "組み込み関数の話。",
    ]
    return blog({f"{n}.md": post_text(text, title=f"第{n}回") for n, text in enumerate(texts)})


@pytest.mark.parametrize(
    ("typed", "wanted"),
    [("確定", "確定申告"), ("kakutei", "確定申告"), ("ぜんぶん", "全文検索"),
     ("全文検", "全文検索"), ("組み込", "組み込み関数"), ("Groo", "Groonga"), ("gith", "GitHub")],
)  # fmt: skip
def test_compounds_are_offered_as_most_posts_write_them(
    compounds: EmbeddedSearcher, typed: str, wanted: str
) -> None:
    assert wanted in _texts(compounds.suggest(typed, 8), "phrase")


@pytest.mark.parametrize(
    ("typed", "piece"),
    [("確", "確定"), ("全", "全文の検索"), ("速", "速い移行"), ("グルー", "groonga")],
)
def test_no_piece_of_a_word_is_offered(compounds: EmbeddedSearcher, typed: str, piece: str) -> None:
    assert piece not in _texts(compounds.suggest(typed, 8))


def test_a_compound_counts_the_posts_that_have_it(compounds: EmbeddedSearcher) -> None:
    [one] = [one for one in compounds.suggest("確定", 8) if one.kind == "phrase"]
    assert (one.text, one.count) == ("確定申告", 2)
    assert _texts(compounds.suggest("検索 確定", 8), "phrase") == ["検索 確定申告"]


def test_titles_lead_to_their_posts(blog: Blog) -> None:
    opened = blog(POSTS)
    [title] = [one for one in opened.suggest("駅弁", 8) if one.kind == "title"]
    assert (title.text, title.url) == ("東京の駅弁", find(opened, "駅弁").hits[0].meta.url)
    assert "東京の駅弁" in _texts(opened.suggest("とうk", 8), "title")


def test_a_slip_is_put_right_where_nothing_begins_so(blog: Blog) -> None:
    opened = blog(POSTS)
    assert opened.suggest("けnさく", 8) == [Suggestion("検索", "correction", 3)]


@pytest.mark.parametrize("typed", ["", " ", "　", "と", '"', "(", "-", "\0", "zzzzz"])
def test_nothing_is_suggested_for_nothing(blog: Blog, typed: str) -> None:
    assert blog(POSTS).suggest(typed, 8) == []


@pytest.mark.parametrize(("typed", "size"), [("a", 0), ("a", 21), ("あ" * 1001, 8)])
def test_out_of_bounds_is_refused(blog: Blog, typed: str, size: int) -> None:
    with pytest.raises(BadParameter):
        blog(POSTS).suggest(typed, size)


@given(st.text("東京とうきょうkysnt 'ー\"()-:あ1.", max_size=12), st.integers(1, 20))
def test_any_text_may_be_typed(fixture_searcher: EmbeddedSearcher, typed: str, size: int) -> None:
    found = fixture_searcher.suggest(typed, size)
    assert len(found) <= size
    assert all(one.text.strip() for one in found)


@given(st.text("abcdefghijklmnopqrstuvwxyz'", max_size=10))
def test_what_is_typed_in_romaji_begins_with_what_is_typed_of_it(text: str) -> None:
    whole = from_romaji(text)
    if whole:
        for end in range(1, len(text) + 1):
            kanas = begun(text[:end])
            assert any(whole.startswith(kana[:-1]) for kana in kanas), (text[:end], kanas)


def test_begun_kana_take_what_may_follow() -> None:
    assert begun("とうk") == ("とうか", "とうき", "とうく", "とうけ", "とうこ")
    assert begun("とうky") == ("とうきゃ", "とうきゅ", "とうきょ")
    assert begun("kn") == begun("東") == begun("") == ()
    assert begun("gakk")[0] == "がっか"
    assert begun("my") == ("みゃ", "みゅ", "みょ")
    assert begun("shim") == ("しま", "しみ", "しむ", "しめ", "しも", "しん")
    assert begun("shimb")[0] == "しんば"
    assert hiragana("ケ") in begun("ケ")


def test_the_endpoint_answers_in_the_documented_shape(client: FlaskClient) -> None:
    response = client.get("/api/suggest?q=けんs&size=3")
    answer = response.get_json()
    assert list(answer) == ["query", "suggestions"]
    assert 0 < len(answer["suggestions"]) <= 3
    assert {tuple(one) for one in answer["suggestions"]} == {("text", "kind", "count", "url")}
    again = client.get(
        "/api/suggest?q=けんs&size=3", headers={"If-None-Match": response.headers["ETag"]}
    )
    assert again.status_code == 304
    assert client.get("/api/suggest?q=a&size=0").status_code == 400
    assert client.get("/api/suggest").get_json() == {"query": "", "suggestions": []}


@pytest.mark.parametrize("typed", ["旅の", "検索 旅の"])
def test_many_tags_that_begin_so_take_no_more_steps_than_some(blog: Blog, typed: str) -> None:
    some, many = (_steps(blog, typed, number) for number in (50, 500))
    assert many < some * 2


def _steps(blog: Blog, typed: str, tags: int) -> int:
    """How many functions are called for a suggestion, in an index of so many tags."""
    names = [f"旅の{number:04}" for number in range(tags)]
    opened = blog({f"{n}.md": post_text("検索の話。", tags=names[n::5]) for n in range(5)})
    opened.suggest(typed, 5)
    calls = 0

    def count(_: object, event: str, __: object) -> None:
        nonlocal calls
        calls += event == "call"

    sys.setprofile(count)
    try:
        assert opened.suggest(typed, 5)
    finally:
        sys.setprofile(None)
    return calls


def test_nothing_is_offered_that_is_too_long_to_be_asked_for(blog: Blog) -> None:
    named = "灯台" + "の話" * 500
    posts = {"a.md": post_text("本文。", title=named), "b.md": post_text("灯台。", title="b")}
    source = blog(posts)
    assert _texts(source.suggest("灯台", 8), "title") == []
    assert create_app(source).test_client().get("/?q=灯台もり簿").status_code == 200
