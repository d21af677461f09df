"""A folder → its post files."""

import os
import unicodedata
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from index.posts.reading.walk import _MOST, Status, _status, walk


def put(root: Path, *names: str) -> None:
    for name in names:
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("本文", encoding="utf-8")


def found(root: Path) -> list[str]:
    return [post_id for post_id, _ in walk(root)]


def test_markdown_files_are_found_in_order(tmp_path: Path) -> None:
    put(tmp_path, "b.md", "a/z.markdown", "a/B.MD", "c.mdx", "d.txt", "md")
    assert found(tmp_path) == ["a/B.MD", "a/z.markdown", "b.md", "c.mdx"]


@pytest.mark.parametrize("folder", [".git", "_site", "node_modules", "public", "a/_site/b"])
def test_hidden_and_built_folders_are_passed_over(tmp_path: Path, folder: str) -> None:
    put(tmp_path, f"{folder}/a.md", "a.md", ".hidden.md")
    assert found(tmp_path) == ["a.md"]


def test_drafts_and_posts_folders_are_entered(tmp_path: Path) -> None:
    put(tmp_path, "_posts/a.md", "_drafts/b.md")
    assert found(tmp_path) == ["_drafts/b.md", "_posts/a.md"]


def test_links_out_of_the_folder_are_not_followed(tmp_path: Path) -> None:
    put(tmp_path, "outside/secret.md", "posts/a.md")
    (tmp_path / "posts" / "link.md").symlink_to(tmp_path / "outside" / "secret.md")
    (tmp_path / "posts" / "folder").symlink_to(tmp_path / "outside")
    (tmp_path / "posts" / "lost.md").symlink_to(tmp_path / "nowhere.md")
    assert found(tmp_path / "posts") == ["a.md"]


def test_a_link_to_a_file_inside_is_followed_and_a_loop_is_not(tmp_path: Path) -> None:
    put(tmp_path, "a.md")
    (tmp_path / "b.md").symlink_to("a.md")
    (tmp_path / "loop").symlink_to(tmp_path)
    assert found(tmp_path) == ["a.md", "b.md"]


def test_a_link_to_itself_is_no_post(tmp_path: Path) -> None:
    put(tmp_path, "a.md")
    (tmp_path / "b.md").symlink_to("b.md")
    assert found(tmp_path) == ["a.md"]


def test_no_two_files_have_one_id(tmp_path: Path) -> None:
    composed, decomposed = (unicodedata.normalize(form, "ガイド.md") for form in ("NFC", "NFD"))
    put(tmp_path, composed, decomposed)
    for name in (b"\xfe.md", b"\xff.md"):
        (tmp_path / os.fsdecode(name)).write_text("本文")
    names = dict(walk(tmp_path))
    assert sorted(names) == sorted([composed, decomposed, "\ufffd.md", r"\xff.md"])
    assert [names[name].name for name in (composed, decomposed)] == [composed, decomposed]


def test_a_folder_that_is_itself_a_link_is_read(tmp_path: Path) -> None:
    put(tmp_path, "real/a.md")
    (tmp_path / "posts").symlink_to(tmp_path / "real")
    assert found(tmp_path / "posts") == ["a.md"]


def test_a_folder_named_like_a_post_is_no_post(tmp_path: Path) -> None:
    put(tmp_path, "a.md/b.md")
    assert found(tmp_path) == ["a.md/b.md"]


def test_ids_are_in_normal_form(tmp_path: Path) -> None:
    put(tmp_path, unicodedata.normalize("NFD", "ガイド/パン.md"))
    [(post_id, path)] = walk(tmp_path)
    assert post_id == "ガイド/パン.md"
    assert path.is_file()


@pytest.mark.parametrize(("is_file", "told"), [(True, (-1, _MOST, _MOST, -1)), (False, None)])
def test_a_file_whose_status_is_not_told_is_a_file(
    tmp_path: Path, is_file: bool, told: Status | None
) -> None:
    class Refused:
        name = "a.md"
        path = str(tmp_path / "a.md")

        def is_file(self, follow_symlinks: bool) -> bool:
            return is_file

        def stat(self) -> os.stat_result:
            raise PermissionError

    entry: Any = Refused()
    assert _status(tmp_path, entry) == told


def test_inodes_of_64_bits_fit_into_a_column(tmp_path: Path) -> None:
    class Large:
        def is_file(self, follow_symlinks: bool) -> bool:
            return True

        def stat(self) -> SimpleNamespace:
            return SimpleNamespace(st_size=1, st_mtime_ns=2, st_ctime_ns=3, st_ino=(1 << 64) - 1)

    entry: Any = Large()
    assert _status(tmp_path, entry) == (1, 2, 3, _MOST)
