"""Sections of a post that answer best: the headings above what was matched."""

from bisect import bisect_right
from collections.abc import Iterable, Sequence

from index.store import StoredText
from search.contract import FoundSection, Pieces
from search.show.candidates import Window
from search.show.kernels import sentence_borders
from search.show.snippets import opening_of, pieces_in
from search.show.text_fragments import passage_address, text_fragment

MOST_SECTIONS = 3
"""Sections of a hit."""
_UNDER = ("body", "link", "code")
"""Fields that stand under headings."""
_LISTED = ("heading", *_UNDER)
_LONGEST = 200
"""Characters that are shown of a heading."""


def make_sections(
    windows: Iterable[Window], text: StoredText, url: str | None
) -> tuple[FoundSection, ...]:
    """The headings of a post at `url` above whose text, or in which, most leaves of the query were
    matched, best first."""
    numbers = text.headings
    if not numbers:
        return ()
    groups: dict[int, _Group] = {}
    for window in windows:
        at = bisect_right(numbers, window.section.number) - 1
        if at >= 0 and window.section.field in _LISTED:
            group = groups.get(at)
            if group is None:
                groups[at] = group = _Group(window)
            group.add(window)
    ranked = sorted(groups, key=lambda at: groups[at].rank, reverse=True)
    return tuple(_found(at, groups[at].best, text, url) for at in ranked[:MOST_SECTIONS])


class _Group:
    """The windows under one heading: the leaves that they show together, the best of their ranks,
    and the best of those that are not the heading itself, where there is one."""

    def __init__(self, first: Window) -> None:
        self._leaves: frozenset[int] = first.leaves
        self._rank = first.rank
        self.best = first

    def add(self, window: Window) -> None:
        if not window.leaves <= self._leaves:
            self._leaves |= window.leaves
        self._rank = max(self._rank, window.rank)
        best = self.best
        if (window.section.field != "heading", window.rank) > (
            best.section.field != "heading", best.rank,
        ):  # fmt: skip
            self.best = window

    @property
    def rank(self) -> tuple[int, tuple[int, ...]]:
        return len(self._leaves), self._rank


def with_text_below(
    snippets: Sequence[Pieces], sections: Sequence[FoundSection]
) -> tuple[Pieces, ...]:
    """The snippets of a post of which headings alone were matched: the best two, and the beginning
    of what stands under the best heading that has any text."""
    below = next((one.snippet for one in sections if one.snippet), None)
    kept = tuple(snippets)
    return (kept[0], below, *kept[1:2]) if below and kept and below not in kept else kept


def _found(at: int, window: Window, text: StoredText, url: str | None) -> FoundSection:
    """Heading number `at`, with the best of its windows."""
    number, anchor = text.headings[at], text.anchors[at]
    heading = _cut(text.section(text.span(number)))
    if window.section.field == "heading":
        snippet, place = _opening(text, number), (number, 0)
        sought = not anchor
    else:
        snippet, place, sought = pieces_in(window), (window.section.number, window.anchor), True
    if url is None:
        return FoundSection(heading, None, None, snippet)
    fragment = _fragment(text, *place) if sought else ""
    here = passage_address(url, anchor)
    return FoundSection(heading, here, passage_address(url, anchor, fragment), snippet)


def _cut(heading: str) -> str:
    return heading if len(heading) <= _LONGEST else f"{heading[:_LONGEST]}…"


def _opening(text: StoredText, number: int) -> Pieces:
    """The beginning of what stands under the heading that is section `number`."""
    if number + 1 == len(text.begins):
        return ()
    below = text.span(number + 1)
    return opening_of(text.section(below)) if below.field in _UNDER else ()


def _fragment(text: StoredText, number: int, at: int) -> str:
    """What leads to the sentence with the character `at` of section `number`."""
    span = text.span(number)
    section = text.section(span)
    borders = [*sentence_borders(section, at, at), len(section)]
    sentence = bisect_right(borders, at, hi=len(borders) - 1)
    low, high = span.start + borders[sentence - 1], span.start + borders[sentence]
    return text_fragment(text.shown, low, high, text.seams_within(low, high))
