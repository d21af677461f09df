"""The generation in force, where new ones are opened beside requests."""

import threading
from pathlib import Path

import pytest

from index.store.opened import open_current
from index.store.reader import Reader
from search.embedded import current
from search.embedded.searcher import EmbeddedSearcher
from tests.conftest import PATIENCE, build, find, ids, post_text

Place = tuple[Path, Path]


class _Gate:
    """Opens indexes only while it is open itself; `asked` counts."""

    def __init__(self) -> None:
        self.lets = threading.Event()
        self.asked = 0

    def __call__(self, index: Path, before: Reader | None) -> Reader:
        self.asked += 1
        assert self.lets.wait(PATIENCE)
        return open_current(index, before)


def _opened(source: EmbeddedSearcher) -> None:
    """Returns when what is being opened is open."""
    opening = source._current._opening
    assert opening is not None
    opening.join(PATIENCE)
    assert not opening.is_alive()


def test_the_generation_before_answers_until_the_new_one_is_open(
    place: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    posts, index = place
    build(posts, index)
    with EmbeddedSearcher(index, beside=True) as source:
        assert ids(find(source, "奈良")) == []
        gate = _Gate()
        monkeypatch.setattr(current, "open_current", gate)
        monkeypatch.setattr(current, "_AT_REST", PATIENCE)
        (posts / "d.md").write_text(post_text("奈良の鹿。"), encoding="utf-8")
        build(posts, index)
        for _ in range(3):
            assert ids(find(source, "奈良")) == []
        gate.lets.set()
        _opened(source)
        assert ids(find(source, "奈良")) == ["d.md"]
        assert gate.asked == 1


def test_without_that_a_call_finds_what_was_published_before_it(place: Place) -> None:
    posts, index = place
    build(posts, index)
    with EmbeddedSearcher(index) as source:
        assert ids(find(source, "奈良")) == []
        (posts / "d.md").write_text(post_text("奈良の鹿。"), encoding="utf-8")
        build(posts, index)
        assert ids(find(source, "奈良")) == ["d.md"]


def test_at_rest_a_call_waits_until_the_new_one_is_open(
    place: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    posts, index = place
    build(posts, index)
    monkeypatch.setattr(current, "_AT_REST", 0)
    with EmbeddedSearcher(index, beside=True) as source:
        assert ids(find(source, "奈良")) == []
        (posts / "d.md").write_text(post_text("奈良の鹿。"), encoding="utf-8")
        build(posts, index)
        assert ids(find(source, "奈良")) == ["d.md"]


def test_an_index_that_is_gone_goes_on_being_served(
    place: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    posts, index = place
    monkeypatch.setattr(current, "_AT_REST", PATIENCE)
    build(posts, index)
    with EmbeddedSearcher(index, beside=True) as source:
        assert ids(find(source, "京都")) == ["a.md"]
        (index / "CURRENT").unlink()
        assert ids(find(source, "京都")) == ["a.md"]
        _opened(source)
        assert ids(find(source, "京都")) == ["a.md"]


def test_an_index_that_is_gone_is_served_however_long_nobody_asked(
    place: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    posts, index = place
    monkeypatch.setattr(current, "_AT_REST", 0.0)
    build(posts, index)
    with EmbeddedSearcher(index, beside=True) as source:
        assert ids(find(source, "京都")) == ["a.md"]
        (index / "CURRENT").unlink()
        for _ in range(2):
            assert ids(find(source, "京都")) == ["a.md"]
