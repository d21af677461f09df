"""Safely folded texts → words: MeCab with UniDic for Japanese, borders of case and kind of
character for Latin letters and digits."""

import re
from collections import deque
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from index.text.grams import codepoints
from index.text.lexicon import DROPPED, LATIN_RUN, LENGTH, ROLE, SPACE, Lexicon
from index.text.loanwords import KATAKANA
from index.text.numerals import NUMERAL
from index.text.tagger import tagger
from index.values import Int32s

_LATIN = re.compile(f"({LATIN_RUN.pattern})")
_LONGEST_RUN = 1_000
_LONGEST_PIECE = 4_096
"""Characters that MeCab is handed at once: above some 150,000 without a break it crashes, and its
memory grows with them."""
_UNSURE = 8
"""Words before a cut that are found again with what follows."""
_BORDERS = tuple(
    re.compile(before + r"(?=[^\W_])")
    for before in ("[。！？]", "\n", "[、，．,.;][ \n]*", "[ \n]", r"[^\w \n]")
)
_BLANKS = str.maketrans("\t\n\v", "   ")
"""What MeCab takes for blanks, as one kind: lines of its answer hold no other."""
_WHOLE = re.compile(f"({KATAKANA.pattern}|{NUMERAL.pattern})")


@dataclass(frozen=True)
class Segmentation:
    """Words of a text in order: slices of it, shape (n,), and their entries, shape (n, 7)."""

    starts: Int32s
    ends: Int32s
    entries: Int32s


def words(text: str, cuts: Sequence[int], lexicon: Lexicon) -> Segmentation:
    """The words between each cut and the next, a cut being one character that is no word."""
    return _with_wholes(_with_latin(_words(text, cuts, lexicon), text, lexicon), text, lexicon)


def _with_latin(plain: Segmentation, text: str, lexicon: Lexicon) -> Segmentation:
    """With the pieces of Latin runs for what MeCab made of these."""
    starts, ends, runs = _found(_LATIN, text, lexicon.runs)
    if not len(runs):
        return plain
    number = np.searchsorted(ends, plain.starts, side="right")
    begun = np.append(starts, len(text))[number] <= plain.starts
    number = np.searchsorted(ends, plain.ends - 1, side="right")
    ended = np.append(starts, len(text))[number] < plain.ends
    entries, places, of = lexicon.pieces(runs)
    rows, begins = lexicon.entries(entries), starts[of] + places
    return _merged(plain, ~(begun | ended), Segmentation(begins, begins + rows[:, LENGTH], rows))


def _with_wholes(found: Segmentation, text: str, lexicon: Lexicon) -> Segmentation:
    """With each run that is one word for what begins and ends with it, unless that is one."""
    starts, ends, numbers = _found(_WHOLE, text, lexicon.wholes)
    if not len(found.starts) or not (numbers >= 0).any():
        return found
    last_word = len(found.starts) - 1
    first = np.minimum(found.starts.searchsorted(starts), last_word)
    last = np.minimum(found.ends.searchsorted(ends), last_word)
    bordered = (found.starts[first] == starts) & (found.ends[last] == ends)
    several = (first < last) | (found.entries[first, ROLE] == DROPPED)
    whole = (numbers >= 0) & bordered & several
    starts, ends, numbers = starts[whole], ends[whole], numbers[whole]
    number = np.searchsorted(ends, found.starts, side="right")
    inside = np.append(starts, len(text))[number] <= found.starts
    return _merged(found, ~inside, Segmentation(starts, ends, lexicon.entries(numbers)))


def _found(
    pattern: re.Pattern[str], text: str, numbers: Mapping[str, int]
) -> tuple[Int32s, Int32s, Int32s]:
    """(starts, ends, numbers) of what a pattern in one group matches."""
    parts = pattern.split(text)
    bounds = np.cumsum(np.fromiter(map(len, parts), np.int32, len(parts)), dtype=np.int32)
    matched = parts[1::2]
    found = np.fromiter(map(numbers.__getitem__, matched), np.int32, len(matched))
    return bounds[:-1:2], bounds[1::2], found


def _merged(plain: Segmentation, stay: NDArray[np.bool_], pieces: Segmentation) -> Segmentation:
    starts = np.concatenate([plain.starts[stay], pieces.starts])
    order = np.argsort(starts, kind="stable")
    ends = np.concatenate([plain.ends[stay], pieces.ends])
    entries = np.concatenate([plain.entries[stay], pieces.entries])
    return Segmentation(starts[order], ends[order], entries[order])


def _words(text: str, cuts: Sequence[int], lexicon: Lexicon) -> Segmentation:
    """MeCab's."""
    given = _without_surrogates(text)
    parse = tagger(lexicon.added).parse
    lines: list[str] = []
    counts: list[int] = []
    begins: list[int] = []
    for low, high in zip(*_pieces(given, np.array(cuts)), strict=True):
        for begin, found in _parsed(given, low, high, parse):
            lines += found
            counts.append(len(found))
            begins.append(begin)
    numbers = np.fromiter(map(lexicon.lines.__getitem__, lines), np.int32, len(lines))
    entries = lexicon.entries(numbers)
    ends = np.cumsum(entries[:, SPACE] + entries[:, LENGTH], dtype=np.int32)
    spread = np.array(counts, dtype=np.int64)
    before = np.append(0, ends)[np.cumsum(spread) - spread]
    ends += np.repeat(np.array(begins) - before, spread).astype(np.int32)
    return Segmentation(ends - entries[:, LENGTH], ends, entries)


def _parsed(
    text: str, low: int, high: int, parse: Callable[[str], str]
) -> Iterator[tuple[int, list[str]]]:
    """(where they begin, MeCab's lines) of parts of a slice that MeCab can bear. Each part begins
    with the last words of the one before, so that the words at a border have the neighbours that
    they have in the whole: MeCab weighs a word by the one before it."""
    tail: list[str] = []
    begin = low
    while True:
        stop = high if high - begin <= _LONGEST_PIECE else _border(text, begin)
        overlap = _length(tail)
        part = text[begin - overlap : stop or begin + _LONGEST_PIECE].translate(_BLANKS)
        lines = parse(part).split("\n")
        known = _repeated(lines, tail, overlap)
        lines = lines[known:] if known or not tail else parse(part[overlap:]).split("\n")
        if stop is None and len(lines) > 2 * _UNSURE:  # a cut in mid-word tells on those before it
            del lines[-_UNSURE:]
        yield begin, lines
        if stop == high:
            return
        ended = begin + sum(map(len, map(_shown, lines)))
        tail = [line for line in lines[-_UNSURE:] if line]
        begin = ended if tail else stop or begin + _LONGEST_PIECE


def _length(lines: list[str]) -> int:
    """Characters of words, blanks before the first aside."""
    return len("".join(map(_shown, lines)).lstrip(" "))


def _repeated(lines: list[str], tail: list[str], overlap: int) -> int:
    """How many lines say again what `tail` says of so many characters; 0 where the last of them is
    another word here."""
    done = 0
    for number, line in enumerate(lines if tail else (), 1):
        done += len(_shown(line))
        if done >= overlap:
            same = done == overlap and line.lstrip(" ") == tail[-1].lstrip(" ")
            return number if same else 0
    return 0


def _shown(line: str) -> str:
    """The word of a line of MeCab's with the blanks before it."""
    return line.split("\t", 1)[0]


def _border(text: str, begin: int) -> int | None:
    """Where a part that begins there ends best: behind a sentence, a line, a comma, a blank, a
    sign; in the later half of what it may be. None where there is no border in that."""
    middle, end = begin + _LONGEST_PIECE // 2, begin + _LONGEST_PIECE
    for pattern in _BORDERS:
        found = deque(pattern.finditer(text, middle, end), maxlen=1)
        if found:
            return found[0].end()
    return None


def _pieces(text: str, cuts: NDArray[np.int64]) -> tuple[list[int], list[int]]:
    """(where pieces for MeCab begin, where they stop): what lies between cuts, in parts where one
    kind of character goes on and on. MeCab takes time by the square of such a run, and loses count
    of 65,536 blanks."""
    kinds = _KINDS[np.minimum(codepoints(text), len(_KINDS) - 1)]
    edges = np.flatnonzero(np.diff(kinds)) + 1
    first = np.concatenate([[0], edges])
    sizes = np.diff(first, append=len(text))
    long = sizes > _LONGEST_RUN
    inside = [
        np.arange(start + _LONGEST_RUN, start + size, _LONGEST_RUN)
        for start, size in zip(first[long].tolist(), sizes[long].tolist(), strict=True)
    ]
    begins, stops = (np.sort(np.concatenate([ends, *inside])) for ends in (cuts[:-1] + 1, cuts[1:]))
    return begins.tolist(), stops.tolist()


def _kinds() -> NDArray[np.uint8]:
    """Of characters, as coarse as makes runs no shorter than MeCab's."""
    kinds = np.zeros(1 << 16, dtype=np.uint8)
    for number, ranges in enumerate(("  ", "09", "AZaz\xc0\u024f", "ぁヿ", "㐀鿿"), 1):
        for first, last in zip(ranges[::2], ranges[1::2], strict=True):
            kinds[ord(first) : ord(last) + 1] = number
    return kinds


_KINDS = _kinds()


def _without_surrogates(text: str) -> str:
    """MeCab takes UTF-8, which has none."""
    try:
        text.encode()
    except UnicodeEncodeError:
        return text.encode(errors="replace").decode()
    return text
