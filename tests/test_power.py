"""Power is lost while an index is built: what is found after is the old index or the new one."""

import random
import shutil
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from index.values.errors import NoIndex
from tests.conftest import build, find, post_text, searcher
from tests.power import ALL, LAST, NOTHING, Luck, Recording, recorded

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="reads files by /proc")
_REORDERINGS = 200


def _write(posts: Path, version: int, count: int = 6) -> None:
    posts.mkdir(exist_ok=True)
    for number in range(count):
        said = version if number % 2 else 0
        text = post_text(f"第{said}版の新幹線と京都の話。", title=f"記事{number}版{said}")
        (posts / f"{number}.md").write_text(text, "utf-8")


def _state(index: Path) -> tuple[str, ...] | None:
    """What an index says, None where there is none."""
    with searcher(index) as source:
        try:
            found = find(source, "新幹線", size=100)
        except NoIndex:
            return None
        listed = find(source, "", size=100)
    assert {h.meta.id for h in found.hits} == {h.meta.id for h in listed.hits}
    return tuple(sorted(f"{hit.meta.id} {hit.meta.title} {hit.snippets}" for hit in found.hits))


def _first(posts: Path, index: Path) -> None:
    shutil.rmtree(index)
    index.mkdir()


def _full(posts: Path, index: Path) -> None:
    _write(posts, 3)
    (posts / "_full").touch()


def _changed(posts: Path, index: Path) -> None:
    _write(posts, 3)
    (posts / "5.md").unlink()


def _merging(posts: Path, index: Path) -> None:
    """Four segments of one size become one."""
    for number in range(3):
        (posts / f"more{number}.md").write_text(post_text(f"新幹線{number}", title="増"), "utf-8")
        build(posts, index)
    (posts / "last.md").write_text(post_text("新幹線", title="増"), "utf-8")


def _leftover(posts: Path, index: Path) -> None:
    """A generation that was never published lies in the way."""
    shutil.copytree(index / "generations" / "000002", index / "generations" / "000003")
    _changed(posts, index)


CHANGES = [_first, _full, _changed, _merging, _leftover]


class _Build:
    """A build that was recorded; the states before and after it."""

    def __init__(
        self, tmp_path: Path, change: Callable[[Path, Path], None], patch: pytest.MonkeyPatch
    ) -> None:
        self.posts, index = tmp_path / "posts", tmp_path / "index"
        for version in (1, 2):
            _write(self.posts, version)
            build(self.posts, index)
        change(self.posts, index)
        self.old = _state(index)
        with recorded(index, patch) as self.recording:
            build(self.posts, index, full=(self.posts / "_full").exists())
        self.new = _state(index)
        assert self.old != self.new
        self._place = tmp_path / "place"

    def after_loss(self, step: int, luck: Luck) -> None:
        """Power is lost before a step; what is found then, and what a build makes of it."""
        recording: Recording = self.recording
        disk = next(disk for at, disk in enumerate(recording.states()) if at == step)
        disk.after(recording.root, self._place, luck)
        state = _state(self._place)
        assert state in ((self.new,) if step == len(recording.steps) else (self.old, self.new))
        build(self.posts, self._place)
        assert _state(self._place) == self.new
        shutil.rmtree(self._place)


@pytest.mark.unmeasured
@pytest.mark.parametrize("change", CHANGES)
def test_before_each_step_of_a_build_power_may_be_lost(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, change: Callable[[Path, Path], None]
) -> None:
    made = _Build(tmp_path, change, monkeypatch)
    for step in range(len(made.recording.steps) + 1):
        for luck in (NOTHING, ALL, LAST):
            made.after_loss(step, luck)


def _reorder(made: _Build, times: int, seed: str) -> None:
    draw = random.Random(seed)
    for _ in range(times):
        step = draw.randrange(len(made.recording.steps) + 1)
        made.after_loss(step, Luck.drawn(draw))


@pytest.mark.unmeasured
@pytest.mark.parametrize("change", [_first, _changed])
def test_what_is_not_synced_may_be_there_in_any_order(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, change: Callable[[Path, Path], None]
) -> None:
    _reorder(_Build(tmp_path, change, monkeypatch), times=30, seed="1")


@pytest.mark.soak
@pytest.mark.parametrize("change", CHANGES)
def test_in_200_orders_what_is_not_synced_may_be_there(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, change: Callable[[Path, Path], None]
) -> None:
    _reorder(_Build(tmp_path, change, monkeypatch), _REORDERINGS, change.__name__)
