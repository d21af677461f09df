"""The words of one index that differ from a word by a slip, with what it costs."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from functools import lru_cache, partial
from itertools import islice, product

from index.store import Reader
from index.text import (
    KATAKANA,
    barred,
    fold_literal,
    fold_word,
    hiragana,
    katakana,
    loose,
    read,
    sounds_of,
)
from search.assist.edits import LIKELY, OTHER, latin_edits, similar, slip_cost

_MOST_SCANNED = 6_000
"""Words with one beginning that are compared."""
_MOST_PARTS, _MOST_PAIRS = 6, 300
"""Words of one reading that compounds are made of, and pairs of words that are tried."""
_LEAST_PART, _MOST_VOWELS, _CACHED = 2, 2, 4_096
_MOST_HEADS = 64
"""Beginnings of which the words are kept."""
_ANY_KANA = tuple(map(chr, range(ord("ァ"), ord("ヴ") + 1)))

_FEW = 4
"""Posts that have a word which may be a slip for all that."""

ByLength = dict[int, list[tuple[str, str]]]
"""(kana, word) by the number of kana."""
Costs = dict[str, int]
"""Words with what it costs to type the given one for each."""


class Neighbours:
    """Finds the neighbours of words in one index."""

    def __init__(self, reader: Reader) -> None:
        self._reader = reader
        self._read: dict[tuple[str, bool], tuple[str, ...]] = {}
        self._begun = lru_cache(_MOST_HEADS)(partial(_in_katakana, reader))
        self._heard = lru_cache(_MOST_HEADS)(partial(_read_so, reader))

    def is_rare(self, word: str) -> bool:
        """Whether few posts have a word, or none."""
        return self._reader.frequency(fold_word(word)) <= _FEW

    def latin(self, word: str) -> Costs:
        """Latin words, in lower case, at one edit."""
        return {
            one: cost
            for one, cost in latin_edits(word)
            if one != word and self._reader.frequency(one)
        }

    def katakana(self, typed_word: str) -> Costs:
        """Katakana words at one edit, or with other long vowels."""
        rest = fold_word(typed_word)
        typed = hiragana(rest)
        heads = [katakana(head) for head in (*typed[:2], *similar(typed[0]))]
        near: Costs = {}
        for head in dict.fromkeys(heads):
            for kana, word in _as_long(self._begun(head), typed):
                if cost := _cost(typed, kana):
                    near[word] = cost
        others = (*(kana + rest[1:] for kana in _ANY_KANA), *(kana + rest for kana in _ANY_KANA))
        for term in others:
            if term not in near and term != rest and self._reader.frequency(term):
                near[term] = OTHER
        return near

    def read_so(self, kana: str, exactly: bool = True) -> tuple[str, ...]:
        """Words with that reading, `exactly` or with any long vowels, the most frequent first."""
        known = self._read.get((kana, exactly))
        if known is None:
            if len(self._read) >= _CACHED:
                self._read.clear()
            frequency = self._reader.frequency
            words = {*self._reader.forms(read(kana, exactly)), fold_word(katakana(kana))}
            ranked = sorted(filter(frequency, words), key=lambda one: (-frequency(one), one))
            known = self._read[kana, exactly] = tuple(ranked)
        return known

    def heard(self, kana: str) -> Costs:
        """Words whose reading is at one edit."""
        near: Costs = {}
        for head in filter(loose, dict.fromkeys((*kana[:2], *similar(kana[0])))):
            for reading, term in _as_long(self._heard(head), kana):
                cost = _cost(kana, reading)
                if cost and cost < near.get(term, OTHER + 1):
                    near[term] = cost
        return near

    def compounds(self, kana: str) -> Costs:
        """Phrases of two words, one of whose readings is at one edit."""
        near: Costs = {}
        for before, behind in _cuts(kana):
            heads, tails = (self.read_so(part)[:_MOST_PARTS] for part in (before, behind))
            if heads:
                self._pair(dict.fromkeys(heads, 0), self.heard(behind), near)
            if tails:
                self._pair(self.heard(before), dict.fromkeys(tails, 0), near)
        return near

    def _sounding(self, kana: str, cost: int) -> Costs:
        """Phrases of two words with that reading, with any long vowels."""
        near: Costs = {}
        for before, behind in _cuts(kana):
            heads, tails = (self.read_so(part, False)[:_MOST_PARTS] for part in (before, behind))
            self._pair(dict.fromkeys(heads, 0), dict.fromkeys(tails, cost), near)
        return near

    def _pair(self, heads: Costs, tails: Costs, near: Costs) -> None:
        """Adds the phrases of the index that are made of two words."""
        for head, tail in islice(product(heads, tails), _MOST_PAIRS):
            phrase = fold_literal(head + tail)
            if self._reader.phrase_frequency(phrase):
                near[phrase] = heads[head] + tails[tail]

    def romaji(self, word: str) -> Costs:
        """Words whose romaji is at one edit, long vowels apart, and, without these, compounds."""
        near: Costs = {}
        kanas: Costs = {}
        for edit, cost in latin_edits(word):
            for kana in sounds_of(edit):
                kanas[kana] = min(cost, kanas.get(kana, OTHER))
        kanas |= dict.fromkeys(sounds_of(word), 0)
        for kana, cost in sorted(kanas.items(), key=lambda pair: -pair[1]):
            near |= dict.fromkeys(self.read_so(kana, exactly=False), cost)
        for kana in sounds_of(word):
            near = self.katakana(katakana(barred(kana))) | near
        for kana, cost in () if near else kanas.items():
            near |= self._sounding(kana, cost)
        return near


def _in_katakana(reader: Reader, head: str) -> ByLength:
    """The words and phrases in katakana that begin so."""
    words = (*reader.prefixed(head, _MOST_SCANNED), *reader.phrases(head, _MOST_SCANNED))
    katakana = filter(KATAKANA.fullmatch, words)
    return _by_length((hiragana(fold_word(word)), word) for word in katakana)


def _read_so(reader: Reader, head: str) -> ByLength:
    """The words whose loose reading begins so."""
    return _by_length(reader.read(head, _MOST_SCANNED))


def _by_length(words: Iterable[tuple[str, str]]) -> ByLength:
    by_length: ByLength = defaultdict(list)
    for kana, word in words:
        by_length[len(kana)].append((kana, word))
    return dict(by_length)


def _as_long(words: ByLength, typed: str) -> Iterator[tuple[str, str]]:
    """Those of the words that are not much longer or shorter than what was typed."""
    for length in range(len(typed) - _MOST_VOWELS, len(typed) + _MOST_VOWELS + 1):
        yield from words.get(length, ())


def _cuts(kana: str) -> Iterator[tuple[str, str]]:
    """All cuts of a reading in two."""
    ends = range(_LEAST_PART, len(kana) - _LEAST_PART + 1)
    return ((kana[:at], kana[at:]) for at in ends)


def _cost(typed: str, meant: str) -> int | None:
    """The cost of a slip between two words in hiragana of about one length. Long vowels are easily
    missed, and beside them another likely slip is made."""
    with_bars, without = _sounds(typed)
    meant_with_bars, meant_without = _sounds(meant)
    cost = slip_cost(with_bars, meant_with_bars)
    if cost == LIKELY or cost == 0:
        return cost if typed == meant else LIKELY
    slack = slip_cost(without, meant_without)
    return cost if slack is None or slack >= OTHER else slack + 1


@lru_cache(maxsize=8_192)
def _sounds(typed: str) -> tuple[str, str]:
    """A word in hiragana with bars for its long vowels, and without these."""
    return barred(typed), loose(typed)
