"""The JSON endpoints."""

from flask import Blueprint, Response, request

from search.contract import encode, parse_number, related_answer, search_answer, suggest_answer
from web.context import web
from web.parameters import request_from, respond, search

api = Blueprint("api", __name__)


def json_response(answer: object, status: int = 200) -> Response:
    """A response of JSON, in one line."""
    return Response(encode(answer) + b"\n", status, mimetype="application/json")


@api.get("/api/search")
def search_endpoint() -> Response:
    """Hits, partial hits and facets; an empty query lists all, newest first."""
    wanted = request_from(request.args, size=10)
    return respond(lambda: json_response(search_answer(search(wanted))))


@api.get("/api/suggest")
def suggest_endpoint() -> Response:
    """What a reader may be about to type."""
    query, size = request.args.get("q", ""), _size(8)
    return respond(
        lambda: json_response(suggest_answer(query, web().searcher.suggest(query, size)))
    )


@api.get("/api/related")
def related_endpoint() -> Response:
    """Posts that are like one."""
    post_id, size = request.args.get("id", ""), _size(5)
    return respond(
        lambda: json_response(related_answer(post_id, web().searcher.related(post_id, size)))
    )


def _size(default: int) -> int:
    return parse_number("size", request.args.get("size") or str(default))


@api.get("/healthz")
def health() -> Response:
    """What is being searched; 503 `no_index` where nothing is."""
    status = web().searcher.status()
    verified = web().searcher.verified()
    return json_response(
        {
            "status": "ok",
            "generation": status.generation,
            "posts": status.posts,
            "left_out": status.left_out,
            "indexed_at": status.indexed_at,
            "verified": verified and {"samples": verified.samples, "found": verified.found},
        }
    )
