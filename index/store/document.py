"""What the index holds of one post, as plain values: the border between build and store."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from index.posts.post import FIELDS

FIELD_MARKS = {name: chr(number) for number, name in enumerate(FIELDS, start=1)}
"""The control character that opens a section of that field in `Document.folded`; folding leaves
no control character, so a run of text never crosses from one section into another."""

_NAMES = {mark: name for name, mark in FIELD_MARKS.items()}
_MARK = re.compile(f"([{''.join(_NAMES)}])")


@dataclass(frozen=True)
class ShownSection:
    """A section of shown text with its tokens: token i is `terms[i]`, shown as
    `text[starts[i]:ends[i]]`; `glued[i]`: one word with token i-1."""

    field: str
    text: str
    terms: Sequence[str] = ()
    starts: Sequence[int] = ()
    ends: Sequence[int] = ()
    glued: Sequence[bool] = ()

    @cached_property
    def by_initial(self) -> dict[str, list[int]]:
        """The numbers of the tokens by the first character of their terms."""
        found: dict[str, list[int]] = {}
        for number, term in enumerate(self.terms):
            found.setdefault(term[0], []).append(number)
        return found


@dataclass(frozen=True)
class Meta:
    """What a result shows of a post beside its text, and what filters and sorting need.

    `date` is ISO 8601 with offset. `lengths` maps fields to their number of tokens.
    """

    id: str
    title: str
    url: str | None
    date: str | None
    authors: tuple[str, ...]
    categories: tuple[str, ...]
    tags: tuple[str, ...]
    excerpt: str
    reading_time: int
    lang: str | None
    lengths: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True)
class Document:
    """A post ready to be stored: `words[field][term]` is how often the term stands in the field
    (compounds included), `grams` every character and pair of neighbours of `folded`."""

    meta: Meta
    words: Mapping[str, Mapping[str, int]]
    grams: Iterable[str]
    folded: str
    sections: Sequence[ShownSection]


def join_folded(sections: Iterable[tuple[str, str]]) -> str:
    """(field, folded text) of each section → the one string that runs are looked up in."""
    return "".join(FIELD_MARKS[name] + text for name, text in sections)


def split_folded(folded: str) -> list[tuple[str, str]]:
    """The inverse of `join_folded`."""
    parts = _MARK.split(folded)
    return [(_NAMES[mark], text) for mark, text in zip(parts[1::2], parts[2::2], strict=True)]
