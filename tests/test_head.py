"""Front matter as people break it → metadata and body."""

from pathlib import Path

import pytest

from index.posts.front_matter.fields import verdict
from index.posts.front_matter.head import Head, split_head
from index.values.errors import PostError
from index.values.post import Visibility
from tests.conftest import JST, NOW


def head(text: str) -> Head:
    return split_head(text, "a.md")


def test_yaml_between_fences_is_read() -> None:
    assert head("---\ntitle: 題\ntags: [a, b]\n---\n本文") == Head(
        {"title": "題", "tags": ["a", "b"]}, "本文"
    )


def test_yaml_may_end_in_three_dots() -> None:
    found = head("---\ntitle: 題\npublished: false\n...\n本文\n\n---\n\nあと")
    assert found == Head({"title": "題", "published": "false"}, "本文\n\n---\n\nあと")


@pytest.mark.parametrize(
    "line",
    [
        "published: false # まだ", "  published: false", "\tdraft: true",
        "build:\n  draft: false\ndraft: true", "build:\n  draft: 'true'\ndraft: false",
        "draft: true\nbuild:\n  published: true",
    ],
)  # fmt: skip
def test_what_keeps_a_post_back_is_read_in_a_broken_head_too(line: str) -> None:
    meta = head(f"---\ntitle: 新製品: 秘密\n{line}\n---\n本文").meta
    assert verdict(meta, False, None, JST, NOW).visibility is Visibility.DRAFT


def test_toml_between_plus_signs_is_read() -> None:
    found = head('+++\ntitle = "題"\ntags = ["a"]\n[extra]\nx = 1\n+++\n本文')
    assert found.meta == {"title": "題", "tags": ["a"], "extra": {"x": 1}}
    assert (found.body, found.warnings) == ("本文", ())


@pytest.mark.parametrize(
    ("text", "warning"),
    [
        ("---title: 題\ndate: 2024-01-01\n---\n本文", "key on the fence's line"),
        ("--- title: 題\ndate: 2024-01-01\n---\n本文", "key on the fence's line"),
        ("<!--\ntitle: 題\ndate: 2024-01-01\n-->\n本文", "in an HTML comment"),
        ("<!--\n---\ntitle: 題\ndate: 2024-01-01\n---\n-->\n本文", "in an HTML comment"),
        ("title: 題\ndate: 2024-01-01\n\n本文", "expected --- around it"),
        ("---\ntitle: 題\ndate: 2024-01-01\n\n本文", "expected --- around it"),
        ("--\ntitle: 題\ndate: 2024-01-01\n---\n本文", "broken opening fence"),
        ("x--\ntitle: 題\ndate: 2024-01-01\n---\n本文", "broken opening fence"),
    ],
)  # fmt: skip
def test_a_broken_frame_is_mended_and_reported(text: str, warning: str) -> None:
    found = head(text)
    assert (found.meta, found.body) == ({"title": "題", "date": "2024-01-01"}, "本文")
    assert found.warnings == (f"a.md:1: front matter: {warning}",)


@pytest.mark.parametrize("title", ["題", "題: 副題", "[C#] 題 # 1", "@題", "「題」"])
def test_the_comment_that_tools_for_qiita_write_is_no_slip(title: str) -> None:
    found = head(f"<!--\ntitle: {title}\ntags:  a b\nid: 0123456789abcdef0123\n-->\n本文")
    assert found.meta == {"title": title, "tags": "a b", "id": "0123456789abcdef0123"}
    assert (found.body, found.warnings) == ("本文", ())


def test_an_unfenced_head_may_end_in_a_line_body() -> None:
    assert head("title: 題\ndate: x\nbody:\n\n本文").meta == {"title": "題", "date": "x"}


@pytest.mark.parametrize(
    ("lines", "line"),
    [
        ("title: 題\nb: @x\ntags: [c, 'd']", 3),
        ("title: %題\nb: '@x'\ntags:\n- c\n- \"d\"", 2),
        ("title: 題\n\tb: x\nb: '@x'\ntags:\n  - c\n  - d", 3),
    ],
)
def test_broken_yaml_is_read_line_by_line_with_a_warning_of_the_line(lines: str, line: int) -> None:
    found = head(f"---\n{lines}\n---\n本文")
    assert str(found.meta["title"]).endswith("題")
    assert (found.meta["b"], found.meta["tags"], found.body) == ("@x", ["c", "d"], "本文")
    assert found.warnings == (f"a.md:{line}: front matter: expected YAML; read line by line",)


def test_broken_toml_is_read_line_by_line() -> None:
    found = head('+++\ntitle = "題"\nb = c\n+++\n本文')
    assert (found.meta, found.body) == ({"title": "題", "b": "c"}, "本文")
    assert "expected TOML" in found.warnings[0]


def test_keys_in_capitals_are_read() -> None:
    assert head("---\nTitle: 題\nTAGS: [a]\n---\n").meta == {"title": "題", "tags": ["a"]}


def test_values_stay_text_as_typed() -> None:
    values = {"title": "12:30", "draft": "no", "version": "1.10", "date": "2024-01-01"}
    lines = "\n".join(f"{key}: {value}" for key, value in values.items())
    assert head(f"---\n{lines}\n---\n").meta == values


def test_a_bomb_of_aliases_is_refused() -> None:
    rows = [f"{b}: &{b} [{', '.join([f'*{a}'] * 9)}]" for a, b in ("ab", "bc", "cd")]
    text = "\n".join(["---", "a: &a [lol]", *rows, "---", "本文"])
    with pytest.raises(PostError, match=r"^a\.md:1: .*at most 16 YAML aliases, found 27"):
        head(text)


def test_a_few_aliases_are_believed() -> None:
    assert head("---\na: &a x\nb: *a\n---\n").meta == {"a": "x", "b": "x"}


def test_a_head_beyond_reason_is_refused() -> None:
    with pytest.raises(PostError, match=r"at most 65,536 characters"):
        head("---\ntitle: " + "題" * 70_000 + "\n---\n")


@pytest.mark.parametrize(
    "text",
    [
        "---\n\nこれは散文です。\n\n---\n\nつづき", "---\n\nこれは散文です。",
        "---\n- 項目\n- 項目\n---\nつづき",
        "title: 題だけ\n\n本文", "本文だけ", "", "---",
    ],
)  # fmt: skip
def test_a_text_without_a_head_is_kept_whole(text: str) -> None:
    assert head(text) == Head({}, text)


def test_an_empty_head_goes() -> None:
    assert head("---\n---\n本文") == Head({}, "本文")


def test_a_rule_after_the_head_is_the_bodys() -> None:
    assert head("---\ntitle: 題\n---\n\n---\n一\n---\n").body == "---\n一\n---"


def test_objects_of_python_are_never_made(tmp_path: Path) -> None:
    trace = tmp_path / "trace"
    found = head(f"---\ntitle: !!python/object/apply:os.system ['touch {trace}']\n---\n本文")
    assert found.meta == {"title": [f"touch {trace}"]}
    assert not trace.exists()


@pytest.mark.parametrize(
    "prose",
    ["注意: これは散文です。長い。", "今日の話。\nURL: http://a\n続く話。",
     "昨日の話。\n\n12:30 に起きた。", "https://example.com/a を見た"],
)  # fmt: skip
def test_prose_between_two_rules_is_no_head(prose: str) -> None:
    assert prose in head(f"---\n\n{prose}\n\n---\n\nつづき").body


@pytest.mark.parametrize("opening", ["[", "{", "[{"])
def test_brackets_deeper_than_a_parser_can_bear_are_refused(opening: str) -> None:
    with pytest.raises(PostError, match=r"a\.md:1: front matter: expected at most 50 brackets"):
        head("---\na: " + opening * 30_000 + "\n---\nx")


def test_the_line_of_a_complaint_counts_blank_lines_before_the_head() -> None:
    assert head("\n\n---\ntitle: a\ndate: @x\n---\n本文").warnings[0].startswith("a.md:5:")


def test_an_unclosed_comment_costs_no_time() -> None:
    text = "<!--" + " " * 100_000
    assert head(text).body.startswith("<!--")
