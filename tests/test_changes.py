"""Whatever is done to files between builds, the index is that of a build from nothing."""

import os
import shutil
import tempfile
from pathlib import Path
from typing import Any
from unittest.mock import patch

from hypothesis import given, settings
from hypothesis import strategies as st

from index.pipeline.report import Report
from index.store import open_current
from tests.conftest import CLOCK, ahead, build, find, post_text, searcher

_NAMES = ("a.md", "b.md", "sub/a.md", "sub/c.md", "d.markdown")
_POSTS: tuple[tuple[str, dict[str, Any]], ...] = (
    ("京都の話。", {"title": "京都"}),
    ("奈良の話。", {"title": "奈良"}),
    ("奈良の話。", {"title": "奈良", "url": "/one/"}),
    ("京都へ。", {"draft": True}),
    ("東京から京都へ。", {"date": "2026-01-02", "tags": ["旅"]}),
    ("来年の話。", {"date": "2030-01-01"}),
)
_TEXTS = (*(post_text(body, **head) for body, head in _POSTS), "\0\0binary")
_name = st.sampled_from(_NAMES)
_act = st.one_of(
    st.tuples(st.just("write"), _name, st.sampled_from(_TEXTS)),
    st.tuples(st.sampled_from(("move", "copy", "swap")), _name, _name),
    st.tuples(st.sampled_from(("touch", "delete")), _name, st.just("")),
)
_steps = st.lists(st.tuples(st.lists(_act, max_size=4), st.booleans()), min_size=1, max_size=4)


def _do(posts: Path, kind: str, name: str, other: str) -> None:
    """Does one thing to a file, whose time stays as it was, as tools that sync files have it."""
    path, target = posts / name, posts / other
    if kind == "write":
        path.parent.mkdir(exist_ok=True)
        path.write_text(other, encoding="utf-8")
        os.utime(path, ns=(0, 0))
    elif not path.exists() or path == target:
        return
    elif kind == "delete":
        path.unlink()
    elif kind == "touch":
        os.utime(path)
    else:
        target.parent.mkdir(exist_ok=True)
        if kind == "swap" and target.exists():
            target.rename(posts / "aside")
        (shutil.copy2 if kind == "copy" else Path.rename)(path, target)
        if (posts / "aside").exists():
            (posts / "aside").rename(path)


def _state(index: Path) -> tuple[dict[str, Any], list[Any]]:
    """The records of an index, and what some queries find, with scores."""
    answers = []
    with searcher(index) as source:
        for query in ("", "京都", "奈良の話", "旅 OR 話"):
            hits = find(source, query, size=50).hits
            answers.append([(hit.meta, round(hit.score, 5), hit.duplicates) for hit in hits])
    return dict(open_current(index).entries()), answers


def _told(report: Report) -> dict[str, Any]:
    """What a report says of a folder, not of what was done."""
    names = ("posts", "drafts", "future", "left_out", "withheld", "warnings", "findings")
    return {name: getattr(report, name) for name in names}


@settings(max_examples=25)
@given(_steps)
def test_an_index_that_was_brought_up_to_date_is_that_of_a_full_build(steps: list[Any]) -> None:
    with tempfile.TemporaryDirectory() as root:
        posts, index, fresh = (Path(root, name) for name in ("posts", "index", "fresh"))
        posts.mkdir()
        (posts / "stays.md").write_text(post_text("京都と奈良の話。"), encoding="utf-8")
        for acts, is_later in steps:
            for act in acts:
                _do(posts, *act)
            with patch(CLOCK, ahead(10 if is_later else 0)):
                report = build(posts, index)
            shutil.rmtree(fresh, ignore_errors=True)
            whole = build(posts, fresh)
            assert _state(index) == _state(fresh)
            assert _told(report) == _told(whole)
