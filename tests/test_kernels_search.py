"""Kernels of search: every form finds the same."""

import re
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.kernels import forms_of

MARKS = forms_of("search.show.kernels.marks")
LETTERS = forms_of("search.show.kernels.letters")
SHARES = forms_of("search.match.kernels.shares")
SORTED = forms_of("search.lookup.kernels.sorted_docs")
_TEXT = st.text("ベアーｰコンｱa海。", max_size=30)


@st.composite
def _matched(draw: st.DrawFn) -> tuple[str, Any, Any, list[Any]]:
    """A text, where its tokens begin and end, and slices of it that leaves matched."""
    text = draw(_TEXT)
    cuts = sorted(draw(st.sets(st.integers(0, len(text)), max_size=10)))
    place = st.integers(0, max(len(text) - 1, 0))
    spans = st.lists(st.tuples(place, st.integers(1, 4)), max_size=6 if text else 0)
    leaves = [
        (number, draw(_TEXT), [(a, min(a + n, len(text))) for a, n in draw(spans)])
        for number in range(draw(st.integers(0, 3)))
    ]
    starts = np.array(cuts[:-1], dtype=np.int32)
    return text, starts, np.array(cuts[1:], dtype=np.int32), leaves


@given(_matched())
def test_marks_are_alike_in_every_form_disjoint_and_whole(given_: Any) -> None:
    text, *_, leaves = given_
    first, *others = [form.marked(*given_) for form in MARKS]
    assert all(other == first for other in others)
    at = 0
    for low, high, leaf, _ in first:
        assert at <= low < high <= len(text) and any(number == leaf for number, *_ in leaves)
        at = high
    for _, _, slices in leaves:
        for low, high in slices:
            assert any(mark[0] <= low and high <= mark[1] for mark in first)


@pytest.mark.parametrize("form", MARKS)
def test_a_mark_ends_where_its_word_does(form: Any) -> None:
    starts, ends = np.array([0, 8], np.int32), np.array([8, 10], np.int32)
    text = "コンパイルエラー海へ"
    assert form.marked(text, starts, ends, [(0, "コンパイル", [(0, 5)])]) == [(0, 8, 0, True)]
    assert form.marked(text, starts[:0], ends[:0], [(0, "x", [(0, 7)])]) == [(0, 8, 0, False)]


@given(st.text())
def test_letters_are_what_a_pattern_leaves(text: str) -> None:
    for form in LETTERS:
        assert form.letters(text) == re.sub(r"[\W_]+", "", text).casefold()


_DOCS = st.lists(st.integers(0, 99), unique=True).map(lambda docs: np.array(sorted(docs), np.int32))


@given(_DOCS, _DOCS)
def test_documents_are_placed_alike_in_every_form(docs: Any, others: Any) -> None:
    known = others.tolist()
    wanted = [known.index(doc) if doc in known else -1 for doc in docs.tolist()]
    for form in SORTED:
        places = form.places(docs, others)
        assert (places.tolist(), places.dtype) == (wanted, np.int32)


_PART = st.text("海山川ab。!\n\x02", max_size=40)


@given(st.lists(_PART, min_size=1, max_size=4), st.sets(st.sampled_from(
    ["海", "山", "海山", "山川", "川海", "ab", "ba", "a", "空"]), min_size=1))  # fmt: skip
def test_shares_are_alike_in_every_form(texts: list[str], grams: set[str]) -> None:
    units = [np.frombuffer(f"\x01{text}".encode("utf-16-le"), "<u2") for text in texts]
    codes = np.array(sorted(ord(g[0]) << 16 | ord(g[1:] or "\0") for g in grams), np.uint32)
    weights = np.arange(1.0, len(codes) + 1)
    others = np.where(codes & 0xFFFF, weights, 0.0)
    found = [form.shares(units, codes, weights, others) for form in SHARES]
    for sentences, passages in found:
        assert np.allclose(sentences, found[1][0]) and np.allclose(passages, found[1][1])


@pytest.mark.parametrize("form", SHARES)
def test_the_title_counts_beside_the_best_sentence(form: Any) -> None:
    codes = np.array(sorted(ord(char) << 16 for char in "海山川"), np.uint32)
    weights = np.array([1.0, 2.0, 4.0])  # 山 5c71, 川 5ddd, 海 6d77
    text = np.frombuffer("\x01海\x02山。川".encode("utf-16-le"), "<u2")
    [sentence], [passage] = form.shares([text], codes, weights, weights)
    assert passage == 7
    assert 4 + 2 < sentence < 4 + 2 * 4 / 3
    with pytest.raises(ValueError, match="at most 128"):
        form.shares([text], np.arange(129, dtype=np.uint32), np.ones(129), np.ones(129))
