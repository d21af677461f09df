"""Sections of a post that answer best: the headings above what was matched."""

from bisect import bisect_right
from collections.abc import Iterable

from index.store import StoredText
from search.contract import FoundSection, Pieces
from search.show.candidates import Window
from search.show.kernels import sentence_borders
from search.show.snippets import opening_of, pieces_in
from search.show.text_fragments import passage_address, text_fragment

MOST_SECTIONS = 3
"""Sections of a hit."""
_LISTED = ("heading", "body", "code", "link")
"""Fields that stand under headings."""
_UNDER = ("body", "link", "code")


def make_sections(
    windows: Iterable[Window], text: StoredText, url: str | None
) -> tuple[FoundSection, ...]:
    """The headings of a post at `url` above whose text, or in which, most leaves of the query were
    matched, best first."""
    numbers = text.headings
    if not numbers:
        return ()
    groups: dict[int, list[Window]] = {}
    for window in windows:
        at = bisect_right(numbers, window.section.number) - 1
        if at >= 0 and window.section.field in _LISTED:
            groups.setdefault(at, []).append(window)
    best = sorted(groups, key=lambda at: _rank(groups[at]), reverse=True)[:MOST_SECTIONS]
    return tuple(_found(at, groups[at], text, url) for at in best)


def _rank(group: list[Window]) -> tuple[int, tuple[int, ...]]:
    leaves = frozenset[int]().union(*(window.leaves for window in group))
    return len(leaves), max(window.rank for window in group)


def _found(at: int, group: list[Window], text: StoredText, url: str | None) -> FoundSection:
    """Heading number `at`, with its best window that is not the heading itself."""
    number, anchor = text.headings[at], text.anchors[at]
    heading = text.section(text.span(number))
    window = max(group, key=lambda one: (one.section.field != "heading", one.rank))
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
