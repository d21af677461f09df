"""Safely folded texts → words as MeCab segments them."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import partial

import numpy as np

from index.text.grams import codepoints
from index.text.lexicon import LENGTH, SPACE, Lexicon
from index.text.long_pieces import Parse, parsed
from index.text.pieces import LONGEST_PIECE, pieces, with_spaces, without_surrogates
from index.text.tagger import lines_of
from index.values import Int32s, Int64s


@dataclass(frozen=True)
class Segmentation:
    """The words of a text in order, as arrays of shape (n,): word i is `text[starts[i]:ends[i]]`,
    and has the entry number `numbers[i]` of the lexicon."""

    starts: Int32s
    ends: Int32s
    numbers: Int32s


@dataclass(frozen=True)
class _Parts:
    """Parts of a text, each parsed at once: where each begins, how many words it has, and the
    numbers of the entries of all words."""

    begins: Int64s
    counts: Int64s
    numbers: Int32s


def segmented(text: str, cuts: Sequence[int], lexicon: Lexicon) -> Segmentation:
    """The words between each cut and the next."""
    parts = list(_parts(without_surrogates(text), np.array(cuts), lexicon))
    numbers = np.concatenate([part.numbers for part in parts])
    spread = np.concatenate([part.counts for part in parts])
    begins = np.concatenate([part.begins for part in parts])
    lengths = lexicon.column(numbers, LENGTH)
    ends = np.cumsum(lexicon.column(numbers, SPACE) + lengths, dtype=np.int32)
    before = np.append(0, ends)[np.cumsum(spread) - spread]
    ends += np.repeat(begins - before, spread).astype(np.int32)
    return Segmentation(ends - lengths, ends, numbers)


def _parts(text: str, cuts: Int64s, lexicon: Lexicon) -> Iterator[_Parts]:
    """The parts of a text between cuts: by MeCab's nodes, where they can be read, else its
    lines."""
    begins, stops = pieces(text, cuts)
    nodes = lexicon.nodes
    if nodes is None:
        yield _by_parts(text, begins, stops, lexicon, partial(_of_lines, lexicon=lexicon))
        return
    places, data = _places(text), with_spaces(text).encode()
    done = 0
    for long in [*np.flatnonzero(stops - begins > LONGEST_PIECE).tolist(), len(begins)]:
        low, high = begins[done:long], stops[done:long]
        numbers, counts = nodes.read(data, places[low], places[high])
        yield _Parts(low, counts, numbers)
        done = long + 1
        yield _by_parts(text, begins[long:done], stops[long:done], lexicon, nodes.read_one)


def _by_parts(text: str, begins: Int64s, stops: Int64s, lexicon: Lexicon, parse: Parse) -> _Parts:
    """Pieces of a text, however long, one by one."""
    places: list[int] = []
    numbers = [np.zeros(0, dtype=np.int32)]
    for low, high in zip(begins.tolist(), stops.tolist(), strict=True):
        for place, part in parsed(text, low, high, parse, lexicon):
            numbers.append(part)
            places.append(place)
    counts = np.array(list(map(len, numbers[1:])), dtype=np.int64)
    return _Parts(np.array(places, dtype=np.int64), counts, np.concatenate(numbers))


def _of_lines(text: str, lexicon: Lexicon) -> Int32s:
    """The numbers of the entries of a text's words, as MeCab's lines tell them."""
    lines = lines_of(text, lexicon.added)
    return np.fromiter(map(lexicon.lines.__getitem__, lines), np.int32, len(lines))


def _places(text: str) -> Int64s:
    """Where each character of a text begins in its UTF-8, and where that ends."""
    points = codepoints(text)
    places = np.zeros(len(points) + 1, dtype=np.int64)
    widths = 1 + (points >= 0x80).view(np.int8) + (points >= 0x800) + (points >= 0x10000)
    np.cumsum(widths, out=places[1:])
    return places
