"""The socket that a server answers on."""

import os
import socket
import sys
from typing import Any

from index.values import ConfigError, MachineError, ServerSettings, reason_of

HEADER_BYTES = 65_536
"""The longest head of a request, and the longest body."""
WAITING = 1024
"""Connections that may wait to be taken."""
UNREAD_SECONDS = 30
"""Seconds after which a client that takes nothing of its answer is let go, where the system can."""
_UNREAD_BYTES = 262_144
"""What the system keeps for a client that has not read it yet."""
BALANCED = sys.platform == "linux"
"""Whether sockets that listen at one address share its connections. Of processes on one socket the
first to be woken takes connection after connection, and keeps what stays open."""


def listen(settings: ServerSettings) -> socket.socket:
    """A socket that listens where the settings say, at a free port for port 0. ConfigError where
    that is no address, MachineError where it is taken or not ours."""
    host = None if settings.host in ("", "*") else settings.host
    try:
        found = socket.getaddrinfo(
            host, settings.port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE
        )
    except (OSError, UnicodeError):
        raise ConfigError(f"host: expected an address, found {settings.host!r}") from None
    family, kind, protocol, _, place = found[0]
    try:
        return _bound(socket.socket(family, kind, protocol), place)
    except OSError as error:
        shown = f"{settings.host}:{settings.port}"
        raise MachineError(f"{shown}: cannot listen: {reason_of(error)}") from None


def _bound(listening: socket.socket, place: Any, again: bool = False) -> socket.socket:
    """The socket, bound and listening; closed where it cannot be. `again` at an address where one
    listens already."""
    try:
        if os.name == "posix":  # elsewhere it would let two servers share a port
            listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        if listening.family == socket.AF_INET6:
            listening.setsockopt(socket.IPPROTO_IPV6, socket.IPV6_V6ONLY, 1)
        if again:
            _share(listening)
        listening.bind(place)
        if BALANCED:  # from here on, so that a port which another server has was refused
            _share(listening)
        # head and body are written apart: without this the latter waits for the former's receipt
        listening.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        _bound_unread(listening)
        listening.listen(WAITING)
        listening.setblocking(False)
    except OSError:
        listening.close()
        raise
    return listening


def _bound_unread(listening: socket.socket) -> None:
    """Bounds what a client may leave unread, and how long; its connection takes it over."""
    listening.setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, _UNREAD_BYTES)
    if sys.platform == "linux":
        listening.setsockopt(socket.IPPROTO_TCP, socket.TCP_USER_TIMEOUT, UNREAD_SECONDS * 1000)


def _share(listening: socket.socket) -> None:
    listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEPORT, 1)


def beside(listening: socket.socket) -> socket.socket:
    """Another socket at the same address, where the system is BALANCED: it gives each of them as
    many connections. MachineError where it cannot be had."""
    other = socket.socket(listening.family, listening.type)
    try:
        return _bound(other, listening.getsockname(), again=True)
    except OSError as error:
        raise MachineError(f"cannot listen once more: {reason_of(error)}") from None


def address_of(listening: socket.socket, host: str) -> str:
    """The address that a browser takes for what listens at `host`."""
    port = listening.getsockname()[1]
    return f"http://[{host}]:{port}/" if ":" in host else f"http://{host}:{port}/"
