"""A production server around the application."""

import signal
import sys
from types import FrameType

import waitress
from flask import Flask

from index.config import ServerSettings
from index.errors import ConfigError, MachineError


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
        raise MachineError(f"{place}: cannot listen: {error.strerror}") from None
    port = getattr(server, "effective_port", settings.port)
    host = f"[{settings.host}]" if ":" in settings.host else settings.host
    print(f"http://{host}:{port}/", flush=True)
    try:
        server.run()
    except (SystemExit, KeyboardInterrupt):
        sys.stderr.write("stopped\n")
    finally:
        server.close()
