"""Searches that give way to others at every step: none waits for another that waits for it, and all
answer as if they were alone."""

import re
import threading
from dataclasses import replace
from pathlib import Path

import pytest

from index.values.cached import cached_property
from search.contract.request import Request
from search.contract.results import Results
from search.embedded.searcher import EmbeddedSearcher
from tests.conftest import PATIENCE
from tests.test_house import _files

_QUERIES = (
    "検索", "京都 新幹線", '"検索"', "けんさく OR kensaku", "検索 -京都", "サーバーの設定",
    "ぴてょん", "title:a", "新幹線で京都へ行くには", "", "deta base",
)  # fmt: skip


def _alone(results: Results) -> Results:
    return replace(results, took_ms=0)


def test_searches_that_give_way_at_every_step_answer_as_alone(
    fixture_index: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with EmbeddedSearcher(fixture_index) as source:
        wanted = {query: _alone(source.search(Request(query))) for query in _QUERIES}
    monkeypatch.setattr("search.contract.work._SHARE", 1)
    with EmbeddedSearcher(fixture_index) as source:
        found: list[tuple[str, Results]] = []

        def ask(first: int) -> None:
            for query in _QUERIES[first:] + _QUERIES[:first]:
                found.append((query, _alone(source.search(Request(query)))))

        threads = [threading.Thread(target=ask, args=(at,), daemon=True) for at in range(6)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join(PATIENCE)
            assert not thread.is_alive()
    assert len(found) == len(threads) * len(_QUERIES)
    for query, results in found:
        assert results == wanted[query]


class _Slow:
    """Something that is worked out while another waits for its own."""

    begun, go_on = threading.Event(), threading.Event()

    def __init__(self, waits: bool) -> None:
        self._waits, self.count = waits, 0

    @cached_property
    def value(self) -> int:
        """What is worked out."""
        if self._waits:
            self.begun.set()
            assert self.go_on.wait(PATIENCE)
        self.count += 1
        return self.count


def test_what_is_worked_out_holds_up_no_other() -> None:
    slow, other = _Slow(waits=True), _Slow(waits=False)
    thread = threading.Thread(target=lambda: slow.value, daemon=True)
    thread.start()
    assert _Slow.begun.wait(PATIENCE)
    beside = threading.Thread(target=lambda: other.value, daemon=True)
    beside.start()
    beside.join(PATIENCE)
    assert other.__dict__["value"] == 1
    _Slow.go_on.set()
    thread.join(PATIENCE)
    assert (slow.value, slow.value, other.value, _Slow.value.__doc__) == (
        1, 1, 1, "What is worked out.",
    )  # fmt: skip


def test_no_room_has_properties_that_lock() -> None:
    """Those of functools do before Python 3.12."""
    for path in _files():
        text = path.read_text(encoding="utf-8")
        assert not re.search(r"functools import.*\bcached_property", text), path
