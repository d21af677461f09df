"""Texts → pieces that MeCab takes, without what it miscounts."""

import numpy as np
from numpy.typing import NDArray

from index.text.grams import codepoints
from index.values import Int64s

_LONGEST_KIND = 1_000
"""Characters of one kind in a row that MeCab is given at once."""
LONGEST_PIECE = 4_096
"""Characters that MeCab is given at once: above some 150,000 without a break it crashes, and its
memory grows with them."""
_BLANKS = "\t\n\v"
"""What MeCab takes for blanks beside spaces."""


def without_surrogates(text: str) -> str:
    """The text with ? for each surrogate: MeCab takes UTF-8, which has none."""
    try:
        text.encode()
    except UnicodeEncodeError:
        return text.encode(errors="replace").decode()
    return text


def with_spaces(text: str) -> str:
    """The text with a space for each blank, so that no tab or line break is in MeCab's lines."""
    for blank in _BLANKS:
        text = text.replace(blank, " ")
    return text


def pieces(text: str, cuts: Int64s) -> tuple[Int64s, Int64s]:
    """(where pieces for MeCab begin, where they stop): the text between cuts, divided also where
    one kind of character goes on for long. MeCab takes time by the square of that length, and
    miscounts 65,536 blanks."""
    kinds = _KINDS[np.minimum(codepoints(text), len(_KINDS) - 1)]
    edges = np.flatnonzero(np.diff(kinds)) + 1
    first = np.concatenate([[0], edges])
    sizes = np.diff(first, append=len(text))
    long = sizes > _LONGEST_KIND
    inside = [
        np.arange(start + _LONGEST_KIND, start + size, _LONGEST_KIND)
        for start, size in zip(first[long].tolist(), sizes[long].tolist(), strict=True)
    ]
    begins, stops = (np.sort(np.concatenate([ends, *inside])) for ends in (cuts[:-1] + 1, cuts[1:]))
    return begins, stops


def _kinds() -> NDArray[np.uint8]:
    """The kind of each character below U+10000, at least as coarse as MeCab's own kinds."""
    kinds = np.zeros(1 << 16, dtype=np.uint8)
    for number, ranges in enumerate(("  ", "09", "AZaz\xc0\u024f", "ぁヿ", "㐀鿿"), 1):
        for first, last in zip(ranges[::2], ranges[1::2], strict=True):
            kinds[ord(first) : ord(last) + 1] = number
    return kinds


_KINDS = _kinds()
