"""Safely folded texts → words: by MeCab with UniDic for Japanese, by case and kind of character for
Latin letters and digits."""

import re
from collections import deque
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from index.text.grams import codepoints
from index.text.honorifics import causatives
from index.text.lexicon import DROPPED, LATIN_RUN, LENGTH, ROLE, SPACE, Lexicon
from index.text.loanwords import KATAKANA, known_within
from index.text.numerals import NUMERAL
from index.text.tagger import tagger
from index.values import Int32s

_LATIN = re.compile(f"({LATIN_RUN.pattern})")
_LONGEST_KIND = 1_000
"""Characters of one kind in a row that MeCab is given at once."""
_LONGEST_PIECE = 4_096
"""Characters that MeCab is given at once: above some 150,000 without a break it crashes, and its
memory grows with them."""
_UNSURE = 8
"""Words before a cut that are segmented again with what follows."""
_BORDERS = tuple(
    re.compile(before + r"(?=[^\W_])")
    for before in ("[。！？]", "\n", "[、，．,.;][ \n]*", "[ \n]", r"[^\w \n]")
)
_BLANKS = str.maketrans("\t\n\v", "   ")
"""All that MeCab takes for blanks becomes a space, so that no tab or line break is in its lines."""
_WHOLE = re.compile(f"({KATAKANA.pattern}|{NUMERAL.pattern})")


@dataclass(frozen=True)
class Segmentation:
    """The words of a text in order: word i is `text[starts[i]:ends[i]]`, its lexicon entry the row
    `entries[i]` of shape (n, 9)."""

    starts: Int32s
    ends: Int32s
    entries: Int32s


def words(text: str, cuts: Sequence[int], lexicon: Lexicon) -> Segmentation:
    """The words between each cut and the next; the character at a cut is no word."""
    plain = _with_causatives(_words(text, cuts, lexicon), text, lexicon)
    return _with_wholes(_with_latin(plain, text, lexicon), text, lexicon)


def _with_causatives(plain: Segmentation, text: str, lexicon: Lexicon) -> Segmentation:
    """The words with one verb in place of each that `causatives` finds, and what is behind it."""
    verbs, numbers = causatives(plain.starts, plain.ends, plain.entries, text, lexicon)
    stay = np.ones(len(plain.starts), dtype=np.bool_)
    stay[verbs] = stay[verbs + 1] = False
    pieces = plain.starts[verbs], plain.ends[verbs + 1], lexicon.entries(numbers)
    return _merged(plain, stay, Segmentation(*pieces)) if len(verbs) else plain


def _with_latin(plain: Segmentation, text: str, lexicon: Lexicon) -> Segmentation:
    """The words with the pieces of Latin runs in place of what MeCab made of these."""
    starts, ends, runs = _matches(_LATIN, text, lexicon.latin_runs)
    if not len(runs):
        return plain
    number = np.searchsorted(ends, plain.starts, side="right")
    begun = np.append(starts, len(text))[number] <= plain.starts
    number = np.searchsorted(ends, plain.ends - 1, side="right")
    ended = np.append(starts, len(text))[number] < plain.ends
    entries, places, of = lexicon.pieces(runs)
    rows, begins = lexicon.entries(entries), starts[of] + places
    return _merged(plain, ~(begun | ended), Segmentation(begins, begins + rows[:, LENGTH], rows))


def _with_wholes(plain: Segmentation, text: str, lexicon: Lexicon) -> Segmentation:
    """The words with each number or known katakana word in place of the several words that MeCab
    made of it."""
    runs = _cut(np.stack(_matches(_WHOLE, text, lexicon.wholes), axis=1), plain)
    known = np.array(list(_known(runs, text, lexicon)), dtype=np.int32)
    starts, ends, numbers = _cut(known.reshape(-1, 3), plain).T
    if not len(starts):
        return plain
    number = np.searchsorted(ends, plain.starts, side="right")
    inside = np.append(starts, len(text))[number] <= plain.starts
    return _merged(plain, ~inside, Segmentation(starts, ends, lexicon.entries(numbers)))


def _known(runs: Int32s, text: str, lexicon: Lexicon) -> Iterator[tuple[int, int, int]]:
    """(start, end, number) of runs that are a word, else of the words in them that are known."""
    for start, end, number in runs.tolist():
        if number >= 0:
            yield start, end, number
        else:
            for low, high in known_within(text[start:end]):
                word = text[start + low : start + high]
                yield start + low, start + high, lexicon.wholes[word]


def _cut(spans: Int32s, plain: Segmentation) -> Int32s:
    """Those of the spans, rows of (start, end, number), that MeCab made several words of, or
    none."""
    if not len(plain.starts):
        return spans[:0]
    starts, ends, last_word = spans[:, 0], spans[:, 1], len(plain.starts) - 1
    first = np.minimum(plain.starts.searchsorted(starts), last_word)
    last = np.minimum(plain.ends.searchsorted(ends), last_word)
    cut: NDArray[np.bool_] = (first < last) | (plain.entries[first, ROLE] == DROPPED)
    cut &= (plain.starts[first] == starts) & (plain.ends[last] == ends)
    cut_spans: Int32s = spans[cut]
    return cut_spans


def _matches(
    pattern: re.Pattern[str], text: str, numbers: Mapping[str, int]
) -> tuple[Int32s, Int32s, Int32s]:
    """(starts, ends, numbers) of what a pattern, which is one group, matches; a number is that of
    the matched text in `numbers`."""
    parts = pattern.split(text)
    bounds = np.cumsum(np.fromiter(map(len, parts), np.int32, len(parts)), dtype=np.int32)
    matched = parts[1::2]
    number_of = np.fromiter(map(numbers.__getitem__, matched), np.int32, len(matched))
    return bounds[:-1:2], bounds[1::2], number_of


def _merged(plain: Segmentation, stay: NDArray[np.bool_], pieces: Segmentation) -> Segmentation:
    """The words that stay, and pieces, in order."""
    starts = np.concatenate([plain.starts[stay], pieces.starts])
    order = np.argsort(starts, kind="stable")
    ends = np.concatenate([plain.ends[stay], pieces.ends])
    entries = np.concatenate([plain.entries[stay], pieces.entries])
    return Segmentation(starts[order], ends[order], entries[order])


def _words(text: str, cuts: Sequence[int], lexicon: Lexicon) -> Segmentation:
    """The words as MeCab segments them."""
    given = _without_surrogates(text)
    parse = tagger(lexicon.added).parse
    lines: list[str] = []
    counts: list[int] = []
    begins: list[int] = []
    for low, high in zip(*_pieces(given, np.array(cuts)), strict=True):
        for begin, part in _parsed(given, low, high, parse):
            lines += part
            counts.append(len(part))
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
    """(where the words begin, MeCab's lines) of parts of a slice, each short enough for MeCab. Each
    part is parsed with the last words of the one before, so that words at a border have the
    neighbours that they have in the text: MeCab weighs a word by the one before it."""
    tail: list[str] = []
    begin = low
    while True:
        stop = high if high - begin <= _LONGEST_PIECE else _border(text, begin)
        overlap = _length(tail)
        part = text[begin - overlap : stop or begin + _LONGEST_PIECE].translate(_BLANKS)
        lines = parse(part).split("\n")
        known = _repeated(lines, tail, overlap)
        lines = lines[known:] if known or not tail else parse(part[overlap:]).split("\n")
        if stop is None and len(lines) > 2 * _UNSURE:  # a cut in mid-word spoils words before it
            del lines[-_UNSURE:]
        yield begin, lines
        if stop == high:
            return
        ended = begin + sum(map(len, map(_shown, lines)))
        tail = [line for line in lines[-_UNSURE:] if line]
        begin = ended if tail else stop or begin + _LONGEST_PIECE


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
    middle, end = begin + _LONGEST_PIECE // 2, begin + _LONGEST_PIECE
    for pattern in _BORDERS:
        last = deque(pattern.finditer(text, middle, end), maxlen=1)
        if last:
            return last[0].end()
    return None


def _pieces(text: str, cuts: NDArray[np.int64]) -> tuple[list[int], list[int]]:
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
    return begins.tolist(), stops.tolist()


def _kinds() -> NDArray[np.uint8]:
    """The kind of each character below U+10000, at least as coarse as MeCab's own kinds."""
    kinds = np.zeros(1 << 16, dtype=np.uint8)
    for number, ranges in enumerate(("  ", "09", "AZaz\xc0\u024f", "ぁヿ", "㐀鿿"), 1):
        for first, last in zip(ranges[::2], ranges[1::2], strict=True):
            kinds[ord(first) : ord(last) + 1] = number
    return kinds


_KINDS = _kinds()


def _without_surrogates(text: str) -> str:
    """The text with ? for each surrogate: MeCab takes UTF-8, which has none."""
    try:
        text.encode()
    except UnicodeEncodeError:
        return text.encode(errors="replace").decode()
    return text
