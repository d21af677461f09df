"""Pieces that are too long for MeCab, parsed in parts as if it took them at once."""

import re
from collections import deque
from collections.abc import Callable, Iterator

import numpy as np

from index.text.lexicon import LENGTH, SPACE, Lexicon
from index.text.pieces import LONGEST_PIECE, with_spaces
from index.values import Int32s

_UNSURE = 8
"""Words before a cut that are segmented again with what follows."""
_BORDERS = tuple(
    re.compile(before + r"(?=[^\W_])")
    for before in ("[。！？]", "\n", "[、，．,.;][ \n]*", "[ \n]", r"[^\w \n]")
)

Parse = Callable[[str], Int32s]
"""The numbers of the entries of a text's words, that of an empty line where it has none."""


def parsed(
    text: str, low: int, high: int, parse: Parse, lexicon: Lexicon
) -> Iterator[tuple[int, Int32s]]:
    """(where the words begin, the numbers of their entries) of parts of a slice, each short enough
    for MeCab. Each part is parsed with the last words of the one before, so that words at a border
    have the neighbours that they have in the text: MeCab weighs a word by the one before it."""
    tail = np.zeros(0, dtype=np.int32)
    begin = low
    while True:
        stop = high if high - begin <= LONGEST_PIECE else _border(text, begin)
        overlap = _length(tail, lexicon)
        part = with_spaces(text[begin - overlap : stop or begin + LONGEST_PIECE])
        words = parse(part)
        known = _repeated(words, tail, overlap, lexicon)
        words = words[known:] if known or not len(tail) else parse(part[overlap:])
        if stop is None and len(words) > 2 * _UNSURE:  # a cut in mid-word spoils words before it
            words = words[:-_UNSURE]
        yield begin, words
        if stop == high:
            return
        lengths = _lengths(words, lexicon)
        tail = words[-_UNSURE:][lengths[-_UNSURE:] > 0]
        begin = begin + int(lengths.sum()) if len(tail) else stop or begin + LONGEST_PIECE


def _lengths(words: Int32s, lexicon: Lexicon) -> Int32s:
    """The characters of words, with the blanks before them."""
    return lexicon.column(words, SPACE) + lexicon.column(words, LENGTH)


def _length(words: Int32s, lexicon: Lexicon) -> int:
    """How many characters words have, without blanks before the first."""
    blanks = int(lexicon.column(words[:1], SPACE).sum())
    return int(_lengths(words, lexicon).sum()) - blanks


def _repeated(words: Int32s, tail: Int32s, overlap: int, lexicon: Lexicon) -> int:
    """How many words repeat those of `tail`, which have `overlap` characters; 0 where their last
    word is another one here."""
    if not len(tail):
        return 0
    ends = _lengths(words[:overlap], lexicon).cumsum()
    last = int(ends.searchsorted(overlap))
    if last == len(ends) or ends[last] != overlap:
        return 0
    return last + 1 if _are_alike(int(words[last]), int(tail[-1]), lexicon) else 0


def _are_alike(one: int, other: int, lexicon: Lexicon) -> bool:
    """Whether two words differ in the blanks before them at most."""
    if one == other:
        return True
    before, behind = lexicon.column(np.array([one, other]), SPACE).tolist()
    if before == behind:
        return False  # lines that differ have different numbers
    lines = (line.lstrip(" ") for line, number in lexicon.lines.items() if number in (one, other))
    return len(set(lines)) == 1


def _border(text: str, begin: int) -> int | None:
    """The best end of a part that begins at `begin`, in the later half of its greatest length:
    after a sentence, else a line, a comma, a blank or a symbol; None where there is none."""
    middle, end = begin + LONGEST_PIECE // 2, begin + LONGEST_PIECE
    for pattern in _BORDERS:
        last = deque(pattern.finditer(text, middle, end), maxlen=1)
        if last:
            return last[0].end()
    return None
