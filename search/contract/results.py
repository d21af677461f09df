"""What a search answers: hits and what stands beside them, as plain values."""

from dataclasses import dataclass, field
from datetime import date

from index.values import Meta

Pieces = tuple[tuple[str, bool], ...]
"""Text in pieces (text, whether it was matched); never HTML."""


@dataclass(frozen=True)
class Explanation:
    """One reason why a post is a hit: `query`, a word of the query as typed, was matched by
    `matched`, `count` times in `field`. `matched` is a word as the post writes it first, or a
    folded literal. `kind` is `word`, `spelling`, `reading`, `crossing`, `synonym`, `beginning` or
    `part`; `score` is what all matches of this kind score in the post together."""

    query: str
    matched: str
    kind: str
    field: str
    count: int
    score: float


@dataclass(frozen=True)
class FoundSection:
    """A section of a post that matched: its `heading`, the address of that, `url`, and that of the
    sentence which matched best, `passage_url`, both None where the post has no address; a
    `snippet` of it."""

    heading: str
    url: str | None
    passage_url: str | None
    snippet: Pieces


@dataclass(frozen=True)
class Hit:
    """One post that matched. `title`, `snippets` and `matched_tags` (the tags that matched) are in
    pieces; `sections` are those of its headings that match best, best first; `day` is that of its
    date in the site's time zone, as filters count; `missing` are the words it lacks, none for a
    full match; `explanations` is None unless they were requested; `duplicates` are its
    near-duplicates among the matches."""

    meta: Meta
    score: float
    title: Pieces
    snippets: tuple[Pieces, ...]
    day: date | None = None
    matched_tags: tuple[Pieces, ...] = ()
    missing: tuple[str, ...] = ()
    explanations: tuple[Explanation, ...] | None = None
    duplicates: tuple[Meta, ...] = ()
    sections: tuple[FoundSection, ...] = ()


@dataclass(frozen=True)
class FacetValue:
    """A value of a facet and how many listed posts have it."""

    value: str
    count: int


@dataclass(frozen=True)
class Results:
    """A page of results. `total` counts the full matches; `partial` hits lack some words and stand
    apart; `took_ms` is the time spent, in milliseconds; `suggestion` is a similar query that
    finds more, None without one."""

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
    """A query to offer to a reader: its `text`, and how many posts it finds, `count`. `kind` is
    `title`, `tag`, `phrase` or `correction`; a title has the `url` of its post."""

    text: str
    kind: str
    count: int
    url: str | None = None
