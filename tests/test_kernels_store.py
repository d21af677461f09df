"""Kernels of the store: every form reads the same, and nothing outside of what it is given."""

from typing import Any

import numpy as np
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from index.store.format.doclists import packed
from index.store.format.stored import pack_numbers
from tests.kernels import forms_of

SHOWN = forms_of("index.store.kernels.shown")
OCCURRENCES = forms_of("index.store.kernels.occurrences")
NUMBERS = forms_of("index.store.kernels.numbers")
UNITS = forms_of("index.store.kernels.units")
DOCLISTS = forms_of("index.store.kernels.doclists")
_TOP = 9
_SIZES = st.integers(0, 3) | st.sampled_from([-1, 200, 2**31 - 1])


def _ints(values: list[int]) -> Any:
    return np.array(values, dtype=np.int32)


def _columns(form: Any, *columns: list[int]) -> tuple[Any, ...]:
    """Columns and the last mark, as a form takes them: loops that run as they are read Python's
    numbers, not numpy's, which overflow."""
    arrays = map(_ints, columns)
    return *(memoryview(one) if form is SHOWN[2] else one for one in arrays), _TOP


def _outcome(call: Any) -> Any:
    """What a call gives, or the kind of error that it raises."""
    try:
        return call()
    except (ValueError, IndexError) as error:
        return type(error)


@st.composite
def _differing(draw: st.DrawFn) -> tuple[str, str, Any, Any, Any]:
    """A folded text with marks, and differences that fit it."""
    folded, other = "\x01", ""
    rows: list[tuple[int, int, int]] = []
    for _ in range(draw(st.integers(0, 8))):
        same = draw(st.text("ab海\x01\x02𠮷", max_size=5))
        size, width = draw(st.integers(0, 3)), draw(st.integers(0, 3))
        rows.append((len(same) + (not rows), size, width << 1 | draw(st.integers(0, 1))))
        folded += same + "x" * size
        other += draw(st.text("AB㍿𠮟", min_size=width, max_size=width))
    columns = [_ints(list(column)) for column in zip(*rows, strict=True)] or [_ints([])] * 3
    return folded + draw(st.text("cd\x03", max_size=4)), other, *columns


@given(_differing())
def test_texts_are_shown_alike_in_every_form(given_: tuple[str, str, Any, Any, Any]) -> None:
    first, *others = [form.ShownText(*given_, _TOP) for form in SHOWN]
    folded = given_[0]
    for other in others:
        assert other.shown == first.shown
        assert (other.begins, other.marks) == (first.begins, first.marks)
        for start in range(len(folded)):
            assert other.to_shown(start, start + 1) == first.to_shown(start, start + 1)
        assert other.found("x") == first.found("x")


def test_what_is_shown_is_what_was_folded() -> None:
    for form in SHOWN:
        text = form.ShownText(
            "\x01go 15\x02x", "ＧＯ㎞", *map(_ints, ([1, 1], [2, 2], [4, 3])), _TOP
        )
        assert (text.shown, text.begins, text.marks) == ("\x01ＧＯ ㎞\x02x", [1, 6], [1, 2])
        assert (text.to_shown(1, 2), text.to_shown(4, 5), text.to_shown(4, 6)) == (
            (1, 2), (4, 5), (4, 5),
        )  # fmt: skip
        assert (text.found("go"), text.section_at(6)) == ([(1, 3)], 1)


@given(
    st.text("ab\x01", max_size=9), st.text("AB", max_size=4),
    *[st.lists(_SIZES, max_size=4)] * 3,
)  # fmt: skip
def test_differences_that_do_not_fit_are_refused(
    folded: str, other: str, same: list[int], sizes: list[int], last: list[int]
) -> None:
    shown = [
        _outcome(lambda: form.ShownText(folded, other, *_columns(form, same, sizes, last)).shown)  # noqa: B023
        for form in SHOWN
    ]
    if len({len(same), len(sizes), len(last)}) == 1:
        assert shown[0] == shown[1] == shown[2]


_POSTINGS = st.lists(
    st.tuples(st.integers(0, 6), st.integers(0, 8), st.lists(st.integers(0, 9), min_size=1)),
    max_size=6,
)


@given(_POSTINGS, st.sampled_from([1, 2, 4]), st.booleans(), st.sampled_from([0, 5]))
@example([(0, 0, [9] * 23)], 1, True, 0)
def test_occurrences_are_alike_in_every_form(
    rows: list[tuple[int, int, list[int]]], width: int, extents: bool, base: int
) -> None:
    rows.sort()
    docs, fields = _ints([doc for doc, _, _ in rows]), bytes(field for _, field, _ in rows)
    bounds = np.cumsum([0, *(len(gaps) for _, _, gaps in rows)], dtype=np.int64)
    flat = [gap for _, _, gaps in rows for gap in gaps]
    held = np.array(flat, dtype=f"<u{width}").tobytes()
    more = bytes(gap % 3 for gap in flat) if extents else b""
    wanted = np.unique(_ints([*(doc + base for doc, _, _ in rows[::2]), base + 3]))
    starts = np.arange(sum(flat) + 9, dtype=np.int32)
    want = [
        [doc + base, field, at, at + (gap % 3 if extents else 0)]
        for doc, field, gaps in rows
        if doc + base in wanted
        for gap, at in zip(gaps, np.cumsum(gaps).tolist(), strict=True)
    ]
    for form in OCCURRENCES:
        places = form.places(docs, fields, bounds, held, width, more, wanted, base)
        assert (places.dtype, places.shape) == (np.int64, (len(want), 4))
        assert places.tolist() == want
        for doc in {doc for doc, _, _ in rows}:
            slices = form.slices(docs, bounds, held, width, more, doc, starts, starts + 1)
            mine = [r for r in rows if r[0] == doc]
            tokens = [
                (at, at + (gap % 3 if extents else 0) + 1)
                for _, _, gaps in mine
                for gap, at in zip(gaps, np.cumsum(gaps).tolist(), strict=True)
            ]
            assert slices == tokens


@pytest.mark.parametrize("form", OCCURRENCES)
@pytest.mark.parametrize("bounds", [[0], [0, 9], [5, 2], [-3, 1]])
def test_occurrences_that_lead_outside_are_refused(form: Any, bounds: list[int]) -> None:
    docs, few = _ints([0]), np.array(bounds, dtype=np.int64)
    starts = np.arange(3, dtype=np.int32)
    found = _outcome(lambda: form.slices(docs, few, b"\0\1", 1, b"", 0, starts, starts))
    assert found in (IndexError, [])
    with pytest.raises(IndexError):
        form.slices(docs, np.array([0, 2]), b"\0\7", 1, b"", 0, starts, starts)


@given(st.lists(st.lists(st.integers(0, 2**31 - 1), max_size=5), max_size=4), st.binary(max_size=9))
def test_columns_are_read_alike_in_every_form(columns: list[list[int]], tail: bytes) -> None:
    data = b"".join(pack_numbers(np.array(one, dtype=np.int64)) for one in columns)
    for form in NUMBERS:
        found = form.columns(data, 0, len(columns))
        assert [one.tolist() for one in found] == columns
        assert all(one.dtype == np.int32 for one in found)
    for damaged in (data[: len(data) // 2], data + b"\1", tail):
        found = [
            _outcome(lambda: [one.tolist() for one in form.columns(damaged, 0, len(columns))])  # noqa: B023
            for form in NUMBERS
        ]
        assert found[0] == found[1] == found[2]


@given(st.lists(st.integers(0, 255)), st.sampled_from([1, 2, 4]))
def test_numbers_are_added_alike_in_every_form(numbers: list[int], width: int) -> None:
    data = np.array(numbers, f"<u{width}").tobytes()
    assert [form.total(data, width) for form in NUMBERS] == [sum(numbers)] * 3


@given(st.lists(st.integers(0, 3000), min_size=1, max_size=60), st.booleans())
def test_documents_are_read_alike_in_every_form(docs: list[int], dense: bool) -> None:
    docs = sorted({doc // 40 for doc in docs} if dense else docs)
    sizes = np.array([len(docs)])
    [code], columns = packed(_ints(docs), sizes)
    data = b"".join(
        b"".join(int(value).to_bytes(int(width[0]), "little") for value in values)
        for values, held, width in columns
        if held[0] and width[0]
    )
    for form in DOCLISTS:
        assert form.documents(data, int(code), len(docs)).tolist() == docs
        for size in (len(docs) + 1, len(docs) - 1, 10**6):
            with pytest.raises(ValueError, match="expected a list"):
                form.documents(data, int(code), size)


@given(st.binary(max_size=40), st.integers(0, 3), st.integers(0, 50))
def test_bytes_that_are_no_documents_read_alike(data: bytes, code: int, size: int) -> None:
    found = [_outcome(lambda: form.documents(data, code, size).tolist()) for form in DOCLISTS]  # noqa: B023
    assert found[0] == found[1] == found[2]
    assert found[0] is ValueError or len(found[0]) == size


@given(st.text(st.characters(), max_size=40), st.integers(0, 50))
def test_units_are_alike_in_every_form(text: str, most: int) -> None:
    wanted = np.frombuffer(text.encode("utf-16-le", "surrogatepass"), "<u2")[:most].tolist()
    data = text.encode("utf-8", "surrogatepass")
    for form in UNITS:
        found = form.units(data, most)
        assert (found.tolist(), found.dtype) == (wanted, np.uint16)


@given(st.binary(max_size=20), st.integers(0, 9))
def test_bytes_that_are_no_text_give_no_more_units_than_asked_for(data: bytes, most: int) -> None:
    assert len(UNITS[2].units(data, most)) <= most
    if UNITS[0].__file__ != UNITS[1].__file__:  # compiled
        assert UNITS[0].units(data, most).tolist() == UNITS[2].units(data, most).tolist()
