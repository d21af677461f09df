"""A reindex killed at any moment leaves exactly the old index or the new one."""

import json
import os
import random
import signal
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from index.store.check import check_current
from tests.conftest import ROOT, build, find, ids, post_text, searcher
from tests.console import SAKUIN

_POSTS = 40
_KILLS = int(os.environ.get("SAKUIN_KILLS", "100"))
"""Kills of each part of a soak, of which there are ten: `-k part3` runs one of them."""
_WAYS = (("--full",), (), ("--jobs", "2"), ("--full", "--jobs", "2"), (), ())
_FIRST, _LAST = 0.3, 1.1
"""When a reindex is killed, in shares of the time that a whole one takes: before the first it does
nothing yet but load its code."""
_WHOLE, _SLOWER, _FASTER = 2.0, 1.05, 0.9
"""Seconds that this is taken to be at first, and what becomes of them after a kill and after a
reindex that was done before it."""


def _write(posts: Path, version: int) -> None:
    """Every post of a version says so. From one version to the next half of them change, or a few,
    whose segments are merged in time; some are added or gone."""
    posts.mkdir(exist_ok=True)
    share = 2 if version % 3 else 13
    for number in range(_POSTS):
        if number % share == 1 or version == 1:
            text = post_text(f"第{version}版の新幹線。" * 20, title=f"記事{number}版{version}")
            (posts / f"{number:03d}.md").write_text(text, encoding="utf-8")
    for number in range(_POSTS, _POSTS + 3):
        path = posts / f"{number:03d}.md"
        if number < _POSTS + version % 3:
            path.write_text(post_text(f"第{version}版の新幹線。", title=f"増版{version}"), "utf-8")
        else:
            path.unlink(missing_ok=True)


State = dict[str, str]
"""The title of each post by its id."""


def _written(posts: Path) -> State:
    """What an index of the posts says."""
    heads = {path.name: path.read_text("utf-8").split("\n")[1] for path in posts.iterdir()}
    return {name: json.loads(head.removeprefix("title: ")) for name, head in heads.items()}


def _state(index: Path) -> State:
    """What the index says."""
    with searcher(index) as source:
        listed, found = (find(source, query, size=100) for query in ("", "新幹線"))
    assert sorted(ids(listed)) == sorted(ids(found))
    for hit in found.hits:
        version = hit.meta.title.rpartition("版")[2]
        assert f"第{version}版の" in "".join(text for text, _ in hit.snippets[0])
    return {hit.meta.id: hit.meta.title for hit in found.hits}


def _command(posts: Path, index: Path, *options: str) -> "subprocess.Popen[bytes]":
    command: list[str | Path] = [
        SAKUIN,
        "reindex",
        posts,
        "--index",
        index,
        "--jobs",
        "1",
        "--verify",
        "0",
    ]
    quiet = subprocess.DEVNULL
    return subprocess.Popen([*command, *options], cwd=ROOT, stdout=quiet, stderr=quiet)


def _killed(posts: Path, index: Path, after: float, options: tuple[str, ...]) -> bool:
    """Whether it was not done before."""
    with _command(posts, index, *options) as process:
        try:
            return bool(process.wait(after))
        except subprocess.TimeoutExpired:
            process.send_signal(signal.SIGKILL)
            return True


def _outcomes(tmp_path: Path, kills: int, seed: int) -> Iterator[bool]:
    """Whether the new index was in force, after each of so many kills."""
    draw = random.Random(seed)
    posts, index = tmp_path / "posts", tmp_path / "index"
    _write(posts, 1)
    build(posts, index)
    whole = dict.fromkeys(_WAYS, _WHOLE)
    for version in range(2, kills + 2):
        old = _state(index)
        _write(posts, version)
        options = draw.choice(_WAYS)
        moment = draw.uniform(_FIRST, _LAST) * whole[options]
        whole[options] *= _SLOWER if _killed(posts, index, moment, options) else _FASTER
        state, new = _state(index), _written(posts)
        assert state in (old, new)
        yield state == new
    build(posts, index)  # whatever was left behind
    assert _state(index) == _written(posts)
    assert [reason for _, reason in check_current(index) if reason] == []
    assert len(list((index / "generations").iterdir())) <= 2


def test_kills_leave_the_old_index_or_the_new_one(tmp_path: Path) -> None:
    assert len(list(_outcomes(tmp_path, kills=6, seed=1))) == 6


@pytest.mark.soak
@pytest.mark.parametrize("part", range(10), ids=lambda part: f"part{part}")
def test_1000_kills_leave_the_old_index_or_the_new_one(tmp_path: Path, part: int) -> None:
    outcomes = list(_outcomes(tmp_path, _KILLS, seed=100 + part))
    if len(outcomes) >= 50:
        assert set(outcomes) == {True, False}, "the moments missed one of the two sides"
