"""Laws of lists of postings: what is packed is unpacked, however it was gathered and merged."""

import tempfile
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from index.store.format.folder import Folder
from index.store.format.inverted import Detail, Inverted, merged
from index.store.format.packing import pack, unpack
from index.store.format.posting_list import PostingList
from index.store.format.ragged import starts_of
from index.store.format.spill import Gathered
from index.values.post import FIELDS

_BIG = st.integers(0, 300) | st.integers(0, 70_000) | st.integers(0, 2**31 - 1)


@st.composite
def _lists(draw: st.DrawFn) -> Inverted:
    """A few keys and their postings, with numbers of all sizes."""
    sizes, docs, fields, counts, positions, extents = [], [], [], [], [], []
    for _ in range(draw(st.integers(0, 4))):
        pairs = draw(
            st.sets(st.tuples(_BIG, st.integers(0, len(FIELDS) - 1)), min_size=1, max_size=5)
        )
        sizes.append(len(pairs))
        for doc, field in sorted(pairs):
            docs.append(doc)
            fields.append(field)
            places = sorted(draw(st.lists(_BIG, min_size=1, max_size=4)))
            counts.append(len(places))
            positions += places
            extents += draw(
                st.lists(st.integers(0, 255), min_size=len(places), max_size=len(places))
            )
    return Inverted(
        np.arange(len(sizes), dtype=np.uint64),
        np.array(sizes, dtype=np.int64),
        np.array(docs, dtype=np.int32),
        Detail(
            np.array(fields, dtype=np.uint8), np.array(counts, dtype=np.int32),
            np.array(positions, dtype=np.int32), np.array(extents, dtype=np.uint8),
        ),
    )  # fmt: skip


def _columns(part: Inverted) -> list[list[int]]:
    assert part.detail is not None
    detail = part.detail
    columns = (
        part.sizes,
        part.docs,
        detail.fields,
        detail.counts,
        detail.positions,
        detail.extents,
    )
    return [column.tolist() for column in columns]


@given(_lists())
def test_what_is_packed_is_unpacked(lists: Inverted) -> None:
    data, lengths = pack(lists)
    packed = np.frombuffer(data, np.uint8)
    again = unpack(packed, starts_of(lengths), lists.keys, detailed=True)
    assert _columns(again) == _columns(lists)


@given(_lists())
def test_a_record_read_alone_says_what_all_say(lists: Inverted) -> None:
    assert lists.detail is not None
    data, lengths = pack(lists)
    places, starts = starts_of(lengths), starts_of(lists.sizes)
    occurrences = starts_of(lists.detail.counts)
    for key in range(len(lists.sizes)):
        posting_list = PostingList(memoryview(data)[places[key] : places[key + 1]])
        rows = range(starts[key], starts[key + 1])
        assert posting_list.docs.tolist() == lists.docs[rows].tolist()
        for number, row in enumerate(rows):
            first, more = posting_list.occurrences(number)
            mine = slice(occurrences[row], occurrences[row + 1])
            assert first.tolist() == lists.detail.positions[mine].tolist()
            assert more.tolist() == lists.detail.extents[mine].tolist()


def _postings(lists: Inverted) -> list[tuple[int, list[tuple[int, int, list[int], list[int]]]]]:
    """(key, its postings with their occurrences) of each list."""
    assert lists.detail is not None
    detail, at = lists.detail, 0
    rows = []
    for doc, field, count in zip(
        lists.docs.tolist(), detail.fields.tolist(), detail.counts.tolist(), strict=True
    ):
        here = slice(at, at + count)
        rows.append((doc, field, detail.positions[here].tolist(), detail.extents[here].tolist()))
        at += count
    bounds = pairwise(starts_of(lists.sizes).tolist())
    return [(int(key), rows[a:b]) for key, (a, b) in zip(lists.keys, bounds, strict=True)]


@given(
    st.lists(_lists(), max_size=5),
    st.permutations("dcba"),
    st.sets(st.integers(0, 4)),
    st.integers(1, 9),
)
def test_however_lists_were_gathered_they_merge_to_the_same(
    parts: list[Inverted], spelled: list[str], spilled: set[int], rows: int
) -> None:
    rank = np.array([sorted(spelled).index(word) for word in spelled], dtype=np.uint64)
    wanted: dict[int, list[object]] = {}
    with tempfile.TemporaryDirectory() as folder:
        gathered = Gathered(Folder(Path(folder)))
        for number, part in enumerate(parts):
            keys = sorted(range(len(part.sizes)), key=spelled.__getitem__)
            gathered.add(replace(part, keys=np.array(keys, dtype=np.uint64)))
            for key, (_, postings) in zip(keys, _postings(part), strict=True):
                wanted.setdefault(int(rank[key]), []).extend(postings)
            if number in spilled:
                gathered.spill(spelled)
        slices = list(merged(gathered.parts, rank, rows))
        assert not list(Path(folder).iterdir())
        gathered.close()
    found = [pair for one in slices for pair in _postings(one)]
    assert found == sorted(wanted.items())
    assert all(len(one.docs) <= rows + 5 * len(parts) for one in slices)  # a list of each part


_SOME_DOCS = st.lists(st.integers(0, 300_000), min_size=1, max_size=400)


@given(st.lists(_SOME_DOCS, max_size=6), st.booleans())
def test_lists_of_documents_come_back_whatever_code_they_are_in(
    lists: list[list[int]], dense: bool
) -> None:
    found = [sorted(doc // 1_000 if dense else doc for doc in one) for one in lists]
    docs = np.array([doc for one in found for doc in one], dtype=np.int32)
    sizes = np.array([len(one) for one in found], dtype=np.int64)
    data, lengths = pack(Inverted(np.arange(len(found), dtype=np.uint64), sizes, docs, None))
    places = starts_of(lengths)
    for number, one in enumerate(found):
        posting_list = PostingList(memoryview(data)[places[number] : places[number + 1]])
        assert posting_list.docs.tolist() == one
    whole = unpack(np.frombuffer(data, np.uint8), places, np.arange(len(found)), detailed=False)
    assert whole.docs.tolist() == docs.tolist()
