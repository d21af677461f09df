"""`sakuin serve`: a production server around the application."""

import dataclasses
import signal
from types import FrameType

import click
import waitress
from flask import Flask

from index.options import settings_of, settings_option
from index.values import ConfigError, MachineError, ServerSettings, reason_of
from search.open import open_searcher
from web.app import create_app


@click.command("serve")
@settings_option
@click.option("--host", help="Address to listen on.  [default: 127.0.0.1]")
@click.option(
    "--port", type=click.IntRange(0, 65535), help="Port; 0 takes a free one.  [default: 8080]"
)
def serve_command(config: str | None, index: str | None, host: str | None, port: int | None) -> int:
    """Serve the search page and the JSON endpoint."""
    settings = settings_of(config, index)
    server = settings.server
    server = dataclasses.replace(
        server,
        host=server.host if host is None else host,
        port=server.port if port is None else port,
    )
    with open_searcher(settings) as searcher:
        serve(create_app(searcher, server), server)
    return 0


def serve(app: Flask, settings: ServerSettings) -> None:
    """Answers until it is told to stop (SIGTERM, SIGINT). MachineError if the port is taken."""

    def stop(_signal: int, _frame: FrameType | None) -> None:
        raise SystemExit(0)

    signal.signal(signal.SIGTERM, stop)
    try:
        server = waitress.create_server(
            app, host=settings.host, port=settings.port, threads=settings.threads, ident=None,
            max_request_header_size=65_536, max_request_body_size=65_536,
            clear_untrusted_proxy_headers=not settings.proxy,
        )  # fmt: skip
    except ValueError:
        raise ConfigError(f"host: expected an address, found {settings.host!r}") from None
    except OSError as error:
        place = f"{settings.host}:{settings.port}"
        raise MachineError(f"{place}: cannot listen: {reason_of(error)}") from None
    port = getattr(server, "effective_port", settings.port)
    host = f"[{settings.host}]" if ":" in settings.host else settings.host
    print(f"http://{host}:{port}/", flush=True)
    try:
        server.run()
    finally:
        server.close()
