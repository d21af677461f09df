"""Lists of documents at the edges of each code: the cheapest is taken, and what it holds is read
alone and among others alike."""

from itertools import pairwise

import numpy as np
import pytest
from numpy.typing import NDArray

from index.store.format.doclists import BITS, BYTES, FOUR, TWO, packed, read, unpacked
from index.store.format.inverted import Inverted
from index.store.format.packing import pack, unpack
from index.store.format.posting_list import PostingList
from index.store.format.ragged import starts_of
from index.values.errors import IndexDamaged

LARGEST = 2**31 - 1
LISTS = [
    # one document: a byte, 255 for each 255 more, two bytes, four
    ([0], BYTES, 1), ([254], BYTES, 1), ([255], BYTES, 2), ([256], BYTES, 2), ([509], BYTES, 2),
    ([510], TWO, 2), ([511], TWO, 2), ([65_535], TWO, 2), ([65_536], FOUR, 4),
    ([65_537], FOUR, 4), ([LARGEST - 1], FOUR, 4), ([LARGEST], FOUR, 4),
    # gaps between documents, of which the widest counts
    ([0, 254], BYTES, 2), ([0, 255], BYTES, 3), ([0, 256], BYTES, 3), ([1, 255, 510], BYTES, 4),
    ([0, 510], BYTES, 4), ([0, 765], TWO, 4), ([300, 65_835], TWO, 4),
    ([300, 65_836], FOUR, 8), ([0, LARGEST], FOUR, 8), ([LARGEST - 1, LARGEST], FOUR, 8),
    # one gap of many is wide, so that more bytes for it are fewer than wider gaps for all
    ([*range(0, 50_000, 250), 49_750 + 65_535], TWO, 2 * 201),
    ([*range(0, 50_000, 250), 49_750 + 65_536], BYTES, 200 + 258),
    ([*range(84), 83 + 65_536], FOUR, 4 * 85), ([*range(85), 84 + 65_536], BYTES, 85 + 258),
    # bits, of which the last one's byte counts; bytes where both are as many
    ([7], BYTES, 1), ([0, 7], BITS, 1), ([0, 8], BYTES, 2), ([0, 1, 8], BITS, 2),
    ([0, 1, 15], BITS, 2), ([0, 1, 16], BYTES, 3), ([0, 1, 2, 16], BITS, 3),
    ([*range(256)], BITS, 32), ([*range(257)], BITS, 33), ([*range(65_536)], BITS, 8_192),
    ([*range(65_537)], BITS, 8_193),
    # a document that stands twice has no bit for that; one at 0 stands there once
    ([0, 0], BYTES, 2), ([3, 3], BYTES, 2), ([0, 1, 2, 2], BYTES, 4), ([0, 1, 2, 3], BITS, 1),
    ([65_536, 65_536], FOUR, 8), ([LARGEST, LARGEST], FOUR, 8),
]  # fmt: skip
"""(documents, code, bytes)."""


def _arrays(lists: list[list[int]]) -> tuple[NDArray[np.int32], NDArray[np.int64]]:
    docs = np.array([doc for one in lists for doc in one], dtype=np.int32)
    return docs, np.array([len(one) for one in lists], dtype=np.int64)


def _both(lists: list[list[int]]) -> tuple[list[int], list[int]]:
    """(codes, bytes of documents alone), once both readers have said that they are the lists."""
    docs, sizes = _arrays(lists)
    codes = packed(docs, sizes)[0].tolist()
    keys = np.arange(len(lists), dtype=np.uint64)
    data, lengths = pack(Inverted(keys, sizes, docs, None))
    places = starts_of(lengths)
    again = unpack(np.frombuffer(data, np.uint8), places, keys, detailed=False)
    assert (again.docs.dtype, again.docs.tolist()) == (np.dtype("i4"), docs.tolist())
    alone = [PostingList(memoryview(data)[low:high]) for low, high in pairwise(places)]
    assert [one.docs.tolist() for one in alone] == lists
    return codes, [len(one._data) - one._fields_at for one in alone]


@pytest.mark.parametrize(("docs", "code", "length"), LISTS, ids=lambda value: str(value)[:24])
def test_a_list_takes_the_code_of_the_fewest_bytes(docs: list[int], code: int, length: int) -> None:
    assert _both([docs]) == ([code], [length])


def test_lists_of_all_codes_lie_side_by_side() -> None:
    rows = [*LISTS, *reversed(LISTS)]
    codes, lengths = _both([docs for docs, _, _ in rows])
    assert codes == [code for _, code, _ in rows]
    assert lengths == [length for _, _, length in rows]


@pytest.mark.parametrize("code", [BYTES, TWO, FOUR])
@pytest.mark.parametrize("gap", [0, 1, 254, 255, 256, 509, 510, 511, 765, 65_535])
def test_any_gap_that_a_code_holds_is_read_in_it(gap: int, code: int) -> None:
    """Also where the code is not the cheapest, as behind a list's other gaps."""
    written = {
        BYTES: bytes([255] * (gap // 255) + [gap % 255]) + b"\3",
        TWO: gap.to_bytes(2, "little") + b"\3\0",
        FOUR: gap.to_bytes(4, "little") + b"\3\0\0\0",
    }[code]
    data = np.frombuffer(written, np.uint8)
    assert read(data, code, 2).tolist() == [gap, gap + 3]
    one = np.array([0], dtype=np.int64)
    found = unpacked(data, one, one + 2, one + code, one + len(data))
    assert found.tolist() == [gap, gap + 3]


@pytest.mark.parametrize("code", [BYTES, TWO, FOUR, BITS])
@pytest.mark.parametrize("size", [1, 3])
def test_a_list_of_another_size_than_it_says_is_damage(code: int, size: int) -> None:
    written = {BYTES: b"\1\2", TWO: b"\1\0\2\0", FOUR: b"\1\0\0\0\2\0\0\0", BITS: b"\5"}[code]
    with pytest.raises(IndexDamaged):
        read(np.frombuffer(written, np.uint8), code, size)
