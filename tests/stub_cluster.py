"""A server that answers as a cluster would, with what a test has it say; it may want TLS, a user
and a password."""

import base64
import json
import ssl
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from index.cluster import Address, Call, Client
from index.values import ClusterSettings

Answer = tuple[int, Any]
Say = Callable[[str, str, bytes], Answer]
"""Method, path and body → status and JSON; text is sent as it is."""
HIT = {"_id": "p1", "_source": {"id": "1"}}
FOUND: Answer = (200, {"timed_out": False, "_shards": {"failed": 0}, "hits": {"hits": [HIT]}})
BUSY: Answer = (503, {"error": {"type": "no_master", "reason": "who leads?"}, "status": 503})


@dataclass
class Stub:
    """A server of a test: what it was asked, its port, and a way to let late answers go."""

    port: int = 0
    asked: list[tuple[str, str, bytes]] = field(default_factory=list)
    released: threading.Event = field(default_factory=threading.Event)

    def late(self, method: str, path: str, body: bytes) -> Answer:
        """An answer that does not come before the test ends."""
        self.released.wait(60)
        return FOUND


def in_turn(*answers: Answer) -> Say:
    """Gives one answer after another, and the last for ever."""
    rest = list(answers)
    return lambda *_: rest.pop(0) if len(rest) > 1 else rest[0]


def _handler(seen: Stub, say: Say | None, login: str) -> type[BaseHTTPRequestHandler]:
    """What answers each request of a stub."""
    wanted = f"Basic {base64.b64encode(login.encode()).decode()}" if login else None

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def _answer(self) -> None:
            body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
            seen.asked.append((self.command, self.path, body))
            if self.headers.get("Authorization") == wanted:
                status, value = (say or seen.late)(self.command, self.path, body)
            else:
                status, value = 401, "Unauthorized"
            content = value.encode() if isinstance(value, str) else json.dumps(value).encode()
            self.send_response(status)
            kind = "text/plain" if isinstance(value, str) else "application/json"
            self.send_header("Content-Type", kind)
            self.send_header("Content-Length", str(len(content)))
            self.send_header("Warning", '299 OpenSearch-2.19.6-1 "this is deprecated"')
            self.end_headers()
            self.wfile.write(content)

        do_GET = do_POST = do_PUT = do_DELETE = _answer

        def log_message(self, *_: object) -> None:
            """Says nothing."""

    return Handler


@contextmanager
def stub(
    say: Say | None = None, login: str = "", context: ssl.SSLContext | None = None
) -> Iterator[Stub]:
    """A server that says `say`, or nothing in time, to who has the `login`, `user:password`."""
    seen = Stub()

    class Server(ThreadingHTTPServer):
        def handle_error(self, *_: object) -> None:
            """A client that has gone is none of ours."""

    with Server(("127.0.0.1", 0), _handler(seen, say, login)) as server:
        if context:
            server.socket = context.wrap_socket(server.socket, server_side=True)
        seen.port = server.server_address[1]
        thread = threading.Thread(target=server.serve_forever, args=(0.01,))
        thread.start()
        try:
            yield seen
        finally:
            seen.released.set()
            server.shutdown()
            thread.join()


class Clock:
    """A clock that a test puts forward, which sleeping does too."""

    def __init__(self) -> None:
        self.now = 100.0
        self.slept: list[float] = []

    def __call__(self) -> float:
        return self.now

    def sleep(self, seconds: float) -> None:
        self.slept.append(seconds)
        self.now += seconds


@contextmanager
def asking(
    says: Sequence[Say | None],
    clock: Clock | None = None,
    told: Callable[[Call], None] | None = None,
    **settings: Any,
) -> Iterator[tuple[Client, list[Stub]]]:
    """A client of a cluster whose hosts say so, which tells of its calls."""
    clock = clock or Clock()
    with ExitStack() as stack:
        stubs = [stack.enter_context(stub(say)) for say in says]
        address = Address(tuple(("127.0.0.1", one.port) for one in stubs), "blog")
        client = Client(address, ClusterSettings(**settings), clock, clock.sleep, told)
        yield stack.enter_context(client), stubs
