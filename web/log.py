"""The request log: one JSON object a line on standard output, without addresses unless asked."""

import logging
import re
import sys
import time
from datetime import datetime
from functools import cache
from secrets import token_hex
from typing import Any, TextIO

from flask import Response, g, request
from pythonjsonlogger.json import JsonFormatter

from index.say import escaped
from index.values import ServerSettings

_ID = "sakuin.request_id"
_NAME = re.compile(r"[A-Za-z0-9._-]{8,64}")


class _Formatter(JsonFormatter):
    """JSON in one line: whatever a request holds, it neither begins another line nor turns one
    around."""

    def jsonify_log_record(self, log_data: dict[str, Any]) -> str:
        return escaped(super().jsonify_log_record(log_data))


@cache
def _logger(name: str, stream: TextIO) -> logging.Logger:
    logger = logging.getLogger(f"sakuin.{name}")
    handler = logging.StreamHandler(stream)
    handler.setFormatter(_Formatter(json_ensure_ascii=False))
    logger.handlers = [handler]
    logger.propagate = name == "failures"  # of which an owner's own server may be told
    logger.setLevel(logging.INFO)
    return logger


def request_id(environ: dict[str, Any], proxied: bool) -> str:
    """What a request is called in the log: as a trusted proxy calls it, else a name of our own."""
    given = environ.get("HTTP_X_REQUEST_ID", "") if proxied else ""
    environ[_ID] = name = given if _NAME.fullmatch(given) else token_hex(8)
    return name


def start_clock() -> None:
    """Notes when the request came."""
    g.started = time.perf_counter()


def elapsed_ms() -> float | None:
    """Milliseconds since the request came, None where nobody noted when."""
    started = g.get("started")
    return None if started is None else (time.perf_counter() - started) * 1000


def log_request(response: Response, settings: ServerSettings, now: datetime) -> None:
    """Time, id, method, path, what was asked and how much was found, status, the code of an error,
    milliseconds."""
    ms = elapsed_ms()
    entry = _entry(settings, now) | {
        "query": request.args.get("q"),
        "total": g.get("total"),
        "status": response.status_code,
        "code": g.get("code"),
        "ms": None if ms is None else round(ms, 1),
    }
    _logger("requests", sys.stdout).info("request", extra=entry)


def log_failure(error: Exception, settings: ServerSettings, now: datetime) -> None:
    """What went wrong that should not, with its traceback, in one line, too, of
    standard error."""
    _logger("failures", sys.stderr).error("failure", extra=_entry(settings, now), exc_info=error)


def _entry(settings: ServerSettings, now: datetime) -> dict[str, object]:
    entry: dict[str, object] = {
        "time": now.isoformat(timespec="milliseconds"),
        "id": request.environ.get(_ID),
        "method": request.method,
        "path": request.path,
    }
    if settings.log_addresses:
        entry["address"] = request.remote_addr
    return entry
