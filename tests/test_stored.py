"""What is stored of posts at the edges of each width: numbers, tokens, lengths, labels."""

from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from index.store.batch import Batch, batch
from index.store.format.folder import Folder
from index.store.format.stored import pack_numbers
from index.store.kernels import columns
from index.store.manifest import Manifest
from index.store.merge import staying
from index.store.reader import Reader
from index.store.segments_reader import SegmentsReader
from index.store.segments_writer import SegmentsWriter
from index.text.documents import documents
from index.text.gram_numbers import gram_number, gram_text
from index.values.post import Post, Section, Visibility
from tests.conftest import JST, reader_of

LARGEST = 2**31 - 1
NUMBERS = [
    ([], 1), ([0], 1), ([255], 1), ([256], 2), ([65_535], 2), ([65_536], 4), ([LARGEST - 1], 4),
    ([LARGEST], 4), ([3, 255, 0], 1), ([3, 256, 0], 2), ([65_535, 1], 2), ([1, 65_536], 4),
    ([1] * 255, 1), ([1] * 256, 1), ([1] * 65_536, 1),
]  # fmt: skip
"""(numbers, bytes that each takes)."""


@pytest.mark.parametrize(("numbers", "width"), NUMBERS, ids=lambda value: str(value)[:16])
def test_numbers_take_as_few_bytes_as_hold_them_all(numbers: list[int], width: int) -> None:
    data = pack_numbers(np.array(numbers, dtype=np.int32))
    assert (data[0], len(data)) == (width, 5 + width * len(numbers))
    [found] = columns(b"abc" + data, 3, 1)
    assert (found.dtype, found.tolist()) == (np.dtype("i4"), numbers)


def test_columns_of_all_widths_lie_end_to_end() -> None:
    wanted = [numbers for numbers, _ in NUMBERS]
    data = b"".join(pack_numbers(np.array(one, dtype=np.int64)) for one in wanted)
    assert [one.tolist() for one in columns(data, 0, len(wanted))] == wanted


@pytest.mark.parametrize("apart", [254, 255, 256, 257, 65_534, 65_535, 65_536, 65_537])
@pytest.mark.parametrize("filler", ["。", "　", "。\n", "ﾞ"])
def test_tokens_are_found_where_they_stand_however_far_apart(apart: int, filler: str) -> None:
    """Their starts are stored as differences, folded and shown text too."""
    text = "東京" + (filler * apart)[: apart - 2] + "大阪"
    reader = reader_of([("body", text)])
    stored = reader.stored(0).text
    assert stored.shown[1:] == text
    slices = {word: reader.slices(0, word, stored) for word in ("東京", "大阪")}
    assert slices == {"東京": [(1, 3)], "大阪": [(1 + apart, 3 + apart)]}
    at = stored.folded.index("大阪")
    assert stored.to_shown(at, at + 2) == (1 + apart, 3 + apart)


def _post(*sections: tuple[str, str]) -> Post:
    return Post(
        id="a.md", title="題", url=None, date=None, authors=(), categories=(), tags=(), excerpt="",
        reading_time=1, visibility=Visibility.LISTED,
        sections=tuple(Section(field, text) for field, text in sections),
    )  # fmt: skip


def _read(folder: Path, *batches: Batch) -> Reader:
    with SegmentsWriter(Folder(folder)) as writer:
        for one in batches:
            writer.add(one)
        segments = writer.commit()
    return SegmentsReader(Folder(folder), Manifest("000001", {}, "", segments, {}))


def _batch(**columns: Any) -> Batch:
    """A post of which some columns say what they are told."""
    made = batch(documents([_post(("title", "題"), ("body", "本文"))], JST))
    return replace(made, columns=replace(made.columns, **columns))


@pytest.mark.parametrize(
    ("length", "kind"),
    [(0, "u2"), (255, "u2"), (256, "u2"), (65_535, "u2"), (65_536, "u4"), (65_537, "u4"),
     (LARGEST, "u4"), (2**32 - 1, "u4")],
)  # fmt: skip
def test_lengths_of_fields_are_as_wide_as_the_longest(
    tmp_path: Path, length: int, kind: str
) -> None:
    lengths = dict(batch(documents([_post(("title", "題"))], JST)).columns.lengths)
    lengths["body"] = np.array([length], dtype=np.uint32)
    reader = _read(tmp_path, _batch(), _batch(lengths=lengths))
    assert reader.lengths("body").tolist() == [1, length]
    [(segment, live)] = reader.segments()
    assert segment.file.array("lengths.body").dtype == np.dtype(kind)
    assert segment.file.array("lengths.title").dtype == np.dtype("u2")
    assert staying(segment, live).columns.lengths["body"].tolist() == [1, length]


@pytest.mark.parametrize("tokens", [65_535, 65_536, 65_537])
def test_a_post_of_many_tokens_has_them_all(tmp_path: Path, tokens: int) -> None:
    made = batch(documents([_post(("body", "東京。" * tokens + "駅"))], JST))
    reader = _read(tmp_path, made)
    assert reader.lengths("body").tolist() == [tokens + 1]
    postings = reader.word("東京")
    assert (postings.docs.tolist(), postings.all_counts.tolist()) == ([0], [tokens])
    places = reader.places(np.array([0], dtype=np.int32), "駅")
    assert places[:, 2:].tolist() == [[tokens, tokens]]
    assert reader.slices(0, "駅", reader.stored(0).text) == [(1 + 3 * tokens, 2 + 3 * tokens)]


@pytest.mark.parametrize("count", [0, 1, 255, 256, 257, 65_535, 65_536, 65_537])
def test_a_label_may_have_any_number_of_values(tmp_path: Path, count: int) -> None:
    values = tuple(f"札{number}" for number in range(count))
    labels = dict(_batch().columns.labels)
    made = _batch(labels={**labels, "tag": [values]})
    reader = _read(tmp_path, made, made)
    [found] = reader.labels("tag")
    assert found.names == list(values)
    assert found.docs.tolist() == [0] * count + [1] * count
    assert found.values.tolist() == [*range(count), *range(count)]
    [(segment, live)] = reader.segments()
    assert staying(segment, live).columns.labels["tag"] == [values, values]


@pytest.mark.parametrize("length", [1, 255, 256, 65_535, 65_536, 65_537])
def test_an_id_of_any_length_is_found_among_others(tmp_path: Path, length: int) -> None:
    names = ["a" * length, "b" * length, "a" * (length + 1)]
    reader = _read(tmp_path, *(replace(_batch(), ids=[name]) for name in names))
    assert [reader.post_id(doc) for doc in range(3)] == names
    assert [reader.number_of(name) for name in names] == [0, 1, 2]
    assert [reader.number_of(name[:-1] + "c") for name in names] == [None] * 3


@pytest.mark.parametrize("tokens", [2, 254, 255, 256, 257, 300, 513])
def test_a_compound_spans_as_many_tokens_as_a_byte_says(tmp_path: Path, tokens: int) -> None:
    """The rest of a longer one is not marked; it is found all the same."""
    made = documents([_post(("body", "Ab" * tokens))], JST)
    words = made.occurrences
    assert (len(words.terms), words.terms.tolist()) == (tokens, [words.terms[0]] * tokens)
    whole = min(tokens - 1, 255)
    assert int(words.extents.max()) == whole
    assert int(words.extents[words.firsts == 0].max()) == whole
    reader = _read(tmp_path, batch(made))
    stored = reader.stored(0).text
    assert (1, 1 + 2 * (whole + 1)) in reader.slices(0, ("ab" * tokens)[:64], stored)


@pytest.mark.parametrize(
    "gram", ["a", "\x01", "\uffff", "\U00010000", "\U0010ffff", "\uffff\U00010000\x01",
             "\U0010ffff" * 2, "\U0010ffff" * 3]
)  # fmt: skip
def test_a_gram_of_any_characters_is_a_number_of_63_bits(gram: str) -> None:
    number = gram_number(gram)
    assert (gram_text(number), number >> 63) == (gram, 0)
    assert gram_number(gram[:-1] + chr(ord(gram[-1]) - 1)) == number - (1 << 21 * (3 - len(gram)))
