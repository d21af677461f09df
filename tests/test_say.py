"""What is printed of posts cannot steer a terminal."""

import ast
import json
import unicodedata
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.say import say_json, visible
from tests.conftest import ROOT, post_text
from tests.console import call

_EVIL = "x\x1b[31m\u202e\x9b\u2066\u200f\u061c\u2028\x07%1b%c2%9b%e2%80%ae"
_TURNS = {"LRE", "RLE", "LRO", "RLO", "PDF", "LRI", "RLI", "FSI", "PDI"}
_MARKS = "\u200e\u200f\u061c\u2028\u2029"


def _steers(char: str) -> bool:
    if char == "\n":
        return False
    control = unicodedata.category(char) in ("Cc", "Cs")
    return control or unicodedata.bidirectional(char) in _TURNS or char in _MARKS


def test_every_character_that_steers_is_replaced_and_no_other() -> None:
    for number in range(0x110000):
        char = chr(number)
        if _steers(char):
            assert visible(char) in ("\ufffd", " "), hex(number)
        elif not 0x206A <= number <= 0x206F and not 0xFFF9 <= number <= 0xFFFB:
            assert visible(char) == char, hex(number)


@given(st.text())
def test_json_says_the_same_without_them(text: str) -> None:
    said: list[str] = []
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("click.echo", said.append)
        say_json(json.dumps(text, ensure_ascii=False))
    assert json.loads(said[0]) == text
    assert not any(map(_steers, said[0]))


@pytest.fixture
def hostile(tmp_path: Path) -> Path:
    """A blog whose every field would steer a terminal."""
    fields = {name: f"{name}{_EVIL}" for name in ("author", "excerpt", "slug", "canonical_url")}
    lists = {"tags": [f"札{_EVIL}"], "categories": [f"類{_EVIL}"]}
    head = {**fields, **lists, "title": f"検索{_EVIL}の題", "date": "2025-01-01"}
    body = f"# 見出し{_EVIL}\n\n検索の話{_EVIL}。\n\n```\n検索{_EVIL}\n```\n"
    files = {
        "a.md": post_text(body, permalink="/p%1b%c2%9b%e2%80%ae/", **head),
        "b.md": post_text("検索の別の話。", permalink="/p%1b%c2%9b%e2%80%ae/", title="重なる"),
        "c\x1b[31m\u202e.md": post_text("検索のまた別の話。", title=f"題{_EVIL}"),
        "d\x1b]0;x\x07.md": "---\ntitle: [\n---\n" + "\0" * 99,
        "e\x9b\u2066.md": "---\ndate: \x1b[31m\u202e\n---\n検索",
    }
    for name, text in files.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    (tmp_path / "f\u202e.md").write_bytes(b"\xff\x00" * 99)
    (tmp_path / "g\udcff.md").write_text("検索")
    (tmp_path / "judged\u202e.tsv").write_text(f"検索\ta.md\tkind{_EVIL}\n", encoding="utf-8")
    return tmp_path


_WALK = (
    ("init",), ("reindex", "--dry-run"), ("reindex", "--dry-run", "--json"), ("reindex",),
    ("reindex", "--full", "--json"), ("search", "検索"), ("search", "検索 ぬるぽ"),
    ("search", "検作"), ("search", "--json", "検索"), ("why-not", "a.md", "検索"),
    ("why-not", "a.md", "話ぬるぽ"), ("check",), ("eval",), ("eval", "judged\u202e.tsv"),
    ("eval", "nothing\u202e\x1b.tsv"), ("search", "検索", "--sort", "\x1b\u202e"),
    ("why-not", "no\x1b\u202e.md", "検索"), ("\x1b\u202e",), ("search", "--size", "\x1b", "x"),
    ("reindex", "nowhere\x1b\u202e"), ("search", "x", "--index", "nowhere\x1b\u202e"),
)  # fmt: skip


def test_no_command_prints_what_steers(hostile: Path) -> None:
    said = ""
    for command in _WALK:
        done = call(*command, cwd=hostile)
        for text in (done.stdout, done.stderr):
            steering = [number for number, char in enumerate(text) if _steers(char)]
            shown = [text[max(0, number - 20) : number + 5] for number in steering]
            assert shown == [], command
        said += done.stdout + done.stderr
    assert said.count("\ufffd") > 20


def test_commands_print_by_one_function() -> None:
    for room in ("index", "search", "web"):
        for path in sorted((ROOT / room).rglob("*.py")):
            if path.name == "say.py":
                continue
            for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
                name = ast.unparse(node.func) if isinstance(node, ast.Call) else ""
                assert name not in ("print", "click.echo", "click.secho"), path
