"""The shape of results: the JSON of the endpoint and of the command line is made here alone."""

import dataclasses
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from index.store import Meta
from search.why import Reason

Pieces = tuple[tuple[str, bool], ...]
"""Text in pieces, each marked as matched or not; never HTML."""


@dataclass(frozen=True)
class Hit:
    """One post found. `day`: that of its date in the site's zone, as filters count; `matched_tags`:
    of its tags those that were found; `missing`: the words it lacks, none for full matches;
    `duplicates`: posts found that say nearly the same; `why` is there where it was asked for."""

    meta: Meta
    score: float
    title: Pieces
    snippets: tuple[Pieces, ...]
    day: date | None = None
    matched_tags: tuple[Pieces, ...] = ()
    missing: tuple[str, ...] = ()
    why: tuple[Reason, ...] | None = None
    duplicates: tuple[Meta, ...] = ()


@dataclass(frozen=True)
class FacetValue:
    value: str
    count: int


@dataclass(frozen=True)
class Results:
    """A page of results. `partial` hits lack some words and stand apart; `suggestion`: a query that
    may have been meant and finds more."""

    query: str
    total: int
    page: int
    size: int
    took_ms: float
    hits: tuple[Hit, ...]
    partial: tuple[Hit, ...] = ()
    facets: dict[str, tuple[FacetValue, ...]] = field(default_factory=dict)
    suggestion: str | None = None


def to_json(results: Results) -> dict[str, Any]:
    """The documented JSON object."""
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
    """A hit of the documented JSON."""
    meta = hit.meta
    why = {} if hit.why is None else {"why": [_reason(reason) for reason in hit.why]}
    return {
        "id": meta.id,
        "url": meta.url,
        "title": _pieces(hit.title),
        "date": meta.date,
        "author": "、".join(meta.authors) or None,
        "categories": list(meta.categories),
        "tags": list(meta.tags),
        "reading_time": meta.reading_time,
        "excerpt": meta.excerpt,
        "score": round(hit.score, 4),
        "snippets": [_pieces(snippet) for snippet in hit.snippets],
        "matched_tags": [_pieces(tag) for tag in hit.matched_tags],
        "duplicates": [{"id": d.id, "url": d.url, "title": d.title} for d in hit.duplicates],
        **why,
    }


def _reason(reason: Reason) -> dict[str, Any]:
    return {**dataclasses.asdict(reason), "score": round(reason.score, 4)}


def _pieces(pieces: Pieces) -> list[dict[str, Any]]:
    return [{"text": text, "matched": matched} for text, matched in pieces]
