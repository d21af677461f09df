"""The log of requests: one line of JSON each, which no request can forge."""

import io
import json
import logging
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, cast

import pytest
from flask.testing import FlaskClient

from index.values import ServerSettings
from search.contract import Searcher, Status
from search.embedded import EmbeddedSearcher
from web import log
from web.app import create_app

_FORGED = '\n{"status": 200}\r\x1b[31m\x9b\u202e\u2028\u2029\x00\x85"}'


@contextmanager
def written(name: str, stream: Any) -> Iterator[io.StringIO]:
    """What a log gets."""
    logger = log._logger(name, stream)
    handler = cast("logging.StreamHandler[Any]", logger.handlers[0])
    text = io.StringIO()
    before = handler.setStream(text)
    yield text
    handler.setStream(before or stream)


def _entries(text: str) -> list[dict[str, Any]]:
    assert all(char == "\n" or char.isprintable() for char in text)
    return [json.loads(line) for line in text.splitlines()]


@pytest.mark.parametrize("path", ["/api/search", "/", "/nowhere"])
def test_a_request_writes_one_line_whatever_it_holds(
    fixture_searcher: EmbeddedSearcher, path: str
) -> None:
    settings = ServerSettings(log="json", log_addresses=True, proxy=True)
    client = create_app(fixture_searcher, settings).test_client()
    evil = {"X-Request-ID": 'forged"} {"', "X-Forwarded-For": 'x"}\x1b[31m', "User-Agent": "\x1b"}
    with written("requests", sys.stdout) as text:
        client.get(path + _forged_path(path), query_string={"q": _FORGED}, headers=evil)
    [entry] = _entries(text.getvalue())
    assert entry["query"] == _FORGED
    assert entry["id"].isalnum()
    assert entry["status"] in (200, 404)


def _forged_path(path: str) -> str:
    return "%0a%1b%c2%9b%e2%80%ae" if path == "/nowhere" else ""


def test_a_request_has_the_id_that_its_answer_and_a_trusted_proxy_tell(
    fixture_searcher: EmbeddedSearcher,
) -> None:
    for proxy in (True, False):
        settings = ServerSettings(log="json", proxy=proxy)
        client = create_app(fixture_searcher, settings).test_client()
        with written("requests", sys.stdout) as text:
            answer = client.get("/healthz", headers={"X-Request-ID": "of-the-proxy-1"})
        [entry] = _entries(text.getvalue())
        assert entry["id"] == answer.headers["X-Request-ID"]
        assert (entry["id"] == "of-the-proxy-1") is proxy


def test_an_error_has_its_code_in_the_log(fixture_searcher: EmbeddedSearcher) -> None:
    client = create_app(fixture_searcher, ServerSettings(log="json")).test_client()
    with written("requests", sys.stdout) as text:
        client.get("/api/search?size=0")
        client.get("/", headers={"Host": "a b"})
    codes = [(entry["status"], entry["code"]) for entry in _entries(text.getvalue())]
    assert codes == [(400, "bad_parameter"), (400, "bad_request")]


class _Failing:
    def status(self) -> Status:
        raise RuntimeError(_FORGED)


def _failing() -> FlaskClient:
    return create_app(cast(Searcher, _Failing())).test_client()


def test_a_failure_is_one_line_with_its_traceback_and_stays_unsaid() -> None:
    with written("failures", sys.stderr) as text:
        answer = _failing().get("/api/search", query_string={"q": _FORGED})
    assert (answer.status_code, answer.get_json()["error"]["code"]) == (500, "internal")
    [entry] = _entries(text.getvalue())
    assert entry["id"] == answer.headers["X-Request-ID"]
    assert "RuntimeError" in entry["exc_info"]
    assert "RuntimeError" not in answer.text
