"""Files of blocks at the edges of their chunks, of the widths of lengths and of blocks of lines."""

import struct
from pathlib import Path

import numpy as np
import pytest

from index.store.format.block_file import BlockFile
from index.store.format.blocks import CHUNK, MAGIC, BlockWriter
from index.store.format.folder import Folder
from index.store.format.lines import Lines, write_lines
from index.values.errors import IndexDamaged

EDGES = [CHUNK * chunks + more for chunks in (1, 2) for more in (-1, 0, 1)]
"""Ends of all blocks, in bytes from the file's first."""


def _data(end: int) -> bytes:
    """As many bytes as lie between the magic and `end`."""
    return bytes(place % 251 for place in range(len(MAGIC), end))


def _written(path: Path, *pieces: bytes) -> BlockFile:
    blocks = BlockWriter(Folder(path.parent).create(path.name))
    blocks.stream("data")
    for piece in pieces:
        blocks.append(piece)
    blocks.close({})
    return BlockFile(path.open("rb"))


@pytest.mark.parametrize("end", EDGES)
@pytest.mark.parametrize("cut", [*EDGES, 20])
def test_a_block_may_end_and_be_cut_at_any_edge_of_a_chunk(
    tmp_path: Path, end: int, cut: int
) -> None:
    data = _data(end)
    pieces = (data[: cut - len(MAGIC)], data[cut - len(MAGIC) :])
    opened = _written(tmp_path / "s", *pieces)
    opened.check()
    assert opened.array("data").tobytes() == data
    sums = struct.unpack("<QQQI", (tmp_path / "s").read_bytes()[-28:])[2]
    assert sums == 4 * -(-end // CHUNK)


def _harmed(path: Path, end: int, at: int) -> BlockFile:
    """A file of one block, the byte at `at` turned."""
    _written(path, _data(end))
    harmed = bytearray(path.read_bytes())
    harmed[at] ^= 1
    path.write_bytes(harmed)
    return BlockFile(path.open("rb"))


def _is_believed(file: BlockFile, low: int, high: int) -> set[bool]:
    """Whether the bytes from `low` to `high` are read, in both ways."""
    start, end = low - len(MAGIC), high - len(MAGIC)
    said = set()
    for as_many in (False, True):
        file._seen[:] = bytes(len(file._seen))
        try:
            assert _bytes(file, start, end, as_many) == _data(high)[start:end]
            said.add(True)
        except IndexDamaged:
            said.add(False)
    return said


def _bytes(file: BlockFile, start: int, end: int, as_many: bool) -> bytes:
    view = file.view("data")
    if as_many:
        return bytes(view.slices(np.array([start]), np.array([end]))[0])
    return bytes(view[start:end])


@pytest.mark.parametrize("chunk", [1, 2])
def test_what_lies_up_to_a_harmed_chunk_is_believed_and_no_byte_more(
    tmp_path: Path, chunk: int
) -> None:
    border = chunk * CHUNK
    file = _harmed(tmp_path / "s", 3 * CHUNK + 9, border)
    assert _is_believed(file, border - 9, border) == {True}
    assert _is_believed(file, border - 9, border + 1) == {False}
    assert _is_believed(file, border + CHUNK - 1, border + CHUNK + 9) == {False}
    assert _is_believed(file, border + CHUNK, border + CHUNK + 9) == {True}


@pytest.mark.parametrize("end", EDGES)
def test_the_last_byte_of_all_blocks_is_checked(tmp_path: Path, end: int) -> None:
    file = _harmed(tmp_path / "s", end, end - 1)
    assert _is_believed(file, end - 1, end) == {False}
    with pytest.raises(IndexDamaged, match="not as written"):
        file.check()


def test_many_slices_are_checked_each(tmp_path: Path) -> None:
    file = _harmed(tmp_path / "s", 3 * CHUNK, 2 * CHUNK)
    view = file.view("data")
    starts = np.array([0, CHUNK - 17, CHUNK - 16])
    ends = np.array([CHUNK - 16, CHUNK - 15, 2 * CHUNK - 16])
    assert list(map(len, view.slices(starts, ends))) == [CHUNK - 16, 2, CHUNK]
    with pytest.raises(IndexDamaged):
        view.slices(starts, ends + 1)


def test_a_file_cut_anywhere_is_named(tmp_path: Path) -> None:
    path = tmp_path / "s"
    _written(path, b"abc")
    whole = path.read_bytes()
    for length in range(len(whole)):
        path.write_bytes(whole[:length])
        with pytest.raises(IndexDamaged, match="/s:"):
            BlockFile(path.open("rb"))


@pytest.mark.parametrize("size", [0, 1, 7, 8, 9])
def test_a_block_begins_where_numbers_are_read_as_they_lie(tmp_path: Path, size: int) -> None:
    blocks = BlockWriter(Folder(tmp_path).create("s"))
    blocks.array("bytes", np.full(size, 7, dtype=np.uint8))
    blocks.array("numbers", np.array([0.5, -1], dtype=">f8"))
    blocks.close({})
    file = BlockFile((tmp_path / "s").open("rb"))
    numbers = file.array("numbers")
    assert (numbers.dtype, numbers.tolist()) == (np.dtype("<f8"), [0.5, -1])
    assert numbers.flags.aligned
    assert file.array("bytes").tolist() == [7] * size


LENGTHS = [
    ([], "u1", 0), ([0], "u1", 0), ([255, 1], "u1", 0), ([256, 1], "u2", 0),
    ([65_535, 1], "u2", 0), ([65_536, 1], "u1", 1), ([255, 65_536, 1], "u1", 1),
    ([256, 65_536, 2**31, 65_535], "u2", 2), ([2**32 - 1], "u1", 1), ([2**32, 7], "u1", 1),
]  # fmt: skip
"""(lengths, the type that they are stored in, how many are too long for it)."""


@pytest.mark.parametrize(("lengths", "kind", "long"), LENGTHS)
def test_a_few_long_ones_do_not_widen_all_lengths(
    tmp_path: Path, lengths: list[int], kind: str, long: int
) -> None:
    blocks = BlockWriter(Folder(tmp_path).create("s"))
    blocks.lengths("some", lengths)
    blocks.close({})
    file = BlockFile((tmp_path / "s").open("rb"))
    assert file.array("some").dtype == np.dtype(kind)
    assert len(file.array("some.long")) == 2 * long
    assert file.bounds("some", sum(lengths)).tolist() == [
        sum(lengths[:n]) for n in range(len(lengths) + 1)
    ]


@pytest.mark.parametrize(("total", "kind"), [(2**32 - 1, "I"), (2**32, "l")])
def test_places_are_as_wide_as_the_last_of_them(tmp_path: Path, total: int, kind: str) -> None:
    blocks = BlockWriter(Folder(tmp_path).create("s"))
    blocks.lengths("some", [70_000, total - 70_001, 1])
    blocks.close({})
    bounds = BlockFile((tmp_path / "s").open("rb")).bounds("some", total)
    assert (bounds.format, bounds[-2], bounds[-1]) == (kind, total - 1, total)


@pytest.mark.parametrize(("line", "parts"), [(0, 1), (255, 2), (256, 1), (257, 1), (510, 1),
                                             (511, 2), (512, 1), (600, 1)])  # fmt: skip
def test_no_more_blocks_of_lines_are_read_than_may_hold_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, line: int, parts: int
) -> None:
    """After the last line of a block the next one may begin so too."""
    lines = [f"{number:04d}" for number in range(700)]
    blocks = BlockWriter(Folder(tmp_path).create("s"))
    write_lines(blocks, "some", lines)
    blocks.close({})
    read: list[int] = []
    group = Lines._group

    def counted(lines: Lines, number: int) -> list[str]:
        read.append(number)
        return group(lines, number)

    monkeypatch.setattr(Lines, "_group", counted)
    found = Lines(BlockFile((tmp_path / "s").open("rb")), "some")
    assert list(found.beginning(lines[line])) == [lines[line]]
    assert len(read) == parts


@pytest.mark.parametrize(("count", "parts"), [(0, 0), (1, 1), (255, 1), (256, 1), (257, 2),
                                              (511, 2), (512, 2), (513, 3)])  # fmt: skip
def test_lines_are_found_on_both_sides_of_the_edge_of_a_block(
    tmp_path: Path, count: int, parts: int
) -> None:
    lines = [f"{number // 10:03d} 猫{number % 10}" for number in range(count)]
    blocks = BlockWriter(Folder(tmp_path).create("s"))
    write_lines(blocks, "some", lines)
    blocks.close({})
    file = BlockFile((tmp_path / "s").open("rb"))
    found = Lines(file, "some")
    assert len(file.array("some.lengths")) == parts
    prefixes = {line[:length] for line in lines for length in (0, 1, 3, 4, 6)}
    for prefix in ("", "0", "0255", "999", "０", *sorted(prefixes)):
        assert list(found.beginning(prefix)) == [x for x in lines if x.startswith(prefix)]
