"""Highlights: the slices of a post's shown text that a query matched."""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from search.expand import LONG_KATAKANA, WHOLE, Expansion, Kind
from search.lookup import Spans
from search.match import ExpandedLeaf, PostSpans
from search.show.word_ends import word_end


class Highlight(NamedTuple):
    """`text[start:end]` of a section was matched by leaf number `leaf` of the query; `typed` where
    it is that leaf letter by letter."""

    start: int
    end: int
    leaf: int
    typed: bool = False


Highlights = tuple[Highlight, ...]
"""Those of one section."""


def make_highlights(post: PostSpans, leaves: Sequence[ExpandedLeaf]) -> list[Highlights]:
    """The highlights of each section of a post, in its own text, disjoint and in order."""
    text, sections = post.stored.text, post.sections
    shown, section_at = text.shown, text.section_at
    highlights: list[list[Highlight]] = [[] for _ in sections]
    for leaf in leaves:
        mine: dict[int, list[Highlight]] = {}
        for low, high in _spans(leaf.expansion, post, leaf.field):
            number = section_at(low)
            start, typed = sections[number].start, shown[low:high] == leaf.text
            new = Highlight(low - start, word_end(text, low, high) - start, leaf.number, typed)
            mine.setdefault(number, []).append(new)
        for number, some in mine.items():
            highlights[number] += _joined(some, touching=True)
    return [tuple(_joined(one, touching=False)) for one in highlights]


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
    literals = _literals(expansion, post, field)
    if exact and (expansion.is_one_word or kind is not Kind.WORD):
        # inside longer words, too: the dictionary has few words such as プラグインガイド
        shown = post.stored.text.shown
        return exact + [literal for literal in literals if LONG_KATAKANA.fullmatch(shown, *literal)]
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


def _joined(highlights: Iterable[Highlight], touching: bool) -> list[Highlight]:
    """Disjoint highlights in order: those that overlap, and with `touching` those that touch,
    become one, which has the leaf of the first."""
    joined: list[Highlight] = []
    for highlight in sorted(highlights):
        if joined and highlight.start < joined[-1].end + touching:
            last = joined.pop()
            end, typed = max(last.end, highlight.end), last.typed or highlight.typed
            highlight = Highlight(last.start, end, last.leaf, typed)
        joined.append(highlight)
    return joined
