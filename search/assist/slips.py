"""What a leaf of a query may be a slip for: a piece of it replaced by a word of the index."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from index.text import LATIN_RUN, Heard, fold_literal, heard, hiragana, is_kana, morae, width
from index.values import AddedWords
from search.assist.edits import LIKELY, OTHER, in_kana, voiced
from search.assist.neighbours import Costs, Neighbours

_MIXED = re.compile("(?=.*[a-z])(?=.*[ぁ-ゖァ-ヺ])[a-zぁ-ゖァ-ヺー]{2,20}")
_ROMAJI = re.compile("[a-z']{5,24}")
_LEAST_LATIN, _MOST_LATIN = 4, 16
_LEAST_KANA, _MOST_KANA = 3, 16
_MOST_PATHS, _MOST_PIECES = 8, 4
"""Ways to read a leaf, and pieces that one word is put for."""
_LEAST_HEARD, _MOST_SLICED = 2, 12
_KATAKANA_RUN, _LATIN_RUN = re.compile("[ァ-ヺー]{3,16}"), re.compile("[A-Za-z]{5,16}")
_KANJI_RUN = re.compile("[\u3400-\u9fff]{2,}")
_KANJI = re.compile("[\u3400-\u9fff]")


@dataclass(frozen=True)
class Slip:
    """A leaf with `text[start:end]` replaced by a `word` of the index, and what it costs to type
    the one for the other: 0 for words that sound the same."""

    text: str
    start: int
    end: int
    word: str
    cost: int

    @property
    def corrected(self) -> str:
        """The leaf with the word in place."""
        return self.text[: self.start] + self.word + self.text[self.end :]


class Slips:
    """Finds what leaves may be slips for in one index."""

    def __init__(self, neighbours: Neighbours, added: AddedWords) -> None:
        self._near, self._added = neighbours, added

    def of(self, typed: str) -> Iterator[Slip]:
        """The slips that a leaf may be."""
        text = width(typed)
        literal = fold_literal(text)
        for word, cost in self._whole(text, literal).items():
            yield Slip(text, 0, len(text), word, cost)
        if not (LATIN_RUN.fullmatch(literal) or is_kana(literal)):
            yield from self._heard(text)
            yield from self._within(text)

    def farther(self, typed: str) -> Iterator[Slip]:
        """What a leaf may be a slip for where it is none of the others: slices of kanji replaced by
        words that sound as these do alone, or would if a kana where they meet were voiced."""
        text = width(typed)
        for start, end in _slices(text):
            for low, high, kanas in _spans(heard(text[start:end], self._added, _MOST_PATHS)):
                if high - low == end - start:
                    for kana, cost in _as_heard(kanas):
                        yield from self._sounding(text, start, end, kana, cost)

    def _whole(self, text: str, literal: str) -> Costs:
        """The words that a leaf in Latin letters or kana alone may be a slip for."""
        near = self._near
        if LATIN_RUN.fullmatch(literal):
            fits = literal.isascii() and _LEAST_LATIN <= len(literal) <= _MOST_LATIN
            latin = near.latin(literal) if fits else {}
            return (near.romaji(text) if _ROMAJI.fullmatch(text) else {}) | latin
        if _MIXED.fullmatch(literal):
            return {word: 1 for kana in in_kana(hiragana(literal)) for word in near.read_so(kana)}
        if not (is_kana(literal) and _LEAST_KANA <= morae(literal) <= _MOST_KANA):
            return {}
        kana = hiragana(literal)
        words = near.katakana(literal)
        if kana == literal:
            words |= near.heard(kana)
            if min(words.values(), default=OTHER) == OTHER:
                words |= near.compounds(kana)
        return words

    def _heard(self, text: str) -> Iterator[Slip]:
        """Pieces replaced by words that sound the same."""
        for start, end, kanas in _spans(heard(text, self._added, _MOST_PATHS)):
            yield from self._sounding(text, start, end, "".join(kanas), 0)

    def _sounding(self, text: str, start: int, end: int, kana: str, cost: int) -> Iterator[Slip]:
        """A slice replaced by the words that are read so."""
        piece = text[start:end]
        if end - start < _LEAST_HEARD or not (_KANJI.search(piece) or len(kana) > 3):
            return
        for word in self._near.read_so(kana):
            if word != piece:
                yield Slip(text, start, end, word, cost)

    def _within(self, text: str) -> Iterator[Slip]:
        """Runs of katakana or Latin letters in a leaf, replaced by their neighbours."""
        for run in _KATAKANA_RUN.finditer(text):
            for word, cost in self._near.katakana(run[0]).items():
                yield Slip(text, run.start(), run.end(), word, cost)
        for run in _LATIN_RUN.finditer(text):
            for word, cost in self._near.latin(run[0].lower()).items():
                yield Slip(text, run.start(), run.end(), word, cost)


def _spans(paths: Sequence[tuple[Heard, ...]]) -> Iterator[tuple[int, int, tuple[str, ...]]]:
    """(start, end, readings) of up to four pieces in a row that all have one, each once."""
    found = {
        (path[first].start, path[last].end, tuple(piece.kana for piece in path[first : last + 1]))
        for path in paths
        for first in range(len(path))
        for last in range(first, min(first + _MOST_PIECES, len(path)))
    }
    return (span for span in sorted(found) if all(span[2]))


def _slices(text: str) -> Iterator[tuple[int, int]]:
    """(start, end) of slices of two to four kanji in a short text."""
    for run in _KANJI_RUN.finditer(text) if len(text) <= _MOST_SLICED else ():
        for start in range(run.start(), run.end() - 1):
            yield from ((start, end) for end in range(start + 2, min(start + 4, run.end()) + 1))


def _as_heard(kanas: tuple[str, ...]) -> Iterator[tuple[str, int]]:
    """(reading, cost) of pieces: their readings in a row; one kana voiced where they meet."""
    whole = "".join(kanas)
    yield whole, 0
    at = 0
    for kana in kanas[:-1]:
        at += len(kana)
        yield from ((other, LIKELY) for other in voiced(whole, at))
