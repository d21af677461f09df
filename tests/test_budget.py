"""Tokens are counted for any text, and what is cut fits."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from web.mcp.budget import fitting, tokens


@pytest.mark.parametrize(
    ("text", "count"),
    [("", 0), ("abc", 1), ("abcd", 2), ("新幹線で", 5), ("𠮷", 4), ("%E6", 3), ("a\n\nb", 3)],
)
def test_characters_count_by_their_kind(text: str, count: int) -> None:
    assert tokens(text) == count


@given(st.text(), st.text())
def test_texts_together_take_no_more_than_each_for_itself(one: str, other: str) -> None:
    assert max(tokens(one), tokens(other)) <= tokens(one + other) <= tokens(one) + tokens(other)


@given(st.text(alphabet="あ亜a1%。、\n 𠮷", max_size=60), st.integers(0, 40))
def test_what_fits_does_and_is_no_less_than_half(text: str, most: int) -> None:
    end = fitting(text, most)
    assert tokens(text[:end]) <= most
    if end < len(text):
        assert tokens(text[: 2 * end + 2]) > most


@pytest.mark.parametrize(
    ("text", "most", "fits"),
    [("一つ目の段落。\n\n二つ目の段落。三つ目。", 16, "一つ目の段落。\n\n"),
     ("一つ目の文。二つ目の文がある。", 12, "一つ目の文。"),
     ("とても長い節、まだ続く文", 12, "とても長い節、"),
     ("切れ目のない長い文", 5, "切れ目の"), ("短い", 9, "短い")],
)  # fmt: skip
def test_a_text_is_cut_where_it_hurts_least(text: str, most: int, fits: str) -> None:
    assert text[: fitting(text, most)] == fits
