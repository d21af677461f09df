"""Analysis: terms, their slices, and what is glued."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.text.align import aligned
from index.text.analyse import analyse, analyse_all, groups
from index.text.compounds import compounds
from index.text.folded import Together
from index.text.grams import cover, grams
from index.text.literal import fold_literal
from tests.test_fold import NASTY


def _terms(text: str) -> list[str]:
    return analyse(text).spelled()


def _compounds(text: str) -> set[str]:
    return set(compounds(analyse(text))[2])


def _check_slices(text: str) -> None:
    tokens = analyse(text)
    before = (0, 0)
    for start, end in zip(tokens.starts.tolist(), tokens.ends.tolist(), strict=True):
        assert 0 <= start < end <= len(text)
        assert start >= before[1] or (start, end) == before
        before = (start, end)
    assert sorted(tokens.positions.tolist()) == tokens.positions.tolist()


@given(st.one_of(NASTY, st.text(max_size=80)))
def test_every_token_knows_its_slice(text: str) -> None:
    _check_slices(text)


@pytest.mark.parametrize("text", ["0¼", "a½b¾", "㍿¼1⅓"])
def test_a_character_that_yields_parts_of_two_words_is_shared(text: str) -> None:
    _check_slices(text)


def test_a_character_that_yields_several_words_gives_them_equal_slices() -> None:
    tokens = analyse("㍿山田")
    assert tokens.spelled()[:2] == ["株式", "会社"]
    assert tokens.starts.tolist()[:2] == [0, 0]
    assert tokens.ends.tolist()[:2] == [1, 1]


@pytest.mark.parametrize("char", [*" =ー1aё。😀─"])
def test_a_word_is_found_behind_any_long_run(char: str) -> None:
    text = f"東京{char * 70_000}大阪駅に行く。"
    tokens = analyse(text)
    assert tokens.spelled()[-3:] == ["大阪", "駅", "行く"]
    shown = [text[a:b] for a, b in zip(tokens.starts, tokens.ends, strict=True)]
    assert shown[-3:] == ["大阪", "駅", "行く"]


def test_particles_and_marks_are_no_terms() -> None:
    assert _terms("投資の、戦略！") == ["投資", "戦略"]


def test_inflected_words_become_their_base_form() -> None:
    assert "食べる" in _terms("昨日は食べた")


@pytest.mark.parametrize(
    ("text", "word"),
    [("東海道新幹線", "新幹線"), ("口腔内", "口腔内"), ("東京駅", "東京駅"),
     ("PostgreSQL", "postgresql"), ("2025年度", "2025年度"), ("第2次", "第2次"),
     ("免税店", "免税店"), ("iPhone15", "iphone")],
)  # fmt: skip
def test_glued_pieces_make_a_word(text: str, word: str) -> None:
    assert word in _compounds(text)


def test_latin_runs_are_cut_at_humps_and_digits() -> None:
    assert _terms("PostgreSQL GPT4Turbo XMLHttp") == [
        "postgre",
        "sql",
        "gpt",
        "4",
        "turbo",
        "xml",
        "http",
    ]


def test_half_width_and_full_width_are_one() -> None:
    assert _terms("ﾃﾞｰﾀ") == _terms("データ")


@given(NASTY)
def test_analysis_of_a_text_is_the_same_each_time(text: str) -> None:
    first, second = analyse(text), analyse(text)
    assert first.spelled() == second.spelled()
    assert first.starts.tolist() == second.starts.tolist()


@given(NASTY)
def test_groups_cover_all_tokens_once(text: str) -> None:
    tokens = analyse(text)
    spans = list(zip(*(ends.tolist() for ends in groups(tokens)), strict=True))
    assert [i for a, b in spans for i in range(a, b)] == list(range(len(tokens)))


@given(NASTY, st.integers(0, 60), st.integers(1, 12))
def test_the_net_finds_every_run(text: str, start: int, length: int) -> None:
    folded = fold_literal(text)
    run = folded[start : start + length]
    assert set(cover(run)) <= set(grams([folded])[0].tolist())


_TOGETHER = st.lists(st.one_of(NASTY, st.text("ab\ue000\u3099\u200b か1", max_size=6)), max_size=4)


@given(_TOGETHER)
def test_texts_analysed_together_are_analysed_as_if_alone(texts: list[str]) -> None:
    together = analyse_all(texts)
    for number, text in enumerate(texts):
        alone, mine = analyse(text), together.of(number)
        assert mine.spelled() == alone.spelled()
        for column in ("bounds", "positions", "starts", "ends", "light", "glued", "joints"):
            assert getattr(mine, column).tolist() == getattr(alone, column).tolist()
        whole = [(tokens.term(0, len(tokens)) if len(tokens) else "") for tokens in (alone, mine)]
        assert whole[0] == whole[1]


@given(_TOGETHER)
def test_texts_folded_together_are_folded_as_if_alone(texts: list[str]) -> None:
    together = aligned(Together.of(texts))
    for number, text in enumerate(texts):
        low, high = together.cuts[number : number + 2]
        assert together.folded[low + 1 : high] == fold_literal(text)
        alone = aligned(Together.of([text])).differences
        shift = np.array([low, low, *[together.shown_cuts[number]] * 2, 0])
        rows = together.differences
        mine = (rows[:, 2] > shift[2]) & (rows[:, 2] <= shift[2] + len(text))
        assert (rows[mine] - shift).tolist() == alone.tolist()
