"""Real servers for tests."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import waitress
from waitress import wasyncore

_PATIENCE = 120
"""Seconds that a request may take on a busy machine: sockets are not taken from under it."""


@contextmanager
def serving(app: Any) -> Iterator[str]:
    """The address of a real server for a WSGI application. On leaving, its threads end first, then
    its loop, which is left nothing to wait for, and its sockets last: closed under the loop, or
    while it is being woken, they are an error in whoever uses them."""
    server: Any = waitress.create_server(app, host="127.0.0.1", port=0)
    loop = threading.Thread(target=server.run)
    loop.start()
    try:
        yield f"http://127.0.0.1:{server.effective_port}"
    finally:
        server.task_dispatcher.shutdown(timeout=_PATIENCE)
        sockets: dict[int, Any] = {}
        server.trigger.pull_trigger(lambda: _move(server._map, sockets))
        loop.join()
        wasyncore.close_all(sockets)


def _move(source: dict[int, Any], target: dict[int, Any]) -> None:
    target.update(source)
    source.clear()
