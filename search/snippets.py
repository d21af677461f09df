"""Snippets: exact slices of the shown text around what was matched, in pieces."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

from index.store import ShownSection
from search.marks import Mark, Marks
from search.results import Pieces

MOST, LONGEST = 3, 120
_SENTENCE = re.compile(r"[。！？!?][」』）)”]*\s*|\n+")
_CLAUSE = re.compile(r"[、，；：,;:）)」』】]\s*|\s+")
_LEAST = 40
"""Characters a snippet has at least before it is cut at a border rather than at its limit."""
_ANCHORS = 200
_FIELD_ORDER = {"body": 2, "heading": 1, "excerpt": 1, "code": 0}
_NOISE = re.compile(r"[\W_]+")


@dataclass(frozen=True)
class _Window:
    """A candidate: `text[start:end]` of a section."""

    section: int
    start: int
    end: int
    leaves: frozenset[int]
    rank: tuple[int, int, int, int]


def pieces_of(text: str, start: int, end: int, marks: Sequence[Mark]) -> Pieces:
    """`text[start:end]` cut where marks begin and end; joined, the pieces are that slice."""
    pieces: list[tuple[str, bool]] = []
    at = start
    for mark in marks:
        low, high = max(mark.start, at), min(mark.end, end)
        if low >= high:
            continue
        if at < low:
            pieces.append((text[at:low], False))
        pieces.append((text[low:high], True))
        at = high
    if at < end:
        pieces.append((text[at:end], False))
    return tuple(pieces)


def snippets(
    sections: Sequence[ShownSection], marks: Sequence[Marks], title: str
) -> tuple[Pieces, ...]:
    """Up to three snippets, the one with most of the query first; without a match in the body
    its opening, unmarked. None says what another, or the title, says."""
    windows = [
        window
        for number, section in enumerate(sections)
        if section.field in _FIELD_ORDER
        for window in _windows(number, section, marks[number])
    ]
    body = [window for window in windows if sections[window.section].field != "excerpt"]
    chosen = _chosen(body or windows, sections)
    if not chosen:
        return _opening(sections, title)
    return tuple(
        pieces_of(sections[w.section].text, w.start, w.end, marks[w.section]) for w in chosen
    )


def _windows(number: int, section: ShownSection, marks: Marks) -> list[_Window]:
    if not marks:
        return []
    text = section.text
    sentences = [0, *(m.end() for m in _SENTENCE.finditer(text))]
    clauses = sorted({*sentences, *(m.end() for m in _CLAUSE.finditer(text))})
    starts = [mark.start for mark in marks]
    found = []
    for mark in marks[:_ANCHORS]:
        start = _start(mark, sentences, clauses)
        end = _end(text, start, mark, sentences, clauses)
        inside = marks[bisect_left(starts, start) : bisect_right(starts, end - 1)]
        leaves = frozenset(m.leaf for m in inside)
        rank = (len(leaves), _FIELD_ORDER[section.field], min(len(inside), 4), -number)
        found.append(_Window(number, start, end, leaves, rank))
    return found


def _start(mark: Mark, sentences: Sequence[int], clauses: Sequence[int]) -> int:
    """The sentence's border before the mark, or a clause's where the sentence is long."""
    reach = min(mark.end, mark.start + LONGEST // 2) - LONGEST * 3 // 4
    for borders in (sentences, clauses):
        border = borders[bisect_right(borders, mark.start) - 1]
        if border >= reach:
            return border
    return max(0, mark.start - LONGEST // 4)


def _end(
    text: str, start: int, mark: Mark, sentences: Sequence[int], clauses: Sequence[int]
) -> int:
    limit = min(start + LONGEST, len(text))
    if limit == len(text):
        return len(text.rstrip())
    least = max(start + _LEAST, min(mark.end, limit))
    for borders in (sentences, clauses):
        border = borders[bisect_right(borders, limit) - 1]
        if border >= least:
            return start + len(text[start:border].rstrip())
    return _whole_character(text, limit)


def _whole_character(text: str, end: int) -> int:
    """Not before a mark that belongs to the character before it."""
    while (
        end > 0
        and end < len(text)
        and re.match("[\u0300-\u036f\u3099\u309a\ufe00-\ufe0f\u200d]", text[end])
    ):
        end -= 1
    return end


def _chosen(windows: list[_Window], sections: Sequence[ShownSection]) -> list[_Window]:
    """Greedily: what shows words not shown yet, then what shows most."""
    chosen: list[_Window] = []
    keys: list[str] = []
    shown: set[int] = set()
    left = list(windows)
    while left and len(chosen) < MOST:
        best = max(left, key=lambda w: (len(w.leaves - shown), w.rank, -w.start))
        left.remove(best)
        key = _NOISE.sub("", sections[best.section].text[best.start : best.end]).casefold()
        if any(key in other or other in key for other in keys) or _overlaps(best, chosen):
            continue
        chosen.append(best)
        keys.append(key)
        shown |= best.leaves
    return chosen


def _overlaps(window: _Window, others: Sequence[_Window]) -> bool:
    return any(
        o.section == window.section and window.start < o.end and o.start < window.end
        for o in others
    )


def _opening(sections: Sequence[ShownSection], title: str) -> tuple[Pieces, ...]:
    title_key = _NOISE.sub("", title).casefold()
    for field in ("body", "excerpt", "code", "heading"):
        for section in sections:
            key = _NOISE.sub("", section.text).casefold()
            if section.field != field or not key or key in title_key:
                continue
            text = section.text
            sentences = [0, *(m.end() for m in _SENTENCE.finditer(text))]
            clauses = sorted({*sentences, *(m.end() for m in _CLAUSE.finditer(text))})
            end = _end(text, 0, Mark(0, 0, 0), sentences, clauses)
            return (pieces_of(text, 0, end, ()),)
    return ()
