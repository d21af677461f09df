"""What a search gives: hits and what stands beside them, as plain values."""

from dataclasses import dataclass, field
from datetime import date

from index.values import Meta

Pieces = tuple[tuple[str, bool], ...]
"""Text in pieces, each marked as matched or not; never HTML."""


@dataclass(frozen=True)
class Explanation:
    """Why a post was found, in one field by one kind of match: `query`, a word as typed, was
    matched by `matched`, a word as the post has it first or a folded literal, `count` times in
    `field`; `score` is what its kind of match scores in the post, all its terms together. Kinds:
    `word`, `spelling`, `reading`, `crossing`, `synonym`, `beginning`, `part`."""

    query: str
    matched: str
    kind: str
    field: str
    count: int
    score: float


@dataclass(frozen=True)
class Hit:
    """One post found. `day`: that of its date in the site's zone, as filters count; `matched_tags`:
    of its tags those that were found; `missing`: the words it lacks, none for full matches;
    `duplicates`: near-duplicates that were found, too; `explanations` are there where they were
    asked for."""

    meta: Meta
    score: float
    title: Pieces
    snippets: tuple[Pieces, ...]
    day: date | None = None
    matched_tags: tuple[Pieces, ...] = ()
    missing: tuple[str, ...] = ()
    explanations: tuple[Explanation, ...] | None = None
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


@dataclass(frozen=True)
class Suggestion:
    """`text` is to be searched; `kind`: title, tag, phrase, correction; `count`: posts that it
    finds; `url`: the post's, of a title."""

    text: str
    kind: str
    count: int
    url: str | None = None
