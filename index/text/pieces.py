"""Texts → pieces that MeCab takes: short enough, and without what it miscounts."""

import re
from collections import deque
from collections.abc import Callable, Iterator

import numpy as np
from numpy.typing import NDArray

from index.text.grams import codepoints
from index.values import Int64s

_LONGEST_KIND = 1_000
"""Characters of one kind in a row that MeCab is given at once."""
LONGEST_PIECE = 4_096
"""Characters that MeCab is given at once: above some 150,000 without a break it crashes, and its
memory grows with them."""
_UNSURE = 8
"""Words before a cut that are segmented again with what follows."""
_BORDERS = tuple(
    re.compile(before + r"(?=[^\W_])")
    for before in ("[。！？]", "\n", "[、，．,.;][ \n]*", "[ \n]", r"[^\w \n]")
)
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


def parsed(
    text: str, low: int, high: int, parse: Callable[[str], list[str]]
) -> Iterator[tuple[int, list[str]]]:
    """(where the words begin, MeCab's lines) of parts of a slice, each short enough for MeCab. Each
    part is parsed with the last words of the one before, so that words at a border have the
    neighbours that they have in the text: MeCab weighs a word by the one before it."""
    tail: list[str] = []
    begin = low
    while True:
        stop = high if high - begin <= LONGEST_PIECE else _border(text, begin)
        overlap = _length(tail)
        part = with_spaces(text[begin - overlap : stop or begin + LONGEST_PIECE])
        lines = parse(part)
        known = _repeated(lines, tail, overlap)
        lines = lines[known:] if known or not tail else parse(part[overlap:])
        if stop is None and len(lines) > 2 * _UNSURE:  # a cut in mid-word spoils words before it
            del lines[-_UNSURE:]
        yield begin, lines
        if stop == high:
            return
        ended = begin + sum(map(len, map(_shown, lines)))
        tail = [line for line in lines[-_UNSURE:] if line]
        begin = ended if tail else stop or begin + LONGEST_PIECE


def _length(lines: list[str]) -> int:
    """How many characters the words of lines have, without blanks before the first."""
    return len("".join(map(_shown, lines)).lstrip(" "))


def _repeated(lines: list[str], tail: list[str], overlap: int) -> int:
    """How many lines repeat the words of `tail`, which have `overlap` characters; 0 where their
    last word is another one here."""
    done = 0
    for number, line in enumerate(lines if tail else (), 1):
        done += len(_shown(line))
        if done >= overlap:
            same = done == overlap and line.lstrip(" ") == tail[-1].lstrip(" ")
            return number if same else 0
    return 0


def _shown(line: str) -> str:
    """The word of one of MeCab's lines, with the blanks before it."""
    return line.split("\t", 1)[0]


def _border(text: str, begin: int) -> int | None:
    """The best end of a part that begins at `begin`, in the later half of its greatest length:
    after a sentence, else a line, a comma, a blank or a symbol; None where there is none."""
    middle, end = begin + LONGEST_PIECE // 2, begin + LONGEST_PIECE
    for pattern in _BORDERS:
        last = deque(pattern.finditer(text, middle, end), maxlen=1)
        if last:
            return last[0].end()
    return None
