"""A reindex killed at any moment leaves exactly the old index or the new one."""

import random
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from index.store.generations import current
from tests.conftest import ROOT, build, find, ids, post_text, searcher

_REINDEX = (
    "import sys; from pathlib import Path; from tests.conftest import build; "
    "build(Path(sys.argv[1]), Path(sys.argv[2]), jobs=int(sys.argv[3]))"
)
_POSTS = 40


def _write(posts: Path, version: int) -> None:
    """Every post of a version says so; half of them change from one version to the next."""
    posts.mkdir(exist_ok=True)
    for number in range(_POSTS):
        said = version if number % 2 else 0
        text = post_text(f"第{said}版の新幹線と京都の話。" * 20, title=f"記事{number}版{said}")
        (posts / f"{number:03d}.md").write_text(text, encoding="utf-8")
    for number in range(_POSTS + version % 3, _POSTS + 3):
        (posts / f"{number:03d}.md").unlink(missing_ok=True)
    for number in range(_POSTS, _POSTS + version % 3):
        (posts / f"{number:03d}.md").write_text(post_text("増えた。", title="増"), "utf-8")


def _state(index: Path) -> tuple[int, tuple[str, ...]]:
    """What the index says: which version, and the ids and titles it holds."""
    with searcher(index) as source:
        results = find(source, "", size=100)
        versions = {h.meta.title.split("版")[1] for h in results.hits if "版" in h.meta.title}
        found = ids(find(source, "新幹線", size=100))
        assert sorted(found) == [f"{n:03d}.md" for n in range(_POSTS)]
        shown = sorted(f"{hit.meta.id} {hit.meta.title}" for hit in results.hits)
        for hit in results.hits[:5]:
            assert hit.snippets
    newest = max(int(version) for version in versions)
    assert versions == {"0", str(newest)}
    return newest, tuple(shown)


def _killed(posts: Path, index: Path, after: float, jobs: int) -> None:
    with subprocess.Popen(
        [sys.executable, "-c", _REINDEX, str(posts), str(index), str(jobs)],
        cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
    ) as process:  # fmt: skip
        try:
            process.wait(after)
        except subprocess.TimeoutExpired:
            process.send_signal(signal.SIGKILL)


def _kill_many(tmp_path: Path, kills: int, seed: int) -> None:
    """Moments are drawn over the time that one whole reindex takes here."""
    moments = random.Random(seed)
    posts, index = tmp_path / "posts", tmp_path / "index"
    _write(posts, 1)
    build(posts, index)
    old = _state(index)
    outcomes = set()
    for version in range(2, kills + 2):
        _write(posts, version)
        _killed(posts, index, moments.uniform(0.3, 1.6), jobs=1 + version % 2)
        state = _state(index)
        build(posts, index)
        new = _state(index)
        assert new[0] == version
        assert state in (old, new)
        outcomes.add(state == new)
        old = new
        assert len(list((index / "generations").iterdir())) <= 2
    assert current(index) is not None
    if kills >= 50:
        assert outcomes == {True, False}, "the moments missed one of the two sides"


def test_kills_leave_the_old_index_or_the_new_one(tmp_path: Path) -> None:
    _kill_many(tmp_path, kills=8, seed=1)


@pytest.mark.soak
def test_200_kills_leave_the_old_index_or_the_new_one(tmp_path: Path) -> None:
    _kill_many(tmp_path, kills=200, seed=2)
