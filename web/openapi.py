"""The description of the endpoints (OpenAPI 3.1), made of the types that their answers are."""

from functools import cache
from importlib.metadata import version
from typing import Any

from search.contract import (
    LARGEST_NUMBER,
    LARGEST_SIZE,
    LONGEST_QUERY,
    MOST_SUGGESTIONS,
    MOST_VALUES,
    SORTS,
    ErrorAnswer,
    HealthAnswer,
    RelatedAnswer,
    SearchAnswer,
    SuggestAnswer,
    schemas,
)

_JSON = "application/json"
_REFERENCE = "#/components/schemas/"
_TEXT: dict[str, Any] = {"type": "string"}
_DAY: dict[str, Any] = {"anyOf": [{"type": "string", "format": "date"}, {"const": ""}]}
_FLAG: dict[str, Any] = {"type": "string", "enum": ["0", "1"]}
_QUERY: dict[str, Any] = {"type": "string", "maxLength": LONGEST_QUERY}
_SIZE: dict[str, Any] = {"type": "integer", "minimum": 1, "maximum": LARGEST_SIZE}
_VALUES: dict[str, Any] = {"type": "array", "items": _TEXT, "maxItems": MOST_VALUES}
_SEARCH = {
    "q": (_QUERY, "The query; empty for all posts."),
    "page": ({"type": "integer", "minimum": 1, "maximum": LARGEST_NUMBER}, "From 1."),
    "size": (_SIZE, "Posts on a page; at most ten with explain."),
    "sort": ({"type": "string", "enum": list(SORTS)}, "Relevance where nothing is said."),
    "category": (_VALUES, "Posts with one of these."),
    "tag": (_VALUES, "Posts with one of these."),
    "author": (_VALUES, "Posts with one of these."),
    "lang": (_VALUES, "Posts in one of these languages, such as `ja`."),
    "prefer": (_TEXT, "Languages that come first, with commas between."),
    "from": (_DAY, "The first day."),
    "to": (_DAY, "The last day."),
    "explain": (_FLAG, "Whether hits tell why they are."),
    "collapse": (_FLAG, "Whether near-identical posts count as one."),
}
_SUGGEST = {
    "q": (_QUERY, "What was typed."),
    "size": ({**_SIZE, "maximum": MOST_SUGGESTIONS}, "Suggestions at most."),
}
_RELATED = {"id": (_TEXT, "A post."), "size": (_SIZE, "Posts at most.")}
_ERRORS = {
    "400": "A parameter is out of bounds.", "404": "There is no such post.",
    "429": "Too many requests; Retry-After tells when to come back.",
    "503": "No index, a damaged one, a cluster that is away, or a query of too much work.",
}  # fmt: skip


@cache
def described() -> dict[str, Any]:
    """The description as an object of OpenAPI 3.1."""
    answers = (SearchAnswer, SuggestAnswer, RelatedAnswer, HealthAnswer, ErrorAnswer)
    return {
        "openapi": "3.1.0",
        "info": {"title": "Sakuin", "version": version("sakuin"),
                 "summary": "Full-text search for Japanese posts."},
        "paths": {
            "/api/search": _path("Posts that a query finds.", _SEARCH, "SearchAnswer"),
            "/api/suggest": _path("What may be typed next.", _SUGGEST, "SuggestAnswer"),
            "/api/related": _path("Posts that are like one.", _RELATED, "RelatedAnswer", "id"),
            "/healthz": _path("What is being searched.", {}, "HealthAnswer"),
        },
        "components": {"schemas": schemas(answers, _REFERENCE + "{name}")},
    }  # fmt: skip


def _path(
    summary: str, parameters: dict[str, tuple[dict[str, Any], str]], answer: str, required: str = ""
) -> dict[str, Any]:
    operation = {
        "summary": summary,
        "parameters": [
            {"name": name, "in": "query", "description": text, "schema": schema,
             "required": name == required}
            for name, (schema, text) in parameters.items()
        ],
        "responses": {
            "200": _response("The answer.", answer),
            **{status: _response(text, "ErrorAnswer") for status, text in _ERRORS.items()},
        },
    }  # fmt: skip
    return {"get": operation}


def _response(text: str, answer: str) -> dict[str, Any]:
    schema = {"$ref": _REFERENCE + answer}
    return {"description": text, "content": {_JSON: {"schema": schema}}}
