"""Posts as their analysis leaves them, text, tokens and metadata in arrays: what a Writer of any
engine is handed."""

from collections.abc import Iterable, Sequence, Set
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from index.values.post import FIELDS, Meta

FIELD_MARKS = {name: chr(number) for number, name in enumerate(FIELDS, start=1)}
"""The control character that opens a section of that field in a post's text, folded or shown;
folding leaves no control character, so nothing matches across two sections."""

Signature = NDArray[np.uint32]
"""Hashes of a post's passages, ascending, each once: what near-duplicates have in common."""


@dataclass(frozen=True)
class OffsetMap:
    """How a post's shown text comes from its folded one: as a list of differences, between which
    both are the same. Row i of `spans`, shape (n, 3), is one difference:

        spans[i] = (same, folded, 2 · shown + whole)

    `same`: characters since the difference before that are alike in both; `folded`: characters of
    the folded text that then stand for the next `shown` characters of the shown one. These are
    in `shown`, end to end. `whole` is 1 where any of the folded characters stands for all of the
    shown ones, 0 where each stands for its own.

        folded text   d  e  ー  タ  は  株  式  会  社  で
        shown text    Ｄ Ｅ  ー  タ  は        ㍿        で

        spans   (0, 2, 4)  D and E: 2 folded for 2 shown, each for its own (2·2 + 0)
                (3, 4, 3)  after ータは: 4 folded for 1 shown, all for all (2·1 + 1)
        shown   "ＤＥ㍿"
    """

    spans: NDArray[np.int32]
    shown: str


@dataclass(frozen=True)
class Occurrences:
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
    """Posts ready to be stored, by an engine of any kind. `folded` is what literals are looked up
    in, each section opened by its field's mark; `offsets` lead from it to `shown`, the shown text.
    Post `grams[1][i]` has the gram `grams[0][i]`, in the order of grams. `seconds` since 1970 (NaN
    undated) and `days`, ordinals in the site's zone (0 undated), are the dates. `signatures` tell
    near-duplicates. `forms`: lines that tell what terms may be looked for by, each ending in NUL
    and its term."""

    metas: Sequence[Meta]
    seconds: NDArray[np.float64]
    days: NDArray[np.int64]
    folded: Sequence[str]
    shown: Sequence[str]
    offsets: Sequence[OffsetMap]
    occurrences: Occurrences
    signatures: Sequence[Signature]
    grams: tuple[NDArray[np.uint64], NDArray[np.int64]]
    forms: Set[str] = frozenset()


def join_sections(sections: Iterable[tuple[str, str]]) -> str:
    """(field, text) of each section → one string."""
    return "".join(FIELD_MARKS[name] + text for name, text in sections)
