"""The JSON of the endpoint and of the command line, as documented. No other module makes it."""

import dataclasses
from typing import Any

from search.contract.results import Explanation, Hit, Pieces, Results, Suggestion


def results_to_json(results: Results) -> dict[str, Any]:
    """The object that `/api/search` answers with."""
    return {
        "query": results.query,
        "total": results.total,
        "page": results.page,
        "size": results.size,
        "took_ms": round(results.took_ms, 1),
        "hits": [hit_to_json(hit) for hit in results.hits],
        "partial": [{**hit_to_json(hit), "missing": list(hit.missing)} for hit in results.partial],
        "facets": {
            name: [{"value": v.value, "count": v.count} for v in values]
            for name, values in results.facets.items()
        },
        "suggestion": results.suggestion,
    }


def hit_to_json(hit: Hit) -> dict[str, Any]:
    """A hit in `/api/search`; it has `why` only where explanations were asked for."""
    explanations = hit.explanations
    return {
        **_about(hit),
        "snippets": [_pieces(snippet) for snippet in hit.snippets],
        "matched_tags": [_pieces(tag) for tag in hit.matched_tags],
        "duplicates": [{"id": d.id, "url": d.url, "title": d.title} for d in hit.duplicates],
        **({} if explanations is None else {"why": list(map(_explanation, explanations))}),
    }


def related_to_json(hit: Hit) -> dict[str, Any]:
    """A hit in `/api/related`, in which nothing was matched."""
    return {**_about(hit), "duplicates": []}


def suggestion_to_json(suggestion: Suggestion) -> dict[str, Any]:
    """A suggestion in `/api/suggest`."""
    return dataclasses.asdict(suggestion)


def _about(hit: Hit) -> dict[str, Any]:
    meta = hit.meta
    return {
        "id": meta.id,
        "url": meta.url,
        "canonical_url": meta.canonical,
        "title": _pieces(hit.title),
        "date": meta.date,
        "lang": meta.lang or None,
        "author": "、".join(meta.authors) or None,
        "categories": list(meta.categories),
        "tags": list(meta.tags),
        "reading_time": meta.reading_time,
        "excerpt": meta.excerpt,
        "score": round(hit.score, 4),
    }


def _explanation(explanation: Explanation) -> dict[str, Any]:
    return {**dataclasses.asdict(explanation), "score": round(explanation.score, 4)}


def _pieces(pieces: Pieces) -> list[dict[str, Any]]:
    return [{"text": text, "matched": matched} for text, matched in pieces]
