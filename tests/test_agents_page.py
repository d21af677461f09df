"""What docs/agents.md tells to type is typed, over the fixture blog."""

import asyncio
import json
import os
import re
import shlex
import shutil
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from mcp import Client
from mcp.client.stdio import StdioServerParameters

from tests.conftest import PATIENCE, ROOT
from tests.console import SAKUIN
from tests.processes import process

_PAGE = (ROOT / "docs" / "agents.md").read_text(encoding="utf-8")
_INDEX = "/srv/blog/.sakuin"
_MCP, _WEB = "http://127.0.0.1:8081/mcp", "http://127.0.0.1:8080/"


def _blocks(language: str) -> list[str]:
    return re.findall(rf"^```{language}\n(.*?)^```$", _PAGE, re.MULTILINE | re.DOTALL)


def _commands() -> list[list[str]]:
    lines = "\n".join(_blocks("console")).splitlines()
    return [shlex.split(line.removeprefix("$ ")) for line in lines if line.startswith("$ ")]


@contextmanager
def _started(said: str, index: Path) -> Iterator[str]:
    """The address of what the page starts, which is to be like the one it says."""
    [block] = [one for one in _blocks("console") if one.endswith(f"{said}\n")]
    name, *words = shlex.split(block.splitlines()[0].removeprefix("$ "))
    assert name == "sakuin"
    words = [str(index) if word == _INDEX else word for word in words]
    with process(SAKUIN, *words, "--port", "0") as (_, address):
        assert re.sub(r":\d+/", "", address) == re.sub(r":\d+/", "", said)
        yield address


async def _tools(server: Any) -> list[str]:
    async with Client(server) as client:
        return [tool.name for tool in (await client.list_tools()).tools]


def test_every_command_is_known_here() -> None:
    commands = _commands()
    assert [words[0] for words in commands] == ["pip", "sakuin", "sakuin", *["curl"] * 4]
    extra = re.fullmatch(r"sakuin\[(\w+)\]", commands[0][-1])
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    assert extra is not None and extra[1] in project["optional-dependencies"]


def test_a_client_is_set_up_as_the_page_says(fixture_index: Path) -> None:
    own, http = (json.loads(block)["mcpServers"]["blog"] for block in _blocks("json"))
    args = [str(fixture_index) if word == _INDEX else word for word in own["args"]]
    assert own["command"] == SAKUIN.name
    server = StdioServerParameters(command=str(SAKUIN), args=args, env=dict(os.environ))
    tools = asyncio.run(_tools(server))
    assert http == {"type": "http", "url": _MCP}
    with _started(_MCP, fixture_index) as address:
        assert asyncio.run(_tools(address)) == tools
    assert all(f"- `{name}(" in _PAGE for name in tools)


def test_the_program_of_the_page_finds_posts(fixture_index: Path) -> None:
    [program] = _blocks("python")
    program = program.replace('"sakuin"', repr(str(SAKUIN))).replace(_INDEX, str(fixture_index))
    program = program.replace("args=[", "env=dict(__import__('os').environ), args=[")
    said = subprocess.run(
        [sys.executable, "-c", program], cwd=ROOT, check=True, capture_output=True, text=True,
        timeout=PATIENCE,
    ).stdout  # fmt: skip
    assert "https://shiomi.example/" in said and len(said.splitlines()) == 2


@pytest.mark.skipif(not shutil.which("curl"), reason="needs curl")
def test_what_is_fetched_is_there(fixture_index: Path) -> None:
    begins = ["# 索引", '{"query":"新幹線"', "# 新幹線", '{"openapi":"3.1']
    with _started(_WEB, fixture_index) as address:
        fetched = [words for words in _commands() if words[0] == "curl"]
        for words, begin in zip(fetched, begins, strict=True):
            command = [word.replace(_WEB, address) for word in words]
            done = subprocess.run(command, capture_output=True, text=True, check=True)
            assert done.stdout.startswith(begin), (words, done.stdout[:80])
