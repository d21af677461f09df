"""The application: routes, headers and errors around a Searcher that is handed in."""

import re
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from secrets import token_hex
from typing import Any

from flask import Flask, Response, g, render_template, request
from werkzeug.exceptions import HTTPException
from werkzeug.middleware.proxy_fix import ProxyFix

from index.values import Kind, SakuinError, ServerSettings, TooCostly
from search.contract import Searcher, error_answer
from web.api import api, json_response
from web.cache import AnswerCache
from web.context import Web, install, system_clock, web
from web.feeds import feeds
from web.guard import Guard, refusal
from web.headers import share
from web.log import log_failure, log_request, start_clock
from web.metrics import count_response, metrics_of
from web.page import page
from web.rates import limiter_of

_PROGRAMS = ("/api/", "/feed.", "/healthz", "/metrics", "/openapi.json", "/opensearch.xml")
"""How paths begin that programs ask for."""


def create_app(
    searcher: Searcher,
    settings: ServerSettings | None = None,
    clock: Callable[[], datetime] = system_clock,
    salt: str | None = None,
    shared: Path | None = None,
) -> Flask:
    """A WSGI application that answers for `searcher`, whichever implementation it is. Those of one
    `salt` give answers the same ETags; each has its own where none is handed in. Those of one
    folder `shared` count together, requests of clients and all others."""
    app = Flask(__name__)
    settings = settings or ServerSettings()
    salt = salt or token_hex(8)
    cache = AnswerCache(settings.cache_mb * 1_000_000)
    install(app, Web(searcher, settings, clock, salt, cache, metrics_of(settings, shared)))
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True
    app.register_blueprint(api)
    app.register_blueprint(page)
    app.register_blueprint(feeds)
    app.register_error_handler(Exception, _answer_error)
    app.before_request(start_clock)
    app.before_request(_refuse)
    app.after_request(_finish)
    guarded: Any = Guard(app.wsgi_app, settings, limiter_of(settings, shared, salt))
    if settings.proxy:
        guarded = ProxyFix(guarded, x_for=1, x_proto=1, x_host=1, x_prefix=1)
    app.wsgi_app = guarded  # type: ignore[method-assign]
    return app


def _refuse() -> None:
    if refused := refusal(request.environ):
        raise refused


def _answer_error(error: Exception) -> tuple[Any, int, dict[str, str]]:
    """JSON for programs, a page for people; what is not ours stays unsaid."""
    code, message, status = _described(error)
    g.code = code
    headers = _headers(error) if isinstance(error, HTTPException) else {}
    if request.path.startswith(_PROGRAMS):
        return json_response(error_answer(code, message)), status, headers
    shown = {"code": code, "message": message, "status": status, "query": request.args.get("q", "")}
    html = render_template("error.html", site_title=web().settings.title, **shown)
    return html, status, headers


def _headers(error: HTTPException) -> dict[str, str]:
    """Those that an error brings: Allow, Retry-After."""
    brought = dict(error.get_headers(request.environ))
    brought.pop("Content-Type", None)
    return brought


def _described(error: Exception) -> tuple[str, str, int]:
    if isinstance(error, SakuinError):
        is_private = error.kind in (Kind.MISSING, Kind.MACHINE) and not isinstance(error, TooCostly)
        message = "no index can be searched yet" if is_private else str(error)  # it names places
        return error.code, message, error.kind.status
    if isinstance(error, HTTPException):
        code = re.sub(r"\W+", "_", error.name.lower())
        return code, error.description or error.name, error.code or 500
    log_failure(error, web().settings, web().clock())
    return "internal", "something went wrong here", 500


def _finish(response: Response) -> Response:
    settings = web().settings
    if settings.cors_origin:
        share(response, request, settings.cors_origin)
    if (metrics := web().metrics) is not None:
        count_response(metrics, response)
    if settings.log == "json":
        log_request(response, settings, web().clock())
    return response
