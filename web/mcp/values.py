"""What the tools of MCP answer: plain values, their text, and the budget it has to keep within."""

import json
from dataclasses import asdict, dataclass
from typing import Any

from index.values import BadParameter

LONGEST_NAME = 200
"""Characters of a title and of a heading."""
LEAST, MOST = 500, 100_000
"""What `max_tokens` may be."""


@dataclass(frozen=True)
class Passage:
    """A passage that was found: the heading it stands under and the address of that, the post's
    where there is none, the address of the passage itself, and its text."""

    heading: str | None
    url: str | None
    passage_url: str | None
    snippet: str


@dataclass(frozen=True)
class FoundPost:
    """A post that was found, with its best passages in `sections`. `missing` are the words of the
    query that it lacks."""

    id: str
    title: str
    url: str | None
    date: str | None
    sections: list[Passage]
    missing: list[str]


@dataclass(frozen=True)
class Page:
    """Which page of what size goes on where an answer ends."""

    page: int
    size: int


@dataclass(frozen=True)
class Found:
    """Posts that were found: `total` have all words of the query; `partial` lack some and are only
    on the last page. `suggestion` is a query that may have been meant; `cut` says what was left out
    to keep within the tokens, `next` where the other hits are."""

    total: int
    hits: list[FoundPost]
    partial: list[FoundPost]
    suggestion: str | None
    next: Page | None
    cut: str | None


@dataclass(frozen=True)
class ListedPost:
    """A post and its address."""

    id: str
    title: str
    url: str | None
    date: str | None


@dataclass(frozen=True)
class Related:
    """Posts that are like the one of `id`, best first."""

    id: str
    hits: list[ListedPost]


@dataclass(frozen=True)
class SectionName:
    """A section of a post: its number, the heading it begins with ("" before the first), the
    address of that (None where it is not known), and the tokens that it takes."""

    number: int
    heading: str
    url: str | None
    tokens: int


@dataclass(frozen=True)
class Rest:
    """Where an answer goes on: of the section that was asked for, None for the whole post, from
    this character on."""

    section: int | str | None
    start: int


@dataclass(frozen=True)
class PostText:
    """A post as Markdown, or a section of it, in `text`. `sections` names what it consists of;
    `cut` says what was left out to keep within the tokens, `next` where the text goes on."""

    id: str
    title: str
    url: str | None
    date: str | None
    text: str
    sections: list[SectionName]
    next: Rest | None
    cut: str | None


def as_text(answer: Any) -> str:
    """A value as JSON in one line; halves of surrogate pairs, which are no text, become ?."""
    text = json.dumps(answer, ensure_ascii=False, separators=(",", ":"), default=asdict)
    return text.encode("utf-8", "replace").decode()


def shortened(text: str, most: int = LONGEST_NAME) -> str:
    """A title or a heading, the beginning of one that is longer than any is meant to be."""
    return text if len(text) <= most else f"{text[:most]}…"


def check_tokens(most: int) -> None:
    """BadParameter where a budget is not in LEAST to MOST."""
    if not LEAST <= most <= MOST:
        raise BadParameter(f"max_tokens: expected {LEAST} to {MOST:,}, found {most}")
