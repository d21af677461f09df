"""The tools of MCP over HTTP."""

import signal
from types import FrameType

import uvicorn
from mcp.server.mcpserver import MCPServer
from mcp.server.transport_security import TransportSecuritySettings

from index.say import say
from index.values import ConfigError, ServerSettings
from web.listen import HEADER_BYTES, address_of, listen

PATH = "/mcp"
_LOOPBACK = ("127.0.0.1", "localhost", "[::1]")
_ALL = ("", "*", "0.0.0.0", "::")
_PATIENCE = 5
"""Seconds in which requests under way may end when the server is told to stop."""


def serve_http(server: MCPServer[None], settings: ServerSettings) -> None:
    """Answers at /mcp until told to stop (SIGTERM, SIGINT), and only requests whose Host and Origin
    are names of this server: a page elsewhere cannot have a browser ask. ConfigError where it is
    not known by which names it is asked, MachineError if the port is taken."""
    app = server.streamable_http_app(
        streamable_http_path=PATH, stateless_http=True, json_response=True,
        max_request_body_size=HEADER_BYTES, transport_security=_security(settings),
    )  # fmt: skip
    for told in (signal.SIGTERM, signal.SIGINT):
        signal.signal(told, _stop)
    with listen(settings) as listening:
        config = uvicorn.Config(
            app, log_level="error", access_log=False, server_header=False,
            timeout_graceful_shutdown=_PATIENCE,
        )  # fmt: skip
        say(address_of(listening, settings.host).rstrip("/") + PATH)
        uvicorn.Server(config).run(sockets=[listening])


def _security(settings: ServerSettings) -> TransportSecuritySettings:
    """The names in Host, with a port or without, and the origins of pages at them."""
    if settings.host in _ALL and not settings.hosts:
        raise ConfigError(
            f"host: expected [server] hosts in sakuin.toml, the names that clients use, since "
            f"{settings.host!r} is every address"
        )
    own = f"[{settings.host}]" if ":" in settings.host else settings.host
    names = dict.fromkeys([*_LOOPBACK, own, *settings.hosts])
    hosts = [form for name in names for form in (name, f"{name}:*")]
    origins = [f"{scheme}://{host}" for scheme in ("http", "https") for host in hosts]
    return TransportSecuritySettings(allowed_hosts=hosts, allowed_origins=origins)


def _stop(_signal: int, _frame: FrameType | None) -> None:
    raise SystemExit(0)
