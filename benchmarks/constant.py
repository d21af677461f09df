"""The same server with a constant answer: `python -m benchmarks.constant PORT FILE` gives the
bytes of FILE to every request, through the processes of `sakuin serve` and its settings."""

import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

from benchmarks.server import HOST
from index.values.settings import ServerSettings
from web.serve import serve


def main() -> None:
    port, file = sys.argv[1:]
    body = Path(file).read_bytes()
    headers = [("Content-Type", "application/json"), ("Content-Length", str(len(body)))]

    def answer(_environ: dict[str, Any], start: Callable[..., Any]) -> list[bytes]:
        start("200 OK", headers)
        return [body]

    serve(lambda: answer, ServerSettings(host=HOST, port=int(port)))


if __name__ == "__main__":
    main()
