"""The JSON endpoints."""

from dataclasses import asdict
from typing import Any

from flask import Blueprint, Response, jsonify, request

from search.contract import Hit, hit_to_json, parse_number, results_to_json
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
        found = web().searcher.suggest(query, size)
        return jsonify(query=query, suggestions=[asdict(one) for one in found])

    return respond(make)


@api.get("/api/related")
def related_endpoint() -> Response:
    """Posts that are like one."""
    post_id, size = request.args.get("id", ""), _size(5)

    def make() -> Response:
        found = web().searcher.related(post_id, size)
        return jsonify(id=post_id, hits=[_without_snippets(hit) for hit in found])

    return respond(make)


def _size(default: int) -> int:
    return parse_number("size", request.args.get("size") or str(default))


def _without_snippets(hit: Hit) -> dict[str, Any]:
    matched = ("snippets", "matched_tags")
    return {key: value for key, value in hit_to_json(hit).items() if key not in matched}


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
