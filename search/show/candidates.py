"""Candidates for what is shown of a post: windows around what was matched."""

from collections.abc import Iterable
from typing import NamedTuple

from search.show.highlights import Highlights
from search.show.kernels import windows

_FIELD_ORDER = {"body": 2, "heading": 1, "excerpt": 1, "link": 1, "code": 0}


class MarkedSection(NamedTuple):
    """A section of a post as it is shown, the one of this number, and its highlights."""

    number: int
    field: str
    text: str
    highlights: Highlights


class Window(NamedTuple):
    """A candidate for a snippet: a slice of a section, around the highlight that begins at
    `anchor`, the numbers of the leaves that it shows, and its rank, the greater the better."""

    rank: tuple[int, int, bool, int, int, int]
    section: MarkedSection
    start: int
    end: int
    anchor: int
    leaves: frozenset[int]


def candidates(marked: Iterable[MarkedSection]) -> list[Window]:
    """A window around each highlight of sections whose text is shown."""
    return [window for section in marked for window in _windows(section)]


def _windows(section: MarkedSection) -> list[Window]:
    """A window around each of the highlights of a section; one for those of which each would have
    the same."""
    order = _FIELD_ORDER.get(section.field)
    if order is None:
        return []
    return [
        Window(
            (len(leaves), order, typed, min(inside, 4), -section.number, -start),
            section, start, end, anchor, leaves,
        )
        for start, end, anchor, leaves, typed, inside in windows(section.text, section.highlights)
    ]  # fmt: skip
