"""The query language: what a reader typed → the tree."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from search.query.parser import parse
from search.query.tree import And, Everything, Label, Leaf, Node, Not, Or, Phrase

NEKO, INU, SAKANA = Leaf("猫"), Leaf("犬"), Leaf("魚")
TYPED = st.text(
    st.one_of(
        st.sampled_from(
            '()（）"＂“”„「」-－−:： 　ＯＲORANDNOTtag:dateクエリ猫犬１1.,/\u200b\u3099'
        ),
        st.characters(),
    ),
    max_size=80,
)
PIECES = st.lists(
    st.sampled_from(
        ["猫", "OR", "ＯＲ", "AND", "NOT", "-犬", "－犬", "(", "）", "「", "」", '"', "“", "tag:",
         "tag:夏", "date:2025-13", "date:2025-11", "-", "title:", "C++", "12:30", "　"]
    ),
    max_size=30,
)  # fmt: skip


def nodes(node: Node) -> list[Node]:
    """The node and all below it."""
    if isinstance(node, And | Or):
        return [node, *(inner for part in node.parts for inner in nodes(part))]
    return [node, *nodes(node.part)] if isinstance(node, Not) else [node]


@pytest.mark.parametrize(
    "query", ["猫 犬", "猫　犬", "猫\t犬", " 猫\n犬 ", "猫 AND 犬", "猫　ＡＮＤ　犬"]
)
def test_space_of_any_kind_is_and(query: str) -> None:
    assert parse(query) == And((NEKO, INU))


@pytest.mark.parametrize(
    "query", ["猫 OR 犬", "猫　ＯＲ　犬", "(猫 OR 犬)", "（猫　OR　犬）", "((猫) OR (犬))"]
)
def test_or_stands_between_alternatives(query: str) -> None:
    assert parse(query) == Or((NEKO, INU))


@pytest.mark.parametrize(
    "query",
    [
        "猫 -犬",
        "猫　－犬",
        "猫 NOT 犬",
        "猫 ＮＯＴ 犬",
        "猫 AND NOT 犬",
        "猫 −犬",
        "猫 -（犬）",
        "猫 ー犬",
        "猫 NOT(犬)",
        "猫 ＮＯＴ（犬）",
        "猫 -(NOT (-犬))",
    ],
)
def test_not_has_a_word_and_a_sign(query: str) -> None:
    assert parse(query) == And((NEKO, Not(INU)))


def test_a_minus_begins_the_query_or_a_group_and_takes_what_follows() -> None:
    assert parse("-猫") == Not(NEKO)
    assert parse("魚 (-猫)") == And((SAKANA, Not(NEKO)))
    assert parse('猫 -"犬 魚"') == And((NEKO, Not(Phrase("犬 魚"))))
    assert parse("猫 -(犬 OR 魚)") == And((NEKO, Not(Or((INU, SAKANA)))))
    assert parse("猫 －tag：夏") == And((NEKO, Not(Label("tag", "夏"))))


def test_an_operator_is_no_value_of_a_field() -> None:
    assert parse("猫 title: -犬") == And((NEKO, Leaf("title:"), Not(INU)))
    assert parse("猫 title: OR 犬") == Or((And((NEKO, Leaf("title:"))), INU))
    assert parse("title: 猫") == Leaf("猫", "title")


def test_a_mark_in_quotes_is_text() -> None:
    assert parse('"。"') == Phrase("。")
    assert parse("猫 。") == NEKO


@pytest.mark.parametrize("word", ["or", "and", "not", "Or", "ＯＲＤＥＲ", "NOTE", "ANDROID"])
def test_only_whole_words_in_capitals_are_operators(word: str) -> None:
    assert parse(f"猫 {word}") == And((NEKO, Leaf(word)))


def test_and_binds_tighter_than_or() -> None:
    assert parse("猫 犬 OR 魚") == Or((And((NEKO, INU)), SAKANA))
    assert parse("魚 OR 猫 AND 犬") == Or((SAKANA, And((NEKO, INU))))


def test_parentheses_bind_tightest() -> None:
    assert parse("猫 (犬 OR 魚)") == And((NEKO, Or((INU, SAKANA))))
    assert parse("（猫　ＯＲ　犬）　魚") == And((Or((NEKO, INU)), SAKANA))


def test_not_takes_the_next_piece_only() -> None:
    assert parse("NOT 猫 犬") == And((Not(NEKO), INU))
    assert parse("NOT NOT 猫") == NEKO


@pytest.mark.parametrize(
    "query",
    ["-10,000円", "－１０", "-5", "e-mail", "Wi-Fi", "2025-11-04", "猫-犬", "--help", "ー", "a--b"],
)
def test_a_minus_before_a_digit_or_inside_a_run_is_literal(query: str) -> None:
    assert parse(query) == Leaf(query)


@pytest.mark.parametrize(
    "query", ['"猫 の 目"', "＂猫 の 目＂", "“猫 の 目”", "「猫 の 目」", '"猫 の 目', "「猫 の 目"]
)
def test_quotes_of_any_kind_make_a_phrase_and_an_open_one_runs_to_the_end(query: str) -> None:
    assert parse(query) == Phrase("猫 の 目")


def test_operators_inside_quotes_are_text() -> None:
    assert parse('"猫 OR -犬 (tag:夏)"') == Phrase("猫 OR -犬 (tag:夏)")


def test_other_quotes_inside_quotes_are_text() -> None:
    assert parse("“彼は「猫」と言う”") == Phrase("彼は「猫」と言う")


def test_a_phrase_may_touch_a_run() -> None:
    assert parse("対談「海 陸」猫") == And((Leaf("対談"), Phrase("海 陸"), NEKO))


@pytest.mark.parametrize(
    "query",
    ["猫 OR", "OR 猫", "猫 AND", "猫 NOT", "(猫", "猫 (", "(猫 OR)", "猫 ()", '猫 ""', "猫 「」",
     "猫 OR OR", "NOT OR 猫", "AND AND 猫", "（猫 OR （）", '猫 "', "((猫"],
)  # fmt: skip
def test_a_slip_of_syntax_is_read_as_it_was_meant(query: str) -> None:
    assert parse(query) == NEKO


@pytest.mark.parametrize("query", ["OR", "AND", "NOT", "ＯＲ", "(", ")", "-", '"'])
def test_lone_operators_are_words(query: str) -> None:
    assert parse(query) == Leaf(query)


@pytest.mark.parametrize("query", ["", " ", "　", "\n\t", "\u200b"])
def test_nothing_asks_for_everything(query: str) -> None:
    assert parse(query) == Everything()


@pytest.mark.parametrize("field", ["title", "author"])
def test_title_and_author_match_words(field: str) -> None:
    assert parse(f"{field}:猫") == Leaf("猫", field)
    assert parse(f'{field}:"猫 犬"') == Phrase("猫 犬", field)


@pytest.mark.parametrize("field", ["tag", "category"])
def test_tag_and_category_match_whole_values(field: str) -> None:
    assert parse(f"{field}:C++") == Label(field, "C++")
    assert parse(f"{field}:「海 の 旅」") == Label(field, "海 の 旅")


@pytest.mark.parametrize("query", ["tag:夏", "tag：夏", "ｔａｇ：夏", "TAG:夏", "Ｔａｇ:夏"])
def test_fields_may_be_typed_full_width_or_in_capitals(query: str) -> None:
    assert parse(query) == Label("tag", "夏")


@pytest.mark.parametrize(
    ("query", "field"),
    [("題名:猫", "title"), ("タイトル：猫", "title"), ("ﾀｲﾄﾙ:猫", "title"), ("著者:猫", "author"),
     ("作者:猫", "author")],
)  # fmt: skip
def test_fields_have_japanese_names(query: str, field: str) -> None:
    assert parse(query) == Leaf("猫", field)


@pytest.mark.parametrize(
    ("query", "node"),
    [("タグ:夏", Label("tag", "夏")), ("ﾀｸﾞ：夏", Label("tag", "夏")),
     ("カテゴリー:夏", Label("category", "夏")),
     ("カテゴリ:「夏 休み」", Label("category", "夏 休み")),
     ("言語:en", Label("lang", "en")), ("日付:2025-11", parse("date:2025-11")),
     ("日付:令和7年", parse("date:2025")), ("日付:猫", Leaf("日付:猫")),
     ("DATE:猫", Leaf("DATE:猫")), ("時刻:12", Leaf("時刻:12")), ("タグ:", Leaf("タグ:")),
     ("ハッシュタグ:夏", Leaf("ハッシュタグ:夏"))],
)  # fmt: skip
def test_labels_have_japanese_names(query: str, node: Node) -> None:
    assert parse(query) == node


@pytest.mark.parametrize(
    "query",
    ["foo:bar", "site:example.jp", "https://example.jp/a?b=c&d=e-f#g", "12:30", "C++", ".NET", "C#",
     "node.js", "https://ja.wikipedia.org/wiki/猫_(動物)", "f(x)", "a:b:c", "a@b.jp", "AT&T"],
)  # fmt: skip
def test_unknown_fields_urls_times_and_names_with_symbols_are_literal(query: str) -> None:
    assert parse(query) == Leaf(query)
    assert parse(f"猫 {query}") == And((NEKO, Leaf(query)))


def test_parentheses_of_a_run_stay_with_it_inside_a_group() -> None:
    assert parse("(f(x) OR 猫)") == Or((Leaf("f(x)"), NEKO))


@pytest.mark.parametrize("depth", [40, 400])
def test_deep_parentheses_have_a_reading(depth: int) -> None:
    assert any(isinstance(n, Leaf) and "猫" in n.text for n in nodes(parse("(" * depth + "猫")))
    assert parse("(" * 40 + "猫" + ")" * 40) == NEKO


def test_many_negations_have_a_reading() -> None:
    assert nodes(parse("NOT " * 200 + "猫"))[-1] == NEKO


@given(TYPED)
def test_any_text_has_a_reading_without_an_empty_leaf(query: str) -> None:
    leaves = [n for n in nodes(parse(query)) if isinstance(n, Leaf | Phrase)]
    assert all(leaf.text.strip() for leaf in leaves)


@given(PIECES)
def test_any_operators_in_any_order_have_a_reading(pieces: list[str]) -> None:
    for node in nodes(parse(" ".join(pieces))):
        assert not isinstance(node, And | Or) or len(node.parts) > 1


@given(st.lists(st.sampled_from(["猫", "犬", "魚"]), min_size=2, max_size=6, unique=True))
def test_full_width_operators_read_as_their_narrow_forms(words: list[str]) -> None:
    narrow = f"({' OR '.join(words)}) -{words[0]} NOT {words[1]}"
    wide = narrow.translate({ord(c): ord(c) + 0xFEE0 for c in "()-ORNT"}).replace(" ", "　")
    assert parse(wide) == parse(narrow)


def test_closing_quotes_on_both_sides_make_a_phrase() -> None:
    assert parse("”港に 猫”") == Phrase("港に 猫")


def test_any_number_of_nots_is_read() -> None:
    assert parse("NOT " * 2001 + "猫") == Not(NEKO)
    assert parse("猫 NOT AND 犬") == And((NEKO, Not(INU)))
