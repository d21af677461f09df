"""Snippets: exact slices of the shown text around highlights, in pieces."""

from collections import deque
from collections.abc import Iterable, Sequence
from itertools import pairwise
from operator import attrgetter

from search.contract import Pieces
from search.show.candidates import Window
from search.show.highlights import Highlight
from search.show.kernels import letters, sentence_borders, sentence_ends, window_end

MOST = 3
"""Snippets of a post."""
_NOTICED = 10
"""Letters from which on a sentence is not shown twice."""
_SPARE = ("heading", "excerpt", "link")
"""Fields that are shown only for leaves that no other snippet shows."""


_rank = attrgetter("rank")
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


def make_snippets(windows: Iterable[Window], title: str) -> tuple[Pieces, ...]:
    """Up to three snippets, the window with most leaves of the query first. None repeats another or
    the title."""
    return tuple(map(pieces_in, _chosen(windows, title)))


def pieces_in(window: Window) -> Pieces:
    """What a window shows."""
    return pieces_of(window.section.text, window.start, window.end, window.section.highlights)


def _chosen(windows: Iterable[Window], title: str) -> list[Window]:
    """The windows to show, chosen greedily: the one with most leaves not shown yet, then by rank.
    What repeats the title or a window chosen before is cut or left out."""
    chosen: list[Window] = []
    shown_before = {letters(title)}
    shown: set[int] = set()
    left: dict[_Group, deque[Window]] = {}
    for window in sorted(windows, key=_rank, reverse=True):
        left.setdefault((window.leaves, window.section.field == "code"), deque()).append(window)
    while left and len(chosen) < MOST:
        group = max(left, key=lambda some: (_gain(some, shown), left[some][0].rank))
        best = left[group].popleft()
        if not left[group]:
            del left[group]
        if _overlaps(best, chosen):
            continue
        if best.section.field in _SPARE and not best.leaves - shown:
            continue
        sentences = _sentences(best.section.text, best.start, best.end)
        end = _new_end(best, sentences, shown_before)
        if end is None:
            continue
        if end < best.end:
            best = best._replace(end=end)
            sentences = _sentences(best.section.text, best.start, end)
        shown_before |= {key for _, key in sentences}
        shown_before.add(letters(best.section.text[best.start : end]))
        chosen.append(best)
        shown |= best.leaves
    return chosen


def _gain(group: _Group, shown: set[int]) -> int:
    """How many leaves that are not shown yet windows of a group show; one less for code."""
    leaves, is_code = group
    return len(leaves - shown) - is_code


def _sentences(text: str, start: int, end: int) -> list[tuple[int, str]]:
    """(start, key) of each sentence in a slice."""
    borders = [start, *sentence_ends(text, start, end), end]
    return [(low, letters(text[low:high])) for low, high in pairwise(borders) if low < high]


def _new_end(
    window: Window, sentences: list[tuple[int, str]], shown_before: set[str]
) -> int | None:
    """The end of the window, before a sentence that was shown; None where its highlight is in such
    a sentence, and where most of the window was shown."""
    text = window.section.text
    for start, key in sentences:
        if len(key) >= _NOTICED and any(key in other for other in shown_before):
            return len(text[:start].rstrip()) if start > window.anchor else None
    whole = letters(text[window.start : window.end])
    again = (len(key) for key in shown_before if len(key) >= _NOTICED and key in whole)
    mostly = whole in shown_before or 2 * max(again, default=0) > len(whole)
    return None if mostly else window.end


def _overlaps(window: Window, others: Sequence[Window]) -> bool:
    number, start, end = window.section.number, window.start, window.end
    return any(o.section.number == number and start < o.end and o.start < end for o in others)


def opening_of(text: str) -> Pieces:
    """The beginning of a text."""
    return pieces_of(text, 0, window_end(text, 0, 0, sentence_borders(text, 0, 0)), ())


def make_opening(sections: Iterable[tuple[str, str]], title: str) -> tuple[Pieces, ...]:
    """The beginning of a text, whose sections are (field, shown text), as one snippet without
    highlights; () where the title has it."""
    title_key, texts = letters(title), list(sections)
    for wanted in ("body", "excerpt", "link", "code", "heading"):
        for field, text in texts:
            if field != wanted or not (key := letters(text)) or key in title_key:
                continue
            return (opening_of(text),)
    return ()
