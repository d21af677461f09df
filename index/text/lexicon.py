"""The lexicon: words as numbers. Each line of MeCab's and each piece of a Latin run is read once
and kept as a row of a table, so that texts become arrays of numbers."""

import re
import threading
from collections.abc import Callable, Sequence
from typing import Any, TypeVar

import numpy as np
from numpy.typing import NDArray

from index.text.fold import fold_word
from index.text.gram_numbers import BORDER, gram_number
from index.text.inflection import as_it_stands, singular
from index.text.kana import hiragana, is_kana
from index.text.loanwords import known_sources, origin_of
from index.text.mecab import parser
from index.text.nodes import NodeReader
from index.text.numerals import value_of
from index.text.table import Table
from index.values import AddedWords, Int32s, cached_property

LATIN = "0-9A-Za-z\xaa\xb5\xba\xc0-\xd6\xd8-\xf6\xf8-\u024f\u1e00-\u1eff"
LATIN_RUN = re.compile(f"[{LATIN}]+")
_LATIN_LETTERS = {char for char in map(chr, range(0x1F00)) if LATIN_RUN.match(char)}
_PIECE = re.compile(
    r"\d+|[A-Z\xc0-\xd6\xd8-\xde]+(?![a-z\xdf-\xf6\xf8-\xff])|[A-Z\xc0-\xd6\xd8-\xde]?[^\W\dA-Z\xc0-\xd6\xd8-\xde_]+|[^\W_]"
)
_ABSENT = "\t" * 6
"""Added to a line, which may have fewer features."""
LONGEST_TERM = 64
"""Characters of a term; what is longer is cut."""

_DROPPED = ("助詞", "助動詞", "補助記号", "空白", "記号")
_LIGHT = ("代名詞", "副詞", "連体詞", "接続詞", "感動詞")
_LIGHT_NOUNS = {"こと", "もの", "ため", "ところ", "よう", "とき", "わけ", "はず", "ほう", "さ"}
_NOT = {"ない", "無い"}
"""Of the adjectives that may help others the only ones that mean little: 買って良かった is not
買った."""
_CUT_SHORT = {"そら", "こら"}
"""The dictionary takes these for それ and これ; そら is 空 as often."""
_LETTER = "文字"
"""Second part of speech of Greek letters: λ計算, β版."""
_NOMINAL = ("名詞", "代名詞", "接頭辞", "接尾辞", "形状詞")

DROPPED, WORD, LIGHT, PREFIX, SUFFIX, NUMBER, LETTERS = range(7)
"""Roles of a word. DROPPED: particles and punctuation. LIGHT: する, それ, なぜ, which mean little
beside a noun. LETTERS: a piece of a Latin run."""

SPACE, LENGTH, OF_WORD, TERM, ROLE, NOMINAL, DIGITS, PIECE, PIECE_TERM = range(9)
"""Columns of an entry: the characters of white space before it and its own; the numbers of its word
and of its term; its role; whether it is a noun; whether it is digits alone; the numbers of the
word and of the term that it is as a piece of a compound: as it stands, 勧め in お勧め, where its
own word is 勧める."""

SPELLED, LEMMA, READING, HEARD, SOURCE = range(5)
"""Columns of a word, all of them numbers of terms, 0 for none: itself; the dictionary's main
spelling of it; its reading in hiragana; that again, none for affixes, which nobody means by their
sound; and the Latin words it may come from, separated by spaces."""


Row = tuple[int, int, int, int, int]
"""A word."""
Key = TypeVar("Key")


class Lexicon:
    """Terms, words and entries by number, for the dictionary with the `added` words. It grows with
    what is looked up; `len` is how many entries it has. Threads may share one."""

    def __init__(self, added: AddedWords = ()) -> None:
        self.added = added
        lock = threading.RLock()
        self.terms: list[str] = []
        self.words: list[Row] = []
        """The words by number."""
        self._entries = Table(9, np.int32, lock)
        self._run_rows = Table(2, np.int32, lock)
        self._piece_rows = Table(2, np.int32, lock)
        self._borders = Table(2, np.uint64, lock)
        self._numbers = _Known(self._term, lock)
        self._word_numbers = _Known(self._row, lock)
        self.lines = _Known(self._line, lock)
        """MeCab's lines → the numbers of their entries."""
        self.latin_runs = _Known(self._latin_run, lock)
        """Latin runs → the numbers that `pieces` takes."""
        self.wholes = _Known(self._whole, lock)
        """Texts that may be one word, however MeCab segments them → the numbers of their entries,
        -1 for none: numbers (一万二千), words newer than the dictionary (ドッカー)."""
        self.caused = _Known(self._caused, lock)
        """(number of a verb as a piece, the せ or させ behind it) → the numbers of the entries of
        both as one verb: 知ら, せ → 知らせる."""
        self.forms: dict[int, tuple[str, ...]] = {}
        """The lines of `forms.py` that are known, by the packed numbers of their words."""
        none = self._numbers[""], self._word_numbers[0, 0, 0, 0, 0]
        assert none == (0, 0)

    def __len__(self) -> int:
        return len(self._entries)

    @cached_property
    def nodes(self) -> NodeReader | None:
        """Reads MeCab's words as numbers of entries; None where its nodes cannot be read."""
        found = parser(self.added)
        return NodeReader(found, self.lines) if found else None

    def entries(self, numbers: Int32s) -> Int32s:
        """The entries of these numbers, shape (n, 9)."""
        return self._entries.rows(numbers)

    def column(self, numbers: Int32s, column: int) -> Int32s:
        """One column of the entries of these numbers, shape (n,)."""
        return self._entries.column(numbers, column)

    def pieces(self, runs: Int32s) -> tuple[Int32s, Int32s, Int32s]:
        """(number of the entry, where it begins in its run, place of the run in `runs`) of each
        piece of Latin runs: PostgreSQL → postgre, sql."""
        first, count = self._run_rows.rows(runs).T
        of = np.repeat(np.arange(len(runs), dtype=np.int32), count)
        within = np.arange(len(of)) - (np.cumsum(count) - count)[of]
        entries, places = self._piece_rows.rows(first[of] + within).T
        return entries, places, of

    def borders(self, terms: Int32s) -> NDArray[np.uint64]:
        """The border grams of terms, of one and of two characters, shape (n, 2); 0 for none."""
        return self._borders.rows(terms)

    def numbers(self, terms: Sequence[str]) -> Int32s:
        """The numbers of terms."""
        return np.fromiter(map(self._numbers.__getitem__, terms), np.int32, len(terms))

    def _term(self, term: str) -> int:
        self.terms.append(term)
        return self._borders.add(_border_grams(term))

    def _row(self, row: Row) -> int:
        self.words.append(row)
        return len(self.words) - 1

    def _word(
        self, term: str, lemma: str = "", reading: str = "", sources: str = "", affix: bool = False
    ) -> int:
        """The number of a word, given by its columns; without a lemma it is its own."""
        numbers = self._numbers
        number, read = numbers[term[:LONGEST_TERM]], numbers[reading]
        known = numbers[lemma] if lemma else number
        return self._word_numbers[number, known, read, 0 if affix else read, numbers[sources]]

    def _add(
        self, surface: str, word: int, role: int, nominal: bool, space: int = 0, piece: int = 0
    ) -> int:
        """The number of a new entry; without a number as a piece the word is its own."""
        term, piece = self.words[word][SPELLED], piece or word
        digits, part = self.terms[term].isdigit(), self.words[piece][SPELLED]
        row = (space, len(surface), word, term, role, nominal, digits, piece, part)
        return self._entries.add(row)

    def _line(self, line: str) -> int:
        """The number of the entry of a line, as `tagger.py` has MeCab write it."""
        shown, pos1, pos2, read, lemma, base, kana = (line + _ABSENT).split("\t")[:7]
        surface = shown.lstrip(" ")
        base = surface if base in ("", "*") else base
        term, role = fold_word(base), _role(pos1, pos2, base)
        nominal = pos1 in _NOMINAL or pos2 == _LETTER
        space = len(shown) - len(surface)
        if role == DROPPED:
            return self._add(surface, self._word(term), role, nominal, space)
        read = read if is_kana(read) else term if is_kana(term) else ""
        reading = hiragana(read) if read else ""
        lemma, _, gloss = lemma.partition("-")
        sources, other = origin_of(term, read or term, gloss)
        # names with one reading are different names
        apart = pos2 == "固有名詞" or base in _CUT_SHORT or other
        folded = term if lemma == base else fold_word(lemma)
        lemma = "" if apart or lemma in ("", "*") else folded[:LONGEST_TERM]
        if role == NUMBER:
            lemma = value_of(term) or lemma
        word = piece = self._word(term, lemma, reading, sources, role in (PREFIX, SUFFIX))
        if surface != base and is_kana(kana) and role != SUFFIX:
            stem = as_it_stands(lemma or term, base, surface)
            piece = self._word(fold_word(surface), stem, hiragana(kana))
        return self._add(surface, word, role, nominal, space, piece)

    def _caused(self, key: tuple[int, str]) -> int:
        """The number of the entry of a verb with せ or させ behind it."""
        number, ending = key
        spelled, lemma, reading = (self.terms[part] + ending for part in self.words[number][:3])
        word = self._word(f"{spelled}る", f"{lemma}る", f"{reading}る")
        piece = self._word(spelled, lemma, reading)
        return self._add(spelled, word, WORD, False, piece=piece)

    def _whole(self, text: str) -> int:
        """The number of the entry of a text as one word; -1 where it is none."""
        term = fold_word(text)
        sources = known_sources(term)
        if sources:
            word = self._word(term, "", hiragana(text), sources)
            return self._add(text, word, WORD, True)
        value = value_of(text)
        return -1 if value is None else self._add(text, self._word(term, value), NUMBER, True)

    def _latin_run(self, run: str) -> int:
        """The number of a Latin run, cut into its pieces."""
        pieces = list(_PIECE.finditer(run))
        terms = [fold_word(match[0]) for match in pieces]
        rows = [
            (self._add(match[0], self._word(term, singular(term)), LETTERS, True), match.start())
            for match, term in zip(pieces, terms, strict=True)
        ]
        return self._run_rows.add((self._piece_rows.add(*rows), len(rows)))


class _Known(dict[Key, int]):
    """The numbers that a function gives to keys; it is called once for each key."""

    def __init__(self, make: Callable[[Key], int], lock: Any) -> None:
        super().__init__()
        self._make, self._lock = make, lock

    def __missing__(self, key: Key) -> int:
        with self._lock:
            known = self.get(key)  # another thread may have made it meanwhile
            if known is None:
                known = self[key] = self._make(key)
            return known


def _role(pos1: str, pos2: str, base: str) -> int:
    """The role of a word by its two parts of speech in UniDic and its uninflected form."""
    if (not pos1 or pos1 in _DROPPED) and pos2 != _LETTER:
        return DROPPED
    if pos1 == "接頭辞":
        return PREFIX
    if pos1 == "接尾辞":
        return SUFFIX
    if pos2 == "数詞":
        return NUMBER
    helps = pos2 == "非自立可能" and (pos1 != "形容詞" or base in _NOT)
    light = helps or pos1 in _LIGHT or base in _LIGHT_NOUNS
    light &= base not in _CUT_SHORT
    return LIGHT if light else WORD


def _border_grams(term: str) -> tuple[int, int]:
    """The border grams of a term's first character and of its first two; 0 for none."""
    if term[:1] not in _LATIN_LETTERS:
        return 0, 0
    first = gram_number(BORDER + term[0])
    return first, first | ord(term[1]) if len(term) > 1 else 0
