"""What is found is what is there: files that change under a build, that go, that cannot be read."""

import errno
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from index.pipeline.build import Options
from index.pipeline.report import Report
from index.posts.reading.read import read_bytes
from index.values.errors import PostsLost
from index.values.settings import Settings
from tests.conftest import NOW, build, find, ids, post_text, reindex, searcher


def _found(index: Path, query: str) -> list[str]:
    with searcher(index) as source:
        return sorted(ids(find(source, query)))


def _meanwhile(monkeypatch: pytest.MonkeyPatch, name: str, act: Callable[[Path], object]) -> None:
    """Does something to a file between the plan and its reading."""

    def read(path: Path, post_id: str, most: int) -> bytes:
        if post_id == name:
            act(path)
        return read_bytes(path, post_id, most)

    monkeypatch.setattr("index.pipeline.prepare.read_bytes", read)


def _refuse(monkeypatch: pytest.MonkeyPatch, name: str, where: str, number: int) -> None:
    """The machine will not read one file, or folder."""
    real = getattr(os, where)

    def refused(path: Any, *args: Any, **kwargs: Any) -> Any:
        if str(path).endswith(name):
            raise OSError(number, os.strerror(number))
        return real(path, *args, **kwargs)

    monkeypatch.setattr(os, where, refused)


def test_the_bytes_that_are_parsed_are_those_that_are_remembered(
    place: tuple[Path, Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    posts, index = place
    original = (posts / "a.md").read_bytes()
    changed = original.replace("京都".encode(), "奈良".encode())
    with monkeypatch.context() as patched:
        _meanwhile(patched, "a.md", lambda path: path.write_bytes(changed))
        build(posts, index)
    assert _found(index, "奈良") == ["a.md"]
    (posts / "a.md").write_bytes(original)
    assert build(posts, index).changed == 1
    assert (_found(index, "京都"), _found(index, "奈良")) == (["a.md"], [])


def test_a_file_that_goes_during_a_build_is_gone(
    place: tuple[Path, Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    posts, index = place
    build(posts, index)
    (posts / "a.md").write_text("変わった京都。", encoding="utf-8")
    _meanwhile(monkeypatch, "a.md", Path.unlink)
    report = build(posts, index)
    assert (report.posts, report.removed, report.left_out) == (2, 1, ())
    assert _found(index, "京都") == []


@pytest.mark.parametrize(
    ("number", "why"),
    [(errno.EIO, "the disk cannot be read or written"), (errno.EACCES, "permission denied")],
)
def test_a_file_that_cannot_be_read_now_keeps_its_last_version(
    number: int, why: str, place: tuple[Path, Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    posts, index = place
    build(posts, index)
    (posts / "b.md").write_text(post_text("新しい検索。"), encoding="utf-8")
    with monkeypatch.context() as patched:
        _refuse(patched, "a.md", "open", number)
        report = build(posts, index)
    assert report.unread == (f"a.md: cannot be read now: {why}",)
    assert (report.posts, report.left_out, report.changed) == (3, (), 1)
    assert _found(index, "京都") == ["a.md"]
    after = build(posts, index)
    assert (after.unread, after.published) == ((), False)


def test_a_file_that_fails_only_when_it_is_read_keeps_its_last_version(
    place: tuple[Path, Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    posts, index = place
    build(posts, index)
    (posts / "a.md").write_text("変わった京都。", encoding="utf-8")

    def fail(_: Path) -> None:
        raise OSError(errno.EIO, os.strerror(errno.EIO))

    with monkeypatch.context() as patched:
        _meanwhile(patched, "a.md", fail)
        report = build(posts, index)
    assert (len(report.unread), report.posts) == (1, 3)
    assert _found(index, "新幹線") == ["a.md"]
    assert build(posts, index).changed == 1


def test_posts_in_a_folder_that_cannot_be_read_stay(
    place: tuple[Path, Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    posts, index = place
    (posts / "deep").mkdir()
    (posts / "deep" / "d.md").write_text("奥の話。", encoding="utf-8")
    build(posts, index)
    with monkeypatch.context() as patched:
        _refuse(patched, "deep", "scandir", errno.EACCES)
        report = build(posts, index)
    assert (report.posts, report.removed) == (4, 0)
    assert report.unread == ("deep/: cannot be read now: permission denied",)
    assert _found(index, "奥") == ["deep/d.md"]


def test_what_could_not_be_read_at_first_is_named_and_tried_again(
    place: tuple[Path, Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    posts, index = place
    with monkeypatch.context() as patched:
        _refuse(patched, "a.md", "open", errno.EIO)
        report = build(posts, index)
    assert (report.posts, len(report.unread)) == (2, 1)
    assert build(posts, index).posts == 3


def _careful(posts: Path, index: Path, allow: bool = False) -> Report:
    return reindex(posts, index, Settings(jobs=1), NOW, Options(False, allow, isolated=False))


@pytest.fixture
def many(tmp_path: Path) -> tuple[Path, Path]:
    """Thirty posts, indexed."""
    posts, index = tmp_path / "posts", tmp_path / "index"
    posts.mkdir()
    for number in range(30):
        (posts / f"{number:02d}.md").write_text(f"京都の第{number}話。", encoding="utf-8")
    _careful(posts, index)
    return posts, index


@pytest.mark.parametrize("gone", [True, False])
def test_where_most_posts_are_lost_nothing_is_published(
    gone: bool, many: tuple[Path, Path]
) -> None:
    posts, index = many
    for path in sorted(posts.iterdir())[:16]:
        path.unlink() if gone else path.write_bytes(b"\x00" * 90)
    with pytest.raises(PostsLost, match=r"16 of 30 posts.*such as 00\.md.*--allow-loss"):
        _careful(posts, index)
    assert len(list((index / "generations").iterdir())) == 1
    assert _careful(posts, index, allow=True).posts == 14


def test_half_may_go_and_so_may_what_is_withheld_or_moved(many: tuple[Path, Path]) -> None:
    posts, index = many
    names = sorted(posts.iterdir())
    for path in names[:15]:
        path.unlink()
    assert _careful(posts, index).removed == 15
    for path in names[15:]:
        text = path.read_text(encoding="utf-8")
        path.write_text(f"---\ndraft: true\n---\n{text}", encoding="utf-8")
    (posts / "new.md").write_text("新しい話。", encoding="utf-8")
    assert _careful(posts, index).drafts == 15


def test_posts_that_move_are_not_lost(many: tuple[Path, Path]) -> None:
    posts, index = many
    (posts / "moved").mkdir()
    for path in sorted(posts.glob("*.md")):
        path.rename(posts / "moved" / path.name)
    assert _careful(posts, index).renamed == 30


def test_a_full_build_that_would_lose_most_is_refused_too(many: tuple[Path, Path]) -> None:
    posts, index = many
    for path in sorted(posts.iterdir())[2:]:
        path.unlink()
    with pytest.raises(PostsLost):
        reindex(posts, index, Settings(jobs=1), NOW, Options(full=True, isolated=False))


@pytest.mark.parametrize("number", [0, 1, 2])
def test_a_damaged_generation_is_repaired_and_said_so(
    number: int, place: tuple[Path, Path]
) -> None:
    posts, index = place
    build(posts, index)
    path = sorted((index / "generations" / "000001").iterdir())[number]
    data = path.read_bytes()
    path.write_bytes(data[: len(data) // 2] + b"\xff" + data[len(data) // 2 + 1 :])
    report = build(posts, index)
    assert report.rebuilt is not None
    assert path.name in report.rebuilt
    assert (report.published, report.posts) == (True, 3)
    assert _found(index, "京都") == ["a.md"]
    assert build(posts, index).rebuilt is None
