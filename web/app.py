"""The application: routes, headers and errors around a Searcher that is handed in."""

from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from secrets import token_hex
from typing import Any

from flask import Flask, Response, request
from werkzeug.middleware.proxy_fix import ProxyFix

from index.values import ServerSettings
from search.contract import Searcher
from web.cache import AnswerCache
from web.context import Web, install, system_clock, web
from web.errors import answer_error
from web.guard import Guard, refusal
from web.headers import share
from web.log import log_request, start_clock
from web.metrics import Metrics, count_response, metrics_of
from web.rates import limiter_of
from web.views import VIEWS


def create_app(
    searcher: Searcher,
    settings: ServerSettings | None = None,
    clock: Callable[[], datetime] = system_clock,
    salt: str | None = None,
    shared: Path | None = None,
    metrics: Metrics | None = None,
) -> Flask:
    """A WSGI application that answers for `searcher`, whichever implementation it is. Those of one
    `salt` give answers the same ETags; each has its own where none is handed in. Those of one
    folder `shared` count together, requests of clients and all others; `metrics` are those that
    the searcher counts in, too, where it does."""
    app = Flask(__name__)
    settings = settings or ServerSettings()
    salt = salt or token_hex(8)
    cache = AnswerCache(settings.cache_mb * 1_000_000)
    metrics = metrics or metrics_of(settings, shared)
    install(app, Web(searcher, settings, clock, salt, cache, metrics))
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True
    for view in VIEWS:
        app.register_blueprint(view)
    app.register_error_handler(Exception, answer_error)
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


def _finish(response: Response) -> Response:
    settings = web().settings
    if settings.cors_origin:
        share(response, request, settings.cors_origin)
    if (metrics := web().metrics) is not None:
        count_response(metrics, response)
    if settings.log == "json":
        log_request(response, settings, web().clock())
    return response
