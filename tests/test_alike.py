"""Letters that are alike, and katakana that vary, are found in any spelling; quotes take none."""

from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.text.alike import ALIKE, REGION, AlikeText
from index.text.fold import LITERAL, fold
from index.text.folded import fold_with_offsets
from index.text.gram_numbers import ALIKE_MARK, gram_text
from index.text.grams import alike_grams, cover, grams
from index.text.variations import varied
from search.embedded.searcher import EmbeddedSearcher
from tests.conftest import Blog, build, find, ids, marked, post_text, searcher

ALIKE_PAIRS = [
    ("吉野家", "𠮷野家"), ("高島屋", "髙島屋"), ("国学院大学", "國學院大學"), ("鴎外", "鷗外"),
    ("学問のすすめ", "学問のすゝめ"), ("いすず自動車", "いすゞ自動車"), ("つづく", "つゞく"),
    ("ぼっちざろっく", "ぼっち・ざ・ろっく"), ("ジョンレノン", "ジョン・レノン"),
    ("レオナルドダヴィンチ", "レオナルド・ダ・ビンチ"), ("霞が関", "霞ヶ関"), ("関ケ原", "関が原"),
    ("三か月", "三ヶ月"), ("三カ月", "3ヵ月"), ("ラーメン", "ら〜めん"), ("こーひー", "コ〜ヒ〜"),
]  # fmt: skip
VARIED_PAIRS = [
    ("インタフェイス", "インターフェース"), ("パラメタ", "パラメーター"),
    ("ヴァイオリン", "バイオリン"),
    ("ディジタル", "デジタル"), ("ダイアグラム", "ダイヤグラム"),
    ("ファイヤーウォール", "ファイアウォール"),
    ("アーキテクチュア", "アーキテクチャー"), ("データベイス", "データベース"),
    ("ギリシャ", "ギリシア"),
    ("プラットフォーム", "プラットホーム"), ("ビックデータ", "ビッグデータ"),
    ("レポジトリ", "リポジトリ"), ("マグニチュウド", "マグニチュード"),
]  # fmt: skip
APART = [
    ("ビル", "ビール"), ("バレー", "バレエ"), ("リーダー", "レーダー"), ("ディスク", "デスク"),
    ("スピーカー", "スピカ"), ("ファースト", "ファスト"), ("リッスン", "レッスン"),
    ("フォント", "ホント"), ("アーマチュア", "アマチュア"),
]  # fmt: skip
LETTERS = st.text("國国學学すずつゝゞヽ・=ヴァィ三3ヶケカが月関霞ー〜ジョンaA \n", max_size=30)


@pytest.fixture(scope="module")
def source(tmp_path_factory: pytest.TempPathFactory) -> Iterator[EmbeddedSearcher]:
    """A blog with a post for each spelling, named after it."""
    posts, index = tmp_path_factory.mktemp("posts"), tmp_path_factory.mktemp("index")
    for text in {text for pair in ALIKE_PAIRS + VARIED_PAIRS for text in pair}:
        (posts / f"{text}.md").write_text(post_text(f"これは{text}です。", title="題"), "utf-8")
    build(posts, index)
    with searcher(index) as source:
        yield source


def _marked(source: EmbeddedSearcher, query: str) -> dict[str, list[str]]:
    """What is marked in each post that a query finds."""
    return {
        hit.meta.id.removesuffix(".md"): [text for one in hit.snippets for text in marked(one)]
        for hit in find(source, query).hits
    }


@pytest.mark.parametrize(("one", "other"), ALIKE_PAIRS + VARIED_PAIRS)
def test_either_spelling_finds_and_marks_the_other(
    source: EmbeddedSearcher, one: str, other: str
) -> None:
    assert _marked(source, one)[other] == [other]
    assert _marked(source, other)[one] == [one]


@pytest.mark.parametrize(("one", "other"), ALIKE_PAIRS)
def test_quotes_take_no_other_letters(source: EmbeddedSearcher, one: str, other: str) -> None:
    assert other not in _marked(source, f'"{one}"')
    assert other in _marked(source, f'"{other}"')


def test_other_letters_are_found_inside_longer_words(blog: Blog) -> None:
    bodies = {"a": "國學院の歴史。", "b": "ユーザインタフェイス設計。", "c": "𠮷野家の牛丼。"}
    search = blog({f"{name}.md": post_text(body, title="題") for name, body in bodies.items()})
    assert ids(find(search, "国学")) == ["a.md"]
    assert ids(find(search, "野家の牛")) == ["c.md"]
    assert ids(find(search, "吉野家の牛丼")) == ["c.md"]


def test_an_explanation_shows_the_letters_of_the_post(blog: Blog) -> None:
    search = blog({"a.md": post_text("歌手のジョン・レノンの歌。", title="題")})
    whys = [(why.matched, why.kind, why.field) for why in search.explain("ジョンレノン", "a.md")]
    assert whys == [("ジョン・レノン", kind, "body") for kind in ("spelling", "part")]


@given(LETTERS, LETTERS, LETTERS)
def test_grams_propose_every_text_in_which_letters_are_alike(
    before: str, literal: str, after: str
) -> None:
    text = "\x01" + fold(before + literal + after, LITERAL)
    wanted = AlikeText(fold(literal, LITERAL)).text
    having = {gram_text(int(number)) for number in grams([text])[0]}
    having |= {gram_text(int(n)).removeprefix(ALIKE_MARK) for n in alike_grams([text])[0]}
    if wanted in fold(text, ALIKE):
        real = {gram_text(number) for number in cover(wanted)}
        assert {gram for gram in real if min(gram) >= " "} <= having


@given(LETTERS)
def test_only_regions_change(text: str) -> None:
    folded = fold(text, LITERAL)
    alike = fold_with_offsets(folded, ALIKE)
    inside = {at for match in REGION.finditer(folded) for at in range(*match.span())}
    for char, at in zip(alike.text, alike.starts.tolist(), strict=True):
        assert char == folded[at] or at in inside


@given(LETTERS, LETTERS)
def test_spans_are_slices_that_fold_to_the_literal(text: str, literal: str) -> None:
    folded, looked_for = fold(text, LITERAL), AlikeText(fold(literal, LITERAL))
    before = 0
    for low, high in looked_for.spans(folded, as_words=False):
        assert before <= low < high <= len(folded)
        before = high
        assert looked_for.text[0] in fold(folded[max(low - 1, 0) : high + 1], ALIKE)


@pytest.mark.parametrize(("one", "other"), VARIED_PAIRS)
def test_long_katakana_vary_by_rule(one: str, other: str) -> None:
    assert varied(one) == varied(other) != ""


@pytest.mark.parametrize(("one", "other"), APART)
def test_words_that_look_alike_stay_apart(one: str, other: str) -> None:
    assert varied(one) != varied(other) or varied(one) == ""
