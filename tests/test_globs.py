"""Globs: which paths they match."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.values.globs import globbed, has_closed_braces, matches


@pytest.mark.parametrize(
    ("glob", "yes", "no"),
    [("drafts/**", "drafts/a/b.md", "old/drafts/a.md"), ("**/drafts/**", "drafts/a.md", "a.md"),
     ("*.md", "a.md", "b/a.md"), ("**/*.md", "a.md", "a.mdx"), ("20??-*.md", "2024-a.md", "202.md"),
     ("{a,b/c}.md", "b/c.md", "b.md"), ("drafts", "drafts/a/b.md", "drafts2/a.md"),
     ("./旅/", "旅/a.md", "旅行/a.md"), ("か\u3099.md", "が.md", "か.md"),
     ("a,b.md", "a,b.md", "a"), ("{a,b", "{a,b", "a"), ("[a].md", "[a].md", "a.md")],
)  # fmt: skip
def test_a_glob_matches_paths_and_what_is_below_them(glob: str, yes: str, no: str) -> None:
    assert matches([glob], yes)
    assert not matches([glob], no)


def test_no_glob_matches_nothing_and_any_of_several_does() -> None:
    assert not matches([], "a.md")
    assert matches(["b.md", "a.md"], "a.md")


@given(st.text("ab{},*?/.[(\\|", max_size=12))
def test_any_text_is_a_glob(text: str) -> None:
    re.compile(globbed(text))


@given(st.text("ab,{}", max_size=12))
def test_a_text_without_stars_matches_itself(text: str) -> None:
    assert has_closed_braces(text) or re.fullmatch(globbed(text), text)
