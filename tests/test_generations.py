"""Generations: who may make one, what of it stays, what an open searcher sees of the next."""

import json
import os
from collections.abc import Callable
from pathlib import Path

import pytest
from filelock import FileLock

from index.store.generations import begin, current
from index.store.lock import lock
from index.store.writer import StoreWriter
from index.values.errors import IndexDamaged, LockHeld, NoIndex
from search.contract.request import Request
from tests.conftest import BLOG, NOW, build, find, searcher


def test_the_second_of_two_reindexes_learns_who_is_at_work(place: tuple[Path, Path]) -> None:
    posts, index = place
    index.mkdir()
    with (
        lock(index, NOW),
        pytest.raises(LockHeld, match=rf"process {os.getpid()}, since 2026-11-24"),
    ):
        build(posts, index)
    assert build(posts, index).posts == 3


def test_a_lock_without_a_holder_file_is_still_a_lock(place: tuple[Path, Path]) -> None:
    posts, index = place
    index.mkdir()
    with FileLock(index / "lock"), pytest.raises(LockHeld, match="another reindex is at work"):
        build(posts, index)


def test_only_the_generation_in_force_and_the_one_before_stay(place: tuple[Path, Path]) -> None:
    posts, index = place
    for _ in range(4):
        build(posts, index, full=True)
    assert sorted(p.name for p in (index / "generations").iterdir()) == ["000003", "000004"]
    assert current(index) == "000004"


def test_the_generation_before_stays_while_the_next_is_made(place: tuple[Path, Path]) -> None:
    posts, index = place
    for _ in range(3):
        build(posts, index, full=True)
    (index / "generations" / "000001").mkdir()  # as if it could not be dropped
    begin(index, None)
    begin(index, None)  # what the first left is cleared
    names = sorted(p.name for p in (index / "generations").iterdir())
    assert names == ["000002", "000003", "000004"]


def test_a_generation_that_is_dropped_while_its_name_is_read_gives_way_to_the_next(
    place: tuple[Path, Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    posts, index = place
    build(posts, index)
    answers = iter([False, True])
    monkeypatch.setattr("index.store.generations._is_there", lambda *_: next(answers))
    assert current(index) == "000001"


def test_a_generation_given_up_leaves_nothing_behind(place: tuple[Path, Path]) -> None:
    posts, index = place
    build(posts, index)
    with StoreWriter(index).begin(None):
        assert len(list((index / "generations").iterdir())) == 2
    assert [p.name for p in (index / "generations").iterdir()] == ["000001"]


def test_a_generation_never_changes_once_published(place: tuple[Path, Path]) -> None:
    posts, index = place
    build(posts, index)
    first = index / "generations" / "000001"
    before = {path.name: path.read_bytes() for path in first.iterdir()}
    (posts / "a.md").write_text(BLOG["a.md"].replace("京都", "奈良"), encoding="utf-8")
    build(posts, index)
    assert {path.name: path.read_bytes() for path in first.iterdir()} == before


def test_leftovers_of_a_killed_reindex_are_cleared(place: tuple[Path, Path]) -> None:
    posts, index = place
    build(posts, index)
    left = index / "generations" / "000002"
    left.mkdir()
    (left / "junk").write_bytes(b"x")
    (posts / "c.md").unlink()
    assert build(posts, index).generation == "000002"
    assert not (left / "junk").exists()


def test_an_open_searcher_keeps_its_generation_and_picks_up_the_next(
    place: tuple[Path, Path],
) -> None:
    posts, index = place
    build(posts, index)
    with searcher(index) as source:
        assert find(source, "").total == 3
        (posts / "c.md").unlink()
        build(posts, index)
        assert find(source, "").total == 2
        assert source.status().generation == "000002"


def test_reopening_generations_leaves_no_file_open(place: tuple[Path, Path]) -> None:
    posts, index = place
    build(posts, index)
    opened = []
    with searcher(index) as source:
        for _ in range(6):
            build(posts, index, full=True)
            find(source, "京都")
            opened.append(len(list(Path("/proc/self/fd").iterdir())))
    assert max(opened[2:]) <= opened[1]


def test_a_search_under_way_keeps_the_generation_it_began_with(place: tuple[Path, Path]) -> None:
    posts, index = place
    build(posts, index)
    with searcher(index) as source:
        before = source._current.get()
        (posts / "a.md").unlink()
        for _ in range(3):
            build(posts, index, full=True)
            assert find(source, "").total == 2
        assert before.search(Request("")).total == 3
        assert all(hit.snippets for hit in before.search(Request("京都")).hits)


def _truncate(path: Path) -> None:
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])


@pytest.mark.parametrize("harm", [_truncate, Path.unlink])
def test_a_damaged_generation_is_named_not_guessed(
    place: tuple[Path, Path], harm: Callable[[Path], None]
) -> None:
    posts, index = place
    build(posts, index)
    harm(index / "generations" / "000001" / "manifest.json")
    with searcher(index) as source, pytest.raises(IndexDamaged, match="manifest"):
        find(source, "京都")
    assert build(posts, index).posts == 3


def test_a_searcher_stays_with_its_generation_when_the_next_is_damaged(
    place: tuple[Path, Path],
) -> None:
    posts, index = place
    build(posts, index)
    with searcher(index) as source:
        find(source, "")
        build(posts, index, full=True)
        _truncate(index / "generations" / "000002" / "manifest.json")
        assert find(source, "").total == 3
        assert source.status().generation == "000001"


def test_an_index_of_another_format_is_refused_and_built_anew(place: tuple[Path, Path]) -> None:
    posts, index = place
    build(posts, index)
    manifest = index / "generations" / "000001" / "manifest.json"
    raw = json.loads(manifest.read_text("utf-8"))["manifest"]
    manifest.write_text(json.dumps({**raw, "format": 1}), encoding="utf-8")
    with searcher(index) as source, pytest.raises(IndexDamaged, match="sakuin reindex"):
        find(source, "京都")
    assert build(posts, index).posts == 3


def test_without_an_index_there_is_a_clear_error(tmp_path: Path) -> None:
    with searcher(tmp_path / "none") as source, pytest.raises(NoIndex, match="sakuin reindex"):
        find(source, "京都")


def test_the_manifest_is_plain_json(place: tuple[Path, Path]) -> None:
    posts, index = place
    build(posts, index)
    folder = index / "generations" / "000001"
    raw = json.loads((folder / "manifest.json").read_text("utf-8"))["manifest"]
    assert raw["generation"] == "000001"
    assert [segment["documents"] for segment in raw["segments"]] == [3]
    assert [records["file"] for records in raw["records"]] == ["000001.records"]
