"""Requests that no route is to see: of a wrong host, with a body that is too long or of unknown
length, from a proxy that says what cannot be, of a client that asks too often. The application
answers them as all other errors."""

import re
from collections.abc import Callable, Iterable
from http import HTTPStatus
from typing import Any

from werkzeug.exceptions import HTTPException, TooManyRequests, default_exceptions

from index.values import ServerSettings
from web.clients import client_of
from web.headers import FILES, headers_of
from web.listen import HEADER_BYTES
from web.log import request_id
from web.rates import Limiter, Standing

Environ = dict[str, Any]
Application = Callable[[Environ, Callable[..., Any]], Iterable[bytes]]

_REFUSED = "sakuin.refused"
_CLOSES = "sakuin.closes"
_LABEL = r"[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9_])?"
_NAME, _IPV6 = rf"({_LABEL}(?:\.{_LABEL})*)\.?", r"(\[[0-9a-f:.]+\])"
_HOST = re.compile(rf"(?!.{{254}})(?:{_NAME}|{_IPV6})(?::\d{{1,5}})?")
_PREFIX = re.compile(r"(?:/(?!\.{1,2}(?:/|$))[A-Za-z0-9._~-]+)*/?")


class Guard:
    """A WSGI application before another, which it hands what it refuses with a harmless host and
    the reason, `refusal` then. It adds the headers that all responses have. All this is done here
    since it is a tenth of the work that it would be in the other."""

    def __init__(self, app: Application, settings: ServerSettings, limiter: Limiter | None) -> None:
        self._app = app
        self._hosts = frozenset(host.lower() for host in settings.hosts)
        self._limiter = limiter
        self._counts_own = settings.rate_loopback
        self._proxied = settings.proxy

    def __call__(self, environ: Environ, start_response: Callable[..., Any]) -> Iterable[bytes]:
        standing = None
        refused = self._host(environ) or _forwarded(environ) or _framing(environ)
        added = (("X-Request-ID", request_id(environ, self._proxied)), *headers_of(environ))
        if refused:
            environ |= {_REFUSED: refused, "HTTP_HOST": "refused.invalid", "SCRIPT_NAME": ""}
            environ |= {"wsgi.url_scheme": "http", _CLOSES: True}
        elif standing := self._standing(environ):
            added += standing.headers
            if not standing.allowed:
                environ[_REFUSED] = TooManyRequests(standing.message, None, standing.retry_after)

        def started(status: str, headers: list[tuple[str, str]], *rest: Any) -> Any:
            return start_response(status, [*headers, *added], *rest)

        return self._app(environ, started)

    def _standing(self, environ: Environ) -> Standing | None:
        """Counts the request; None where its client may ask as often as it likes."""
        if self._limiter is None or environ["PATH_INFO"].startswith(FILES):
            return None
        client = client_of(environ.get("REMOTE_ADDR") or "")
        if client is None and not self._counts_own:
            return None
        return self._limiter.ask(client or "this machine")

    def _host(self, environ: Environ) -> HTTPException | None:
        host = environ.get("HTTP_HOST") or ""
        if not host and environ.get("SERVER_PROTOCOL") == "HTTP/1.0" and not self._hosts:
            return None
        found = _HOST.fullmatch(host.lower())
        if not found:
            return _error(HTTPStatus.BAD_REQUEST, "Host: expected the name of a host")
        if self._hosts and (found[1] or found[2]) not in self._hosts:
            return _error(HTTPStatus.BAD_REQUEST, "Host: expected a name that this server has")
        return None


def _forwarded(environ: Environ) -> HTTPException | None:
    """What is wrong with what a proxy says: of the part of an address that readers see before
    ours, and of how they came."""
    prefix = environ.get("SCRIPT_NAME", "")
    if not _PREFIX.fullmatch(prefix):
        return _error(HTTPStatus.BAD_REQUEST, "X-Forwarded-Prefix: expected a path such as /search")
    environ["SCRIPT_NAME"] = prefix.rstrip("/")
    if environ["wsgi.url_scheme"] not in ("http", "https"):
        return _error(HTTPStatus.BAD_REQUEST, "X-Forwarded-Proto: expected http or https")
    return None


def _framing(environ: Environ) -> HTTPException | None:
    """What is wrong with the body, which no route reads. Servers refuse what is folded or
    differs, but not all a second header, or one that a proxy may take for the other."""
    if environ.get("HTTP_TRANSFER_ENCODING"):
        return _error(HTTPStatus.LENGTH_REQUIRED, "Transfer-Encoding: expected none")
    length = environ.get("CONTENT_LENGTH") or "0"
    if not (length.isascii() and length.isdigit()) or "HTTP_CONTENT_LENGTH" in environ:
        return _error(HTTPStatus.BAD_REQUEST, "Content-Length: expected one number")
    if len(length) > 9 or int(length) > HEADER_BYTES:
        message = f"Content-Length: expected at most {HEADER_BYTES:,}"
        return _error(HTTPStatus.REQUEST_ENTITY_TOO_LARGE, message)
    return None


def _error(status: HTTPStatus, message: str) -> HTTPException:
    return default_exceptions[status](message)


def refusal(environ: Environ) -> HTTPException | None:
    """Why a request was refused, None where it was not."""
    found: HTTPException | None = environ.get(_REFUSED)
    return found


def closing(app: Application) -> Application:
    """An application that also ends connections whose next request may be a body, for a server
    that leaves that to it; others forbid it."""

    def answer(environ: Environ, start_response: Callable[..., Any]) -> Iterable[bytes]:
        def started(status: str, headers: list[tuple[str, str]], *rest: Any) -> Any:
            closes = [("Connection", "close")] if _CLOSES in environ else []
            return start_response(status, headers + closes, *rest)

        return app(environ, started)

    return answer
