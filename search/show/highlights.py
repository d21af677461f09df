"""Highlights: the slices of a post's shown text that a query matched."""

import re
from collections.abc import Sequence
from typing import NamedTuple

from search.expand import LONG_KATAKANA, WHOLE, Expansion, Kind
from search.lookup import Spans
from search.match import ExpandedLeaf, PostSpans
from search.show.kernels import marked

_KATAKANA = re.compile("[ァ-ヺー]")


class Highlight(NamedTuple):
    """`text[start:end]` of a section was matched by leaf number `leaf` of the query; `typed` where
    it is that leaf letter by letter."""

    start: int
    end: int
    leaf: int
    typed: bool = False


Highlights = tuple[Highlight, ...]
"""Those of one section."""


def make_highlights(post: PostSpans, leaves: Sequence[ExpandedLeaf]) -> dict[int, Highlights]:
    """The highlights of each section of a post that has any, by its number: in its own text,
    disjoint and in order."""
    text = post.stored.text
    found = [(leaf.number, leaf.text, _spans(leaf.expansion, post, leaf.field)) for leaf in leaves]
    begins, section_at = text.begins, text.section_at
    highlights: dict[int, list[Highlight]] = {}
    for low, high, leaf, typed in marked(text.shown, text.starts, text.ends, found):
        number = section_at(low)
        begin = begins[number]
        new = Highlight(low - begin, high - begin, leaf, typed)
        highlights.setdefault(number, []).append(new)
    return {number: tuple(some) for number, some in highlights.items()}


def _spans(expansion: Expansion, post: PostSpans, field: str | None) -> Spans:
    """The spans of a leaf in a field, in all for None: those of the best kinds. Where substitutes
    match, the leaf as typed is added only where it matches as a literal or, if it is one word, as a
    whole word."""
    substitutes = post.in_field(post.substitutes(expansion.substitutes), field)
    several = len(expansion.units) > 1
    if substitutes and (several or expansion.whole.kind is not Kind.PART):
        return substitutes + (
            _typed(expansion, post, field) if _literals(expansion, post, field) else []
        )
    if substitutes:
        exact, kind = _exact(expansion, post, field)
        return substitutes + (exact if kind in WHOLE else [])
    return _typed(expansion, post, field)


def _exact(expansion: Expansion, post: PostSpans, field: str | None) -> tuple[Spans, Kind]:
    """(spans, best kind) of the content word of a leaf; none, and WORD, where it has no word."""
    if not expansion.units:
        return [], Kind.WORD
    spans, kind = post.unit(expansion.units[0])
    return post.in_field(spans, field), kind


def _typed(expansion: Expansion, post: PostSpans, field: str | None) -> Spans:
    """The spans of a leaf as typed: its words, and its literals where these add to them."""
    if len(expansion.units) > 1:
        return _of_many_words(expansion, post, field)
    exact, kind = _exact(expansion, post, field)
    if exact and (expansion.is_one_word or kind is not Kind.WORD):
        whole = expansion.whole
        if not any(map(_KATAKANA.search, (*whole.literals, *whole.alike))):
            return exact
        # inside longer words, too: the dictionary has few words such as プラグインガイド
        shown, literals = post.stored.text.shown, _literals(expansion, post, field)
        return exact + [literal for literal in literals if LONG_KATAKANA.fullmatch(shown, *literal)]
    literals = _literals(expansion, post, field)
    return (
        exact + [literal for literal in literals if _covers(literal, exact)] if exact else literals
    )


def _of_many_words(expansion: Expansion, post: PostSpans, field: str | None) -> Spans:
    """The spans of a leaf of several words, for the title and for the rest apart: the leaf as a
    literal; without that each word, if all are there or the post has the literal nowhere."""
    literals = _literals(expansion, post, field)
    words = [post.in_field(post.unit(unit)[0], field) for unit in expansion.units]
    highlights: Spans = []
    for place in (True, False):
        together = [span for span in literals if post.in_title(span) is place]
        apart = [[span for span in spans if post.in_title(span) is place] for spans in words]
        if together:
            highlights += together
        elif all(apart) or not literals:
            highlights += [span for spans in apart for span in spans]
    return highlights


def _literals(expansion: Expansion, post: PostSpans, field: str | None) -> Spans:
    """The spans of the whole leaf as a literal."""
    return post.in_field(post.whole(expansion), field)


def _covers(literal: tuple[int, int], words: Spans) -> bool:
    return any(literal[0] <= low and high <= literal[1] for low, high in words)
