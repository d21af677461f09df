"""The answers of the endpoints as types: each is a class, whose fields are the keys of the JSON in
their order."""

from collections.abc import Iterable
from typing import Any, Literal

from msgspec import UNSET, Struct, UnsetType
from msgspec.json import schema_components


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


class SectionAnswer(Struct, frozen=True, gc=False):
    """A section of a post, by its heading; `url` leads to that, `passage_url` to the sentence that
    matched."""

    heading: str
    url: str | None
    passage_url: str | None
    snippet: list[Piece]


class HitAnswer(Struct, frozen=True):
    """A post among hits. Where nothing was searched for it has no `snippets`, `matched_tags` and
    `sections`;
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
    sections: list[SectionAnswer] | UnsetType
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


class VerifiedAnswer(Struct, frozen=True, gc=False):
    """What the verification of the index looked for, and found."""

    samples: int
    found: int


class HealthAnswer(Struct, frozen=True, gc=False):
    """What `/healthz` answers."""

    status: Literal["ok"]
    generation: str
    posts: int
    left_out: int
    indexed_at: str
    verified: VerifiedAnswer | None
    kernels: str


class Fault(Struct, frozen=True, gc=False):
    """What went wrong: a name for programs, and words."""

    code: str
    message: str


class ErrorAnswer(Struct, frozen=True, gc=False):
    """What any endpoint answers where it cannot."""

    error: Fault


def schemas(answers: Iterable[type], reference: str) -> dict[str, Any]:
    """The JSON Schemas (2020-12) of answers and of all in them, by name. `reference` is the form of
    one's address, with `{name}` in it."""
    return schema_components(answers, ref_template=reference)[1]
