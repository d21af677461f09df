"""The machine refuses while an index is built: exit 3 with the reason, and the old index as it was;
the next build needs no hand."""

import errno
import os
import resource
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from index.store.format import folder as writes
from index.store.lock import lock
from index.values.errors import MachineError
from tests.conftest import BLOG, NOW, build, find, ids, searcher
from tests.console import SAKUIN, call, run

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="limits and mounts of Linux")
_STEPS = ("open", "mkdir", "replace", "link", "unlink", "fsync")


@pytest.fixture
def changed(place: tuple[Path, Path]) -> tuple[Path, Path]:
    """An index, and posts that have changed since."""
    posts, index = place
    build(posts, index)
    (posts / "a.md").write_text(BLOG["a.md"] + "検索の話。" * 400, encoding="utf-8")
    return posts, index


def _state(index: Path) -> list[tuple[str, str]]:
    with searcher(index) as source:
        found = find(source, "", size=100)
        assert ids(found)
        return sorted((hit.meta.id, str(hit.snippets)) for hit in found.hits)


class _Failing:
    """Stands for the module `os` where the store writes; step number `at` fails, or `act` is done
    before it."""

    def __init__(self, at: int, act: Callable[[], object]) -> None:
        self.left, self._act = at, act

    def __getattr__(self, name: str) -> Any:
        real = getattr(os, name)
        return self._counted(real, name) if name in _STEPS else real

    def _counted(self, real: Callable[..., Any], name: str) -> Callable[..., Any]:
        def step(*arguments: Any, **named: Any) -> Any:
            if name != "open" or arguments[1] & os.O_CREAT:
                self.left -= 1
                if self.left == 0:
                    self._act()
            return real(*arguments, **named)

        return step


def _no_space() -> None:
    raise OSError(errno.ENOSPC, "no space")


def _with_step(
    posts: Path, index: Path, at: int, act: Callable[[], object], patch: pytest.MonkeyPatch
) -> tuple[bool, bool]:
    """(whether the build was refused, whether it had so many steps)."""
    failing = _Failing(at, act)
    with patch.context() as patched:
        patched.setattr(writes, "os", failing)
        try:
            build(posts, index)
        except MachineError as error:
            assert "cannot write" in str(error)
            return True, True
    return False, failing.left <= 0


@pytest.mark.unmeasured
def test_whichever_step_of_a_build_is_refused_the_index_is_the_old_one_or_the_new(
    changed: tuple[Path, Path], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    posts, whole = changed
    old, refusals = _state(whole), 0
    build(posts, Path(shutil.copytree(whole, tmp_path / "new")))
    new = _state(tmp_path / "new")
    for at in range(1, 200):
        index = Path(shutil.copytree(whole, tmp_path / "tried"))
        refused, reached = _with_step(posts, index, at, _no_space, monkeypatch)
        if not reached:
            break
        refusals += refused
        assert _state(index) in ((old, new) if refused else (new,))
        build(posts, index)
        assert _state(index) == new
        assert len(list((index / "generations").iterdir())) <= 2
        shutil.rmtree(index)
    assert refusals > 15
    assert not reached


@pytest.mark.unmeasured
@pytest.mark.parametrize("what", [".", "generations"])
def test_an_index_that_is_taken_away_while_it_is_built_is_told(
    changed: tuple[Path, Path], monkeypatch: pytest.MonkeyPatch, tmp_path: Path, what: str
) -> None:
    posts, whole = changed
    refusals = 0
    for at in range(1, 200):
        index = Path(shutil.copytree(whole, tmp_path / "tried"))
        gone = lambda index=index: shutil.rmtree(index / what)  # noqa: E731
        refused, reached = _with_step(posts, index, at, gone, monkeypatch)
        if not reached:
            break
        refusals += refused
        build(posts, index)
        assert len(_state(index)) == 3
        shutil.rmtree(index)
    assert refusals > 10


@contextmanager
def _largest(size: int) -> Iterator[None]:
    """No file may be larger."""
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)


@pytest.mark.parametrize("size", [0, 10, 1_000, 5_000])
def test_files_that_may_not_grow_are_told(changed: tuple[Path, Path], size: int) -> None:
    posts, index = changed
    old = _state(index)
    with _largest(size):
        done = call("reindex", posts, "--index", index, "--verify", "0")
    assert (done.returncode, "the file would be too large" in done.stderr) == (3, True)
    assert _state(index) == old
    assert call("reindex", posts, "--index", index).returncode == 0


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A disk of one megabyte."""
    disk = tmp_path / "disk"
    disk.mkdir()
    mounting = ["mount", "-t", "tmpfs", "-o", "size=1m", "sakuin", str(disk)]
    if subprocess.run(mounting, capture_output=True, check=False).returncode:
        pytest.skip("no disk may be mounted here")
    yield disk
    subprocess.run(["umount", disk], check=True)


@pytest.mark.parametrize("left", [0, 4, 16, 20])
def test_a_full_disk_is_told(changed: tuple[Path, Path], small_disk: Path, left: int) -> None:
    posts, index = changed[0], Path(shutil.copytree(changed[1], small_disk / "index"))
    old = _state(index)
    used = os.statvfs(small_disk)
    filler = small_disk / "filler"
    filler.write_bytes(bytes(used.f_bavail * used.f_frsize - left * 1024))
    done = call("reindex", posts, "--index", index, "--full", "--verify", "0")
    assert (done.returncode, "the disk is full" in done.stderr) == (3, True)
    assert _state(index) == old
    filler.unlink()
    assert call("reindex", posts, "--index", index).returncode == 0


def test_a_disk_that_is_read_only_is_told(changed: tuple[Path, Path], small_disk: Path) -> None:
    posts, index = changed[0], Path(shutil.copytree(changed[1], small_disk / "index"))
    subprocess.run(["mount", "-o", "remount,ro", small_disk], check=True)
    done = call("reindex", posts, "--index", index)
    assert (done.returncode, "the disk is read-only" in done.stderr) == (3, True)
    assert _state(index) == _state(changed[1])


@pytest.mark.skipif(os.geteuid() == 0, reason="nothing is forbidden to root")
def test_a_folder_that_may_not_be_written_is_told(changed: tuple[Path, Path]) -> None:
    posts, index = changed
    index.chmod(0o555)
    done = call("reindex", posts, "--index", index)
    index.chmod(0o755)
    assert (done.returncode, "permission denied" in done.stderr) == (3, True)


@pytest.mark.unmeasured
@pytest.mark.parametrize("megabytes", [200, 300, 420])
def test_want_of_memory_is_told_and_blamed_on_no_post(
    changed: tuple[Path, Path], megabytes: int
) -> None:
    posts, index = changed
    old = _state(index)
    size = megabytes << 20
    done = subprocess.run(
        [SAKUIN, "reindex", posts, "--index", index, "--jobs", "1"], capture_output=True, text=True,
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_AS, (size, size)), check=False,
    )  # fmt: skip
    assert (done.returncode, "memory" in done.stderr) == (3, True)
    assert "Traceback" not in done.stderr
    assert _state(index) == old


def test_a_lock_that_was_left_behind_holds_nobody_up(changed: tuple[Path, Path]) -> None:
    """Of a process that was killed, of another machine, or what is none at all."""
    posts, index = changed
    (index / "lock").write_text("99999")
    (index / "lock.json").write_text('{"pid": 1, "since": "2020-01-01T00:00:00"}')
    assert run("reindex", posts, "--index", index).returncode == 0
    (index / "lock").unlink()
    (index / "lock").mkdir()
    (index / "lock.json.new").symlink_to("/etc/passwd")
    assert call("reindex", posts, "--index", index, "--full").returncode == 0


@pytest.mark.parametrize("link", [Path.symlink_to, Path.hardlink_to])
def test_no_file_is_written_through_a_link(
    place: tuple[Path, Path], tmp_path: Path, link: Callable[[Path, Path], None]
) -> None:
    letter = tmp_path / "letter"
    letter.write_text("from home")
    posts, index = place
    index.mkdir()
    for name in ("lock", "lock.json", "CURRENT.new", "snapshot.new", "verified.json"):
        link(index / name, letter)
    assert call("reindex", posts, "--index", index).returncode == 0
    with lock(index, NOW):
        assert letter.read_text() == "from home"
