"""The only entry to analysis: shown text → arrays of tokens. Index and query use the same."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from index.text.fold import LITERAL, SAFE, Folded, fold, fold_with_offsets
from index.text.words import (
    DROPPED,
    LATIN_RUN,
    LETTERS,
    LIGHT,
    NUMBER,
    PREFIX,
    SUFFIX,
    Word,
    latin_pieces,
    mecab_words,
)

LONGEST_TERM = 64
_LONGEST_COMPOUND = 4
_MOST_TAILS = 16


@dataclass(frozen=True)
class Tokens:
    """The tokens of one text, all arrays of shape (n,), in order, their slices disjoint or equal.

    `terms[i]` is shown as `text[starts[i]:ends[i]]`. `positions` count words, those the
    part-of-speech filter dropped included. `light` tokens mean little beside others. `glued[i]`:
    token i makes one word with token i-1 (新＋幹線, 東京＋駅, Postgre＋SQL).
    """

    terms: tuple[str, ...]
    positions: NDArray[np.int32]
    starts: NDArray[np.int32]
    ends: NDArray[np.int32]
    light: NDArray[np.bool_]
    glued: NDArray[np.bool_]

    def __len__(self) -> int:
        return len(self.terms)


def literal(text: str) -> str:
    """The form in which runs of characters are compared."""
    return fold(text, LITERAL)


def width(text: str) -> str:
    """Width folded and invisible characters gone, case and spaces as they were."""
    return fold(text, SAFE)


def analyse(text: str) -> Tokens:
    """Tokens of a shown text. Never raises on any text; pure but for a cache."""
    folded = fold_with_offsets(text, SAFE)
    words = [w for w in _words(folded.text) if w[1] > w[0]]
    kept = [i for i, (_, _, word) in enumerate(words) if word.role != DROPPED and word.term]
    glued, joined = [], False
    for index, i in enumerate(kept):
        adjacent = index > 0 and kept[index - 1] == i - 1 and words[i - 1][1] == words[i][0]
        joined = adjacent and _glue(words[i - 1][2], words[i][2], joined)
        glued.append(joined)
    low = np.array([words[i][0] for i in kept], dtype=np.int32)
    high = np.array([words[i][1] for i in kept], dtype=np.int32)
    starts, ends = _slices(folded, low, high) if kept else (low, high)
    return Tokens(
        terms=tuple(words[i][2].term[:LONGEST_TERM] for i in kept),
        positions=np.array(kept, dtype=np.int32),
        starts=starts,
        ends=ends,
        light=np.array([words[i][2].role == LIGHT for i in kept], dtype=np.bool_),
        glued=np.array(glued, dtype=np.bool_),
    )


def _slices(
    folded: Folded, low: NDArray[np.int32], high: NDArray[np.int32]
) -> tuple[NDArray[np.int32], NDArray[np.int32]]:
    """Slices of the shown text for slices of the folded one. Where a character yields parts of
    two words (0¼ → 01, 4), the second has the slice of the first."""
    starts, ends = folded.starts[low], folded.ends[high - 1]
    for i in np.flatnonzero(starts[1:] < ends[:-1]) + 1:
        if starts[i] != starts[i - 1] or ends[i] != ends[i - 1]:
            rest = max(starts[i], ends[i - 1])
            starts[i], ends[i] = (rest, ends[i]) if rest < ends[i] else (starts[i - 1], ends[i - 1])
    return starts, ends


def _words(text: str) -> list[tuple[int, int, Word]]:
    """MeCab's words, but runs of Latin letters and digits cut at their own borders."""
    runs = [match.span() for match in LATIN_RUN.finditer(text)]
    if not runs:
        return mecab_words(text)
    found = [(a, b, w) for start, end in runs for a, b, w in _shifted(text[start:end], start)]
    inside = np.zeros(len(text) + 1, dtype=np.bool_)
    for start, end in runs:
        inside[start:end] = True
    found += [w for w in mecab_words(text) if not inside[w[0]] and not inside[w[1] - 1]]
    return sorted(found, key=lambda word: word[0])


def _shifted(run: str, by: int) -> Iterator[tuple[int, int, Word]]:
    for start, end, word in latin_pieces(run):
        yield start + by, end + by, word


def _glue(left: Word, right: Word, left_is_glued: bool) -> bool:
    """Whether two words that touch are one to a reader: affixes and one-character pieces stay
    with their neighbour, numbers with what they count, pieces of a Latin run with each other."""
    if right.role == SUFFIX or (left.role == LETTERS and right.role == LETTERS):
        return True
    if not (left.nominal and right.nominal):
        return False
    if left.role == PREFIX:
        return True
    if left.role == NUMBER or left.term.isdigit():
        return right.role != LETTERS
    if right.role == NUMBER:
        return False
    return right.length == 1 or (left.length == 1 and not left_is_glued)


def groups(tokens: Tokens) -> Iterator[tuple[int, int]]:
    """(first, end) of each maximal run of glued tokens, single tokens included."""
    first = 0
    for index in range(1, len(tokens) + 1):
        if index == len(tokens) or not tokens.glued[index]:
            yield first, index
            first = index


def compounds(tokens: Tokens) -> Iterator[tuple[str, int, int]]:
    """(term, first, end) of every word that two to four glued tokens make, and of what a longer
    group ends in from each of its tokens on: what a reader may type of 東海道新幹線."""
    glued = np.flatnonzero(tokens.glued)
    if not len(glued):
        return
    for first, end in groups(tokens):
        for start in range(first, end - 1):
            for stop in range(start + 2, min(end, start + _LONGEST_COMPOUND) + 1):
                yield _compound(tokens, start, stop), start, stop
        tails = range(first, end - _LONGEST_COMPOUND)
        for start in tails if end - first <= _MOST_TAILS else tails[:1]:
            yield _compound(tokens, start, end), start, end


def _compound(tokens: Tokens, first: int, end: int) -> str:
    return "".join(tokens.terms[first:end])[:LONGEST_TERM]
