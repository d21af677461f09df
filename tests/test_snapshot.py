"""Files that are as they were are not read again: what a snapshot spares, and what it does not."""

import os
import sys
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from index.pipeline import sources
from index.pipeline.build import Options
from index.posts.reading.walk import _UNKNOWN, walk
from index.values.settings import PostSettings, Settings
from tests.conftest import BLOG, CLOCK, NOW, ahead, build, find, ids, post_text, reindex, searcher

Place = tuple[Path, Path]
_NEW, _OLD = post_text("奈良の話。"), post_text("京都の話。")


@pytest.fixture
def read(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The names of files whose contents are read to be compared."""
    names: list[str] = []
    real = sources._content

    def content(path: Path, max_bytes: int) -> str:
        names.append(path.name)
        return real(path, max_bytes)

    monkeypatch.setattr(sources, "_content", content)
    return names


def _found(index: Path, query: str) -> list[str]:
    with searcher(index) as source:
        return sorted(ids(find(source, f'"{query}"')))


@pytest.mark.usefixtures("later")
def test_files_that_are_as_they_were_are_not_read_again(place: Place, read: list[str]) -> None:
    build(*place)
    assert sorted(read) == sorted(BLOG)
    read.clear()
    report = build(*place)
    assert (read, report.unchanged, report.published) == ([], 3, False)


@pytest.mark.usefixtures("later")
def test_of_files_that_changed_these_alone_are_read(place: Place, read: list[str]) -> None:
    posts, index = place
    build(posts, index)
    read.clear()
    (posts / "a.md").write_text(_NEW, encoding="utf-8")
    (posts / "new.md").write_text(_OLD, encoding="utf-8")
    (posts / "b.md").rename(posts / "moved.md")
    report = build(posts, index)
    assert sorted(read) == ["a.md", "moved.md", "new.md"]
    assert (report.changed, report.added, report.renamed) == (1, 1, 1)
    read.clear()
    build(posts, index)
    assert read == []


def test_a_file_is_read_again_until_its_change_is_long_ago(
    place: Place, read: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    build(*place)
    build(*place)
    assert len(read) == 6
    monkeypatch.setattr(CLOCK, ahead(10))
    build(*place)
    assert len(read) == 9
    build(*place)
    assert len(read) == 9


@pytest.mark.parametrize("harm", [b"", b"\0" * 100, None])
@pytest.mark.usefixtures("later")
def test_without_a_whole_snapshot_all_files_are_read(
    place: Place, read: list[str], harm: bytes | None
) -> None:
    posts, index = place
    build(posts, index)
    path = index / "snapshot"
    whole = path.read_bytes()
    path.write_bytes(whole[:-1] if harm is None else harm)
    read.clear()
    report = build(posts, index)
    assert (sorted(read), report.unchanged) == (sorted(BLOG), 3)
    assert path.stat().st_size == len(whole)


@pytest.mark.usefixtures("later")
def test_any_flipped_byte_of_a_snapshot_is_noticed(place: Place, read: list[str]) -> None:
    posts, index = place
    build(posts, index)
    path = index / "snapshot"
    whole = path.read_bytes()
    for at in range(0, len(whole), 7):
        read.clear()
        path.write_bytes(whole[:at] + bytes([whole[at] ^ 0x20]) + whole[at + 1 :])
        report = build(posts, index)
        assert (report.unchanged, report.published) == (3, False)
        assert len(read) in (0, 3)  # 0 where it is between blocks, and means nothing


@pytest.mark.usefixtures("later")
def test_other_settings_choose_anew_what_is_read(place: Place, read: list[str]) -> None:
    posts, index = place
    build(posts, index)
    read.clear()
    report = build(posts, index, posts=PostSettings(exclude=("a.md",)))
    assert (sorted(read), report.removed, report.findings.excluded) == (["b.md", "c.md"], 1, 1)
    report = build(posts, index)
    assert (report.added, report.unchanged) == (1, 2)


@pytest.mark.usefixtures("later")
def test_another_configuration_of_the_site_counts_at_once(place: Place) -> None:
    posts, index = place
    (posts / "_config.yml").write_text("url: https://one.jp\n", encoding="utf-8")
    build(posts, index)
    (posts / "_config.yml").write_text("url: https://two.jp\n", encoding="utf-8")
    report = build(posts, index)
    assert report.findings.addresses.samples[0].startswith("https://two.jp/")


@pytest.mark.usefixtures("later")
def test_a_post_becomes_due_though_no_file_changes(place: Place, read: list[str]) -> None:
    posts, index = place
    due = NOW + timedelta(hours=1)
    text = post_text("予告の記事。", date=due.isoformat())
    (posts / "soon.md").write_text(text, encoding="utf-8")
    build(posts, index)
    assert _found(index, "予告") == []
    read.clear()
    settings = Settings(jobs=1)
    for hours, published in ((0.5, False), (2, True), (3, False)):
        now = NOW + timedelta(hours=hours)
        report = reindex(posts, index, settings, now, Options(isolated=False))
        assert (report.published, read) == (published, [])
    assert _found(index, "予告") == ["soon.md"]


@pytest.mark.usefixtures("later")
def test_a_full_build_reads_all_files(place: Place, read: list[str]) -> None:
    build(*place)
    read.clear()
    build(*place, full=True)
    assert len(read) == 3


@pytest.mark.usefixtures("later")
def test_what_could_not_be_read_is_read_when_it_can(
    place: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    posts, index = place
    real = os.open

    def refused(path: str, *args: Any, **kwargs: Any) -> int:
        if Path(path).name == "a.md":
            raise PermissionError(13, "Permission denied")
        return real(path, *args, **kwargs)

    with monkeypatch.context() as patched:
        patched.setattr(os, "open", refused)
        report = build(posts, index)
        assert (report.posts, len(report.unread)) == (2, 1)
    assert build(posts, index).posts == 3


@pytest.mark.usefixtures("later")
def test_a_file_whose_status_is_not_told_is_read_each_time(
    place: Place, read: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys.modules[walk.__module__], "_status", lambda root, entry: _UNKNOWN)
    build(*place)
    build(*place)
    assert len(read) == 6
