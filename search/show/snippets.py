"""Snippets: exact slices of the shown text around what was matched, in pieces."""

import re
from bisect import bisect_left, bisect_right
from collections import deque
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import pairwise, takewhile

from search.contract import Pieces
from search.show.highlights import Highlight, Highlights

MOST, LONGEST_SNIPPET = 3, 120
_SENTENCE = re.compile(r"(?:[。！？]|[!?](?=\s|\Z))[」』）)”]*\s*|\n+")
_CLAUSE = re.compile(r"(?:[、，；：）」』】　]|[,;:)](?!\d))\s*|\n+|(?<=[!-~])\s+(?=[!-~])")
_LEAST = 40
"""Characters a snippet has at least before it is cut at a border rather than at its limit."""
_ANCHORS = 200
_NOTICED = 10
"""Letters of a sentence above which saying it twice is noticed."""
_FIELD_ORDER = {"body": 2, "heading": 1, "excerpt": 1, "link": 1, "code": 0}
_HELD = re.compile(
    "[0-9A-Za-z.,:/_-][0-9A-Za-z.,:/_-]|.[\u0300-\u036f\u3099\u309a\ufe00-\ufe0f\u200d]", re.DOTALL
)
"""Two neighbours that a cut does not part."""
_LONGEST_RUN = 24
_SPARE = ("heading", "excerpt", "link")
"""Fields that are shown only for words that nothing else shows."""
_NOISE = re.compile(r"[\W_]+")


@dataclass(frozen=True)
class ShownSection:
    """A section of a post as it is shown."""

    field: str
    text: str


@dataclass(frozen=True)
class _Window:
    """A candidate: `text[start:end]` of a section, around the mark at `anchor`."""

    section: int
    start: int
    end: int
    anchor: int
    leaves: frozenset[int]
    rank: tuple[int, int, bool, int, int]


_Alike = tuple[frozenset[int], bool]
"""What windows show of the query, and whether they are code."""


def pieces_of(text: str, start: int, end: int, highlights: Sequence[Highlight]) -> Pieces:
    """`text[start:end]` cut where marks begin and end; joined, the pieces are that slice."""
    pieces: list[tuple[str, bool]] = []
    at = start
    for highlight in highlights:
        low, high = max(highlight.start, at), min(highlight.end, end)
        if low >= high:
            continue
        if at < low:
            pieces.append((text[at:low], False))
        pieces.append((text[low:high], True))
        at = high
    if at < end:
        pieces.append((text[at:end], False))
    return tuple(pieces)


def make_snippets(
    sections: Sequence[ShownSection], highlights: Sequence[Highlights], title: str
) -> tuple[Pieces, ...]:
    """Up to three snippets, the one with most of the query first; without a match in the body
    its opening, unmarked. None says what another, or the title, says."""
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
    text = section.text
    sentences = _sentence_borders(text, highlights[0].start, highlights[:_ANCHORS][-1].end)
    starts = [highlight.start for highlight in highlights]
    found = []
    for highlight in highlights[:_ANCHORS]:
        start = _start(text, highlight, sentences)
        end = _whole(highlights, starts, _end(text, start, highlight, sentences), highlight)
        inside = highlights[bisect_left(starts, start) : bisect_right(starts, end - 1)]
        leaves = frozenset([m.leaf for m in inside])
        typed = True in [m.typed for m in inside]
        rank = (len(leaves), _FIELD_ORDER[section.field], typed, min(len(inside), 4), -number)
        found.append(_Window(number, start, end, highlight.start, leaves, rank))
    return found


def _whole(highlights: Highlights, starts: Sequence[int], end: int, anchor: Highlight) -> int:
    """Where a window ends that does not end within a match, but for its own."""
    last = highlights[bisect_left(starts, end) - 1]
    return last.start if anchor.start < last.start < end < last.end else end


def _sentence_borders(text: str, first: int, last: int) -> list[int]:
    """Where sentences begin, in order, as far as it matters to snippets of what stands between
    `first` and `last`."""
    ends = (m.end() for m in _SENTENCE.finditer(text, max(0, first - 2 * LONGEST_SNIPPET)))
    return [0, *takewhile((last + 2 * LONGEST_SNIPPET).__gt__, ends)]


def _last_clause(text: str, low: int, high: int) -> int:
    """The last place from `low` to `high` where a clause begins; -1 without any."""
    ends = (m.end() for m in _CLAUSE.finditer(text, max(0, low - _LONGEST_RUN)))
    last = max(takewhile((high + 1).__gt__, ends), default=-1)
    return last if last >= low else -1


def _start(text: str, highlight: Highlight, sentences: Sequence[int]) -> int:
    """The sentence's border before the mark, or a clause's where the sentence is long; not white
    space."""
    reach = min(highlight.end, highlight.start + LONGEST_SNIPPET // 2) - LONGEST_SNIPPET * 3 // 4
    border = sentences[bisect_right(sentences, highlight.start) - 1]
    if border < reach:
        border = _last_clause(text, reach, highlight.start)
    if border >= 0:
        return highlight.start - len(text[border : highlight.start].lstrip())
    return _cut(text, max(0, highlight.start - LONGEST_SNIPPET // 4))


def _end(text: str, start: int, highlight: Highlight, sentences: Sequence[int]) -> int:
    limit = min(start + LONGEST_SNIPPET, len(text))
    if limit == len(text):
        return len(text.rstrip())
    least = max(start + _LEAST, min(highlight.end, limit))
    border = sentences[bisect_right(sentences, limit) - 1]
    if border < least:
        border = _last_clause(text, least, limit)
    if border >= 0:
        return start + len(text[start:border].rstrip())
    return start + len(text[start : _cut(text, limit)].rstrip())


def _cut(text: str, at: int) -> int:
    """At most `at`, but not inside a number, a Latin word or a character with its marks."""
    back = at
    while 0 < back < len(text) and at - back < _LONGEST_RUN and _HELD.match(text, back - 1):
        back -= 1
    return at if at - back == _LONGEST_RUN else back


def _chosen(windows: list[_Window], sections: Sequence[ShownSection], title: str) -> list[_Window]:
    """Greedily: what shows words not shown yet, then what shows most; never what was said."""
    chosen: list[_Window] = []
    shown_before = {_key(title)}
    shown: set[int] = set()
    left: dict[_Alike, deque[_Window]] = {}
    for window in sorted(windows, key=_order, reverse=True):
        is_code = sections[window.section].field == "code"
        left.setdefault((window.leaves, is_code), deque()).append(window)
    while left and len(chosen) < MOST:
        alike = max(left, key=lambda some: (_gain(some, shown), _order(left[some][0])))
        best = left[alike].popleft()
        if not left[alike]:
            del left[alike]
        if _overlaps(best, chosen):
            continue
        if sections[best.section].field in _SPARE and not best.leaves - shown:
            continue
        text = sections[best.section].text
        end = _new_end(text, best, shown_before)
        if end is None:
            continue
        best = replace(best, end=end)
        shown_before |= {key for _, key in _sentences(text, best.start, end)}
        shown_before.add(_key(text[best.start : end]))
        chosen.append(best)
        shown |= best.leaves
    return chosen


def _order(window: _Window) -> tuple[tuple[int, int, bool, int, int], int]:
    return window.rank, -window.start


def _gain(some: _Alike, shown: set[int]) -> int:
    """Words of the query not shown yet; code says one less than prose."""
    leaves, is_code = some
    return len(leaves - shown) - is_code


@lru_cache(maxsize=1024)
def _key(text: str) -> str:
    return _NOISE.sub("", text).casefold()


def _sentences(text: str, start: int, end: int) -> list[tuple[int, str]]:
    """(start, key) of each sentence in a slice."""
    borders = [start, *(m.end() for m in _SENTENCE.finditer(text, start, end)), end]
    return [(low, _key(text[low:high])) for low, high in pairwise(borders) if low < high]


def _new_end(text: str, window: _Window, shown_before: set[str]) -> int | None:
    """Where the window ends before it says again what was said; None where its match is that."""
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
    title_key = _key(title)
    for field in ("body", "excerpt", "link", "code", "heading"):
        for section in sections:
            key = _key(section.text)
            if section.field != field or not key or key in title_key:
                continue
            end = _end(section.text, 0, Highlight(0, 0, 0), _sentence_borders(section.text, 0, 0))
            return (pieces_of(section.text, 0, end, ()),)
    return ()
