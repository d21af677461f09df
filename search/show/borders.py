"""Where a snippet may begin and end: at borders of sentences and clauses, else between words."""

import re
from bisect import bisect_right
from collections.abc import Sequence
from itertools import takewhile

from search.show.highlights import Highlight

LONGEST_SNIPPET = 120
"""Characters of a snippet."""
SENTENCE = re.compile(r"(?:[。！？]|[!?](?=\s|\Z))[」』）)”]*\s*|\n+")
_CLAUSE = re.compile(r"(?:[、，；：）」』】　]|[,;:)](?!\d))\s*|\n+|(?<=[!-~])\s+(?=[!-~])")
_LEAST = 40
"""Characters that a snippet must have to be cut at a border rather than at its limit."""
_HELD = re.compile(
    "[0-9A-Za-z.,:/_-][0-9A-Za-z.,:/_-]|.[\u0300-\u036f\u3099\u309a\ufe00-\ufe0f\u200d]", re.DOTALL
)
"""Two neighbouring characters between which no cut is made."""
_LONGEST_HELD = 24
"""Characters that are held together; what is longer is cut."""


def sentence_borders(text: str, first: int, last: int) -> list[int]:
    """Where sentences begin, in order, at least as far as snippets between `first` and `last`
    reach."""
    begin, stop = max(0, first - 2 * LONGEST_SNIPPET), last + 3 * LONGEST_SNIPPET
    return [0, *[match.end() for match in SENTENCE.finditer(text, begin, stop)]]


def has_same_window(end: int, anchor: int, highlight: Highlight, sentences: Sequence[int]) -> bool:
    """Whether a highlight has the same window as the one before it, which begins at `anchor` and
    has a window that ends at `end`: both begin with one sentence."""
    border = sentences[bisect_right(sentences, highlight.start) - 1]
    return highlight.end <= end and border <= anchor and border >= _reach(highlight)


def window_start(text: str, highlight: Highlight, sentences: Sequence[int]) -> int:
    """Where a window begins: at the sentence of its highlight, in a long one at a clause; never at
    white space."""
    reach = _reach(highlight)
    border = sentences[bisect_right(sentences, highlight.start) - 1]
    if border < reach:
        border = _last_clause(text, reach, highlight.start)
    if border >= 0:
        return highlight.start - len(text[border : highlight.start].lstrip())
    return _cut(text, max(0, highlight.start - LONGEST_SNIPPET // 4))


def _reach(highlight: Highlight) -> int:
    """Where a window has to begin at least."""
    return min(highlight.end, highlight.start + LONGEST_SNIPPET // 2) - LONGEST_SNIPPET * 3 // 4


def window_end(text: str, start: int, highlight: Highlight, sentences: Sequence[int]) -> int:
    """Where a window ends: with the last sentence that is whole, in a long one with a clause."""
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


def _last_clause(text: str, low: int, high: int) -> int:
    """The last place from `low` to `high` where a clause begins; -1 where none does."""
    ends = (m.end() for m in _CLAUSE.finditer(text, max(0, low - _LONGEST_HELD)))
    last = max(takewhile((high + 1).__gt__, ends), default=-1)
    return last if last >= low else -1


def _cut(text: str, at: int) -> int:
    """The last place up to `at` that is not inside a number, a Latin word or a character with its
    combining marks; `at` where that is far."""
    back = at
    while 0 < back < len(text) and at - back < _LONGEST_HELD and _HELD.match(text, back - 1):
        back -= 1
    return at if at - back == _LONGEST_HELD else back
