"""Marks: one for one match, on the text as it is shown."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from search.contract.results import Pieces
from search.expand.expander import Expander
from search.match.spans import QuerySpans
from search.query.parser import parse
from search.show.highlights import Highlight, Highlights, make_highlights
from search.show.snippets import pieces_of
from tests.conftest import marked, reader_of
from tests.shown import ShownSection, snippets_of

PROSE = st.text(
    st.one_of(
        st.sampled_from("猫猫犬港、。！「」\n あいう漢字カナ０１abC㍿ﾃﾞｰﾀ㌔ﬁ\u3099\u200b\ufe0f"),
        st.characters(exclude_categories=["Cs"]),
    ),
    max_size=400,
)


def shown(text: str, field: str = "body") -> ShownSection:
    return ShownSection(field, text)


def highlights_of(query: str, *sections: ShownSection) -> list[Highlights]:
    reader = reader_of([(s.field, s.text) for s in sections])
    spans = QuerySpans(parse(query), reader, Expander().expand)
    found = make_highlights(spans.post(0), spans.leaves)
    return [found.get(number, ()) for number in range(len(sections))]


def cut(query: str, *sections: ShownSection, title: str = "題") -> list[Pieces]:
    return list(snippets_of(sections, highlights_of(query, *sections), title))


def joined(pieces: Pieces) -> str:
    return "".join(text for text, _ in pieces)


@given(PROSE, st.sampled_from(["猫", "犬 猫", "港の猫", "株", "データ", "a", "「猫犬」 猫"]))
def test_marks_are_in_order_disjoint_and_within_the_text(text: str, query: str) -> None:
    (highlights,) = highlights_of(query, shown(text))
    ends = [0, *(highlight.end for highlight in highlights)]
    assert all(
        end <= highlight.start < highlight.end
        for end, highlight in zip(ends, highlights, strict=False)
    )
    assert ends[-1] <= len(text)


@given(PROSE, st.lists(st.integers(0, 400), min_size=2, max_size=2))
def test_joined_pieces_are_the_slice_they_were_cut_from(text: str, ends: list[int]) -> None:
    (highlights,) = highlights_of("猫 a", shown(text))
    start, end = sorted(min(at, len(text)) for at in ends)
    pieces = pieces_of(text, start, end, highlights)
    assert joined(pieces) == text[start:end]
    assert all(piece for piece, _ in pieces)


def test_pieces_are_cut_where_marks_begin_and_end_but_not_where_they_touch() -> None:
    pieces = pieces_of(
        "港の猫が鳴く", 1, 5, [Highlight(0, 2, 0), Highlight(2, 3, 1), Highlight(4, 6, 0)]
    )
    assert pieces == (("の猫", True), ("が", False), ("鳴", True))


@pytest.mark.parametrize(
    ("query", "text", "highlight"),
    [("株式会社", "潮見商事㍿です", "㍿"), ("会社", "潮見商事㍿です", "㍿"),
     ("データ", "このﾃﾞｰﾀを見る", "ﾃﾞｰﾀ"),
     ("キロ", "六十㌔ある", "㌔"), ("平成", "元号は㍻だ", "㍻"),
     ("がくせい", "「か\u3099くせい」", "か\u3099くせい"),
     ("file", "ﬁle を開く", "ﬁle"), ("朝市", "この朝\u200b市へ", "朝\u200b市"),
     ("ol", "町のＯＬ", "ＯＬ"),
     ("葛餅", "店の葛\U000e0100餅を", "葛\U000e0100餅"), ("「のﾃﾞ」", "このデータ", "のデータ")],
)  # fmt: skip
def test_marks_stand_on_the_text_as_shown(query: str, text: str, highlight: str) -> None:
    (pieces,) = cut(query, shown(text))
    assert marked(pieces) == [highlight]
    assert joined(pieces) == text


@pytest.mark.parametrize(
    ("query", "text", "highlight"),
    [("東京", "明日は東京へ", "東京"), ("新幹線", "東海道新幹線の旅", "新幹線"),
     ("東京都庁", "東京都庁の前", "東京都庁"),
     ("東京　東京都", "この東京都の", "東京都"), ("SQL", "PostgreSQL の話", "SQL"),
     ("Post", "PostgreSQL の話", "Post"), ("HashTab", "NSHashTable の話", "HashTab"),
     ("港の猫", "古い港の猫だ", "港の猫"), ("C++", "これは C++ の話", "C++"),
     ("「京都の」", "東京都の話", "京都の"), ("Post", "Impost と PostgreSQL", "Post")],
)  # fmt: skip
def test_one_match_has_one_mark(query: str, text: str, highlight: str) -> None:
    (pieces,) = cut(query, shown(text))
    assert marked(pieces) == [highlight]


@pytest.mark.parametrize(
    ("query", "text", "highlight"),
    [("コンパイルエラ", "コンパイルエラーになった", "コンパイルエラー"),
     ("「サーバ」", "サーバールームへ", "サーバー"), ("サーバ", "サーバールームへ", "サーバー"),
     ("インスタ", "新しいインスタンスを", "インスタンス"),
     ("「タベ」", "データベースの話", "タベー"), ("ﾕｰｻﾞ", "ﾕｰｻﾞｰの話", "ﾕｰｻﾞｰ"),
     ("プラグイン", "プラグインガイドを読む", "プラグイン"),
     ("東京 駅弁", "東京駅弁の話", "東京駅弁")],
)  # fmt: skip
def test_a_mark_ends_where_a_word_does(query: str, text: str, highlight: str) -> None:
    (pieces,) = cut(query, shown(text))
    assert marked(pieces) == [highlight]


def test_whole_words_are_marked_before_parts_of_others() -> None:
    (pieces,) = cut("京都", shown("東京都から京都へ"))
    assert pieces == (("東京都から", False), ("京都", True), ("へ", False))


@pytest.mark.parametrize(
    ("query", "text", "found"),
    [("機械学習", "machine learning と、機械の学習。", ["machine learning"]),
     ("機械学習", "machine learning と、機械学習と、学習。", ["machine learning", "機械学習"]),
     ("パソコン", "PC とパソコン。", ["PC", "パソコン"]), ("とうきょう", "東京の話。", ["東京"]),
     ("きのう", "昨日、たきのうえで。", ["昨日"]),
     ("きのう", "昨日ときのう。", ["昨日", "きのう"])],
)  # fmt: skip
def test_what_a_leaf_stands_for_is_marked_with_the_leaf_as_a_whole_but_no_part_of_it(
    query: str, text: str, found: list[str]
) -> None:
    reader = reader_of([("body", text)])
    spans = QuerySpans(parse(query), reader, Expander(reader=reader).expand)
    highlights = make_highlights(spans.post(0), spans.leaves)[0]
    assert [text[one.start : one.end] for one in highlights] == found


def test_what_not_leaves_out_is_not_marked() -> None:
    (pieces,) = cut("猫 -犬", shown("猫と犬"))
    assert marked(pieces) == ["猫"]


@pytest.mark.parametrize("query", ["title:猫", "author:猫"])
def test_a_field_marks_nothing_elsewhere(query: str) -> None:
    title, body = highlights_of(query, shown("猫", "title"), shown("猫がいる"))
    assert (bool(title), bool(body)) == (query.startswith("title"), False)


@pytest.mark.parametrize("query", ["十分待つ", "眠って", "歩きました"])
def test_a_mark_is_as_long_as_what_was_typed(query: str) -> None:
    found = cut(query, shown("発車して十分待つのだ。眠っている。歩きました。"))
    assert marked(found[0]) == [query]


def test_a_run_in_the_title_leaves_its_words_marked_in_the_body() -> None:
    sections = (shown("京都の冬", "title"), shown("京都は好きだ。冬は寒い。"))
    assert marked(cut("京都の冬", *sections, title="京都の冬")[0]) == ["京都", "冬"]


def test_long_katakana_are_marked_within_longer_ones_too() -> None:
    title, body = shown("プラグインガイドを読む", "title"), shown("プラグインの話。")
    found = highlights_of("プラグイン", title, body)
    assert [[title.text[m.start : m.end] for m in highlights] for highlights in found[:1]] == [
        ["プラグイン"]
    ]
    assert highlights_of("京都", shown("東京都の話", "title"), shown("京都の話。"))[0] == ()
