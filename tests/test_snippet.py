"""Snippets: shown text and matches in, pieces out."""

from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.conftest import marked
from tests.test_highlights import PROSE, cut, joined, shown

BORDERS = "。！？!?、，；：）」』】)\n 　"
FILLER = "よく晴れた一日だったので何もしないで過ごした。"


@given(
    PROSE,
    PROSE,
    st.sampled_from(["猫", "犬 猫", "港の猫", "「猫」 C", "株式会社", "データ", "の", "0"]),
)
def test_snippets_are_slices_few_short_and_different(body: str, code: str, query: str) -> None:
    sections = [shown(body), shown(code, "code")]
    found = cut(query, *sections)
    texts = [joined(pieces) for pieces in found]
    assert len(texts) <= 3
    assert all(0 < len(text) <= 120 for text in texts)
    assert all(any(text in section.text for section in sections) for text in texts)
    assert not any(a in b or b in a for a, b in combinations(texts, 2))


def test_a_snippet_begins_with_the_sentence_of_its_match() -> None:
    (pieces,) = cut("猫", shown(FILLER * 9 + "昨日は港で猫を見た。" + FILLER * 9))
    assert joined(pieces).startswith("昨日は港で猫を見た。")


def test_a_long_sentence_is_cut_at_a_clause() -> None:
    long = "海の色も空の色も同じくらい青かったうえに風もなく、" * 9
    (pieces,) = cut("猫", shown(long + "遠くで猫が鳴き、" + long))
    assert joined(pieces).startswith("海の") or joined(pieces).startswith("遠くで猫が")
    assert joined(pieces).endswith("、")


@given(st.lists(st.sampled_from([FILLER, "猫がいた。", "犬は、猫と遊ぶ！", "海へ\n"]), max_size=40))
def test_snippets_of_prose_stand_between_borders(sentences: list[str]) -> None:
    text = "".join(sentences)
    for pieces in cut("猫", shown(text)):
        start = text.index(joined(pieces))
        end = start + len(joined(pieces))
        assert start == 0 or text[start - 1] in BORDERS
        assert end == len(text) or text[end - 1] in BORDERS or text[end] in BORDERS


def test_a_passage_that_stands_twice_is_shown_once() -> None:
    passage = "港で猫が魚をくわえて走っていくのを見たので笑ってしまった。"
    assert len(cut("猫", shown(passage), shown(FILLER), shown(passage))) == 1


def test_at_most_three_snippets_show_each_word_before_any_twice() -> None:
    bodies = [shown(f"{n}日の港に猫がいた。" + FILLER * 6) for n in range(9)]
    found = cut(
        "猫 犬 魚", *bodies, shown("犬が走る。" + FILLER * 6), shown("魚を焼く。" + FILLER * 6)
    )
    assert {text for pieces in found for text in marked(pieces)} == {"猫", "犬", "魚"}
    assert len(found) == 3


def test_the_snippet_with_most_of_the_query_comes_first() -> None:
    found = cut("猫 犬", shown("猫だけがいる。" + FILLER * 6), shown("猫と犬がいる。"))
    assert marked(found[0]) == ["猫", "犬"]


def test_body_is_shown_before_code_and_excerpt() -> None:
    found = cut("猫", shown("猫 = 1", "code"), shown("猫の要約", "excerpt"), shown("猫がいる"))
    assert [joined(pieces) for pieces in found] == ["猫がいる", "猫 = 1"]


def test_an_excerpt_is_shown_where_nothing_else_matches() -> None:
    found = cut("猫", shown("犬がいる"), shown("猫の要約", "excerpt"))
    assert [marked(pieces) for pieces in found] == [["猫"]]


@pytest.mark.parametrize("query", ["猫", "", "tag:夏", "-犬"])
def test_without_a_match_the_opening_is_shown_unmarked(query: str) -> None:
    (pieces,) = cut(query, shown("題名に猫", "title"), shown(FILLER * 9), title="題名に猫")
    assert joined(pieces) == FILLER * 5
    assert not marked(pieces)


def test_an_opening_does_not_repeat_the_title() -> None:
    title = "冬の京都、用のない三日間"
    sections = [shown(title, "title"), shown("冬の京都 用のない三日間"), shown("雪だった。")]
    assert [joined(pieces) for pieces in cut("夏", *sections, title=title)] == ["雪だった。"]


def test_a_post_that_only_has_a_title_has_no_snippet() -> None:
    assert cut("猫", shown("猫", "title"), title="猫") == []


def test_a_match_longer_than_a_snippet_is_cut() -> None:
    (pieces,) = cut(f'"{"猫と犬" * 60}"', shown("港。" + "猫と犬" * 90))
    assert pieces == (("猫と犬" * 40, True),)


def test_a_snippet_does_not_end_within_a_match() -> None:
    for long in range(100, 125):
        text = "サーバー" + "日" * long + "サーバー" + "本" * 60
        for pieces in cut("サーバー", shown(text)):
            assert set(marked(pieces)) <= {"サーバー"}


def test_a_number_or_a_time_is_not_cut_in_two() -> None:
    long = "とても長い文であってどこまで行っても終わりが来ないので困る"
    money = shown(long * 3 + "合計10,000円だから猫に払わせようと思う" + long * 3)
    clock = shown("猫は" + long * 2 + "ので12:30という時刻に" + long * 2)
    for text in map(joined, cut("猫", money) + cut("猫", clock)):
        assert not text.startswith("000円")
        assert not text.endswith("12:")


def test_a_sentence_is_not_shown_in_two_snippets() -> None:
    said = "猫は屋根の上でいつも寝ているので誰も起こさないと町の人が言う。"
    again = "昨日のことを書く。" + said + "雨の日はどうしているのだろう。"
    found = cut("猫", shown(said + "今日は晴れていて海がよく見える。"), shown(again))
    assert sum(said in joined(pieces) for pieces in found) == 1


def test_a_sentence_that_begins_with_the_title_and_goes_on_is_a_snippet() -> None:
    body = shown("京都の冬のことは、雪が降る日に寺を歩いた人だけが知っている。")
    found = cut("寺", shown("京都の冬のことは", "title"), body, title="京都の冬のことは")
    assert marked(found[0]) == ["寺"]


def test_a_heading_that_repeats_the_title_is_no_snippet() -> None:
    sections = (shown("京都の冬", "title"), shown("京都の冬", "heading"), shown("雪が降った。"))
    assert [joined(p) for p in cut("京都", *sections, title="京都の冬")] == ["雪が降った。"]


def test_the_spelling_that_was_typed_is_shown_rather_than_another() -> None:
    body = shown(f"子供と子供が遊ぶ。{FILLER * 8}子どもは港へ行った。")
    assert marked(cut("子ども", body)[0]) == ["子ども"]
    assert marked(cut("子供", body)[0]) == ["子供", "子供"]
