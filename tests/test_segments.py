"""When segments are merged or written anew, and what they count together."""

from collections.abc import Sequence
from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest

from index.store import open_current, opened
from index.store.batch import batch
from index.store.format.inverted import Inverted, joined, merged
from index.store.reader import Reader
from index.store.segments_writer import _to_merge
from index.text.documents import documents
from index.text.signature import signature
from index.values.errors import IndexDamaged
from index.values.post import Post, Section, Visibility
from tests.conftest import JST, build, post_text, reader_of, written


def _documents(reader: Reader) -> list[tuple[int, int]]:
    """(documents, live ones) of each segment."""
    return [(len(stay), int(stay.sum())) for _, stay in reader.segments()]


@pytest.mark.parametrize(
    ("deleted", "left"), [(0, (8, 8)), (4, (8, 4)), (5, (3, 3)), (7, (1, 1)), (2, (8, 6))]
)
def test_a_segment_is_written_anew_when_more_is_deleted_than_stays(
    tmp_path: Path, deleted: int, left: tuple[int, int]
) -> None:
    posts = [[("body", "猫")]] * 8
    reader = written(tmp_path, [posts], [f"{number}.md" for number in range(deleted)])
    assert _documents(reader) == [left]


def test_a_segment_without_live_documents_goes(tmp_path: Path) -> None:
    reader = written(tmp_path, [[[("body", "猫")]], [[("body", "犬")]]], ["0.md"])
    assert _documents(reader) == [(1, 1)]


@pytest.mark.parametrize(
    ("sizes", "chosen"),
    [([1] * 3, []), ([1] * 4, [0, 1, 2, 3]), ([256, 1, 1023, 2], [0, 1, 2, 3]),
     ([256, 1, 1024, 2], []), ([5000, 1, 2000, 1, 1, 3], [1, 3, 4, 5]),
     ([1024, 1, 4095, 2000, 3000], [0, 2, 3, 4]), ([1024, 1, 4096, 2000, 3000], [])],
)  # fmt: skip
def test_four_segments_of_about_one_size_become_one(
    sizes: Sequence[int], chosen: list[int]
) -> None:
    assert _to_merge(sizes, [False] * len(sizes)) == chosen


def test_of_segments_that_are_mostly_deleted_one_at_a_time_is_written_anew() -> None:
    assert _to_merge([9, 9, 9], [False, True, True]) == [1]
    assert _to_merge([9] * 4, [False, True, True, False]) == [0, 1, 2, 3]


def test_a_word_is_counted_in_each_field_of_each_live_document(tmp_path: Path) -> None:
    batches = [[[("title", "猫"), ("body", "猫と猫")], [("body", "猫")]], [[("body", "猫と犬")]]]
    for name, deleted, wanted in (("a", [], [4, 1, 0]), ("b", ["1.md"], [3, 1, 0])):
        (tmp_path / name).mkdir()
        reader = written(tmp_path / name, batches, deleted)
        assert [reader.frequency(word) for word in ("猫", "犬", "鳥")] == wanted


def test_signatures_are_those_of_each_document_whichever_segment_it_is_in(tmp_path: Path) -> None:
    texts = ["".join(f"{n}番目の文は{name}の話である。" for n in range(40)) for name in "猫犬鳥"]
    batches = [
        [[("body", texts[0])], [("body", "短い文。")]],
        [[("body", text)] for text in texts[1:]],
    ]
    reader = written(tmp_path, batches, [])
    bounds, hashes = reader.signatures()
    found = [hashes[a:b].tolist() for a, b in pairwise(bounds.tolist())]
    folded = [reader.stored(doc).text.folded[1:] for doc in range(4)]
    assert found == [[] if len(text) < 9 else signature([text]).tolist() for text in folded]


def test_grams_of_a_batch_are_distinct_and_in_order() -> None:
    posts = [
        Post(name, "", None, None, (), (), (), "", 1, Visibility.LISTED, (Section("body", text),))
        for name, text in (("a.md", "猫と猫"), ("b.md", "犬と猫"), ("c.md", "犬"))
    ]
    grams = batch(documents(posts, JST)).grams
    keys = np.asarray(grams.keys).tolist()
    assert keys == sorted(set(keys))
    assert len(keys) == len(grams.sizes)


def test_slices_of_posting_lists_joined_are_all_of_them() -> None:
    parts = [
        Inverted(np.arange(9, dtype=np.uint64), np.full(9, 2), np.arange(18, dtype=np.int32), None)
    ] * 2
    slices, whole = list(merged(parts, rows=6)), joined(merged(parts))
    assert len(slices) > 1
    again = joined(slices)
    for one, other in zip(again.columns, whole.columns, strict=True):
        assert np.array_equal(one[:], other[:])


def test_a_generation_dropped_before_it_is_open_gives_way_to_the_next(
    place: tuple[Path, Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    posts, index = place
    build(posts, index)
    names = iter(["000000", "000001", "000001"])
    monkeypatch.setattr(opened, "require_current", lambda _: next(names))
    assert open_current(index).size == 3
    names = iter(["000000", "000000"])
    with pytest.raises(IndexDamaged):
        open_current(index)


def test_segments_that_stay_are_shared_with_the_generation_before(
    place: tuple[Path, Path],
) -> None:
    posts, index = place
    build(posts, index)
    readers = [open_current(index)]
    (posts / "d.md").write_text("新しい記事。", encoding="utf-8")
    for full in (False, True):
        build(posts, index, full=full)
        readers.append(open_current(index, readers[-1]))
    first, second, third = ([s for s, _ in reader.segments()] for reader in readers)
    assert len(second) == 2 and second[0] is first[0]
    assert not {id(one) for one in third} & {id(one) for one in (*first, *second)}
    alone = open_current(index)
    assert [alone.word(w).docs.tolist() for w in ("記事", "検索")] == [
        readers[2].word(w).docs.tolist() for w in ("記事", "検索")
    ]


@pytest.mark.parametrize("tokens", [65_535, 65_536])
def test_a_field_may_have_any_length(tokens: int) -> None:
    assert reader_of([("body", "a " * tokens)]).lengths("body").tolist() == [tokens]


def test_a_link_among_generations_is_neither_followed_nor_in_the_way(
    place: tuple[Path, Path], tmp_path: Path
) -> None:
    posts, index = place
    build(posts, index)
    kept = tmp_path / "elsewhere"
    kept.mkdir()
    (kept / "letter").write_text(post_text("手紙"), encoding="utf-8")
    (index / "generations" / "000000").symlink_to(kept, target_is_directory=True)
    for number in (2, 3):
        assert build(posts, index, full=True).generation == f"{number:06}"
    assert (kept / "letter").is_file()
