"""What the index holds of one post, as plain values: the border between build and store."""

from collections.abc import Iterable, Sequence, Set
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from index.post import FIELDS
from index.signature import Signature

FIELD_MARKS = {name: chr(number) for number, name in enumerate(FIELDS, start=1)}
"""The control character that opens a section of that field in a post's text, folded or shown;
folding leaves no control character, so a run never crosses from one section into another."""

LABELS = ("category", "tag", "author")
"""Labels with several values a post, which filters and facets count."""


@dataclass(frozen=True)
class Meta:
    """What a result shows of a post beside its text. `date` is ISO 8601 with offset."""

    id: str
    title: str
    url: str | None
    date: str | None
    authors: tuple[str, ...]
    categories: tuple[str, ...]
    tags: tuple[str, ...]
    excerpt: str
    reading_time: int

    def values(self, label: str) -> tuple[str, ...]:
        """The post's values of one of LABELS."""
        found: dict[str, tuple[str, ...]] = {
            "category": self.categories, "tag": self.tags, "author": self.authors
        }  # fmt: skip
        return found[label]


@dataclass(frozen=True)
class Edits:
    """Where a post's shown text differs from its folded one: row i of `spans`, shape (n, 3), says
    how many characters further, after the last difference, how many folded characters stand for
    how many shown ones, twice that; `shown` holds these, end to end. 1 is added to the twice
    where any of the folded ones stands for all of the shown ones, rather than each for its own."""

    spans: NDArray[np.int32]
    shown: str


@dataclass(frozen=True)
class Words:
    """The tokens of posts, in order: post d has the tokens `bounds[d]` to `bounds[d + 1]`. Token
    i is the term number `terms[i]` of the `vocabulary`, in the post `docs[i]` and the field
    number `fields[i]`, shown as `[starts[i]:ends[i]]` of the post's shown text. Compound j is
    the term `compounds[j]`, made of the token `firsts[j]` and `extents[j]` more."""

    vocabulary: Sequence[str]
    bounds: NDArray[np.int64]
    terms: NDArray[np.int32]
    docs: NDArray[np.int64]
    fields: NDArray[np.uint8]
    starts: NDArray[np.int32]
    ends: NDArray[np.int32]
    compounds: NDArray[np.int32]
    firsts: NDArray[np.int64]
    extents: NDArray[np.uint8]


@dataclass(frozen=True)
class Documents:
    """Posts ready to be stored. `folded` is what runs of characters are looked up in, each
    section opened by its field's mark; `edits` lead from it to `shown`, the shown text. Post
    `grams[1][i]` has the gram `grams[0][i]`, in the order of grams. `seconds` since 1970 (NaN
    undated) and `days`, ordinals in the site's zone (0 undated), are the dates. `signatures` tell
    posts that say nearly the same. `forms`: lines that tell what terms may be looked for by, each
    ending in NUL and its term."""

    metas: Sequence[Meta]
    seconds: NDArray[np.float64]
    days: NDArray[np.int64]
    folded: Sequence[str]
    shown: Sequence[str]
    edits: Sequence[Edits]
    words: Words
    signatures: Sequence[Signature]
    grams: tuple[NDArray[np.uint64], NDArray[np.int64]]
    forms: Set[str] = frozenset()


def join_sections(sections: Iterable[tuple[str, str]]) -> str:
    """(field, text) of each section → one string."""
    return "".join(FIELD_MARKS[name] + text for name, text in sections)
