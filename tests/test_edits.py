"""Slips: what one change of a word costs, and how texts are read."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.text.heard import heard
from search.assist.edits import (
    _LOOK_ALIKE,
    LIKELY,
    OTHER,
    latin_edits,
    resembling,
    slip_cost,
    voiced,
)

KANA = st.text("かがきぎしじんっーうお", max_size=6)


@pytest.mark.parametrize(
    ("typed", "meant", "cost"),
    [
        ("けんさく", "けんさく", 0), ("けんざく", "けんさく", LIKELY),
        ("けんさ", "けんさく", OTHER),
        ("けさんく", "けんさく", LIKELY), ("けんんさく", "けんさく", LIKELY), ("", "あ", OTHER),
        ("けんさくく", "けんさく", LIKELY), ("けさく", "けんさく", LIKELY),
        ("けんまく", "けんさく", OTHER), ("けんざぐ", "けんさく", None),
        ("きよう", "きょう", LIKELY),        ("さくけん", "けんさく", None),
    ],
)  # fmt: skip
def test_a_slip_costs_what_it_is(typed: str, meant: str, cost: int | None) -> None:
    assert slip_cost(typed, meant) == cost


@given(KANA, KANA)
def test_slips_go_both_ways(one: str, other: str) -> None:
    assert (slip_cost(one, other) is None) is (slip_cost(other, one) is None)
    assert (slip_cost(one, other) == 0) is (one == other)


def test_all_latin_words_at_one_edit_are_tried() -> None:
    edits = dict(latin_edits("ab"))
    assert {"b", "a", "ba", "abc", "xab", "cb", "ab"} <= set(edits)
    assert (edits["xab"], edits["abc"], edits["ac"]) == (OTHER, LIKELY, OTHER)


def test_kana_are_voiced_where_words_meet() -> None:
    assert "いぞん" in voiced("いそん", 1)


def test_texts_are_read_in_several_ways() -> None:
    paths = heard("返数", (), 8)
    sounds = {"".join(piece.kana for piece in path) for path in paths}
    assert "へんすう" in sounds
    assert all(path[0].start == 0 and path[-1].end == 2 for path in paths)
    assert heard("", (), 8) == heard("a b", (), 8) == []


@given(st.text(max_size=12))
def test_any_text_may_be_read(text: str) -> None:
    for path in heard(text, (), 4):
        assert "".join(text[piece.start : piece.end] for piece in path) == text


def test_a_kanji_is_replaced_by_those_that_look_like_it() -> None:
    assert set(resembling("人間")) == {"入間", "人問", "人聞"}
    assert not set(resembling("ひらがなと漢字"))
    assert len("".join(_LOOK_ALIKE)) == len(set("".join(_LOOK_ALIKE)))
