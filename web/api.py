"""The JSON endpoints."""

from hmac import compare_digest

from flask import Blueprint, Response, request
from werkzeug.datastructures import WWWAuthenticate
from werkzeug.exceptions import NotFound, Unauthorized

from index.compiled import form
from search.contract import (
    Results,
    encode,
    health_answer,
    parse_number,
    related_answer,
    search_answer,
    suggest_answer,
)
from web.cache import Answer
from web.context import web
from web.openapi import described
from web.parameters import request_from
from web.respond import respond

api = Blueprint("api", __name__)

_JSON = "application/json"
_TOOK = b'"took_ms":'
"""The key before the time of a search; in a text its quotes would have a backslash before them."""


def json_response(answer: object, status: int = 200) -> Response:
    """A response of JSON, in one line."""
    return Response(encode(answer) + b"\n", status, mimetype=_JSON)


@api.get("/api/search")
def search_endpoint() -> Response:
    """Hits, partial hits and facets; an empty query lists all, newest first."""
    wanted = request_from(request.args, size=10)
    return respond(wanted, lambda: _search_answer(web().searcher.search(wanted)))


def _search_answer(results: Results) -> Answer:
    head, key, rest = encode(search_answer(results)).partition(_TOOK)
    _, comma, tail = rest.partition(b",")
    return Answer(_JSON, head + key, comma + tail + b"\n", results.took_ms, results.total)


@api.get("/api/suggest")
def suggest_endpoint() -> Response:
    """What a reader may be about to type."""
    query, size = request.args.get("q", ""), _size(8)

    def make() -> Answer:
        suggestions = web().searcher.suggest(query, size)
        return Answer(_JSON, encode(suggest_answer(query, suggestions)) + b"\n")

    return respond((query, size), make)


@api.get("/api/related")
def related_endpoint() -> Response:
    """Posts that are like one."""
    post_id, size = request.args.get("id", ""), _size(5)

    def make() -> Answer:
        hits = web().searcher.related(post_id, size)
        return Answer(_JSON, encode(related_answer(post_id, hits)) + b"\n")

    return respond((post_id, size), make)


def _size(default: int) -> int:
    return parse_number("size", request.args.get("size") or str(default))


@api.get("/healthz")
def health() -> Response:
    """What is being searched; 503 `no_index` or `cluster_away` where nothing is."""
    status = web().searcher.status()
    verified = web().searcher.verified()
    return json_response(health_answer(status, verified, form()))


@api.get("/openapi.json")
def description() -> Response:
    """What the endpoints take and answer, as OpenAPI."""
    return respond("openapi", lambda: Answer(_JSON, encode(described()) + b"\n"))


@api.get("/metrics")
def metrics() -> Response:
    """Counts of all processes for Prometheus, for who has the token alone."""
    shared = web()
    if shared.metrics is None:
        raise NotFound
    given = request.authorization
    token = given.token if given is not None and given.type == "bearer" else None
    if not compare_digest((token or "").encode(), shared.settings.metrics_token.encode()):
        raise Unauthorized("expected the token", www_authenticate=WWWAuthenticate("bearer"))
    return Response(shared.metrics.text(shared.searcher), mimetype="text/plain; version=0.0.4")
