"""The scan of encoded texts, in the form that runs, against a search of the text as it is."""

import re
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.store.kernels import find
from tests.kernels import forms_of

FORMS = forms_of("index.store.kernels.scan")
MARKS = 9
_LETTERS = st.sampled_from("aあ\u3030\u0130\u0101\u3001。𠮷 ")
_TEXT = st.builds(
    lambda parts: "".join(chr(mark) + text for mark, text in parts),
    st.lists(
        st.tuples(st.integers(1, MARKS), st.text(_LETTERS, max_size=80)), min_size=1, max_size=5
    ),
)
_RUN = st.text(_LETTERS, min_size=1, max_size=4)


def _rows(texts: list[bytes], wide: bytes, narrow: bytes, marks: int = MARKS) -> list[list[int]]:
    """The occurrences, which every form finds alike."""
    views = [memoryview(text) for text in texts]
    first, *others = [form.find(views, wide, narrow, marks).rows().tolist() for form in FORMS]
    assert all(other == first for other in others)
    rows: list[list[int]] = first
    return rows


def _wanted(text: str, run: str, encoding: str) -> list[list[int]]:
    found = []
    for match in re.finditer(re.escape(run), text):
        before = text[: match.start()]
        mark = next(char for char in reversed(before) if ord(char) <= MARKS)
        found.append([0, len(before.encode(encoding)), ord(mark) - 1])
    return found


@given(_TEXT, _RUN)
def test_each_occurrence_is_found_with_its_field_in_either_encoding(text: str, run: str) -> None:
    wide, narrow = run.encode("utf-16-le"), run.encode()
    assert _rows([text.encode()], wide, narrow) == _wanted(text, run, "utf-8")
    units = _rows([text.encode("utf-16-le")], wide, narrow)
    if "𠮷" not in text + run:  # of which halves may match
        assert units == _wanted(text, run, "utf-16-le")


@pytest.mark.parametrize("size", [*range(1, 4), *range(29, 36), *range(61, 68), 4_095])
@pytest.mark.parametrize("run", ["x", "xy", "か", "かき", "x" * 40])
def test_an_occurrence_is_found_at_any_distance_and_at_the_very_end(run: str, size: int) -> None:
    for encoding in ("utf-8", "utf-16-le"):
        text = "\1" + "z" * size + "\2" + run
        found = _rows([text.encode(encoding)], run.encode("utf-16-le"), run.encode())
        assert found == _wanted(text, run, encoding)


@given(st.lists(st.binary(max_size=99), max_size=3), st.binary(max_size=5), st.binary(max_size=5),
       st.integers(0, 255))  # fmt: skip
def test_no_bytes_lead_outside_of_them(
    texts: list[bytes], wide: bytes, narrow: bytes, marks: int
) -> None:
    found = _rows(texts, wide, narrow, marks)
    for number, at, field in found:
        run = wide if texts[number][1:2] == b"\0" else narrow
        assert texts[number][at : at + len(run)] == run and 0 <= field < max(marks, 1)
    for (number, at, _), (other, behind, _) in pairwise(found):
        assert number < other or at < behind


def test_many_occurrences_and_none() -> None:
    text = ("\3" + "a" * 100_000).encode()
    found = find([memoryview(text)], b"a\0", b"a", MARKS)
    assert found.count == len(found.rows()) == 100_000
    assert found.rows()[-1].tolist() == [0, 100_000, 2]
    assert _rows([], b"a\0", b"a") == _rows([b"", b"\1"], b"a\0", b"a") == []
    assert _rows([text], b"", b"") == []


@pytest.mark.parametrize("text", [None, "text", 7])
def test_what_is_no_text_is_refused(text: object) -> None:
    with pytest.raises((TypeError, ValueError)):
        find([text], b"a\0", b"a", MARKS).rows()
