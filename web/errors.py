"""What an error is answered with: JSON for programs, a page for people."""

import re
from math import ceil
from typing import Any

from flask import g, render_template, request
from werkzeug.exceptions import HTTPException

from index.values import ClusterAway, SakuinError
from search.contract import error_answer
from web.api import json_response
from web.context import web
from web.log import log_failure
from web.parameters import accepted_languages
from web.told import told
from web.words import words_for

_PROGRAMS = (
    "/api/", "/feed.", "/healthz", "/llms.txt", "/metrics", "/openapi.json", "/opensearch.xml",
    "/post.md",
)  # fmt: skip
"""How paths begin that programs ask for."""


def answer_error(error: Exception) -> tuple[Any, int, dict[str, str]]:
    """JSON for programs, a page for people; what is not ours stays unsaid."""
    code, message, status = _described(error)
    g.code = code
    headers = _headers(error)
    if request.path.startswith(_PROGRAMS):
        return json_response(error_answer(code, message)), status, headers
    words = words_for(accepted_languages())
    shown = {"code": code, "message": message, "status": status, "query": request.args.get("q", "")}
    html = render_template("error.html", site_title=web().settings.title, t=words, **shown)
    headers["Vary"] = "Accept-Language"
    return html, status, headers


def _headers(error: Exception) -> dict[str, str]:
    """Those that an error brings: Allow, Retry-After."""
    if isinstance(error, ClusterAway):
        return {"Retry-After": str(max(1, ceil(error.retry_after)))}
    if not isinstance(error, HTTPException):
        return {}
    brought = dict(error.get_headers(request.environ))
    brought.pop("Content-Type", None)
    return brought


def _described(error: Exception) -> tuple[str, str, int]:
    if isinstance(error, SakuinError):
        return error.code, told(error), error.kind.status
    if isinstance(error, HTTPException):
        code = re.sub(r"\W+", "_", error.name.lower())
        return code, error.description or error.name, error.code or 500
    log_failure(error, web().settings, web().clock())
    return "internal", "something went wrong here", 500
