"""Which posts are read: `[posts] include` and `exclude`."""

import errno
import os
from pathlib import Path

import pytest

from index.pipeline.build import Options
from index.values.errors import NothingReadable, PostsLost
from index.values.settings import PostSettings, Settings
from tests.conftest import NOW, build, find, ids, reindex, searcher


def _written(posts: Path, names: tuple[str, ...]) -> None:
    for name in names:
        (posts / name).parent.mkdir(parents=True, exist_ok=True)
        (posts / name).write_text(f"新幹線の話、{name}。", encoding="utf-8")


def _found(index: Path) -> list[str]:
    with searcher(index) as source:
        return sorted(ids(find(source, "新幹線")))


@pytest.mark.parametrize(
    ("include", "exclude", "found"),
    [((), ("drafts/**",), ["README.md", "a.md", "old/b.md"]),
     ((), ("**/README.md", "old"), ["a.md", "drafts/c.md"]),
     (("{a,README}.md", "old/**"), ("README.md",), ["a.md", "old/b.md"])],
)  # fmt: skip
def test_only_what_is_included_and_not_excluded_is_read(
    include: tuple[str, ...], exclude: tuple[str, ...], found: list[str], tmp_path: Path
) -> None:
    _written(tmp_path / "posts", ("README.md", "a.md", "drafts/c.md", "old/b.md"))
    settings = PostSettings(include=include, exclude=exclude)
    report = build(tmp_path / "posts", tmp_path / "index", posts=settings)
    assert _found(tmp_path / "index") == found
    assert report.findings.excluded == 4 - len(found)
    assert report.findings.notes == ()


def test_a_changed_selection_rebuilds_nothing_else(tmp_path: Path) -> None:
    _written(tmp_path / "posts", ("a.md", "old/b.md"))
    build(tmp_path / "posts", tmp_path / "index")
    report = build(tmp_path / "posts", tmp_path / "index", posts=PostSettings(exclude=("old",)))
    assert (report.removed, report.unchanged, report.rebuilt) == (1, 1, None)
    report = build(tmp_path / "posts", tmp_path / "index")
    assert (report.added, report.unchanged, report.rebuilt) == (1, 1, None)


def _reindex(folder: Path, *exclude: str) -> int:
    settings = Settings(jobs=1, posts=PostSettings(exclude=exclude))
    options = Options(isolated=False)
    return reindex(folder / "posts", folder / "index", settings, NOW, options).removed


def test_excluded_posts_are_not_lost_but_vanished_ones_are(tmp_path: Path) -> None:
    names = tuple(f"old/{number}.md" for number in range(30))
    _written(tmp_path / "posts", (*names, *(f"{number}.md" for number in range(15))))
    _reindex(tmp_path)
    for number in range(12):
        (tmp_path / "posts" / f"{number}.md").unlink()
    with pytest.raises(PostsLost, match="12 of 15 posts are gone"):
        _reindex(tmp_path, "old/**")
    _written(tmp_path / "posts", tuple(f"{number}.md" for number in range(12)))
    assert _reindex(tmp_path, "old/**") == 30


def test_excluded_posts_do_not_stay_where_they_cannot_be_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    _written(tmp_path / "posts", ("a.md", "drafts/b.md", "old/c.md"))
    build(tmp_path / "posts", tmp_path / "index")
    real = os.scandir

    def refused(path: os.PathLike[str] | str) -> object:
        if os.fspath(path).endswith(("drafts", "old")):
            raise PermissionError(errno.EACCES, "")
        return real(path)

    monkeypatch.setattr(os, "scandir", refused)
    build(tmp_path / "posts", tmp_path / "index", posts=PostSettings(exclude=("drafts/**",)))
    assert _found(tmp_path / "index") == ["a.md", "old/c.md"]


def test_a_glob_that_matches_no_post_is_noted(tmp_path: Path) -> None:
    _written(tmp_path / "posts", ("a.md",))
    settings = PostSettings(exclude=("draft/**",))
    report = build(tmp_path / "posts", tmp_path / "index", posts=settings)
    assert report.findings.notes == ("posts.exclude: no post matches 'draft/**'",)


def test_a_selection_that_leaves_nothing_says_so(tmp_path: Path) -> None:
    _written(tmp_path / "posts", ("a.md",))
    settings = PostSettings(exclude=("**",))
    with pytest.raises(NothingReadable, match="found 1 post, which `include` and `exclude` leave"):
        build(tmp_path / "posts", tmp_path / "index", posts=settings)
