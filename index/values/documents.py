"""Analysed posts: text, tokens and metadata in arrays, as a Writer of any engine takes them."""

from collections.abc import Iterable, Sequence, Set
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from index.values.arrays import Int32s
from index.values.post import FIELDS, Meta

FIELD_MARKS = {name: chr(number) for number, name in enumerate(FIELDS, start=1)}
"""The mark of each field: the control character before its sections in a post's text, folded or
shown. Folding removes control characters, so that nothing matches across two sections."""

Signature = NDArray[np.uint32]
"""Hashes of passages of a post, ascending, each once, most of which near-duplicates share."""


@dataclass(frozen=True)
class OffsetMap:
    """How the shown text of a post comes from its folded text: a list of differences, between which
    the two are equal. Row i of `spans`, shape (n, 3), is one difference:

        spans[i] = (same, folded, 2 · shown + whole)

    `same` counts the equal characters since the difference before; then `folded` characters of the
    folded text stand for `shown` characters of the shown one. The latter, of all differences, are
    in the text `shown`, end to end. `whole` is 1 where each folded character stands for all of the
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
    """The tokens of posts, in order: post d has the tokens `bounds[d]` to `bounds[d + 1]`. Token i
    is the term number `terms[i]` of the `vocabulary`, in the post `docs[i]` and the field number
    `fields[i]`, shown as `[starts[i]:ends[i]]` of the post's shown text. Compound j is the term
    number `compounds[j]`, made of the token `firsts[j]` and `extents[j]` more."""

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
    """Analysed posts, ready to be stored by an engine of any kind. `folded` are their texts in
    which literals are searched, each section after its field's mark; `offsets` lead from them to
    `shown`, the shown texts; row i of `seams`, shape (n, 2), is the start and the length of a slice
    that a browser has otherwise; `anchors` are those of the headings, in order. Dates are in
    `seconds` since 1970 (NaN where undated) and as `days`, ordinals in the site's time zone (0
    where undated). Post `grams[1][i]` has the gram `grams[0][i]`, in the order of grams.
    Near-duplicates have similar `signatures`. `forms` are lines of a form, under which a term is
    looked up, NUL and the term."""

    metas: Sequence[Meta]
    seconds: NDArray[np.float64]
    days: NDArray[np.int64]
    folded: Sequence[str]
    shown: Sequence[str]
    offsets: Sequence[OffsetMap]
    seams: Sequence[Int32s]
    anchors: Sequence[tuple[str, ...]]
    occurrences: Occurrences
    signatures: Sequence[Signature]
    grams: tuple[NDArray[np.uint64], NDArray[np.int64]]
    forms: Set[str] = frozenset()


def join_sections(sections: Iterable[tuple[str, str]]) -> str:
    """The text of a post from (field, text) of each section."""
    return "".join(FIELD_MARKS[name] + text for name, text in sections)
