"""The JSON endpoints."""

from flask import Blueprint, Response, jsonify, request

from search.contract import (
    parse_number,
    related_to_json,
    results_to_json,
    suggestion_to_json,
)
from web.context import web
from web.parameters import request_from, respond, search

api = Blueprint("api", __name__)


@api.get("/api/search")
def search_endpoint() -> Response:
    """Hits, partial hits and facets; an empty query lists all, newest first."""
    wanted = request_from(request.args, size=10)
    return respond(lambda: jsonify(results_to_json(search(wanted))))


@api.get("/api/suggest")
def suggest_endpoint() -> Response:
    """What a reader may be about to type."""
    query, size = request.args.get("q", ""), _size(8)

    def make() -> Response:
        suggestions = map(suggestion_to_json, web().searcher.suggest(query, size))
        return jsonify(query=query, suggestions=list(suggestions))

    return respond(make)


@api.get("/api/related")
def related_endpoint() -> Response:
    """Posts that are like one."""
    post_id, size = request.args.get("id", ""), _size(5)

    def make() -> Response:
        hits = web().searcher.related(post_id, size)
        return jsonify(id=post_id, hits=list(map(related_to_json, hits)))

    return respond(make)


def _size(default: int) -> int:
    return parse_number("size", request.args.get("size") or str(default))


@api.get("/healthz")
def health() -> Response:
    """What is being searched; 503 `no_index` where nothing is."""
    status = web().searcher.status()
    verified = web().searcher.verified()
    return jsonify(
        status="ok",
        generation=status.generation,
        posts=status.posts,
        left_out=status.left_out,
        indexed_at=status.indexed_at,
        verified=verified and {"samples": verified.samples, "found": verified.found},
    )
