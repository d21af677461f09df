# cython: boundscheck=False, cdivision=True
"""How much of a query the best sentence and the best passage of each text have. A text begins with
a mark and is read as UTF-16 code units; what is looked for are codes of two units, the first one
above, the second 0 for a character alone."""

from array import array
from typing import Any

import numpy as np
from numpy.typing import NDArray

COMPILED = not __file__.endswith(".py")
MOST = 128
"""Codes that may be looked for."""
NEARBY = _NEARBY = 5
"""Sentences of a passage as far as rank goes."""
B, USUAL = 0.25, 60
"""b as in BM25, for the length of a sentence, and how many characters one usually has."""
CONTROL = 32
"""Units below end a sentence; the first of them behind the beginning ends the title."""
_IS_END = np.zeros(1 << 16, dtype=np.uint8)
_IS_END[[*range(CONTROL), *map(ord, "。!?")]] = 1

Units = NDArray[np.uint16]
Weights = NDArray[np.float64]
Mask = NDArray[np.bool_]


def shares(
    texts: list[Units], codes: NDArray[np.uint32], weights: Weights, others: Weights
) -> tuple[Any, Any]:
    """Two sums of shape (texts,): by `weights` what the title and the best sentence of each text
    have of the codes, which ascend, the sentence counting up to a third more where it is short; by
    `others` what the title and the best NEARBY sentences have."""
    if len(codes) > MOST:
        raise ValueError(f"expected at most {MOST} codes")
    sentences, passages = np.zeros(len(texts)), np.zeros(len(texts))
    if not texts:
        return sentences, passages
    if not COMPILED:
        return _by_arrays(texts, codes, weights, others)
    query = _Query(codes, weights, others, 2 + max(map(len, texts)))
    for number, text in enumerate(texts):
        query._read(text)
        sentences[number], passages[number] = query.sentence, query.passage
    return sentences, passages


class _Query:
    """What is looked for, and what the text that was read last has of it. The codes that a sentence
    has are bits of two numbers."""

    def __init__(
        self, codes: NDArray[np.uint32], weights: Weights, others: Weights, most: int
    ) -> None:
        self._codes, self._weights, self._others = codes, weights, others
        self._is_end = _IS_END
        first = np.zeros(1 << 16, dtype=np.uint8)
        first[(codes >> 16)[::-1]] = np.arange(len(codes), 0, -1)
        self._first = first.tobytes()
        self._low, self._high = array("Q", bytes(8 * most)), array("Q", bytes(8 * most))
        self._ends = array("q", bytes(8 * most))
        self.sentence = self.passage = 0.0

    def _read(self, text: Units) -> int:
        """Sums up a text."""
        count = self._sentences(text)
        title = self._title(text, count)
        low = high = 0
        for number in range(title):
            low |= self._low[number]
            high |= self._high[number]
        for number in range(count):
            self._low[number] &= ~low
            self._high[number] &= ~high
        self.sentence = self._sum(self._weights, low, high) + self._best_sentence(count)
        self.passage = self._sum(self._others, low, high) + self._best_passage(count)
        return 0

    def _sentences(self, text: Units) -> int:
        """How many sentences a text has; the codes and the ends of each are kept."""
        codes, size, many = self._codes, len(text), len(self._codes)
        count, low, high = 0, 0, 0
        for at in range(1, size):
            unit = text[at]
            if self._first[unit]:
                code = self._first[unit] - 1
                while code < many and codes[code] >> 16 == unit:
                    second = codes[code] & 0xFFFF
                    if not second or (at + 1 < size and text[at + 1] == second):
                        low |= _bit(code)
                        high |= _bit(code - 64)
                    code += 1
            if self._is_end[unit]:
                self._low[count], self._high[count], self._ends[count] = low, high, at
                count += 1
                low = high = 0
        self._low[count], self._high[count], self._ends[count] = low, high, size
        return count + 1

    def _title(self, text: Units, count: int) -> int:
        """How many sentences the title has."""
        for number in range(count - 1):
            if text[self._ends[number]] < CONTROL:
                return number + 1
        return count

    def _best_sentence(self, count: int) -> float:
        best, before = 0.0, 0
        for number in range(count):
            end = self._ends[number]
            if self._low[number] or self._high[number]:
                gained = self._sum(self._weights, self._low[number], self._high[number])
                gained /= 1 - B + B * (end - before) / USUAL
                best = max(best, gained)
            before = end
        return best

    def _best_passage(self, count: int) -> float:
        best, low_before, high_before = 0.0, 0, 0
        for first in range(count):
            low = high = 0
            for number in range(first, min(first + _NEARBY, count)):
                low |= self._low[number]
                high |= self._high[number]
            if low != low_before or high != high_before:
                best = max(best, self._sum(self._others, low, high))
                low_before, high_before = low, high
        return best

    def _sum(self, weights: Weights, low: int, high: int) -> float:
        total = 0.0
        for code in range(len(weights)):
            if low & _bit(code) or high & _bit(code - 64):
                total += weights[code]
        return total


def _bit(number: int) -> int:
    one = 1
    return one << number if 0 <= number < 64 else 0


def _by_arrays(
    texts: list[Units], codes: NDArray[np.uint32], weights: Weights, others: Weights
) -> tuple[Weights, Weights]:
    """The same, by whole arrays."""
    text = np.concatenate([*texts, np.zeros(1, dtype=np.uint16)])
    ends, places, numbers = _occurrences(text, codes)
    has = np.zeros((len(ends), len(codes)), dtype=np.bool_)
    has[ends.searchsorted(places), numbers] = True
    firsts, lasts = _title_sentences(texts, text, ends)
    number = np.arange(len(ends))
    of = np.maximum(firsts.searchsorted(number, side="right") - 1, 0)
    titled = np.logical_or.reduceat(has & (number <= lasts[of])[:, None], firsts)
    has &= ~titled[of]
    lengths = np.diff(ends, prepend=0)
    gained = (has @ weights) / (1 - B + B * lengths / USUAL)
    sentences = titled @ weights + np.maximum.reduceat(gained, firsts)
    passages = titled @ others + np.maximum.reduceat(_in_passages(has, of) @ others, firsts)
    return sentences, passages


def _in_passages(has: Mask, of: NDArray[np.intp]) -> Mask:
    """What each sentence, of document `of`, has together with those after it."""
    passage = has.copy()
    for step in range(1, NEARBY):
        same = of[step:] == of[:-step]
        passage[:-step] |= has[step:] & same[:, None]
    return passage


def _title_sentences(
    texts: list[NDArray[np.uint16]], text: NDArray[np.uint16], ends: NDArray[np.intp]
) -> tuple[NDArray[np.intp], NDArray[np.intp]]:
    """(the first sentence of each text, the last of its title); `text` is all texts end to end."""
    # a text begins with a mark, a control character; its title ends at the next one
    starts = np.cumsum([0, *map(len, texts)])[: len(texts)]
    firsts = ends.searchsorted(starts, side="right")
    marks = np.flatnonzero(text[ends] < CONTROL)
    return firsts, marks[marks.searchsorted(firsts)]


def _occurrences(
    text: NDArray[np.uint16], codes: NDArray[np.uint32]
) -> tuple[NDArray[np.intp], NDArray[np.intp], NDArray[np.intp]]:
    """(ends of sentences, where codes occur in the text, the number of each of these codes)."""
    pairs = codes & 0xFFFF > 0
    first, second = (codes >> 16).astype(np.uint16), codes.astype(np.uint16)
    is_one, is_pair = np.zeros((2, 1 << 16), dtype=np.bool_)
    is_one[first[~pairs]] = True
    is_pair[_mixed(first[pairs], second[pairs])] = True
    ones = np.flatnonzero(is_one.take(text))
    twos = np.flatnonzero(is_pair.take(_mixed(text[: len(text) - 1], text[1:])))
    code = text[np.concatenate([ones, twos])].astype(np.uint32) << 16
    code[len(ones) :] |= text[twos + 1]
    number = np.minimum(codes.searchsorted(code), len(codes) - 1)
    is_telling = codes[number] == code
    return (
        np.flatnonzero(_IS_END.take(text)),
        np.concatenate([ones, twos])[is_telling],
        number[is_telling],
    )


def _mixed(first: NDArray[np.uint16], second: NDArray[np.uint16]) -> NDArray[np.uint16]:
    """A hash of pairs of code units, 16 bits each."""
    return first * np.uint16(31) + second
