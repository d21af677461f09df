"""Real servers for tests."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import waitress
from waitress import wasyncore


@contextmanager
def serving(app: Any) -> Iterator[str]:
    """The address of a real server for a WSGI application. On leaving, its threads end first, then
    its loop closes what it waits for: sockets closed under a loop are an error in its thread."""
    server: Any = waitress.create_server(app, host="127.0.0.1", port=0)
    loop = threading.Thread(target=server.run)
    loop.start()
    try:
        yield f"http://127.0.0.1:{server.effective_port}"
    finally:
        server.task_dispatcher.shutdown()
        server.trigger.pull_trigger(lambda: wasyncore.close_all(server._map))
        loop.join()
