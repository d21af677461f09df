"""A client in a process of its own: `python -m benchmarks.load PORT CONCURRENCY SECONDS PATHS`
asks for the addresses in the file PATHS over and over and prints {"requests_per_second": …}.
Connections are kept where the server keeps them."""

import asyncio
import json
import sys
import time
from itertools import cycle
from pathlib import Path

from benchmarks.server import HOST

_Pair = tuple[asyncio.StreamReader, asyncio.StreamWriter]


async def _answer(pair: _Pair, path: str) -> bool:
    """Reads one answer; whether the connection may be used again."""
    reader, writer = pair
    writer.write(f"GET {path} HTTP/1.1\r\nHost: {HOST}\r\n\r\n".encode())
    head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1").lower()
    if " 200 " not in head.split("\r\n", 1)[0]:
        raise RuntimeError(head.split("\r\n", 1)[0])
    length = head.split("content-length:", 1)[1].split("\r\n", 1)[0]
    await reader.readexactly(int(length))
    return "connection: close" not in head


async def _client(port: int, paths: list[str], first: int, deadline: float) -> int:
    """Requests answered until `deadline`, of time.perf_counter."""
    done = 0
    pair: _Pair | None = None
    for path in cycle(paths[first:] + paths[:first]):
        if time.perf_counter() >= deadline:
            break
        pair = pair or await asyncio.open_connection(HOST, port)
        kept = await _answer(pair, path)
        done += 1
        if not kept:
            pair[1].close()
            pair = None
    if pair is not None:
        pair[1].close()
    return done


async def _rate(port: int, concurrency: int, seconds: float, paths: list[str]) -> float:
    started = time.perf_counter()
    clients = [
        _client(port, paths, number * 7 % len(paths), started + seconds)
        for number in range(concurrency)
    ]
    done = sum(await asyncio.gather(*clients))
    return done / (time.perf_counter() - started)


def main() -> None:
    port, concurrency, seconds, file = sys.argv[1:]
    paths = Path(file).read_text(encoding="utf-8").splitlines()
    rate = asyncio.run(_rate(int(port), int(concurrency), float(seconds), paths))
    print(json.dumps({"requests_per_second": rate}))


if __name__ == "__main__":
    main()
