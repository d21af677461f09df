"""The JSON endpoints."""

from dataclasses import asdict
from typing import Any

from flask import Blueprint, Response, jsonify, request

from search import Hit, hit_to_json, parse_number, to_json
from web.asked import asked, etag, search, unchanged
from web.context import web

api = Blueprint("api", __name__)


@api.get("/api/search")
def search_endpoint() -> Response:
    """Hits, partial hits and facets; an empty query lists all, newest first."""
    wanted = asked(request.args, size=10)
    tag = etag()
    if (response := unchanged(tag)) is not None:
        return response
    response = jsonify(to_json(search(wanted)))
    response.set_etag(tag, weak=True)
    return response


@api.get("/api/suggest")
def suggest_endpoint() -> Response:
    """What a reader may be about to type."""
    tag = etag()
    if (response := unchanged(tag)) is not None:
        return response
    query = request.args.get("q", "")
    size = parse_number("size", request.args.get("size") or "8")
    found = web().searcher.suggest(query, size)
    response = jsonify(query=query, suggestions=[asdict(one) for one in found])
    response.set_etag(tag, weak=True)
    return response


@api.get("/api/related")
def related_endpoint() -> Response:
    """Posts that are like one."""
    tag = etag()
    if (response := unchanged(tag)) is not None:
        return response
    post_id = request.args.get("id", "")
    size = parse_number("size", request.args.get("size") or "5")
    found = web().searcher.related(post_id, size)
    response = jsonify(id=post_id, hits=[_without_snippets(hit) for hit in found])
    response.set_etag(tag, weak=True)
    return response


def _without_snippets(hit: Hit) -> dict[str, Any]:
    return {key: value for key, value in hit_to_json(hit).items() if key != "snippets"}


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
