"""Anchors of headings are those that generators make."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from index.posts.load import load_post
from index.posts.sites.hugo.anchors import anchors as of_hugo
from index.posts.sites.jekyll.anchors import anchors as of_jekyll
from index.posts.sites.npm.docusaurus import Docusaurus
from index.posts.sites.npm.hexo import Hexo
from index.posts.sites.npm.js_values import Table
from index.posts.sites.npm.vitepress import VitePress
from index.posts.sites.platforms.qiita import Qiita
from index.posts.sites.rules.anchors import Heading
from index.posts.sites.rules.generator import Generator
from index.posts.sites.site import Site
from search.contract.request import Request
from tests.anchors import GENERATORS, golden, ours, real
from tests.conftest import JST, NOW, Blog

_HEADINGS = [Heading("見出し A--B"), Heading("手で {#own}"), Heading("見出し A--B"), Heading("！")]


@pytest.mark.parametrize("name", GENERATORS)
def test_each_heading_has_the_anchor_that_its_generator_makes(name: str) -> None:
    assert [anchor for _, anchor in ours(name)] == [anchor or "" for anchor in golden()[name]]


def test_the_real_hugo_makes_the_anchors_of_the_golden_file(tmp_path: Path) -> None:
    assert real("hugo", tmp_path) == golden()["hugo"]


@pytest.mark.parametrize(
    ("rules", "config", "expected"),
    [
        (of_hugo, {}, ["見出し-ab", "own", "見出し-ab-1", "heading"]),
        (of_hugo, {"autoheadingid": False}, ["", "own", "", ""]),
        (of_hugo, {"autoidtype": "github-ascii"}, ["-ab", "own", "-ab-1", "heading"]),
        (of_hugo, {"autoheadingidtype": "blackfriday"},
         ["見出し-a-b", "own", "見出し-a-b-1", "heading"]),
        (of_jekyll, {}, ["見出し-ab", "own", "見出し-ab-1", ""]),
        (of_jekyll, {"auto_ids": False}, ["", "own", "", ""]),
        (of_jekyll, {"auto_id_prefix": "h-"}, ["h-見出し-ab", "own", "h-見出し-ab-1", ""]),
        (of_jekyll, {"input": "kramdown"}, ["ab", "own", "ab-1", "section"]),
    ],
)  # fmt: skip
def test_the_configuration_chooses_the_rule(
    rules: Callable[[dict[str, Any], list[Heading]], list[str]],
    config: dict[str, Any],
    expected: list[str],
) -> None:
    parser = {"goldmark": {"parser": config}}
    assert rules({"markup": parser, "kramdown": config}, _HEADINGS) == expected


def test_hugo_without_its_typographer_keeps_hyphens() -> None:
    off = {"goldmark": {"extensions": {"typographer": {"disable": True}}}}
    assert of_hugo({"markup": off}, _HEADINGS[:1]) == ["見出し-a--b"]


def test_other_markdown_of_jekyll_makes_no_anchors_that_are_known() -> None:
    assert of_jekyll({"markdown": "CommonMarkGhPages"}, _HEADINGS[:2]) == ["", "own"]


@pytest.mark.parametrize(
    ("generator", "expected"),
    [
        (Generator(), ["", "", "", ""]),
        (Qiita(), ["見出し-a--b", "手で-own", "見出し-a--b-1", ""]),
        (Hexo(), ["見出し-A–B", "手で-own", "見出し-A–B-1", "！"]),
        (Hexo({"marked": {"modifyanchors": 1, "smartypants": False}}),
         ["見出し-a-b", "手で-own", "見出し-a-b-1", "！"]),
        (Hexo({"marked": {"headerids": False}}), ["", "", "", ""]),
        (Docusaurus(told=Table({"markdown": Table({"anchors": Table({"maintainCase": True})})})),
         ["見出し-A--B", "own", "見出し-A--B-1", ""]),
        (VitePress(told=Table({"markdown": Table({"anchor": Table()})})), ["", "", "", ""]),
    ],
)  # fmt: skip
def test_generators_have_rules_of_their_own(generator: Generator, expected: list[str]) -> None:
    assert generator.anchors(_HEADINGS) == expected


def test_a_passage_that_is_dropped_as_a_repetition_still_counts_for_anchors() -> None:
    again = "## 見出し\n\nこれは最初の段落で、何度も同じように現れる長めの文章です。\n\n"
    text = f"---\ntitle: 題\n---\n{again * 3}## 見出し\n\n別の話です。"
    post = load_post(text.encode(), "a.md", _HUGO, JST, NOW)
    assert [s.anchor for s in post.sections if s.field == "heading"] == ["見出し", "見出し-3"]


_HUGO = Site(GENERATORS["hugo"])


def test_attributes_below_a_heading_are_shown_in_code_only() -> None:
    code = "## 題\n{: #own}"
    text = f"---\ntitle: x\n---\n## 題\n{{: #own .toc}}\n\n本文\n\n```\n{code}\n```\n".encode()
    post = load_post(text, "a.md", Site(GENERATORS["jekyll"]), JST, NOW)
    assert [(s.field, s.text, s.anchor) for s in post.sections[1:]] == [
        ("heading", "題", "own"), ("body", "本文", ""), ("code", code, ""),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("heading", "anchor"),
    [('<h2 id="a\nb">改行</h2>', ""), ("## " + "長" * 600, ""), ("## 見出し {#a\x07b}", "ab")],
)
def test_an_anchor_can_stand_in_an_address(heading: str, anchor: str) -> None:
    text = f"---\ntitle: x\n---\n{heading}\n\n本文\n".encode()
    post = load_post(text, "a.md", _HUGO, JST, NOW)
    assert [s.anchor for s in post.sections if s.field == "heading"] == [anchor]


def test_a_post_with_any_anchor_and_any_seam_is_found(blog: Blog) -> None:
    files = {
        "hugo.toml": 'baseURL = "https://ex.jp"',
        "content/a.md": '---\ntitle: 甲\n---\n<h2 id="a\nb">改行</h2>\n\n桜餅の話。\n',
        "content/b.md": f"---\ntitle: 乙\n---\n{'長い文。' * 20_000}\n\n"
        "桜餅の ![これは{漢字|かんじ}の絵](a.png) 話[^1]。\n\n[^1]: 注\n",
    }
    hits = blog(dict(files)).search(Request("桜餅")).hits
    assert [hit.meta.title for hit in hits] == ["甲", "乙"]


def test_a_heading_of_any_length_is_answered_shortly(blog: Blog) -> None:
    text = f"---\ntitle: x\n---\n## {'長い見出し' * 9_000}\n\n桜餅の話。\n"
    files = {"hugo.toml": 'baseURL = "https://ex.jp"', "content/a.md": text}
    [hit] = blog(dict(files)).search(Request("桜餅")).hits
    assert len(repr(hit.sections)) < 2_000
