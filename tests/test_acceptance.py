"""The acceptance cases, each through a real index."""

import json
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import Blog, find, ids, marked, post_text

_FILE = Path(__file__).with_name("golden") / "acceptance.jsonl"
CASES = [json.loads(line) for line in _FILE.read_text(encoding="utf-8").split("\n") if line]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["id"])
def test_case_holds(case: dict[str, Any], blog: Blog) -> None:
    posts = case["posts"]
    files = {
        f"{number}.md": post_text(post["body"], title=post["title"], tags=post.get("tags", []))
        for number, post in enumerate(posts)
    }
    results = find(blog(files), case["query"])
    found = [int(name.removesuffix(".md")) for name in ids(results)]
    expected = case["expect"]
    assert set(expected.get("finds", [])) <= set(found)
    assert not set(expected.get("excludes", [])) & set(found)
    if "first" in expected:
        assert found[0] == expected["first"]
    shown = [
        text
        for hit in results.hits
        for pieces in (hit.title, *hit.snippets)
        for text in marked(pieces)
    ]
    for mark in expected.get("marks", []):
        assert mark in shown
