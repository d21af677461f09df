"""Where snippets begin and end, character by character."""

import pytest

from search.show.kernels import sentence_borders, window_end, window_start

LONG = "海の色も空の色も同じくらい青かったうえに風もなく波もない日のこと"
RUN = LONG * 9


def start_of(text: str, match: str = "猫") -> int:
    """Where the window of the first match begins."""
    at = text.index(match)
    return window_start(text, at, at + len(match), sentence_borders(text, at, at))


def end_of(text: str, match: str = "猫") -> int:
    """Where a window that begins with the text ends."""
    at = text.index(match)
    return window_end(text, 0, at + len(match), sentence_borders(text, at, at))


@pytest.mark.parametrize("before", [0, 1, 40, 89])
def test_a_match_in_the_first_sentence_is_shown_from_the_beginning(before: int) -> None:
    assert start_of(RUN[:before] + "猫" + RUN) == 0


@pytest.mark.parametrize(("before", "start"), [(88, 0), (89, 0), (90, 60), (100, 70)])
def test_a_sentence_is_left_out_to_its_middle_where_a_quarter_would_not_follow(
    before: int, start: int
) -> None:
    assert start_of("夏。" + RUN[:before] + "猫" + RUN) == start + 2


@pytest.mark.parametrize("spaces", [0, 1, 130, 200])
def test_white_space_before_a_match_is_no_part_of_its_window(spaces: int) -> None:
    text = RUN + "。" + " " * spaces + "猫" + RUN
    assert start_of(text) == text.index("猫")


@pytest.mark.parametrize("clause", ["、", "）", "　"])
def test_a_window_of_a_long_sentence_begins_with_the_last_clause_before_its_match(
    clause: str,
) -> None:
    text = RUN + clause + LONG[:9] + clause + "猫" + clause + RUN
    assert start_of(text) == text.index("猫")
    text = RUN + clause + "黒い猫" + clause + RUN
    assert start_of(text) == text.index("黒い猫")
    text = RUN + "猫" + clause + RUN
    assert start_of(text) == text.index("猫") - 30


@pytest.mark.parametrize(("length", "end"), [(39, 120), (40, 40), (119, 119), (120, 120)])
def test_a_window_ends_with_a_sentence_or_clause_of_forty_characters_or_more(
    length: int, end: int
) -> None:
    for mark in "。、":
        assert end_of("猫" + RUN[: length - 2] + mark + RUN) == end


@pytest.mark.parametrize("length", [121, 122])
def test_a_window_has_no_more_than_its_characters_for_a_border(length: int) -> None:
    for mark in "。、":
        assert end_of("猫" + RUN[: length - 2] + mark + RUN) == 120


def test_a_window_ends_behind_its_match_rather_than_with_a_sentence_before_it() -> None:
    text = RUN[:60] + "。" + RUN[:20] + "猫" + RUN
    assert end_of(text) == 120
    assert end_of(text, RUN[:60]) == 61


@pytest.mark.parametrize("inside", [1, 2, 3])
@pytest.mark.parametrize("word", ["10000000", "12:30", "PostgreSQL", "user_name", "a" * 23])
def test_what_is_held_together_is_not_cut(word: str, inside: int) -> None:
    assert end_of("猫" + RUN[: 119 - inside] + word + RUN) == 120 - inside


def test_a_character_is_not_cut_from_its_marks() -> None:
    assert end_of("猫" + RUN[:118] + "か\u3099" + RUN) == 119
    assert end_of("猫" + RUN[:117] + "か\u3099" + RUN) == 120


@pytest.mark.parametrize(("length", "end"), [(23, 97), (24, 120), (50, 120)])
def test_what_is_held_together_over_too_many_characters_is_cut(length: int, end: int) -> None:
    assert end_of("猫" + RUN[: 119 - length] + "a" * 60 + RUN) == end
