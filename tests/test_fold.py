"""The offset law: folded text knows the slice of shown text that each character came from."""

import sys
import unicodedata
from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.text.alike import BEFORE_MECAB
from index.text.fold import (
    AGGRESSIVE,
    LITERAL,
    SAFE,
    Stage,
    fold,
    fold_word,
)
from index.text.folded import Together, fold_with_offsets
from index.text.literal import fold_literal

NASTY = st.text(
    alphabet=st.one_of(
        st.sampled_from(
            "ｶﾞﾊﾟﾃﾞｰﾀ㍿㍻㌔㌖がぎう゛ヴァー－〜~髙﨑國Ａａ１①㈱ﬁßİΣς"
            "葛\U000e0100\u200b\u3099\u309a\ufe0f　 \t\n𠮷é"
        ),
        st.characters(exclude_categories=["Cs"]),
    ),
    max_size=60,
)
STAGES = [SAFE, LITERAL, (*SAFE, *LITERAL)]


def test_an_accent_alone_is_no_space() -> None:
    folded = fold_with_offsets("\r´", LITERAL)
    assert (folded.text, folded.starts.tolist()) == (" ´", [0, 1])


@given(NASTY, st.sampled_from(STAGES))
def test_slices_are_in_order_within_the_text_and_disjoint_or_equal(
    text: str, stages: Sequence[Stage]
) -> None:
    folded = fold_with_offsets(text, stages)
    assert len(folded.starts) == len(folded.ends) == len(folded.text)
    before = (0, 0)
    for start, end in zip(folded.starts.tolist(), folded.ends.tolist(), strict=True):
        assert 0 <= start < end <= len(text)
        assert start >= before[1] or (start, end) == before
        before = (start, end)


@given(NASTY, st.sampled_from(STAGES))
def test_folding_with_offsets_gives_the_text_that_folding_gives(
    text: str, stages: Sequence[Stage]
) -> None:
    assert fold_with_offsets(text, stages).text == fold(text, stages)


@given(st.lists(NASTY, max_size=4), st.permutations((LITERAL, BEFORE_MECAB, SAFE)))
def test_what_lists_of_stages_begin_with_is_shared_and_changes_nothing(
    texts: list[str], order: Sequence[Sequence[Stage]]
) -> None:
    shared = Together.of(texts)
    for stages in order:
        (folded, cuts), (alone, own) = shared.folded(stages), Together.of(texts).folded(stages)
        assert (folded.text, cuts.tolist()) == (alone.text, own.tolist())
        assert folded.starts.tolist() == alone.starts.tolist()
        assert folded.ends.tolist() == alone.ends.tolist()


@given(NASTY | st.text(st.characters(max_codepoint=0x3100), max_size=20))
def test_a_literal_is_folded_by_the_stages_of_literals(text: str) -> None:
    assert fold_literal(text) == fold(text, LITERAL)


@given(NASTY)
def test_folding_twice_is_folding_once(text: str) -> None:
    once = fold(text, LITERAL)
    assert fold(once, LITERAL) == once


@given(NASTY)
def test_a_slice_folds_to_what_it_was_folded_to(text: str) -> None:
    folded = fold_with_offsets(text, LITERAL)
    for index in range(len(folded.text)):
        start, end = folded.slice_of(index, index + 1)
        assert folded.text[index] in fold(text[start:end], LITERAL)


@pytest.mark.parametrize(
    ("text", "folded"),
    [("ﾌﾟﾛｸﾞﾗﾐﾝｸﾞ", "プログラミング"), ("ＯＬ", "ol"), ("コ－ヒ－", "コーヒー"), ("㍻", "平成"),
     ("葛󠄀城", "葛城"), ("検​索", "検索"), ("10〜20", "10ー20"), ("a　\n b", "a b")],
)  # fmt: skip
def test_literal_form(text: str, folded: str) -> None:
    assert fold(text, LITERAL) == folded


@pytest.mark.parametrize(
    ("one", "other"),
    [("サーバー", "サーバ"), ("ヴァイオリン", "バイオリン"), ("髙橋", "高橋"), ("國", "国"),
     ("コ－ヒ－", "コーヒー"), ("NVIDIA", "nvidia"), ("データー", "データ")],
)  # fmt: skip
def test_words_meet_in_their_aggressive_form(one: str, other: str) -> None:
    assert fold_word(one) == fold_word(other)


def test_kana_and_dashes_reach_mecab_unharmed() -> None:
    text = "ヴァイオリンとサーバー・髙橋〜"
    assert fold(text, SAFE) == text
    assert len(AGGRESSIVE) > 3


@given(NASTY)
def test_safe_folding_leaves_nothing_for_nfkc(text: str) -> None:
    folded = fold(text, SAFE)
    assert all(_is_folded(char) for char in folded)


def _is_folded(char: str) -> bool:
    """As NFKC has it, or an accent alone, which NFKC would make a space and a mark."""
    compatible = unicodedata.normalize("NFKC", char)
    return compatible == char or (compatible[0] == " " and len(compatible) > 1)


@pytest.mark.unmeasured
def test_no_word_that_a_stage_changes_is_passed_over() -> None:
    for code in range(sys.maxunicode + 1):
        for word in (f"あ{chr(code)}", f"ドドド{chr(code)}"):
            staged = word
            for stage in AGGRESSIVE:
                staged = stage(staged)
            assert fold_word(word) == staged, hex(code)
