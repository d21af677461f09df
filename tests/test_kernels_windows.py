"""Windows of snippets: the same in every form of the kernel, and inside the text whatever it is
given."""

import re
from itertools import pairwise

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from search.show.kernels import windows
from tests.kernels import forms_of

FORMS = forms_of("search.show.kernels.windows")
_SENTENCE = re.compile(r"(?:[。！？]|[!?](?=\s|\Z))[」』）)”]*\s*|\n+")
_WORDS = (
    "あ",
    "猫",
    "海の色も空の色も同じくらい青かった",
    "Post",
    "1,234",
    "a" * 30,
    "か\u3099",
    "𠮷",
    "é",
)
_MARKS = ("。", "、", "！」", "? ", "!", "?\n", "\n\n", "　", " ", ", ", ",5", "）", "a b", "；")
TEXT = st.lists(st.sampled_from(_WORDS + _MARKS), max_size=60).map("".join)


@st.composite
def _marked(draw: st.DrawFn) -> tuple[str, tuple[tuple[int, int, int, bool], ...]]:
    """A text with marks as highlights are: in order, disjoint, not empty."""
    text = draw(TEXT.filter(bool))
    cuts = sorted(draw(st.sets(st.integers(0, len(text)), min_size=2, max_size=12)))
    marks = [
        (low, high, draw(st.integers(0, 40)), draw(st.booleans()))
        for low, high in list(pairwise(cuts))[::2]
    ]
    return text, tuple(marks)


@given(TEXT, st.integers(-9, 300), st.integers(-9, 300))
def test_sentences_end_alike_in_every_form(text: str, start: int, stop: int) -> None:
    wanted = [match.end() for match in _SENTENCE.finditer(text, max(start, 0), max(stop, 0))]
    for form in FORMS:
        assert form.sentence_ends(text, start, max(stop, 0)) == wanted


@given(_marked())
def test_windows_are_alike_in_every_form(
    marked: tuple[str, tuple[tuple[int, int, int, bool], ...]],
) -> None:
    first, *others = [form.windows(*marked) for form in FORMS]
    assert all(other == first for other in others)


@given(_marked())
@example(("\n\n", ((1, 2, 0, False),)))
def test_a_window_is_a_slice_that_says_which_marks_begin_in_it(
    marked: tuple[str, tuple[tuple[int, int, int, bool], ...]],
) -> None:
    text, marks = marked
    found = windows(text, marks)
    assert found[0][2] == marks[0][0]
    for start, end, anchor, leaves, typed, count in found:
        assert 0 <= start <= anchor and start <= end <= min(start + 120, len(text))
        inside = [mark for mark in marks if start <= mark[0] < end]
        assert leaves == frozenset(mark[2] for mark in inside) and count == len(inside)
        assert typed is any(mark[3] for mark in inside)


_ANY = st.integers(-5, 400) | st.sampled_from([2**31, -(2**31), 2**62])


@given(TEXT, st.lists(st.tuples(_ANY, _ANY, st.just(0), st.just(False)), max_size=5))
def test_no_marks_lead_outside_of_the_text(
    text: str, marks: list[tuple[int, int, int, bool]]
) -> None:
    for form in FORMS:
        try:
            form.windows(text, marks)
            for low, high, _, _ in marks:
                form.window_start(text, low, high, [0])
                form.window_end(text, low, high, [0])
        except (IndexError, OverflowError):
            pass


@pytest.mark.parametrize("form", FORMS)
def test_what_is_no_text_is_refused(form: object) -> None:
    for text in (None, b"bytes", 7):
        with pytest.raises((TypeError, AttributeError)):
            form.windows(text, ((0, 1, 0, False),))  # type: ignore[attr-defined]
    assert form.windows("", ()) == []  # type: ignore[attr-defined]
