"""Markdown becomes the same HTML as by cmarkgfm's own function, and what cmark made is freed."""

import re
from pathlib import Path

import pytest
from cmarkgfm import cmark
from hypothesis import given, reject
from hypothesis import strategies as st

from index.posts.markdown import cmark as ours

_STATM = Path("/proc/self/statm")
_PAGE = 4096
_PIECES = st.sampled_from([
    "[^a]", "[^a]: x", "[^b]:", "|a|b|\n|-|-|\n", "~~", "*", "**", "`", "```\n", "- [ ] x\n", "> ",
    "- ", "1. ", "<div>", "</div>", "[x](y)", "\n\n", "\n", "![a](b)", "\n[a]: /x\n", "[a]",
    "\0", "\\", "&amp;", "漢字", "---", "===\n", "    ", "# ",
])  # fmt: skip
_MARKDOWN = st.lists(_PIECES, max_size=40).map("".join)


@given(_MARKDOWN)
def test_html_is_that_of_the_wrapper(markdown: str) -> None:
    try:
        expected = cmark.markdown_to_html_with_extensions(markdown, ours._OPTIONS, ours._EXTENSIONS)
    except UnicodeDecodeError:
        reject()  # cmark cut a character: told by a test of its own
    assert ours.html_of(markdown) == expected


def test_without_the_functions_of_the_library_the_wrapper_is_called(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(ours, "_library", lambda: None)
    assert re.search("<del>b</del>", ours.html_of("a ~~b~~"))


def test_a_label_that_cmark_cuts_within_a_character_costs_no_more_than_that() -> None:
    assert "新幹線" in ours.html_of("\\&[^1あ[`]\nあ(*.] 新幹線\n\n新幹線")


@pytest.mark.skipif(not _STATM.exists(), reason="this system does not tell a process's memory")
def test_what_cmark_made_is_freed() -> None:
    text = "**検索** [索引](/a)\n\n| a | b |\n|---|---|\n| c | d |\n\n" * 10_000
    ours.html_of(text)
    before = _resident()
    for _ in range(10):  # 700 MB, were it kept
        ours.html_of(text)
    assert _resident() - before < 200_000_000


def _resident() -> int:
    """Bytes of memory that this process holds."""
    return int(_STATM.read_text().split()[1]) * _PAGE
