"""`sakuin mcp` as clients start it, and as they reach it over HTTP."""

import os
import signal
import subprocess
import sys
import urllib.error
import urllib.request
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Any
from unittest import mock

import anyio
import pytest
from flask import Flask
from mcp import Client
from mcp.client.stdio import StdioServerParameters
from mcp.types import CallToolResult

from index.values.errors import ConfigError
from index.values.settings import ServerSettings
from tests.conftest import PATIENCE, ROOT
from tests.console import SAKUIN, call, run
from tests.processes import process
from tests.serving import serving
from tests.test_mcp import texts, values
from web.mcp.http import serve_http

_MODES = ("auto", "legacy")
"""The newest protocol, and the handshake of clients before it."""


def _server(*arguments: object, cwd: Path = ROOT) -> StdioServerParameters:
    words = ["mcp", *map(str, arguments)]
    return StdioServerParameters(command=str(SAKUIN), args=words, env=dict(os.environ), cwd=cwd)


def _asked(server: Any, mode: str, *calls: tuple[str, dict[str, Any]]) -> list[CallToolResult]:
    """What a client gets for some calls of tools."""

    async def ask() -> list[CallToolResult]:
        async with Client(server, mode=mode, read_timeout_seconds=PATIENCE) as client:
            return [await client.call_tool(tool, arguments) for tool, arguments in calls]

    return anyio.run(ask)


def _walk(server: Any, mode: str) -> None:
    """Searches, reads the first hit, and asks for what is like it."""
    [result] = _asked(server, mode, ("search", {"query": "新幹線 駅弁", "size": 3}))
    hit = values(result)["hits"][0]
    assert hit["url"].startswith("https://shiomi.example/") and "新幹線" in hit["title"]
    assert any("駅弁" in one["snippet"] for one in hit["sections"])
    post, like, error = _asked(
        server, mode, ("get_post", {"id": hit["id"]}), ("related", {"id": hit["id"], "size": 2}),
        ("get_post", {"id": "none.md"}),
    )  # fmt: skip
    assert texts(post)[0].startswith(f"# {hit['title']}\n\n- URL: {hit['url']}\n")
    assert len(values(like)["hits"]) == 2
    assert error.is_error and texts(error)[0].startswith("unknown_post: ")


@pytest.mark.parametrize("mode", _MODES)
def test_a_client_starts_it_and_asks(mode: str, fixture_index: Path) -> None:
    _walk(_server("--index", fixture_index), mode)


def _over_http(
    index: Path, *options: str | Path
) -> AbstractContextManager[tuple[subprocess.Popen[str], str]]:
    return process(SAKUIN, "mcp", "--http", "--port", "0", "--index", index, *options)


@pytest.mark.parametrize("mode", _MODES)
def test_a_client_reaches_it_over_http(mode: str, fixture_index: Path) -> None:
    with _over_http(fixture_index) as (server, address):
        assert address.startswith("http://127.0.0.1:") and address.endswith("/mcp")
        _walk(address, mode)
        server.send_signal(signal.SIGTERM)
        assert server.wait(PATIENCE) == 0


def _status(address: str, **headers: str) -> int:
    """Of a request such as a page in a browser may send."""
    own = {"Content-Type": "application/json", "Accept": "application/json, text/event-stream"}
    body = b'{"jsonrpc":"2.0","id":1,"method":"tools/list"}'
    asked = urllib.request.Request(address, body, own | headers)
    try:
        with urllib.request.urlopen(asked, timeout=PATIENCE) as response:
            return int(response.status)
    except urllib.error.HTTPError as error:
        error.close()
        return error.code


def test_pages_of_other_sites_reach_nothing(fixture_index: Path) -> None:
    with _over_http(fixture_index) as (_, address):
        own = address.removesuffix("/mcp")
        assert _status(address) == _status(address, Origin=own) == 200
        assert _status(address, Origin="https://evil.example") == 403
        assert _status(address, Host="evil.example") == 421
        assert _status(address, Host="127.0.0.1.evil.example:80") == 421
        assert _status(address, **{"Content-Type": "text/plain"}) == 400


def test_names_of_the_server_are_settings(fixture_index: Path, tmp_path: Path) -> None:
    settings = tmp_path / "sakuin.toml"
    settings.write_text('[server]\nhosts = ["search.blog.example"]\n', encoding="utf-8")
    with _over_http(fixture_index, "--config", settings) as (_, address):
        for name in ("search.blog.example", "search.blog.example:8443"):
            assert _status(address, Host=name, Origin=f"https://{name}") == 200
        assert _status(address, Host="blog.example") == 421


def test_what_has_no_index_says_so_to_its_owner_and_no_place_to_others(tmp_path: Path) -> None:
    asked = ("search", {"query": "x"})
    [said] = _asked(_server("--index", tmp_path / "none"), "auto", asked)
    assert "none: no index here yet; run `sakuin reindex` first" in texts(said)[0]
    with _over_http(tmp_path / "none") as (_, address):
        [said] = _asked(address, "auto", asked)
    assert texts(said) == ["no_index: no index can be searched yet"]


def test_the_work_of_a_search_is_bounded(fixture_index: Path, tmp_path: Path) -> None:
    (tmp_path / "sakuin.toml").write_text("[server]\nmost_work = 1\n", encoding="utf-8")
    server = _server("--index", fixture_index, cwd=tmp_path)
    [said] = _asked(server, "auto", ("search", {"query": "新幹線"}))
    assert said.is_error and texts(said)[0].startswith("too_costly: ")


def test_it_ends_when_its_client_goes(fixture_index: Path) -> None:
    done = subprocess.run(
        [SAKUIN, "mcp", "--index", fixture_index], stdin=subprocess.DEVNULL, capture_output=True,
        timeout=PATIENCE, check=False,
    )  # fmt: skip
    assert (done.returncode, done.stdout, done.stderr) == (0, b"", b"")


def test_a_taken_port_and_an_unknown_name_are_named(fixture_index: Path) -> None:
    with serving(Flask("other")) as address:
        done = run("mcp", "--http", "--index", fixture_index, "--port", address.rpartition(":")[2])
    assert done.returncode == 3 and "cannot listen" in done.stderr
    for host in ("0.0.0.0", "::"):
        with pytest.raises(ConfigError, match=r"host: expected \[server\] hosts in sakuin.toml"):
            serve_http(mock.Mock(), ServerSettings(host=host))


def test_options_of_http_are_of_http(fixture_index: Path) -> None:
    done = call("mcp", "--port", "0", "--index", fixture_index)
    assert done.returncode == 2 and "--host and --port are of --http" in done.stderr


def test_without_the_extra_it_says_what_to_install(fixture_index: Path) -> None:
    with mock.patch.dict(sys.modules, {"mcp": None}):
        done = call("mcp", "--index", fixture_index)
    assert done.returncode == 2
    assert done.stderr == "sakuin: mcp: expected the extra: pip install 'sakuin[mcp]'\n"


def test_other_commands_do_without_the_library() -> None:
    program = (
        "import sys\n"
        "from web.cli import cli\n"
        "import web.app, web.mcp, web.serve, search.cli\n"
        "assert not {'mcp', 'pydantic', 'uvicorn', 'starlette'} & set(sys.modules)\n"
    )
    subprocess.run([sys.executable, "-c", program], check=True, cwd=ROOT)
