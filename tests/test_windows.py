"""Which windows become snippets, in which order, where highlights are given by hand."""

import re

import pytest

from search.show.highlights import Highlight
from tests.conftest import marked
from tests.shown import ShownSection, snippets_of

FAR = "".join(f"{n}日は朝から雨が降っていたので家にいた。" for n in range(20))


def cut(*sections: ShownSection | str, title: str = "題") -> list[str]:
    """The snippets where 猫, 犬 and 鳥 are the leaves of the query."""
    shown = [ShownSection("body", one) if isinstance(one, str) else one for one in sections]
    highlights = [
        tuple(
            Highlight(m.start(), m.end(), "猫犬鳥".index(m[0]))
            for m in re.finditer("[猫犬鳥]", one.text)
        )
        for one in shown
    ]
    snippets = snippets_of(shown, highlights, title)
    assert all(marked(pieces) or len(snippets) == 1 for pieces in snippets)
    return ["".join(text for text, _ in pieces) for pieces in snippets]


@pytest.mark.parametrize(("few", "many", "first"), [(3, 4, 1), (4, 5, 0), (1, 2, 1), (4, 9, 0)])
def test_up_to_four_matches_count_for_a_window(few: int, many: int, first: int) -> None:
    lines = [f"港に{'猫や' * few}ほかのものがいた。", f"町に{'猫や' * many}ほかのものがいた。"]
    assert cut(*lines) == [lines[first], lines[1 - first]]


def test_a_match_behind_a_window_is_not_counted_in_it() -> None:
    whole = "猫" + "あ" * 118 + "。"
    for behind in ("犬", "いぬと犬"):
        assert cut(whole + behind + "と鳥。" + FAR, "鳥の話と犬。")[0] != whole


def test_a_late_match_has_a_sentence_too() -> None:
    assert cut("猫がいた。" + FAR + "そこに犬もいた。" + FAR)[1].startswith("そこに犬もいた。")


def test_a_window_that_was_shown_does_not_end_the_search_for_more() -> None:
    line = "港で猫が魚をくわえて走っていくのを見たので笑ってしまった。"
    assert cut(line, line, "町では猫が屋根の上で寝ていた。") == [
        line, "町では猫が屋根の上で寝ていた。",
    ]  # fmt: skip


def test_a_window_that_overlaps_one_shown_does_not_end_the_search_for_more() -> None:
    near = "猫が来て、また猫が来た。"
    assert cut(near + FAR + "猫が帰った。")[1].startswith("猫が帰った。")
    assert cut(near + FAR + "猫が帰った。" + FAR, "猫が寝た。")[2] == "猫が寝た。"


def test_a_match_in_a_sentence_that_was_shown_is_not_shown_again() -> None:
    said = "猫は屋根の上でいつも寝ているので誰も起こさない。"
    assert cut(said + "犬もいる。", said + "雨が降る。") == [said + "犬もいる。"]
    assert cut(said + "犬もいる。", "鳥がいた。" + said) == [said + "犬もいる。", "鳥がいた。"]


@pytest.mark.parametrize(("letters", "snippets"), [(9, 2), (10, 1)])
def test_a_sentence_of_ten_letters_or_more_is_shown_once(letters: int, snippets: int) -> None:
    said = "猫" + "かきくけこさしすせ"[: letters - 1] + "。"
    assert len(cut(said + "犬と鳥がいた。", said + "雨を見た。")) == snippets


@pytest.mark.parametrize(("letters", "snippets"), [(9, 2), (10, 1)])
def test_a_title_of_ten_letters_or_more_with_little_added_is_not_shown(
    letters: int, snippets: int
) -> None:
    title = "かきくけこさしすせそ"[:letters]
    assert len(cut(f"猫は{title}だ。", "猫がいる。", title=title)) == snippets


def test_windows_that_touch_are_both_shown() -> None:
    first, second = "猫" + "あ" * 98 + "。", "犬" + "い" * 98 + "。"
    assert cut(first + second) == [first, second]


def test_a_heading_is_shown_only_for_what_nothing_else_shows() -> None:
    heading = ShownSection("heading", "犬の章")
    assert cut("猫がいる。", heading) == ["猫がいる。", "犬の章"]
    assert cut("猫と犬がいる。", heading) == ["猫と犬がいる。"]
    assert cut("猫がいる。", heading, "犬がいる。" + FAR)[1].startswith("犬がいる。")


def test_an_opening_is_as_long_as_a_snippet() -> None:
    (opening,) = cut("あ" * 300)
    assert opening == "あ" * 120
    (opening,) = cut("天気の話。", "次の段落。", title="天気の話")
    assert opening == "次の段落。"
