"""Keys as a segment holds them: sorted texts and numbers, packed."""

from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.store.format.block_file import BlockFile
from index.store.format.blocks import BlockWriter
from index.store.format.folder import Folder
from index.store.format.keys import Texts, read_numbers, write_numbers, write_texts
from index.values import IndexDamaged

LETTERS = st.characters(exclude_categories=["Cs"])
TEXTS = st.sets(st.text(LETTERS, max_size=4), max_size=200).map(sorted)
NUMBERS = st.sets(st.integers(0, (1 << 64) - 1), max_size=200).map(sorted)


def _written(folder: str, texts: list[str], numbers: list[int]) -> BlockFile:
    path = Path(folder) / "a.segment"
    blocks = BlockWriter(Folder(path.parent).create(path.name))
    write_texts(blocks, "words", texts)
    write_numbers(blocks, "grams", np.array(numbers, dtype=np.uint64))
    blocks.close({})
    return BlockFile(path.open("rb"))


@given(TEXTS, st.text(LETTERS, max_size=3))
def test_texts_are_found_where_they_are(texts: list[str], other: str) -> None:
    with TemporaryDirectory() as folder:
        read = Texts(_written(folder, texts, []), "words")
        keys = [text.encode() for text in texts]
        assert (list(read), len(read)) == (keys, len(keys))
        assert [read.place(key) for key in keys] == list(range(len(keys)))
        wanted = other.encode()
        assert read.place(wanted) == (keys.index(wanted) if wanted in keys else None)
        assert read.from_on(wanted) == sum(key < wanted for key in keys)


@given(NUMBERS)
def test_numbers_are_read_as_they_were_written(numbers: list[int]) -> None:
    with TemporaryDirectory() as folder:
        assert (
            read_numbers(_written(folder, [], numbers), "grams", len(numbers)).tolist() == numbers
        )


def test_what_is_no_packed_number_is_damage(tmp_path: Path) -> None:
    blocks = BlockWriter(Folder(tmp_path).create("a.segment"))
    blocks.array("grams", np.arange(9, dtype=np.uint8))
    blocks.close({})
    with pytest.raises(IndexDamaged, match="expected numbers"):
        read_numbers(BlockFile((tmp_path / "a.segment").open("rb")), "grams", 1)


def test_many_short_lengths_take_a_byte_each(tmp_path: Path) -> None:
    blocks = BlockWriter(Folder(tmp_path).create("a.segment"))
    lengths = [3] * 100 + [300] + [70_000]
    blocks.lengths("some", lengths)
    blocks.close({})
    file = BlockFile((tmp_path / "a.segment").open("rb"))
    assert file.array("some").dtype == np.uint8
    assert np.diff(np.array(file.bounds("some", sum(lengths)))).tolist() == lengths
