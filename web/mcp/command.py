"""`sakuin mcp`: the searcher as tools for agents, by the Model Context Protocol."""

import dataclasses
from importlib.util import find_spec

import click

from index.options import settings_of, settings_option
from index.values import ConfigError, Settings
from search.open import open_searcher
from web.told import told

_PORT = 8081


@click.command("mcp")
@settings_option
@click.option("--http", is_flag=True, help="Answer over HTTP, not on standard input and output.")
@click.option("--host", help="With --http: address to listen on.  [default: 127.0.0.1]")
@click.option(
    "--port", type=click.IntRange(0, 65535),
    help=f"With --http: port; 0 takes a free one.  [default: {_PORT}]",
)  # fmt: skip
def mcp_command(
    config: str | None, index: str | None, http: bool, host: str | None, port: int | None
) -> int:
    """Let agents search, by the Model Context Protocol: the tools search, get_post and related.

    It needs the extra mcp: pip install 'sakuin[mcp]'
    """
    if not http and (host is not None or port is not None):
        raise click.UsageError("--host and --port are of --http")
    if find_spec("mcp") is None:
        raise ConfigError("mcp: expected the extra: pip install 'sakuin[mcp]'")
    settings = settings_of(config, index)
    if http:
        _serve_http(settings, host or "127.0.0.1", _PORT if port is None else port)
    else:
        _serve_stdio(settings)
    return 0


def _serve_stdio(settings: Settings) -> None:
    """Answers whoever started this process, until they close its standard input."""
    from web.mcp.tools import create_server

    with open_searcher(settings, serving=True) as searcher:
        create_server(searcher).run("stdio")


def _serve_http(settings: Settings, host: str, port: int) -> None:
    from web.mcp.http import serve_http
    from web.mcp.tools import create_server

    server = dataclasses.replace(settings.server, host=host, port=port)
    with open_searcher(settings, serving=True) as searcher:
        serve_http(create_server(searcher, told), server)
