"""Snippets: exact slices of the shown text around highlights, in pieces."""

import re
from bisect import bisect_left, bisect_right
from collections import deque
from collections.abc import Sequence
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

from search.contract import Pieces
from search.show.borders import (
    SENTENCE,
    has_same_window,
    sentence_borders,
    window_end,
    window_start,
)
from search.show.highlights import Highlight, Highlights

MOST = 3
"""Snippets of a post."""
_ANCHORS = 200
"""Highlights of a section that get a window."""
_NOTICED = 10
"""Letters from which on a sentence is not shown twice."""
_FIELD_ORDER = {"body": 2, "heading": 1, "excerpt": 1, "link": 1, "code": 0}
_SPARE = ("heading", "excerpt", "link")
"""Fields that are shown only for leaves that no other snippet shows."""
_NOISE = re.compile(r"[\W_]+")


class ShownSection(NamedTuple):
    """A section of a post as it is shown."""

    field: str
    text: str


class _Window(NamedTuple):
    """A candidate for a snippet: `text[start:end]` of section number `section`, around the
    highlight that begins at `anchor`, the numbers of the leaves that it shows, and its rank, the
    greater the better."""

    section: int
    start: int
    end: int
    anchor: int
    leaves: frozenset[int]
    rank: tuple[int, int, bool, int, int]


_Group = tuple[frozenset[int], bool]
"""Of windows: the leaves that they show, and whether they are code."""


def pieces_of(text: str, start: int, end: int, highlights: Sequence[Highlight]) -> Pieces:
    """`text[start:end]` cut where highlights begin and end, those that touch being one; joined, the
    pieces are that slice."""
    pieces: list[tuple[str, bool]] = []
    at = start
    for highlight in highlights:
        low, high = max(highlight.start, at), min(highlight.end, end)
        if low >= high:
            continue
        if at < low:
            pieces.append((text[at:low], False))
        before = pieces.pop()[0] if pieces and pieces[-1][1] else ""
        pieces.append((before + text[low:high], True))
        at = high
    if at < end:
        pieces.append((text[at:end], False))
    return tuple(pieces)


def make_snippets(
    sections: Sequence[ShownSection], highlights: Sequence[Highlights], title: str
) -> tuple[Pieces, ...]:
    """Up to three snippets, the one with most leaves of the query first; without any highlight the
    opening of the text. `highlights[i]` are those of `sections[i]`. No snippet repeats another or
    the title."""
    windows = [
        window
        for number, section in enumerate(sections)
        if highlights[number] and section.field in _FIELD_ORDER
        for window in _windows(number, section, highlights[number])
    ]
    chosen = _chosen(windows, sections, title)
    if not chosen:
        return _opening(sections, title)
    return tuple(
        pieces_of(sections[w.section].text, w.start, w.end, highlights[w.section]) for w in chosen
    )


def _windows(number: int, section: ShownSection, highlights: Highlights) -> list[_Window]:
    """A window around each of the highlights of section `number`; one for those of which each
    would have the same."""
    text = section.text
    sentences = sentence_borders(text, highlights[0].start, highlights[:_ANCHORS][-1].end)
    starts = [highlight.start for highlight in highlights]
    windows: list[_Window] = []
    for highlight in highlights[:_ANCHORS]:
        if windows and has_same_window(windows[-1].end, windows[-1].anchor, highlight, sentences):
            continue
        start = window_start(text, highlight, sentences)
        end = _whole(highlights, starts, window_end(text, start, highlight, sentences), highlight)
        inside = highlights[bisect_left(starts, start) : bisect_right(starts, end - 1)]
        leaves = frozenset([m.leaf for m in inside])
        typed = True in [m.typed for m in inside]
        rank = (len(leaves), _FIELD_ORDER[section.field], typed, min(len(inside), 4), -number)
        windows.append(_Window(number, start, end, highlight.start, leaves, rank))
    return windows


def _whole(highlights: Highlights, starts: Sequence[int], end: int, anchor: Highlight) -> int:
    """The end of a window, moved before the highlight that it would cut unless that is its own."""
    last = highlights[bisect_left(starts, end) - 1]
    return last.start if anchor.start < last.start < end < last.end else end


def _chosen(windows: list[_Window], sections: Sequence[ShownSection], title: str) -> list[_Window]:
    """The windows to show, chosen greedily: the one with most leaves not shown yet, then by rank.
    What repeats the title or a window chosen before is cut or left out."""
    chosen: list[_Window] = []
    shown_before = {_key(title)}
    shown: set[int] = set()
    left: dict[_Group, deque[_Window]] = {}
    for window in sorted(windows, key=_order, reverse=True):
        is_code = sections[window.section].field == "code"
        left.setdefault((window.leaves, is_code), deque()).append(window)
    while left and len(chosen) < MOST:
        group = max(left, key=lambda some: (_gain(some, shown), _order(left[some][0])))
        best = left[group].popleft()
        if not left[group]:
            del left[group]
        if _overlaps(best, chosen):
            continue
        if sections[best.section].field in _SPARE and not best.leaves - shown:
            continue
        text = sections[best.section].text
        end = _new_end(text, best, shown_before)
        if end is None:
            continue
        best = best._replace(end=end)
        shown_before |= {key for _, key in _sentences(text, best.start, end)}
        shown_before.add(_key(text[best.start : end]))
        chosen.append(best)
        shown |= best.leaves
    return chosen


def _order(window: _Window) -> tuple[tuple[int, int, bool, int, int], int]:
    """A key that is greater for what is to come first."""
    return window.rank, -window.start


def _gain(group: _Group, shown: set[int]) -> int:
    """How many leaves that are not shown yet windows of a group show; one less for code."""
    leaves, is_code = group
    return len(leaves - shown) - is_code


@lru_cache(maxsize=1024)
def _key(text: str) -> str:
    """The letters of a text, by which repetition is recognised."""
    return _NOISE.sub("", text).casefold()


def _sentences(text: str, start: int, end: int) -> list[tuple[int, str]]:
    """(start, key) of each sentence in a slice."""
    borders = [start, *(m.end() for m in SENTENCE.finditer(text, start, end)), end]
    return [(low, _key(text[low:high])) for low, high in pairwise(borders) if low < high]


def _new_end(text: str, window: _Window, shown_before: set[str]) -> int | None:
    """The end of the window, before a sentence that was shown; None where its highlight is in such
    a sentence, and where most of the window was shown."""
    for start, key in _sentences(text, window.start, window.end):
        if len(key) >= _NOTICED and any(key in other for other in shown_before):
            return len(text[:start].rstrip()) if start > window.anchor else None
    whole = _key(text[window.start : window.end])
    again = (len(key) for key in shown_before if len(key) >= _NOTICED and key in whole)
    mostly = whole in shown_before or 2 * max(again, default=0) > len(whole)
    return None if mostly else window.end


def _overlaps(window: _Window, others: Sequence[_Window]) -> bool:
    return any(
        o.section == window.section and window.start < o.end and o.start < window.end
        for o in others
    )


def _opening(sections: Sequence[ShownSection], title: str) -> tuple[Pieces, ...]:
    """The beginning of the text as one snippet without highlights; () where the title has it."""
    title_key = _key(title)
    for field in ("body", "excerpt", "link", "code", "heading"):
        for section in sections:
            key = _key(section.text)
            if section.field != field or not key or key in title_key:
                continue
            end = window_end(
                section.text, 0, Highlight(0, 0, 0), sentence_borders(section.text, 0, 0)
            )
            return (pieces_of(section.text, 0, end, ()),)
    return ()
