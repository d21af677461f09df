"""The JSON of the endpoints and of the command line, as documented. No other module makes it."""

import json
from collections.abc import Iterable
from typing import Any

from msgspec import UNSET, UnsetType, to_builtins
from msgspec.json import Encoder

from index.values import Meta
from search.contract.answers import (
    CountedValue,
    Duplicate,
    ErrorAnswer,
    Fault,
    HealthAnswer,
    HitAnswer,
    Piece,
    Reason,
    RelatedAnswer,
    SearchAnswer,
    SectionAnswer,
    SuggestAnswer,
    SuggestionAnswer,
    VerifiedAnswer,
)
from search.contract.results import Explanation, FoundSection, Hit, Pieces, Results, Suggestion
from search.contract.status import Status, Verified

_encoder = Encoder()


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
    return RelatedAnswer(post_id, [_about(hit, UNSET, UNSET, UNSET, []) for hit in hits])


def health_answer(status: Status, verified: Verified | None, kernels: str) -> HealthAnswer:
    """The answer of `/healthz`; `kernels` is the form in which they run."""
    return HealthAnswer(
        "ok",
        status.generation,
        status.posts,
        status.left_out,
        status.indexed_at,
        VerifiedAnswer(verified.samples, verified.found) if verified else None,
        kernels,
    )


def error_answer(code: str, message: str) -> ErrorAnswer:
    """The answer of any endpoint that cannot answer."""
    return ErrorAnswer(Fault(code, message))


def _hit(hit: Hit, missing: tuple[str, ...] | UnsetType) -> HitAnswer:
    reasons = hit.explanations
    return _about(
        hit,
        list(map(_pieces, hit.snippets)),
        list(map(_pieces, hit.matched_tags)),
        list(map(_section, hit.sections)),
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


def _section(one: FoundSection) -> SectionAnswer:
    return SectionAnswer(one.heading, one.url, one.passage_url, _pieces(one.snippet))


def _duplicate(meta: Meta) -> Duplicate:
    return Duplicate(meta.id, meta.url, meta.title)


def _reason(one: Explanation) -> Reason:
    return Reason(one.query, one.matched, one.kind, one.field, one.count, round(one.score, 4))


def _pieces(pieces: Pieces) -> list[Piece]:
    return [Piece(text, matched) for text, matched in pieces]
