"""What a leaf of a query may be a slip for: a piece of it replaced by a word of the index."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from index.text import LATIN_RUN, Heard, fold_literal, heard, hiragana, is_kana, morae, width
from index.values import AddedWords
from search.assist.edits import LIKELY, OTHER, in_kana, resembling, voiced
from search.assist.neighbours import Costs, Neighbours

_MIXED = re.compile("(?=.*[a-z])(?=.*[ぁ-ゖァ-ヺ])[a-zぁ-ゖァ-ヺー]{2,20}")
_ROMAJI = re.compile("[a-z']{5,24}")
_LEAST_LATIN, _MOST_LATIN = 4, 16
_LEAST_KANA, _MOST_KANA = 3, 16
_MOST_PATHS, _MOST_PIECES = 8, 4
"""Ways to read a leaf, and pieces that one word is put for."""
_LEAST_HEARD, _MOST_SLICED = 2, 12
_KATAKANA_RUN, _LATIN_RUN = re.compile("[ァ-ヺー]{3,16}"), re.compile("[A-Za-z]{5,16}")
_LEAST_OTHER = 5
"""Characters from which on a word that has any other letter is taken for a slip."""
_NO_HIRAGANA = re.compile("[^ぁ-ゖ]{2,}")
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
        """The leaf with the word in place, in capitals where what it replaces is."""
        typed, word = self.text[self.start : self.end], self.word
        if typed.isascii() and word.isascii():
            word = word.upper() if typed.isupper() else word
            word = word.capitalize() if typed.istitle() else word
        return self.text[: self.start] + word + self.text[self.end :]


class Slips:
    """Finds what leaves may be slips for in one index."""

    def __init__(self, neighbours: Neighbours, added: AddedWords) -> None:
        self._near, self._added = neighbours, added

    def of(self, typed: str) -> Iterator[Slip]:
        """The slips that a leaf may be; none of a word that the dictionary has."""
        text = width(typed)
        literal = fold_literal(text)
        paths = heard(text, self._added, _MOST_PATHS)
        if paths and len(paths[0]) == 1 and paths[0][0].known:
            return
        for word, cost in self._whole(text, literal).items():
            if cost < OTHER or len(text) >= _LEAST_OTHER:
                yield Slip(text, 0, len(text), word, cost)
        if not (LATIN_RUN.fullmatch(literal) or is_kana(literal)):
            for start, end, kanas in _spans(_solid(text, paths)):
                yield from self._sounding(text, start, end, "".join(kanas), 0)
            yield from self._within(text)
            for meant in resembling(text):
                yield Slip(text, 0, len(text), meant, LIKELY)

    def farther(self, typed: str) -> Iterator[Slip]:
        """What a leaf may be a slip for where it is none of the others: kanji that make no word,
        replaced by words that would sound as these do if a kana where they meet were voiced."""
        text = width(typed)
        for start, end in _slices(text):
            paths = heard(text[start:end], self._added, _MOST_PATHS)
            if paths and len(paths[0]) == end - start:
                for low, high, kanas in _spans(paths):
                    for kana, cost in _as_heard(kanas) if high - low == end - start else ():
                        yield from self._sounding(text, start, end, kana, cost)

    def _whole(self, text: str, literal: str) -> Costs:
        """The words that a leaf in Latin letters or kana alone may be a slip for."""
        near = self._near
        if LATIN_RUN.fullmatch(literal):
            fits = literal.isascii() and _LEAST_LATIN <= len(literal) <= _MOST_LATIN
            latin = near.latin(literal) if fits and not text.isupper() else {}
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

    def _sounding(self, text: str, start: int, end: int, kana: str, cost: int) -> Iterator[Slip]:
        """A slice replaced by the words that are read so and leave half of a leaf as it is: what
        shares nothing with what was typed is another word."""
        piece = text[start:end]
        if end - start < _LEAST_HEARD or not (_KANJI.search(piece) or len(kana) > 3):
            return
        for word in self._near.read_so(kana):
            slip = Slip(text, start, end, word, cost)
            same = (Counter(slip.corrected) & Counter(text)).total()
            if word != piece and (2 * same >= len(text) or is_kana(piece)):
                yield slip

    def _within(self, text: str) -> Iterator[Slip]:
        """Runs of katakana or Latin letters in a leaf, replaced by their neighbours; none of words
        that the index has more than a few times."""
        runs = (run for run in _KATAKANA_RUN.finditer(text) if self._near.is_rare(run[0]))
        for run in runs:
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


def _solid(text: str, paths: Sequence[tuple[Heard, ...]]) -> list[tuple[Heard, ...]]:
    """The ways to read a text, those pieces left without a reading that cut or read otherwise a
    word of the likeliest way that the dictionary has."""
    words = [
        piece
        for piece in (paths[0] if paths else ())
        if piece.known and _NO_HIRAGANA.fullmatch(text, piece.start, piece.end)
    ]
    return [
        tuple(
            replace(piece, kana="")
            if piece not in words
            and any(w.start < piece.end and piece.start < w.end for w in words)
            else piece
            for piece in path
        )
        for path in paths
    ]


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
