"""Where snippets may begin and end: at borders of sentences and clauses, else between words."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from typing import Any

COMPILED = not __file__.endswith(".py")
LONGEST_SNIPPET = LONGEST = 120
"""Characters of a window."""
ANCHORS = 200
"""Marks of a section that get a window."""
LEAST = 40
"""Characters that a window must have to be cut at a border rather than at its limit."""
HELD = 24
"""Characters that are held together; what is longer is cut."""

_SENTENCE = re.compile(r"(?:[。！？]|[!?](?=\s|\Z))[」』）)”]*\s*|\n+")
_CLAUSE = re.compile(r"(?:[、，；：）」』】　]|[,;:)](?!\d))\s*|\n+|(?<=[!-~])\s+(?=[!-~])")

Window = tuple[int, int, int, frozenset[int], bool, int]
"""Start, end, where its mark begins, the leaves of the marks that begin inside, whether one of them
is as typed, how many there are."""


def windows(text: str, marks: Sequence[Any]) -> list[Window]:
    """A window around each of the marks (start, end, leaf, typed) of a text, which are in order;
    one for those of which each would have the same."""
    if not marks:
        return []
    starts = [mark[0] for mark in marks]
    count = min(len(marks), ANCHORS)
    sentences = sentence_borders(text, starts[0], marks[count - 1][1])
    found: list[Window] = []
    end, anchor = -1, 0
    for number in range(count):
        low, high = starts[number], marks[number][1]
        border = sentences[bisect_right(sentences, low) - 1]
        if high <= end and border <= anchor and border >= _reach(low, high):
            continue
        start, anchor = window_start(text, low, high, sentences), low
        end = _whole(marks, starts, window_end(text, start, high, sentences), low)
        inside = marks[bisect_left(starts, start) : bisect_right(starts, end - 1)]
        leaves = frozenset([mark[2] for mark in inside])
        typed = True in [mark[3] for mark in inside]
        found.append((start, end, low, leaves, typed, len(inside)))
    return found


def _whole(marks: Sequence[Any], starts: list[int], end: int, anchor: int) -> int:
    """The end of a window, moved before the mark that it would cut unless that is its own."""
    before = bisect_left(starts, end)
    if before:
        last = starts[before - 1]
        if anchor < last and end < marks[before - 1][1]:
            return last
    return end


def sentence_borders(text: str, first: int, last: int) -> list[int]:
    """Where sentences begin, in order, at least as far as windows between `first` and `last`
    reach."""
    return [0, *sentence_ends(text, max(0, first - 2 * LONGEST), last + 3 * LONGEST)]


def sentence_ends(text: str, start: int, stop: int) -> list[int]:
    """Where sentences in `text[start:stop]` end, with the white space behind them."""
    if not COMPILED:
        return [match.end() for match in _SENTENCE.finditer(text, start, stop)]
    found, size, at = [], min(stop, len(text)), max(start, 0)
    while at < size:
        end = _sentence_end(text, size, at)
        if end < 0:
            at += 1
        else:
            found.append(end)
            at = end
    return found


def _sentence_end(text: str, size: int, at: int) -> int:
    """Where the end of a sentence that begins at `at` ends; -1 where none does."""
    char = text[at]
    if char == "\n":
        return _lines(text, size, at)
    if char in "!?":
        if at + 1 < size and not text[at + 1].isspace():
            return -1
    elif char not in "。！？":
        return -1
    at += 1
    while at < size and text[at] in "」』）)”":
        at += 1
    return _blanks(text, size, at)


def _lines(text: str, size: int, at: int) -> int:
    while at < size and text[at] == "\n":
        at += 1
    return at


def _blanks(text: str, size: int, at: int) -> int:
    while at < size and text[at].isspace():
        at += 1
    return at


def _clause_end(text: str, size: int, at: int) -> int:
    """Where the end of a clause that begins at `at` ends; -1 where none does."""
    char = text[at]
    if char in "、，；：）」』】　":
        return _blanks(text, size, at + 1)
    if char in ",;:)":
        if at + 1 < size and text[at + 1].isdecimal():
            return -1
        return _blanks(text, size, at + 1)
    if char == "\n":
        return _lines(text, size, at)
    if char.isspace() and at > 0 and "!" <= text[at - 1] <= "~":
        at = _blanks(text, size, at)
        if at < size and "!" <= text[at] <= "~":
            return at
    return -1


def _last_clause(text: str, low: int, high: int) -> int:
    """The last place from `low` to `high` where a clause begins; -1 where none does."""
    size, at, last = len(text), max(0, low - HELD), -1
    while at < size and at <= high:
        end = _clause_end(text, size, at) if COMPILED else _next_clause(text, at)
        if end < 0:
            at += 1
            continue
        if end > high:
            break
        last = at = end
    return last if last >= low else -1


def _next_clause(text: str, at: int) -> int:
    match = _CLAUSE.search(text, at)
    return match.end() if match else len(text) + 1


def _reach(low: int, high: int) -> int:
    """Where the window of a mark has to begin at least."""
    return min(high, low + LONGEST // 2) - LONGEST * 3 // 4


def window_start(text: str, low: int, high: int, sentences: list[int]) -> int:
    """Where the window of a mark begins: at the sentence of its mark, in a long one at a clause;
    never at white space."""
    reach = _reach(low, high)
    border = sentences[bisect_right(sentences, low) - 1]
    if border < reach:
        border = _last_clause(text, reach, low)
    if border < 0:
        return _cut(text, max(0, low - LONGEST // 4))
    return _blanks(text, low, border)


def window_end(text: str, start: int, high: int, sentences: list[int]) -> int:
    """Where the window of a mark that ends at `high` ends: with the last sentence that is whole, in
    a long one with a clause."""
    size = len(text)
    limit = min(start + LONGEST, size)
    if limit == size:
        return _stripped(text, start, size)
    least = max(start + LEAST, min(high, limit))
    border = sentences[bisect_right(sentences, limit) - 1]
    if border < least:
        border = _last_clause(text, least, limit)
    return _stripped(text, start, border if border >= 0 else _cut(text, limit))


def _stripped(text: str, start: int, end: int) -> int:
    """The end of a slice without white space at its end."""
    while end > start and text[end - 1].isspace():
        end -= 1
    return max(start, end)


def _cut(text: str, at: int) -> int:
    """The last place up to `at` that is not inside a number, a Latin word or a character with its
    combining marks; `at` where that is far."""
    size, back = len(text), at
    while 0 < back < size and at - back < HELD and _are_held(text[back - 1], text[back]):
        back -= 1
    return at if at - back == HELD else back


def _are_held(one: str, other: str) -> bool:
    """Whether no cut is made between two neighbours."""
    if _is_wordy(one) and _is_wordy(other):
        return True
    return (
        "\u0300" <= other <= "\u036f"
        or "\ufe00" <= other <= "\ufe0f"
        or other in "\u3099\u309a\u200d"
    )


def _is_wordy(char: str) -> bool:
    return "0" <= char <= "9" or "A" <= char <= "Z" or "a" <= char <= "z" or char in ".,:/_-"
