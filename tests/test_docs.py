"""The commands of the pages in docs/ do what they say, in both languages."""

import re
import shlex
import shutil
from pathlib import Path

import pytest

from tests.conftest import FIXTURE, ROOT
from tests.console import call

_BLOCK = re.compile(r"^```console\n(.*?)^```", re.MULTILINE | re.DOTALL)
_ANY_BLOCK = re.compile(r"^```\w*\n.*?^```", re.MULTILINE | re.DOTALL)
_LINK = re.compile(r"\]\(([^)#:]+)(?:#[^)]*)?\)")
_TASKS = ("vps.md", "embedding.md", "relevance.md", "withheld.md", "github-actions.md")
"""Pages about what an owner wants to do: they are there in both languages."""
_PAGES = [ROOT / "README.md", ROOT / "README.ja.md", *sorted((ROOT / "docs").rglob("*.md"))]


def _commands(page: Path) -> list[str]:
    """What users type of `sakuin`, in order."""
    blocks = _BLOCK.findall(page.read_text(encoding="utf-8"))
    lines = [line for block in blocks for line in block.splitlines()]
    return [line.removeprefix("$ ") for line in lines if line.startswith("$ sakuin ")]


@pytest.mark.parametrize("name", ["docs/vps.md", "docs/ja/vps.md"])
def test_each_command_for_a_server_works_in_a_blog(name: str, tmp_path: Path) -> None:
    shutil.copytree(FIXTURE, tmp_path / "blog")
    commands = _commands(ROOT / name)
    assert len(commands) >= 5
    for command in commands:
        done = call(*shlex.split(command)[1:], cwd=tmp_path / "blog")
        assert done.returncode == 0, (command, done.stdout, done.stderr)


@pytest.mark.parametrize("name", ["README.md", "README.ja.md"])
def test_the_session_of_the_readme_is_one(name: str, tmp_path: Path) -> None:
    shutil.copytree(FIXTURE, tmp_path / "tests" / "posts")
    for command in _commands(ROOT / name)[:2]:
        done = call(*shlex.split(command)[1:], cwd=tmp_path)
        assert done.returncode == 0, (command, done.stdout, done.stderr)


@pytest.mark.parametrize("page", _PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_each_link_leads_to_a_file(page: Path) -> None:
    text = _ANY_BLOCK.sub("", page.read_text(encoding="utf-8"))
    for target in _LINK.findall(text):
        assert (page.parent / target).exists(), target


@pytest.mark.parametrize("name", _TASKS)
def test_each_task_has_its_page_in_both_languages(name: str) -> None:
    english, japanese = (
        (folder / name).read_text(encoding="utf-8")
        for folder in (ROOT / "docs", ROOT / "docs" / "ja")
    )
    assert _BLOCK.findall(english) == _BLOCK.findall(japanese)
    assert re.search("[ぁ-ん]{3}", _ANY_BLOCK.sub("", japanese))


def test_the_readme_is_short() -> None:
    for name in ("README.md", "README.ja.md"):
        assert len((ROOT / name).read_text(encoding="utf-8").splitlines()) < 150
