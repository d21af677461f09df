"""Addresses of passages lead a browser to the sentence that matched."""

from pathlib import Path
from urllib.parse import quote, unquote

import pytest
from hypothesis import given
from hypothesis import strategies as st
from playwright.sync_api import Browser

from search.contract.request import Request
from search.show.text_fragments import passage_address, text_fragment
from tests.browsing import browser
from tests.conftest import Blog, post_text
from tests.passages import KINDS, PAGE, found, missed, text
from tests.rendered import rendered

__all__ = ["browser"]


def test_a_browser_has_each_sentence_in_sight(browser: Browser, tmp_path: Path) -> None:
    for name in ("built", "site"):
        (tmp_path / name).mkdir()
    html = PAGE + rendered("hugo", text(), tmp_path / "built")
    addresses = dict(found("hugo", tmp_path / "site"))
    assert addresses.keys() == KINDS.keys()
    assert list(missed(browser.new_page(), html, addresses.items())) == []


def test_without_its_fragment_an_address_leads_to_the_heading_alone(
    browser: Browser, tmp_path: Path
) -> None:
    html = PAGE + rendered("hugo", text({"plain": KINDS["plain"]}), tmp_path)
    address = f"http://blog.example/#{quote('見出し-plain')}"
    assert list(missed(browser.new_page(), html, [("plain", address)], patience=200))


@pytest.mark.parametrize(
    ("shown", "sentence", "seams", "expected"),
    [
        ("短い文です。次の文。", "短い文です。", [], "短い文です。"),
        ("前の文。同じ文です。後の文。同じ文です。", "同じ文です。", [], "同じ文です。"),
        ("漢字の読みの文です。", "漢字の読みの文です。", [(0, 2)], "の読みの文です。"),
        ("これは漢字の読みの文です。", "これは漢字の読みの文です。", [(3, 5)],
         "の読みの文です。"),
        ("これから漢字の読みの文です。", "これから漢字の読みの文です。", [(4, 6)],
         "これから,の読みの文です。"),
        ("長い文の、はじめの節から、なかの節を通り、おわりの節に至るまでの文です。", "", [],
         "長い文の、はじめの節から、,おわりの節に至るまでの文です。"),
        ("範囲は 1--2 とされる。", "", [], "範囲は 1,2 とされる。"),
        ("短。", "", [], ""),
    ],
)  # fmt: skip
def test_a_sentence_is_told_by_what_browsers_have_of_it(
    shown: str, sentence: str, seams: list[tuple[int, int]], expected: str
) -> None:
    start = shown.index(sentence) if sentence else 0
    end = start + len(sentence or shown)
    fragment = text_fragment(shown, start, end, seams)
    assert unquote(fragment.removeprefix(":~:text=")) == expected


def test_a_sentence_that_was_there_before_is_told_by_what_stands_before_it() -> None:
    shown = "前の文。同じ文です。後の文が来る。同じ文です。"
    start = shown.rindex("同じ")
    assert unquote(text_fragment(shown, start, len(shown), [])) == (
        ":~:text=後の文が来る。-,同じ文です。"
    )


@given(st.text(min_size=1), st.data())
def test_what_is_sought_stands_in_the_sentence(shown: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(shown) - 1))
    end = data.draw(st.integers(start, len(shown)))
    fragment = text_fragment(shown, start, end, []).removeprefix(":~:text=")
    sought = [unquote(one) for one in fragment.split(",") if not one.endswith("-")]
    assert all(one in shown[start:end] for one in sought)
    assert fragment.isascii()


def test_half_a_surrogate_pair_stands_in_no_address() -> None:
    assert text_fragment("壊れた\ud83c文字です。", 0, 10, []).isascii()
    assert passage_address("/a/", "\ud83c") == "/a/#?"


@pytest.mark.parametrize(
    ("url", "anchor", "expected"),
    [
        ("/a/", "見出し", "/a/#%E8%A6%8B%E5%87%BA%E3%81%97"), ("/a/", "", "/a/"),
        ("/a/#x", "y", "/a/#x"), ("https://ex.jp/a", "%E3%81%82", "https://ex.jp/a#%E3%81%82"),
        ("/a/", 'a"<b>', "/a/#a%22%3Cb%3E"),
    ],
)  # fmt: skip
def test_anchors_stand_encoded_in_addresses(url: str, anchor: str, expected: str) -> None:
    assert passage_address(url, anchor) == expected


def test_sections_are_those_that_match_best(blog: Blog) -> None:
    parts = [
        "前書き。",
        "## 旅の支度",
        "京都へ行く。",
        "## 駅弁",
        "京都で駅弁を買う。",
        "## 帰り",
        "寝る。",
    ]
    post = post_text("\n\n".join(parts), title="題")
    files = {"hugo.toml": 'baseURL = "https://ex.jp"', "content/a.md": post}
    [hit] = blog(files).search(Request("京都 駅弁")).hits
    assert [(one.heading, one.url and unquote(one.url)) for one in hit.sections] == [
        ("駅弁", "https://ex.jp/a/#駅弁"), ("旅の支度", "https://ex.jp/a/#旅の支度"),
    ]  # fmt: skip
    assert "".join(text for text, _ in hit.sections[0].snippet) == "京都で駅弁を買う。"
    [hit] = blog(files).search(Request("帰り")).hits
    [section] = hit.sections
    assert unquote(section.passage_url or "") == "https://ex.jp/a/#帰り"
    assert section.snippet == (("寝る。", False),)


def test_a_post_without_an_address_has_sections_without_one(blog: Blog) -> None:
    files = {"a.md": post_text("## 旅\n\n京都へ行く。", title="題")}
    [hit] = blog(files).search(Request("京都")).hits
    [section] = hit.sections
    assert (section.heading, section.url, section.passage_url) == ("旅", None, None)
