"""What a cluster keeps of a post says what our own index says of it, and no bytes do harm."""

import zlib
from collections.abc import Iterator, Sequence
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.cluster.kept import Kept, pack_all_kept, pack_kept, unpack_kept
from index.pipeline.build import Options
from index.pipeline.build import build as reindex
from index.store import Stored, open_current, ranked
from index.store.batch import Batch, batch
from index.store.reader import Reader
from index.store.writer import StoreWriter
from index.text import alike_gram
from index.text.documents import documents
from index.values.documents import Documents
from index.values.errors import IndexDamaged
from index.values.post import FIELDS, Post, Section, Visibility
from index.values.settings import Settings
from tests.conftest import FIXTURE, JST, NOW, reader_of
from tests.test_fold import NASTY

_SECTIONS = st.lists(
    st.tuples(st.sampled_from(FIELDS), NASTY | st.text("東京駅國ゝ。a\ud800 ")),
    max_size=4,
)


def _require_same(kept: Kept, reader: Reader, doc: int) -> None:
    """Every word of the index is held against the post."""
    own = np.array([doc], dtype=np.int32)
    rows = {term: reader.places(own, term)[:, 1:].tolist() for term in reader.prefixed("", 1 << 20)}
    assert {term: list(_places(kept, term)) for term in kept.terms} == {
        term: places for term, places in rows.items() if places
    }
    assert kept.terms == sorted(set(kept.terms))
    assert Stored(memoryview(kept.folded), memoryview(kept.stored)).meta == reader.stored(doc).meta
    text = Stored(memoryview(kept.folded), memoryview(kept.stored)).text
    assert (text.folded, text.shown) == (
        reader.stored(doc).text.folded,
        reader.stored(doc).text.shown,
    )
    for term in kept.terms:
        slices = [(text.starts[low], text.ends[high]) for _, low, high in _places(kept, term)]
        assert slices == reader.slices(doc, term, reader.stored(doc).text)
    _require_same_columns(kept, reader, doc)


def _places(kept: Kept, term: str) -> Iterator[list[int]]:
    row = kept.row(term)
    assert row is not None
    for at in range(kept.bounds[row], kept.bounds[row + 1]):
        first = int(kept.firsts[at])
        yield [int(kept.fields[at]), first, first + int(kept.extents[at])]


def _require_same_columns(kept: Kept, reader: Reader, doc: int) -> None:
    assert kept.lengths.tolist() == [reader.lengths(field)[doc] for field in FIELDS]
    assert np.array_equal(kept.seconds, reader.seconds()[doc], equal_nan=True)
    bounds, hashes = reader.signatures()
    assert kept.signature.tolist() == hashes[bounds[doc] : bounds[doc + 1]].tolist()
    assert [kept.day, kept.address, kept.original] == [
        reader.days()[doc], *(int(keys[doc]) for keys in reader.links())
    ]  # fmt: skip
    assert all(doc in reader.gram(alike_gram(gram)) for gram in kept.alike)


class _Both(StoreWriter):
    """Writes our index, and remembers what a cluster would keep."""

    def __init__(self, index: Path) -> None:
        super().__init__(index)
        self.kept: dict[str, bytes] = {}
        self.pack = self._pack

    def _pack(self, documents: Documents) -> Batch:
        ids = [meta.id for meta in documents.metas]
        self.kept |= zip(ids, pack_all_kept(documents, ranked(documents.occurrences)), strict=True)
        return batch(documents)


def test_the_fixture_blog_is_kept_as_our_index_has_it(tmp_path: Path) -> None:
    writer = _Both(tmp_path)
    reindex(FIXTURE, writer, Settings(jobs=1), NOW, Options(isolated=False))
    reader = open_current(tmp_path)
    assert len(writer.kept) == reader.size
    assert any(unpack_kept(data).alike for data in writer.kept.values())
    for doc in range(reader.size):
        _require_same(unpack_kept(writer.kept[reader.post_id(doc)]), reader, doc)


@given(_SECTIONS)
def test_any_post_is_kept_as_our_index_has_it(sections: list[tuple[str, str]]) -> None:
    [post] = _documents([sections])
    _require_same(unpack_kept(pack_kept(post, 0)), reader_of(sections), 0)


def _documents(posts: Sequence[Sequence[tuple[str, str]]]) -> Iterator[Documents]:
    for sections in posts:
        post = Post(
            id="0.md", title="", url=None, date=None, authors=(), categories=(), tags=(),
            excerpt="", reading_time=1, visibility=Visibility.LISTED,
            sections=tuple(Section(field, text) for field, text in sections),
        )  # fmt: skip
        yield documents([post], JST)


@cache
def _some() -> bytes:
    [post] = _documents([[("title", "國の題"), ("body", "東京駅へ行く。東京の駅。" * 3)]])
    return pack_kept(post, 0)


def _read(data: bytes) -> Any:
    """Reads all of it."""
    kept = unpack_kept(data)
    return Stored(memoryview(kept.folded), memoryview(kept.stored)).text


@pytest.mark.parametrize("at", range(len(_some())))
def test_a_flipped_bit_or_a_cut_is_damage(at: int) -> None:
    data = bytearray(_some())
    data[at] ^= 1 << at % 8
    for damaged in (bytes(data), _some()[:at]):
        with pytest.raises(IndexDamaged):
            _read(damaged)


@given(st.data())
def test_bytes_made_up_are_damage_or_a_post(data: st.DataObject) -> None:
    """Behind a right checksum, too: a stranger can make one."""
    size, text = (int.from_bytes(_some()[at : at + 4], "little") for at in (4, 8))
    body = bytearray(zlib.decompress(_some()[12 : 12 + size]))
    for _ in range(data.draw(st.integers(1, 3))):
        body[data.draw(st.integers(0, len(body) - 1))] = data.draw(st.integers(0, 255))
    packed = zlib.compress(bytes(body))
    rest = len(packed).to_bytes(4, "little") + text.to_bytes(4, "little") + packed
    rest += _some()[12 + size :]
    try:
        kept = unpack_kept(zlib.crc32(rest).to_bytes(4, "little") + rest)
    except IndexDamaged:
        return
    assert kept.bounds[-1] == len(kept.firsts) == len(kept.fields)
    assert list(map(kept.row, kept.terms)) == [*range(len(kept.terms))]
    assert (kept.firsts + kept.extents).max(initial=-1) < kept.lengths.sum()
    assert kept.fields.max(initial=0) < len(FIELDS)


@given(st.binary(max_size=64))
def test_bytes_that_are_none_are_damage(data: bytes) -> None:
    with pytest.raises(IndexDamaged):
        _read(data)


def test_what_inflates_without_end_is_damage(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("index.cluster.kept._MOST", 16)
    with pytest.raises(IndexDamaged):
        unpack_kept(_some())
