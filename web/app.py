"""The application: routes, headers and errors around a Searcher that is handed in."""

import re
from collections.abc import Callable
from datetime import datetime
from secrets import token_hex
from typing import Any

from flask import Flask, Response, current_app, render_template, request
from secure import (
    ContentSecurityPolicy,
    CrossOriginOpenerPolicy,
    ReferrerPolicy,
    Secure,
    XContentTypeOptions,
)
from werkzeug.exceptions import HTTPException, MethodNotAllowed
from werkzeug.middleware.proxy_fix import ProxyFix

from index.values import Kind, SakuinError, ServerSettings
from search.contract import Searcher
from web.api import api, json_response
from web.cache import AnswerCache
from web.context import Web, install, system_clock, web
from web.log import log_request, start_clock
from web.page import page

_SECURE = Secure(
    csp=(
        ContentSecurityPolicy()
        .default_src("'none'")
        .script_src("'self'")
        .style_src("'self'")
        .img_src("'self'")
        .connect_src("'self'")
        .form_action("'self'")
        .base_uri("'none'")
        .frame_ancestors("'none'")
    ),
    xcto=XContentTypeOptions().nosniff(),
    referrer=ReferrerPolicy().same_origin(),
    coop=CrossOriginOpenerPolicy().same_origin(),
)
_ALWAYS = tuple(_SECURE.headers.items())
_MADE = (*_ALWAYS, ("Cache-Control", "no-cache"), ("X-Robots-Tag", "noindex"))
"""Headers of what is made for a request, not a file."""


def create_app(
    searcher: Searcher,
    settings: ServerSettings | None = None,
    clock: Callable[[], datetime] = system_clock,
    salt: str | None = None,
) -> Flask:
    """A WSGI application that answers for `searcher`, whichever implementation it is. Those of one
    `salt` give answers the same ETags; each has its own where none is handed in."""
    app = Flask(__name__)
    settings = settings or ServerSettings()
    cache = AnswerCache(settings.cache_mb * 1_000_000)
    install(app, Web(searcher, settings, clock, salt or token_hex(8), cache))
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True
    app.register_blueprint(api)
    app.register_blueprint(page)
    app.register_error_handler(Exception, _answer_error)
    app.before_request(start_clock)
    app.after_request(_finish)
    if settings.proxy:
        proxied = ProxyFix(app.wsgi_app, x_for=1, x_proto=1, x_host=1, x_prefix=1)
        app.wsgi_app = proxied  # type: ignore[method-assign]
    return app


def _answer_error(error: Exception) -> tuple[Any, int, dict[str, str]]:
    """JSON for programs, a page for people; what is not ours stays unsaid."""
    code, message, status = _described(error)
    methods = error.valid_methods if isinstance(error, MethodNotAllowed) else None
    headers = {"Allow": ", ".join(sorted(methods))} if methods else {}
    if request.path.startswith(("/api/", "/healthz")):
        return json_response({"error": {"code": code, "message": message}}), status, headers
    shown = {"message": message, "status": status, "query": request.args.get("q", "")}
    html = render_template("error.html", site_title=web().settings.title, **shown)
    return html, status, headers


def _described(error: Exception) -> tuple[str, str, int]:
    if isinstance(error, SakuinError):
        hidden = error.kind in (Kind.MISSING, Kind.MACHINE)  # where the index is, is private
        message = "no index can be searched yet" if hidden else str(error)
        return error.code, message, error.kind.status
    if isinstance(error, HTTPException):
        code = re.sub(r"\W+", "_", error.name.lower())
        return code, error.description or error.name, error.code or 500
    current_app.logger.error("request failed: %s", request.path, exc_info=error)
    return "internal", "something went wrong here", 500


def _finish(response: Response) -> Response:
    settings = web().settings
    headers = response.headers
    for name, value in _ALWAYS if request.endpoint == "static" else _MADE:
        headers[name] = value
    if settings.cors_origin and request.path.startswith("/api/"):
        headers["Access-Control-Allow-Origin"] = settings.cors_origin
        response.vary.add("Origin")
    if settings.log == "json":
        log_request(response, settings, web().clock())
    return response
