"""The request log: one JSON object a line on standard output, without addresses unless asked."""

import logging
import sys
import time
from datetime import datetime
from functools import cache

from flask import Response, g, request
from pythonjsonlogger.json import JsonFormatter

from index.values import ServerSettings


@cache
def _logger() -> logging.Logger:
    logger = logging.getLogger("sakuin.requests")
    handler = logging.StreamHandler(sys.stdout)
    handler.setFormatter(JsonFormatter(json_ensure_ascii=False))
    logger.handlers = [handler]
    logger.propagate = False
    logger.setLevel(logging.INFO)
    return logger


def start_clock() -> None:
    """Notes when the request came."""
    g.started = time.perf_counter()


def elapsed_ms() -> float | None:
    """Milliseconds since the request came, None where nobody noted when."""
    started = g.get("started")
    return None if started is None else (time.perf_counter() - started) * 1000


def log_request(response: Response, settings: ServerSettings, now: datetime) -> None:
    """Time, method, path, what was asked and how much was found, status, milliseconds."""
    ms = elapsed_ms()
    entry: dict[str, object] = {
        "time": now.isoformat(timespec="milliseconds"),
        "method": request.method,
        "path": request.path,
        "query": request.args.get("q"),
        "total": g.get("total"),
        "status": response.status_code,
        "ms": None if ms is None else round(ms, 1),
    }
    if settings.log_addresses:
        entry["address"] = request.remote_addr
    _logger().info("request", extra=entry)
