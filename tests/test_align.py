"""Differences give the shown text back, as the arrays say and as the texts do."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from index.text.align import _applied, _differences, _give_back, aligned
from index.text.fold import LITERAL
from index.text.folded import Together

_TEXTS = st.lists(
    st.text(st.sampled_from("aA ー－が\u3099ﾞ㍿㍻\u200b\r\n´¼ﬁ\u0301\ufdfa𠮷"), max_size=12),
    max_size=4,
)


@given(_TEXTS)
def test_differences_that_are_sure_to_give_the_text_back_do(texts: list[str]) -> None:
    together = Together.of(texts)
    folded, _ = together.folded(LITERAL)
    rows, equal = _differences(together.shown, folded)
    if _give_back(rows, equal, folded.starts, len(together.shown)):
        assert _applied(together.shown, folded.text, rows.tolist()) == together.shown


@given(_TEXTS)
def test_what_is_aligned_gives_the_shown_text_back(texts: list[str]) -> None:
    made = aligned(Together.of(texts))
    assert _applied(made.shown, made.folded, made.differences.tolist()) == made.shown


def test_differences_that_lack_one_do_not_give_the_text_back() -> None:
    together = Together.of(["ＡＢ株㍿\u200b式 Ａ"])
    folded, _ = together.folded(LITERAL)
    rows, equal = _differences(together.shown, folded)
    size = len(together.shown)
    assert _give_back(rows, equal, folded.starts, size)
    for number in range(len(rows)):
        assert not _give_back(np.delete(rows, number, axis=0), equal, folded.starts, size)
    assert not _give_back(rows, equal, folded.starts, size + 1)
