"""Filters as the page shows them, explanations of phrases, and what a fault of ours looks like."""

import logging
from typing import Any, cast

import pytest
from flask.testing import FlaskClient

from search.contract.searcher import Searcher
from tests.conftest import Blog, find, post_text
from web.app import create_app


@pytest.mark.parametrize(
    ("days", "shown"),
    [
        ("from=2025-01-01&to=2025-12-31", "2025年"),
        ("from=2025-01-02&to=2025-12-31", "2025-01-02〜2025-12-31"),
        ("from=2024-01-01", "2024-01-01〜"),
        ("to=2025-12-31", "〜2025-12-31"),
    ],
)
def test_days_in_force_are_shown_and_can_be_taken_away(
    client: FlaskClient, days: str, shown: str
) -> None:
    html = client.get(f"/?q=京都&{days}").text
    chosen = html.split('class="chosen"')[1].split("</ul>")[0]
    assert shown in chosen
    assert 'href="/?q=京都"' in chosen


def test_a_phrase_is_explained_as_what_was_quoted(blog: Blog) -> None:
    source = blog({"a.md": post_text("新幹線の時刻表。", title="旅")})
    [hit] = find(source, '"幹線の時"', explain=True).hits
    assert hit.explanations is not None
    assert [(e.query, e.matched, e.field) for e in hit.explanations] == [
        ("幹線の時", "幹線の時", "body")
    ]


@pytest.mark.parametrize(
    ("path", "said"),
    [
        ("/?q=京都", "うまく検索できませんでした"),
        ("/api/search?q=京都", "something went wrong here"),
    ],
)
def test_a_fault_of_ours_is_logged_and_not_told(
    path: str, said: str, caplog: pytest.LogCaptureFixture
) -> None:
    class Broken:
        def __getattr__(self, name: str) -> Any:
            raise RuntimeError("where the index lies")

    client = create_app(cast(Searcher, Broken())).test_client()
    with caplog.at_level(logging.ERROR):
        answer = client.get(path)
    assert answer.status_code == 500
    assert said in answer.text
    assert "where the index lies" not in answer.text
    assert "where the index lies" in caplog.text
