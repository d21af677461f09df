"""The folders of an index, where names are looked up in open folders and where paths are."""

import os
from pathlib import Path

import pytest

from index.store.format import folder as module
from index.store.format.folder import Folder
from index.values.errors import IndexDamaged
from tests.conftest import BLOG, build, find, searcher


@pytest.fixture(params=["descriptors", "paths"])
def way(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    if request.param == "paths":  # as on Windows
        monkeypatch.setattr(module, "_HAS_DESCRIPTORS", False)


@pytest.fixture
def inner(way: None, tmp_path: Path) -> Folder:
    """A folder in the folder of an index, with a file."""
    folder = Folder(tmp_path).folder("generations").folder("000001")
    folder.make()
    folder.replace("a", b"said")
    return folder


@pytest.mark.parametrize(
    "name", ["", ".", "..", "../a", "a/b", "/etc/passwd", "a\0", ".a", "a" * 101]
)
def test_a_name_that_leads_elsewhere_is_refused(inner: Folder, name: str) -> None:
    for step in (inner.open, inner.create, inner.remove, inner.folder, inner.drop):
        with pytest.raises(IndexDamaged, match="expected the name of a file"):
            step(name)


def test_a_file_is_made_read_named_anew_and_dropped(inner: Folder) -> None:
    assert inner.read("a", 4) == b"said"
    with pytest.raises(ValueError, match="more than 3 bytes"):
        inner.read("a", 3)
    inner.rename("a", "b")
    assert inner.names() == ["b"]
    inner.remove("b")
    inner.remove("b")
    assert inner.names() == []
    assert inner.folder("none").names() == []


def test_a_link_is_no_file_and_no_folder(inner: Folder, tmp_path: Path) -> None:
    letter = tmp_path / "letter"
    letter.write_bytes(b"home")
    (inner.path / "link").symlink_to(letter)
    (inner.path.parent / "000002").symlink_to(inner.path, target_is_directory=True)
    other = Folder(tmp_path).folder("generations").folder("000002")
    for step in (lambda: inner.open("link"), lambda: other.open("a"), other.names):
        with pytest.raises(OSError, match=r"\w"):
            step()
    assert not Folder(tmp_path).folder("generations").has_folder("000002")
    inner.replace("link", b"said")
    Folder(tmp_path).folder("generations").drop("000002")
    assert (letter.read_bytes(), inner.read("a", 9), inner.read("link", 9)) == (
        b"home", b"said", b"said",
    )  # fmt: skip


@pytest.mark.parametrize("make", [os.mkfifo, os.mkdir])
def test_what_is_no_plain_file_is_not_read(inner: Folder, make: object) -> None:
    assert callable(make)
    make(inner.path / "odd")
    with pytest.raises(OSError, match=r"plain|directory"):
        inner.open("odd")


def test_a_file_has_a_second_name_or_a_copy(
    inner: Folder, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise OSError("no links here")

    other = Folder(tmp_path).folder("more")
    other.make()
    inner.link("a", other)
    assert (other.path / "a").samefile(inner.path / "a")
    monkeypatch.setattr("index.store.format.folder.os.link", refuse)
    inner.replace("b", b"again")
    inner.link("b", other)
    assert other.read("b", 9) == b"again"
    assert not (other.path / "b").samefile(inner.path / "b")


def test_an_index_is_built_and_read_in_either_way(way: None, place: tuple[Path, Path]) -> None:
    posts, index = place
    for _ in range(3):
        build(posts, index, full=True)
    (posts / "a.md").write_text(BLOG["a.md"] + "\n増えた。\n", encoding="utf-8")
    build(posts, index)
    with searcher(index) as source:
        assert find(source, "").total == 3
    names = sorted(path.name for path in (index / "generations").iterdir())
    assert names == ["000003", "000004"]
