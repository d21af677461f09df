"""Did you mean: only what the index holds, and only where it finds more."""

import pytest

from search.assist.correct import _in_kana
from search.embedded.searcher import EmbeddedSearcher
from tests.conftest import Blog, find, post_text
from web.app import create_app


@pytest.fixture
def source(blog: Blog) -> EmbeddedSearcher:
    texts = ["検索エンジンと Python とデータベース。"] * 6 + [
        "東京でシミュレーターを使う。",
        "<b>x</b>",
    ]
    return blog({f"{n}.md": post_text(text, title=f"第{n}回") for n, text in enumerate(texts)})


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("pyhton", "python"), ("pythn", "python"), ("pythonn", "python"), ("けnさく", "検索"),
        ("ｋんさく", "検索"), ("とうきよう", "東京"),
        ("シミュレーダー", "シミュレータ"), ("pyhton 検索", "python 検索"),
    ],
)  # fmt: skip
def test_a_slip_is_put_right(source: EmbeddedSearcher, typed: str, meant: str) -> None:
    assert find(source, typed).suggestion == meant


@pytest.mark.parametrize(
    "typed",
    [
        "python",
        "検索",
        "",
        "xq",
        "ｘｙｚｚｙ",
        "の",
        '"pyhton"',
        "-pyhton",
        "tag:pyhton",
        "a" * 999,
    ],
)
def test_nothing_is_meant_but_what_was_typed(source: EmbeddedSearcher, typed: str) -> None:
    assert find(source, typed).suggestion is None


def test_a_hostile_query_is_tried_in_few_ways() -> None:
    assert len(list(_in_kana("kあ" * 10))) <= 25


def test_a_query_of_many_words_is_left_as_it_is(source: EmbeddedSearcher) -> None:
    assert find(source, "pyhton " + " ".join(f"zq{n}x" for n in range(8))).suggestion is None


def test_what_filters_leave_nothing_of_is_not_meant(source: EmbeddedSearcher) -> None:
    assert find(source, "pyhton", authors=("誰か",)).suggestion is None


def test_the_page_and_the_endpoint_offer_it(source: EmbeddedSearcher) -> None:
    client = create_app(source).test_client()
    assert client.get("/api/search?q=pyhton").get_json()["suggestion"] == "python"
    assert "もしかして" in client.get("/?q=pyhton").text
    assert "もしかして" not in client.get("/?q=python").text
