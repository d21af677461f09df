"""Safely folded texts → words: by MeCab with UniDic for Japanese, by case and kind of character for
Latin letters and digits."""

import re
from collections.abc import Iterator, Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from index.text.grams import codepoints
from index.text.honorifics import causatives
from index.text.lexicon import DROPPED, LATIN_RUN, LENGTH, ROLE, Lexicon
from index.text.loanwords import BEHIND_KATAKANA, IN_KATAKANA, known_within
from index.text.numerals import BEHIND_FIRST, IN_NUMERAL
from index.text.segmentation import Segmentation, segmented
from index.values import Int32s

_IS_LATIN = np.array([LATIN_RUN.match(chr(point)) is not None for point in range(0x1F01)])
"""Of each character whether it is a Latin letter or digit; those behind the last are as that."""
_WHOLE = re.compile(f"([{IN_KATAKANA}{IN_NUMERAL}](?:{BEHIND_KATAKANA}|{BEHIND_FIRST}))")
"""It begins with a class of characters, which the search for it skips to."""


def words(text: str, cuts: Sequence[int], lexicon: Lexicon) -> Segmentation:
    """The words between each cut and the next; the character at a cut is no word."""
    plain = _with_causatives(segmented(text, cuts, lexicon), text, lexicon)
    return _with_wholes(_with_latin(plain, text, lexicon), text, lexicon)


def _with_causatives(plain: Segmentation, text: str, lexicon: Lexicon) -> Segmentation:
    """The words with one verb in place of each that `causatives` finds, and what is behind it."""
    verbs, numbers = causatives(plain, text, lexicon)
    if not len(verbs):
        return plain
    stay = np.ones(len(plain.starts), dtype=np.bool_)
    stay[verbs] = stay[verbs + 1] = False
    return _merged(plain, stay, Segmentation(plain.starts[verbs], plain.ends[verbs + 1], numbers))


def _with_latin(plain: Segmentation, text: str, lexicon: Lexicon) -> Segmentation:
    """The words with the pieces of Latin runs in place of what MeCab made of these."""
    latin = _IS_LATIN.take(codepoints(text), mode="clip")
    starts, ends = np.flatnonzero(np.diff(latin, prepend=False, append=False)).reshape(-1, 2).T
    if not len(starts):
        return plain
    matched = (text[a:b] for a, b in zip(starts.tolist(), ends.tolist(), strict=True))
    runs = np.fromiter(map(lexicon.latin_runs.__getitem__, matched), np.int32, len(starts))
    entries, places, of = lexicon.pieces(runs)
    begins = starts.astype(np.int32)[of] + places
    pieces = Segmentation(begins, begins + lexicon.column(entries, LENGTH), entries)
    return _merged(plain, ~(latin[plain.starts] | latin[plain.ends - 1]), pieces)


def _with_wholes(plain: Segmentation, text: str, lexicon: Lexicon) -> Segmentation:
    """The words with each number or known katakana word in place of the several words that MeCab
    made of it."""
    runs = _cut(np.stack(_matches(_WHOLE, text, lexicon.wholes), axis=1), plain, lexicon)
    known = np.array(list(_known(runs, text, lexicon)), dtype=np.int32)
    starts, ends, numbers = _cut(known.reshape(-1, 3), plain, lexicon).T
    if not len(starts):
        return plain
    number = np.searchsorted(ends, plain.starts, side="right")
    inside = np.append(starts, len(text))[number] <= plain.starts
    return _merged(plain, ~inside, Segmentation(starts, ends, numbers))


def _known(runs: Int32s, text: str, lexicon: Lexicon) -> Iterator[tuple[int, int, int]]:
    """(start, end, number) of runs that are a word, else of the words in them that are known."""
    for start, end, number in runs.tolist():
        if number >= 0:
            yield start, end, number
        else:
            for low, high in known_within(text[start:end]):
                word = text[start + low : start + high]
                yield start + low, start + high, lexicon.wholes[word]


def _cut(spans: Int32s, plain: Segmentation, lexicon: Lexicon) -> Int32s:
    """Those of the spans, rows of (start, end, number), that MeCab made several words of, or
    none."""
    if not len(plain.starts):
        return spans[:0]
    starts, ends, last_word = spans[:, 0], spans[:, 1], len(plain.starts) - 1
    first = np.minimum(plain.starts.searchsorted(starts), last_word)
    last = np.minimum(plain.ends.searchsorted(ends), last_word)
    dropped = lexicon.column(plain.numbers[first], ROLE) == DROPPED
    cut: NDArray[np.bool_] = (first < last) | dropped
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
    numbers = np.concatenate([plain.numbers[stay], pieces.numbers])
    return Segmentation(starts[order], ends[order], numbers[order])
