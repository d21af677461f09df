"""The JSON of the endpoints and of the command line, as documented. No other module makes it: each
answer is a class here, whose fields are the keys in their order."""

import json
from collections.abc import Iterable
from typing import Any

from msgspec import UNSET, Struct, UnsetType, to_builtins
from msgspec.json import Encoder

from index.values import Meta
from search.contract.results import Explanation, Hit, Pieces, Results, Suggestion

_encoder = Encoder()


class Piece(Struct, frozen=True, gc=False):
    """A piece of a text, and whether it was matched."""

    text: str
    matched: bool


class Duplicate(Struct, frozen=True, gc=False):
    """A post that is nearly the same as a hit."""

    id: str
    url: str | None
    title: str


class Reason(Struct, frozen=True, gc=False):
    """One reason why a post is a hit, as described in Explanation."""

    query: str
    matched: str
    kind: str
    field: str
    count: int
    score: float


class HitAnswer(Struct, frozen=True):
    """A post among hits. Where nothing was searched for it has no `snippets` and `matched_tags`;
    it has `why` only where explanations were asked for, and `missing` only as a partial hit."""

    id: str
    url: str | None
    canonical_url: str | None
    title: list[Piece]
    date: str | None
    lang: str | None
    author: str | None
    categories: tuple[str, ...]
    tags: tuple[str, ...]
    reading_time: int
    excerpt: str
    score: float
    snippets: list[list[Piece]] | UnsetType
    matched_tags: list[list[Piece]] | UnsetType
    duplicates: list[Duplicate]
    why: list[Reason] | UnsetType = UNSET
    missing: tuple[str, ...] | UnsetType = UNSET


class CountedValue(Struct, frozen=True, gc=False):
    """A value of a facet."""

    value: str
    count: int


class SearchAnswer(Struct, frozen=True):
    """What `/api/search` answers."""

    query: str
    total: int
    page: int
    size: int
    took_ms: float
    hits: list[HitAnswer]
    partial: list[HitAnswer]
    facets: dict[str, list[CountedValue]]
    suggestion: str | None


class SuggestionAnswer(Struct, frozen=True, gc=False):
    """A suggestion in `/api/suggest`."""

    text: str
    kind: str
    count: int
    url: str | None


class SuggestAnswer(Struct, frozen=True):
    """What `/api/suggest` answers."""

    query: str
    suggestions: list[SuggestionAnswer]


class RelatedAnswer(Struct, frozen=True):
    """What `/api/related` answers."""

    id: str
    hits: list[HitAnswer]


def encode(answer: object) -> bytes:
    """An answer, or plain values, as compact UTF-8. Half of a surrogate pair, which is no UTF-8,
    is escaped."""
    try:
        return _encoder.encode(answer)
    except UnicodeEncodeError:
        plain = json.dumps(to_builtins(answer), ensure_ascii=False, separators=(",", ":"))
        return plain.encode("utf-8", "backslashreplace")


def results_to_json(results: Results) -> dict[str, Any]:
    """The object that `/api/search` answers with, as plain values."""
    values: dict[str, Any] = json.loads(encode(search_answer(results)))
    return values


def search_answer(results: Results) -> SearchAnswer:
    """The answer of `/api/search`."""
    return SearchAnswer(
        query=results.query,
        total=results.total,
        page=results.page,
        size=results.size,
        took_ms=round(results.took_ms, 1),
        hits=[_hit(hit, UNSET) for hit in results.hits],
        partial=[_hit(hit, hit.missing) for hit in results.partial],
        facets={
            name: [CountedValue(one.value, one.count) for one in values]
            for name, values in results.facets.items()
        },
        suggestion=results.suggestion,
    )


def suggest_answer(query: str, suggestions: Iterable[Suggestion]) -> SuggestAnswer:
    """The answer of `/api/suggest`."""
    return SuggestAnswer(
        query, [SuggestionAnswer(one.text, one.kind, one.count, one.url) for one in suggestions]
    )


def related_answer(post_id: str, hits: Iterable[Hit]) -> RelatedAnswer:
    """The answer of `/api/related`."""
    return RelatedAnswer(post_id, [_about(hit, UNSET, UNSET, []) for hit in hits])


def _hit(hit: Hit, missing: tuple[str, ...] | UnsetType) -> HitAnswer:
    reasons = hit.explanations
    return _about(
        hit,
        list(map(_pieces, hit.snippets)),
        list(map(_pieces, hit.matched_tags)),
        list(map(_duplicate, hit.duplicates)),
        UNSET if reasons is None else list(map(_reason, reasons)),
        missing,
    )


def _about(hit: Hit, *matched: Any) -> HitAnswer:
    """A hit with what is told of its post, and what was `matched` as the fields from `snippets`
    on."""
    meta = hit.meta
    return HitAnswer(
        meta.id,
        meta.url,
        meta.canonical,
        _pieces(hit.title),
        meta.date,
        meta.lang or None,
        "、".join(meta.authors) or None,
        meta.categories,
        meta.tags,
        meta.reading_time,
        meta.excerpt,
        round(hit.score, 4),
        *matched,
    )


def _duplicate(meta: Meta) -> Duplicate:
    return Duplicate(meta.id, meta.url, meta.title)


def _reason(one: Explanation) -> Reason:
    return Reason(one.query, one.matched, one.kind, one.field, one.count, round(one.score, 4))


def _pieces(pieces: Pieces) -> list[Piece]:
    return [Piece(text, matched) for text, matched in pieces]
