"""Postings at the edges of each width: exact sizes, and both readers say the same of the bytes."""

from itertools import pairwise

import numpy as np
import pytest
from numpy.typing import NDArray

from index.store.format.inverted import Detail, Inverted
from index.store.format.packing import (
    _read_varints,
    pack,
    unpack,
    varint_lengths,
    write_varints,
)
from index.store.format.posting_list import BODY, PostingList, _varint
from index.store.format.ragged import deltas, gather, scatter, starts_of, sums
from index.values.errors import IndexDamaged
from index.values.post import FIELDS

Occurrence = tuple[int, int]
"""(first token, tokens more)."""
Posting = tuple[int, int, list[Occurrence]]
"""(document, field, occurrences)."""

LARGEST = 2**31 - 1
WIDTHS = [(0, 1), (255, 1), (256, 2), (65_535, 2), (65_536, 4), (LARGEST - 1, 4), (LARGEST, 4)]
"""(number, bytes that it takes)."""


def inverted(lists: list[list[Posting]]) -> Inverted:
    rows = [row for one in lists for row in one]
    spots = [spot for _, _, some in rows for spot in some]
    return Inverted(
        np.arange(len(lists), dtype=np.uint64),
        np.array([len(one) for one in lists], dtype=np.int64),
        np.array([doc for doc, _, _ in rows], dtype=np.int32),
        Detail(
            np.array([field for _, field, _ in rows], dtype=np.uint8),
            np.array([len(some) for _, _, some in rows], dtype=np.int32),
            np.array([first for first, _ in spots], dtype=np.int32),
            np.array([more for _, more in spots], dtype=np.uint8),
        ),
    )


def said_alone(record: memoryview) -> list[Posting]:
    """What is read of a record column by column, in each of the ways there are."""
    listed = PostingList(record)
    postings = listed.postings()
    spots = [listed.occurrences(number) for number in range(listed.size)]
    rows = [
        (doc, field, list(zip(first.tolist(), more.tolist(), strict=True)))
        for doc, field, (first, more) in zip(
            postings.docs.tolist(), postings.all_fields.tolist(), spots, strict=True
        )
    ]
    assert postings.all_counts.tolist() == [len(some) for _, _, some in rows]
    places = listed.places(np.unique(listed.docs), 0)
    wanted = [[d, f, at, at + more] for d, f, some in rows for at, more in some]
    assert places.tolist() == wanted
    return rows


def sizes_of(lists: list[list[Posting]]) -> list[int]:
    """The length of each record, once both readers have said that it holds its list."""
    part = inverted(lists)
    data, lengths = pack(part)
    places = starts_of(lengths)
    again = unpack(np.frombuffer(data, np.uint8), places, part.keys, detailed=True)
    for one, other in zip(again.columns, part.columns, strict=True):
        assert one[:].dtype == other[:].dtype
        assert one[:].tolist() == other[:].tolist()
    records = [memoryview(data)[low:high] for low, high in pairwise(places)]
    assert [said_alone(record) for record in records] == lists
    return [int(length) for length in lengths]


_HEAD = 2
"""Bytes of flags and of a small number of postings."""


@pytest.mark.parametrize(("gap", "width"), WIDTHS)
def test_a_place_takes_as_few_bytes_as_hold_it(gap: int, width: int) -> None:
    assert sizes_of([[(0, BODY, [(gap, 0)])]]) == [_HEAD + width + 1]


@pytest.mark.parametrize(("gap", "width"), WIDTHS)
def test_places_are_measured_from_the_one_before(gap: int, width: int) -> None:
    spots = [(0, 0), (gap, 0), *([(gap + 1, 0)] if gap < LARGEST else [])]
    counted = 1
    assert sizes_of([[(0, BODY, spots)]]) == [_HEAD + counted + width * len(spots) + 1]


@pytest.mark.parametrize(("gap", "width"), WIDTHS)
def test_the_widest_gap_of_any_posting_is_the_width_of_all(gap: int, width: int) -> None:
    postings: list[Posting] = [(0, BODY, [(7, 0)]), (1, BODY, [(gap, 0)]), (2, BODY, [(9, 0)])]
    in_bits = 1
    assert sizes_of([postings]) == [_HEAD + 3 * width + in_bits]


@pytest.mark.parametrize(
    ("count", "width"), [(1, 0), (2, 1), (255, 1), (256, 2), (65_535, 2), (65_536, 4)]
)
def test_a_count_takes_as_few_bytes_as_hold_it(count: int, width: int) -> None:
    spots = [(place, 0) for place in range(count)]
    assert sizes_of([[(0, BODY, spots)]]) == [_HEAD + width + count + 1]
    both: list[Posting] = [(0, BODY, [(5, 0)]), (1, BODY, spots)]
    assert sizes_of([both]) == [_HEAD + 2 * width + 1 + count + 1]


@pytest.mark.parametrize(("more", "width"), [(0, 0), (1, 1), (254, 1), (255, 1)])
def test_what_no_occurrence_spans_takes_no_room(more: int, width: int) -> None:
    assert sizes_of([[(0, BODY, [(3, more)])]]) == [_HEAD + 1 + width + 1]
    assert sizes_of([[(0, BODY, [(3, 0), (4, more)])]]) == [_HEAD + 1 + 2 * (1 + width) + 1]


@pytest.mark.parametrize("field", range(len(FIELDS)))
def test_only_fields_other_than_the_body_take_room(field: int) -> None:
    assert sizes_of([[(0, field, [(3, 0)])]]) == [_HEAD + (field != BODY) + 1 + 1]


def test_lists_of_all_widths_lie_side_by_side() -> None:
    edges = [value for value, _ in WIDTHS]
    lists: list[list[Posting]] = [
        [(doc, field, [(place, more)])]
        for doc in edges
        for place, more, field in zip(edges, (0, 255, 1, 0, 254, 1, 0), range(7), strict=True)
    ]
    assert len(sizes_of(lists)) == len(edges) ** 2


VARINTS = [
    (1, 1), (127, 1), (128, 2), (16_383, 2), (16_384, 3), (2_097_151, 3), (2_097_152, 4),
    (2**28 - 1, 4), (2**28, 5), (LARGEST, 5), (2**35 - 1, 5),
]  # fmt: skip
"""(number, bytes of seven bits that it takes)."""


def _written(numbers: list[int]) -> tuple[NDArray[np.uint8], NDArray[np.int64]]:
    """Numbers end to end behind a byte, and where each begins."""
    values = np.array(numbers, dtype=np.int64)
    at = 1 + starts_of(varint_lengths(values))
    out = np.zeros(int(at[-1]), dtype=np.uint8)
    assert write_varints(out, at[:-1], values).tolist() == np.diff(at).tolist()
    return out, at


@pytest.mark.parametrize(("number", "length"), VARINTS)
def test_a_number_in_sevens_of_bits_comes_back(number: int, length: int) -> None:
    out, at = _written([number])
    assert np.diff(at).tolist() == [length]
    values, ends = _read_varints(out, at[:-1])
    assert (values.tolist(), ends.tolist()) == ([number], [1 + length])
    assert _varint(memoryview(out.tobytes()), 1) == (number, 1 + length)


def test_numbers_of_all_lengths_lie_side_by_side() -> None:
    numbers = [number for number, _ in (*VARINTS, *reversed(VARINTS))]
    out, at = _written(numbers)
    values, ends = _read_varints(out, at[:-1])
    assert (values.tolist(), ends.tolist()) == (numbers, at[1:].tolist())


@pytest.mark.parametrize(("size", "length"), VARINTS[:7])
def test_a_list_of_any_size_says_how_long_it_is(size: int, length: int) -> None:
    docs = np.arange(size, dtype=np.int32)
    sizes = np.array([1, size, 2], dtype=np.int64)
    whole = np.concatenate([docs[:1], docs, np.array([7, 9], dtype=np.int32)])
    keys = np.arange(3, dtype=np.uint64)
    data, lengths = pack(Inverted(keys, sizes, whole, None))
    assert int(lengths[1]) == 1 + length + (size - 1) // 8 + 1
    places = starts_of(lengths)
    again = unpack(np.frombuffer(data, np.uint8), places, keys, detailed=False)
    assert again.sizes.tolist() == sizes.tolist()
    assert np.array_equal(again.docs, whole)
    alone = PostingList(memoryview(data)[places[1] : places[2]])
    assert alone.size == size
    assert np.array_equal(alone.docs, docs)


@pytest.mark.parametrize(("number", "width"), WIDTHS)
def test_a_number_is_scattered_over_its_bytes_and_gathered(number: int, width: int) -> None:
    out = np.zeros(width + 2, dtype=np.uint8)
    at = np.array([1], dtype=np.int64)
    scatter(out, at, np.array([number], dtype=np.int32), width)
    assert out.tobytes() == b"\0" + number.to_bytes(width, "little") + b"\0"
    assert gather(out, at, width).tolist() == [number]


@pytest.mark.parametrize("edge", [value for value, _ in WIDTHS])
def test_differences_of_the_largest_numbers_sum_up_again(edge: int) -> None:
    values, starts = np.array([0, edge, edge, LARGEST, LARGEST, 0]), np.array([0, 4, 6])
    gaps = deltas(values, starts)
    assert gaps.tolist() == [0, edge, 0, LARGEST - edge, LARGEST, -LARGEST]
    assert sums(gaps, starts).tolist() == values.tolist()


@pytest.mark.parametrize("harm", [b"\xff\xff\xff\xff\x7f", b"\xe8\x07"])
def test_more_postings_than_there_are_bytes_for_are_none(harm: bytes) -> None:
    data = b"\x20" + harm + b"\0" * 16
    starts = np.array([0, len(data)])
    with pytest.raises(IndexDamaged, match="as many postings"):
        unpack(np.frombuffer(data, np.uint8), starts, ["a"], detailed=True)


def test_more_occurrences_than_there_are_bytes_for_are_none() -> None:
    data, lengths = pack(inverted([[(0, BODY, [(0, 0), (1, 0)])]]))
    many = bytearray(data)
    many[_HEAD] = 200
    with pytest.raises(IndexDamaged, match="counts"):
        unpack(np.frombuffer(many, np.uint8), starts_of(lengths), ["a"], detailed=True)
