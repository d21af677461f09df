"""A change is noticed, whatever times and size say, as tools leave them that copy and restore."""

import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from index.posts.reading.walk import Status, _status
from tests.conftest import build, find, ids, post_text, searcher

Place = tuple[Path, Path]
_OLD, _NEW = post_text("京都の話。"), post_text("奈良の話。")


def _found(index: Path, query: str) -> list[str]:
    with searcher(index) as source:
        return sorted(ids(find(source, f'"{query}"')))


def _in_place(path: Path, aside: Path) -> None:
    path.write_text(_NEW, encoding="utf-8")


def _as_rsync(path: Path, aside: Path) -> None:
    aside.replace(path)


def _as_cp(path: Path, aside: Path) -> None:
    shutil.copy2(aside, path)


def _as_git(path: Path, aside: Path) -> None:
    path.unlink()
    path.write_text(_NEW, encoding="utf-8")


def _as_cp_of_the_shell(path: Path, aside: Path) -> None:
    subprocess.run(["cp", "-p", aside, path], check=True)


def _as_mv_of_the_shell(path: Path, aside: Path) -> None:
    subprocess.run(["mv", "-f", aside, path], check=True)


def _as_a_link(path: Path, aside: Path) -> None:
    inside = path.parent / "sub" / "aside.md"
    inside.parent.mkdir()
    aside.rename(inside)
    path.unlink()
    path.symlink_to(inside)


@pytest.mark.parametrize(
    "change",
    [_in_place, _as_rsync, _as_cp, _as_git, _as_cp_of_the_shell, _as_mv_of_the_shell, _as_a_link],
)
@pytest.mark.usefixtures("later")
def test_a_change_is_noticed_though_size_and_time_are_as_before(
    place: Place, tmp_path: Path, change: Callable[[Path, Path], None]
) -> None:
    posts, index = place
    path, aside = posts / "a.md", tmp_path / "aside.md"
    path.write_text(_OLD, encoding="utf-8")
    aside.write_text(_NEW, encoding="utf-8")
    for one in (path, aside):
        os.utime(one, ns=(0, 1_000_000_000_000_000_000))
    build(posts, index)
    assert _found(index, "京都の話") == ["a.md"]
    before = path.stat()
    change(path, aside)
    os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns))
    after = path.stat()
    assert (after.st_size, after.st_mtime_ns) == (before.st_size, before.st_mtime_ns)
    build(posts, index)
    assert "a.md" in _found(index, "奈良の話")
    assert _found(index, "京都の話") == []


@pytest.mark.usefixtures("later")
def test_two_files_that_change_places_are_noticed(place: Place) -> None:
    posts, index = place
    for name, text in (("a.md", _OLD), ("b.md", _NEW)):
        (posts / name).write_text(text, encoding="utf-8")
        os.utime(posts / name, ns=(0, 0))
    build(posts, index)
    (posts / "a.md").rename(posts / "c")
    (posts / "b.md").rename(posts / "a.md")
    (posts / "c").rename(posts / "b.md")
    build(posts, index)
    assert (_found(index, "京都の話"), _found(index, "奈良の話")) == (["b.md"], ["a.md"])


@pytest.mark.usefixtures("later")
def test_a_link_that_leads_elsewhere_is_noticed(place: Place) -> None:
    posts, index = place
    for name, text in (("one.md", _OLD), ("two.md", _NEW)):
        (posts / name).write_text(text, encoding="utf-8")
        os.utime(posts / name, ns=(0, 0))
    (posts / "link.md").symlink_to("one.md")
    build(posts, index)
    (posts / "link.md").unlink()
    (posts / "link.md").symlink_to("two.md")
    build(posts, index)
    assert _found(index, "奈良の話") == ["link.md", "two.md"]


def test_a_change_that_no_clock_shows_is_noticed(
    place: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    """On a file system whose clock makes steps of two seconds, and a build between two changes."""
    posts, index = place
    (posts / "a.md").write_text(_OLD, encoding="utf-8")
    start = (posts / "a.md").stat().st_mtime_ns // 2_000_000_000 * 2_000_000_000

    def coarse(root: Path, entry: os.DirEntry[str]) -> Status | None:
        status = _status(root, entry)
        return status and (status[0], start, start, status[3])

    monkeypatch.setattr(sys.modules[_status.__module__], "_status", coarse)
    build(posts, index)
    (posts / "a.md").write_text(_NEW, encoding="utf-8")
    build(posts, index)
    assert _found(index, "奈良の話") == ["a.md"]
