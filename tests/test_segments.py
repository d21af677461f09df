"""When segments are merged or written anew, and what they count together."""

from collections.abc import Sequence
from pathlib import Path

import pytest

from index.store.reader import Reader
from index.store.segments_writer import _to_merge
from tests.conftest import build, post_text, written


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
