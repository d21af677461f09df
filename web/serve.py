"""`sakuin serve`: a production server around the application."""

import dataclasses
import signal
import socket
import sys
from collections.abc import Callable
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from types import FrameType
from typing import Any

import click
import waitress
from flask import Flask

from index.options import settings_of, settings_option
from index.say import say
from index.values import ServerSettings, Settings
from web.listen import HEADER_BYTES, address_of, listen
from web.open import opened_app

Make = Callable[[], Any]
"""Gives a WSGI application."""


@click.command("serve")
@settings_option
@click.option("--host", help="Address to listen on.  [default: 127.0.0.1]")
@click.option(
    "--port", type=click.IntRange(0, 65535), help="Port; 0 takes a free one.  [default: 8080]"
)
@click.option(
    "--workers", type=click.IntRange(0), help="Processes that answer.  [default: one for each core]"
)
def serve_command(config: str | None, index: str | None, **given: Any) -> int:
    """Serve the search page and the JSON endpoint."""
    changes = {name: value for name, value in given.items() if value is not None}
    read = partial(_settings, config, index, changes)
    with TemporaryDirectory(prefix="sakuin-") as shared:
        serve(partial(_make, read, Path(shared)), read().server)
    return 0


def _settings(config: str | None, index: str | None, changes: dict[str, Any]) -> Settings:
    settings = settings_of(config, index)
    return dataclasses.replace(settings, server=dataclasses.replace(settings.server, **changes))


def _make(read: Callable[[], Settings], shared: Path) -> Flask:
    """The application of the settings as they are now."""
    return opened_app(read(), shared)


def serve(make: Make, settings: ServerSettings) -> None:
    """Answers by the application that `make` gives until told to stop (SIGTERM, SIGINT), by the one
    that it gives anew when told to reload (SIGHUP). MachineError if the port is taken."""
    signal.signal(signal.SIGTERM, _stop)
    with listen(settings) as listening:
        if sys.platform == "win32":
            say(address_of(listening, settings.host))
            _serve_here(make, listening, settings)
        else:
            from web.workers import serve_by_workers

            serve_by_workers(make, listening, settings)


def _stop(_signal: int, _frame: FrameType | None) -> None:
    raise SystemExit(0)


def _serve_here(make: Make, listening: socket.socket, settings: ServerSettings) -> None:
    """Answers in this process alone, where others cannot share a socket."""
    server = waitress.create_server(
        make(), sockets=[listening], threads=settings.threads, ident=None,
        max_request_header_size=HEADER_BYTES, max_request_body_size=HEADER_BYTES,
        clear_untrusted_proxy_headers=not settings.proxy,
    )  # fmt: skip
    try:
        server.run()
    finally:
        server.close()
