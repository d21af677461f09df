"""What tests call within their process is what a user's process does."""

import json
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import post_text
from tests.console import Done, call, run

_WALK = (
    ("init",), ("reindex", "--json"), ("search", "--json", "新幹線"), ("why-not", "a.md", "京都"),
    ("check", "--docker"), ("serch",), ("search", "駅", "--size", "0"),
)  # fmt: skip
_TIMES = {"seconds", "took_ms", "indexed_at"}


def _said(done: Done) -> tuple[int, Any, str]:
    """What a command said, without what it took and when."""
    said: Any = done.stdout
    if said.startswith("{"):
        said = {name: value for name, value in json.loads(said).items() if name not in _TIMES}
    return done.returncode, said, done.stderr


@pytest.mark.unmeasured
def test_a_command_called_here_says_what_its_process_says(tmp_path: Path) -> None:
    walks = []
    for way in (run, call):
        folder = tmp_path / way.__name__ / "blog"
        folder.mkdir(parents=True)
        (folder / "a.md").write_text(post_text("新幹線の駅。", title="旅"), encoding="utf-8")
        (folder / "b.md").write_bytes(b"\xff\x00" * 99)
        walks.append([_said(way(*command, cwd=folder)) for command in _WALK])
    assert walks[0] == walks[1]
    assert {code for code, _, _ in walks[0]} == {0, 2}
