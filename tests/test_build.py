"""Reindexing: what changed, what is published, what stays when something goes wrong."""

import shutil
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from index.pipeline.build import Options
from index.values.errors import NothingReadable
from index.values.settings import PostSettings, Settings
from search.contract.as_json import results_to_json
from search.contract.request import Request
from tests.conftest import BLOG, FIXTURE, NOW, build, find, ids, post_text, reindex, searcher


def _answers(index: Path) -> list[dict[str, Any]]:
    queries = [
        "",
        "京都",
        "検索",
        "の",
        "サーバー",
        "新幹線 OR 検索",
        "潮見町の海",
        '"東京"',
        "-雨",
        "Python",
    ]
    with searcher(index) as source:
        answers = [results_to_json(source.search(Request(query, size=50))) for query in queries]
    return [{**answer, "took_ms": 0} for answer in answers]


def _times(index: Path) -> dict[Path, int]:
    files = [path for path in (index / "generations").rglob("*") if path.is_file()]
    return {path: path.stat().st_mtime_ns for path in files}


def test_the_first_build_adds_all(place: tuple[Path, Path]) -> None:
    report = build(*place)
    assert (report.posts, report.added, report.rebuilt) == (3, 3, None)


def test_nothing_changed_writes_nothing(place: tuple[Path, Path]) -> None:
    posts, index = place
    build(posts, index)
    before = _times(index)
    report = build(posts, index)
    assert (report.unchanged, report.generation) == (3, "000001")
    assert _times(index) == before


def test_changes_are_told_apart(place: tuple[Path, Path]) -> None:
    posts, index = place
    build(posts, index)
    (posts / "a.md").write_text(BLOG["a.md"].replace("京都", "奈良"), encoding="utf-8")
    (posts / "b.md").rename(posts / "b2.md")
    (posts / "c.md").unlink()
    (posts / "d.md").write_text(post_text("新しい記事。", title="新"), encoding="utf-8")
    report = build(posts, index)
    counted = (report.added, report.changed, report.removed, report.renamed, report.unchanged)
    assert counted == (1, 1, 1, 1, 0)
    with searcher(index) as source:
        assert ids(find(source, "京都")) == []
        assert ids(find(source, "奈良")) == ["a.md"]
        assert ids(find(source, "検索")) == ["b2.md"]
        assert find(source, "").total == 3


def test_full_incremental_and_many_jobs_give_equal_answers(tmp_path: Path) -> None:
    posts, grown = tmp_path / "posts", tmp_path / "grown"
    shutil.copytree(FIXTURE, posts)
    names = sorted(p for p in posts.rglob("*.md"))
    held_back = {path: path.read_bytes() for path in names[::3]}
    for path in held_back:
        path.unlink()
    changed = names[1]
    original = changed.read_bytes()
    changed.write_bytes(original + "\n\n京都の新幹線とサーバー。\n".encode())
    build(posts, grown)
    for path, data in held_back.items():
        path.write_bytes(data)
    build(posts, grown)
    changed.write_bytes(original)
    build(posts, grown)
    full, parallel = tmp_path / "full", tmp_path / "parallel"
    build(posts, full)
    build(posts, parallel, jobs=2)
    assert _answers(grown) == _answers(full) == _answers(parallel)


def test_what_was_deleted_counts_no_more(tmp_path: Path) -> None:
    posts, grown, full = tmp_path / "posts", tmp_path / "grown", tmp_path / "full"
    shutil.copytree(FIXTURE, posts)
    only = posts / "only.md"
    only.write_text(post_text("再起動は正規表現ほど怖くない。"), encoding="utf-8")
    for number in range(9):
        text = post_text(f"ツールと tool の話、{number} 回目。京都の検索の仕組み。")
        (posts / f"gone-{number}.md").write_text(text, encoding="utf-8")
    build(posts, grown)
    for path in (only, *posts.glob("gone-*.md")):
        path.unlink()
    build(posts, grown)
    build(posts, full)
    queries = [
        "さいきどう",
        "せいきひょうげん",
        "ツール 箱",
        "京都の検索",
        "検索 仕組み",
        "日本語 検索",
    ]
    with searcher(grown) as one, searcher(full) as other:
        for query in queries:
            pairs = zip(find(one, query).hits, find(other, query).hits, strict=True)
            assert all(a.meta == b.meta and a.score == pytest.approx(b.score) for a, b in pairs)


def test_a_setting_that_changes_answers_rebuilds_and_says_so(place: tuple[Path, Path]) -> None:
    posts, index = place
    build(posts, index)
    report = build(posts, index, posts=PostSettings("https://example.jp", "/{path}"))
    assert report.rebuilt == "settings changed"
    with searcher(index) as source:
        assert find(source, "京都").hits[0].meta.url == "https://example.jp/a"


@pytest.mark.parametrize(
    ("version", "why"),
    [("index.posts.VERSION", "reading"), ("index.text.VERSION", "analysis"),
     ("index.store.writer.StoreWriter.version", "engine")],
)  # fmt: skip
def test_a_room_of_another_version_rebuilds(
    version: str, why: str, place: tuple[Path, Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    build(*place)
    monkeypatch.setattr(version, "of another time")
    assert build(*place).rebuilt == f"{why} changed"


def test_a_full_build_is_done_when_asked(place: tuple[Path, Path]) -> None:
    build(*place)
    report = build(*place, full=True)
    assert (report.rebuilt, report.generation, report.unchanged) == ("asked for", "000002", 3)


def test_a_folder_without_posts_leaves_the_index(place: tuple[Path, Path], tmp_path: Path) -> None:
    posts, index = place
    build(posts, index)
    empty = tmp_path / "empty"
    empty.mkdir()
    with pytest.raises(NothingReadable, match="found none"):
        build(empty, index)
    (empty / "x.md").write_bytes(b"\x81\xff\x00" * 50)
    with pytest.raises(NothingReadable, match=r"x\.md:1"):
        build(empty, index)
    with searcher(index) as source:
        assert find(source, "").total == 3


def test_a_broken_post_is_named_and_the_rest_indexed(place: tuple[Path, Path]) -> None:
    posts, index = place
    (posts / "z.md").write_bytes(b"\xff\x00\x81" * 100)
    report = build(posts, index)
    assert report.posts == 3
    assert [reason.split(":")[0] for reason in report.left_out] == ["z.md"]
    assert build(posts, index).left_out == report.left_out


def test_a_future_post_appears_when_its_time_has_come(place: tuple[Path, Path]) -> None:
    posts, index = place
    soon = (NOW + timedelta(hours=1)).isoformat()
    (posts / "f.md").write_text(post_text("未来の話。", title="未来", date=soon), encoding="utf-8")
    assert build(posts, index).future == 1
    later = reindex(
        posts,
        index,
        Settings(jobs=1),
        NOW + timedelta(hours=2),
        Options(isolated=False),
    )
    assert (later.future, later.added, later.posts) == (0, 1, 4)


def test_drafts_are_indexed_when_asked(place: tuple[Path, Path]) -> None:
    posts, index = place
    (posts / "d.md").write_text(post_text("下書き。", title="下", draft=True), encoding="utf-8")
    assert build(posts, index).drafts == 1
    assert build(posts, index, posts=PostSettings(drafts=True)).posts == 4
