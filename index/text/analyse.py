"""The one way into the analyzer: shown texts → arrays of tokens. Index and query share it."""

from collections.abc import Sequence
from dataclasses import dataclass, fields

import numpy as np
from numpy.typing import NDArray

from index.text.alike import BEFORE_MECAB
from index.text.fold import SAFE, fold
from index.text.folded import Folded, Together
from index.text.joints import NONE, Joints, joined, joints_of
from index.text.lexicon import (
    DIGITS,
    DROPPED,
    LEMMA,
    LENGTH,
    LETTERS,
    LIGHT,
    NOMINAL,
    NUMBER,
    OF_WORD,
    PIECE,
    PIECE_TERM,
    PREFIX,
    READING,
    ROLE,
    SOURCE,
    SPELLED,
    SUFFIX,
    TERM,
    Lexicon,
)
from index.text.segmentation import Segmentation
from index.text.words import words
from index.values import AddedWords, Int32s

_MOST_ENTRIES = 300_000
"""Entries of a lexicon from which on a new one is begun, so that memory does not grow."""

Mask = NDArray[np.bool_]

_lexicons: dict[AddedWords, Lexicon] = {}


@dataclass(frozen=True)
class Tokens:
    """The tokens of texts in order, as arrays of shape (n,). Text t has the tokens `bounds[t]` to
    `bounds[t + 1]`; their slices are disjoint, or equal.

    Token i is the term number `terms[i]` of the `lexicon`, shown as `text[starts[i]:ends[i]]`, and
    its word number `words[i]`. `positions` count the words of a text, including those dropped by
    their part of speech. `light` tokens mean little beside others, `numeral` ones are numbers,
    `affix` ones prefixes, suffixes, or one character behind another word (版 of 日本語版).
    `glued[i]`: token i makes one word with token i-1 (新＋幹線, お＋知らせ, Node＋js);
    `joints[i]` says what joiner is between them, as in `joints.py`. As a piece of that it has the
    word number `pieces[i]` and the term number `piece_terms[i]`: 勧める is 勧め in お勧めします.
    """

    lexicon: Lexicon
    bounds: NDArray[np.int64]
    terms: Int32s
    positions: Int32s
    starts: Int32s
    ends: Int32s
    light: Mask
    numeral: Mask
    affix: Mask
    glued: Mask
    joints: Joints
    words: Int32s
    pieces: Int32s
    piece_terms: Int32s

    def __len__(self) -> int:
        return len(self.terms)

    def of(self, text: int) -> "Tokens":
        """The tokens of one of the texts, as if it had been analysed alone."""
        low, high = self.bounds[text : text + 2].tolist()
        arrays = (getattr(self, name)[low:high] for name in _ARRAYS)
        return Tokens(self.lexicon, np.array([0, high - low]), *arrays)

    def spelled(self) -> list[str]:
        """The terms of the tokens as texts."""
        terms = self.lexicon.terms
        return [terms[number] for number in self.terms.tolist()]

    def term(self, first: int, stop: int) -> str:
        """The term of the word made by the glued tokens `first` to `stop`, the latter excluded."""
        numbers = self.terms if stop - first == 1 else self.piece_terms
        terms = [self.lexicon.terms[number] for number in numbers[first:stop].tolist()]
        return joined(terms, self.joints[first:stop].tolist())


_ARRAYS = [field.name for field in fields(Tokens)][2:]


def width(text: str) -> str:
    """Width folded and invisible characters removed; case and spaces are left as they are."""
    return fold(text, SAFE)


def analyse(text: str, added: AddedWords = ()) -> Tokens:
    """The tokens of one shown text."""
    return analyse_all((text,), added)


def analyse_all(texts: Sequence[str], added: AddedWords = ()) -> Tokens:
    """The tokens of shown texts, each analysed as if it were alone; `added` are words that the
    dictionary has besides its own. No text makes it raise; ConfigError where MeCab cannot take
    the added words, MachineError where it cannot begin. Pure but for a cache."""
    return analyse_together(Together.of(texts), added)


def analyse_together(together: Together, added: AddedWords = ()) -> Tokens:
    """`analyse_all` for texts that are put together already."""
    lexicon = _lexicons.get(added)
    if lexicon is None or len(lexicon) > _MOST_ENTRIES:
        lexicon = _lexicons[added] = Lexicon(added)
    folded, cuts = together.folded(BEFORE_MECAB)
    found = words(folded.text, cuts.tolist(), lexicon)
    return _tokens(found, folded, cuts, together.cuts, lexicon)


def _tokens(
    words: Segmentation, folded: Folded, cuts: Int32s, shown_cuts: Int32s, lexicon: Lexicon
) -> Tokens:
    """Words of folded texts → tokens of shown ones; particles and punctuation are dropped."""
    real = words.ends > words.starts
    starts, ends, numbers = words.starts[real], words.ends[real], words.numbers[real]
    roles, terms = lexicon.column(numbers, ROLE), lexicon.column(numbers, TERM)
    kept = np.flatnonzero((roles != DROPPED) & (terms > 0))
    adjacent = np.zeros(len(kept), dtype=np.bool_)
    adjacent[1:] = (np.diff(kept) == 1) & (ends[kept[:-1]] == starts[kept[1:]])
    low, high, rows = starts[kept], ends[kept], lexicon.entries(numbers[kept])
    text = np.searchsorted(cuts, low) - 1
    shown_starts, shown_ends = _slices(folded, low, high)
    joints = joints_of(folded.text, low, high, rows)
    glued = _glued(rows, adjacent, joints)
    return Tokens(
        lexicon=lexicon,
        bounds=np.searchsorted(low, cuts),
        terms=rows[:, TERM],
        positions=(kept - np.searchsorted(starts, cuts)[text]).astype(np.int32),
        starts=shown_starts - shown_cuts[text] - 1,
        ends=shown_ends - shown_cuts[text] - 1,
        light=rows[:, ROLE] == LIGHT,
        numeral=rows[:, ROLE] == NUMBER,
        affix=_affixes(rows, glued),
        glued=glued,
        joints=joints,
        words=rows[:, OF_WORD],
        pieces=rows[:, PIECE],
        piece_terms=rows[:, PIECE_TERM],
    )


def _slices(folded: Folded, low: Int32s, high: Int32s) -> tuple[Int32s, Int32s]:
    """The slices of the shown text that slices of the folded one come from. Where one character
    yields parts of two words (0¼ → 01, 4), the second gets the slice of the first."""
    starts, ends = folded.starts[low], folded.ends[high - 1]
    for i in np.flatnonzero(starts[1:] < ends[:-1]) + 1:
        if starts[i] != starts[i - 1] or ends[i] != ends[i - 1]:
            rest = max(starts[i], ends[i - 1])
            starts[i], ends[i] = (rest, ends[i]) if rest < ends[i] else (starts[i - 1], ends[i - 1])
    return starts, ends


def _glued(rows: Int32s, adjacent: Mask, joints: Joints) -> Mask:
    """Whether each token makes one word with the one before, which it has to touch (`adjacent`)
    unless there is a joiner between them. Affixes and tokens of one character are glued to their
    neighbour, prefixes to any (お勧めする), numbers to what they count, pieces of a Latin name to
    each other."""
    if len(rows) < 2:
        return adjacent
    left, right = rows[:-1], rows[1:]
    role, last = right[:, ROLE], left[:, ROLE]
    nouns = (left[:, NOMINAL] & right[:, NOMINAL]).astype(np.bool_)
    counted = (last == NUMBER) | (left[:, DIGITS] > 0)
    begins = (role == NUMBER) | (right[:, DIGITS] > 0)
    plain = nouns & (last != PREFIX) & ~counted & ~begins
    sure = (role == SUFFIX) | (last == PREFIX) | ((last == LETTERS) & (role == LETTERS))
    sure |= nouns & ((counted & (role != LETTERS)) | (last == NUMBER))
    sure |= plain & (right[:, LENGTH] == 1)
    # a token of one character glues the next one to it unless it is itself glued to one before
    unless = plain & (left[:, LENGTH] == 1) & ~sure & adjacent[1:] & (joints[:-1] == NONE)
    glued = np.concatenate([[False], sure]) & adjacent
    changing = np.concatenate([[False], unless])
    number = np.arange(len(rows))
    fixed = np.maximum.accumulate(np.where(changing, 0, number))
    mask: Mask = (glued[fixed] ^ ((number - fixed) % 2 > 0)) | (joints != NONE)
    return mask


def _affixes(rows: Int32s, glued: Mask) -> Mask:
    """Which tokens are affixes by their part of speech or, where glued to the one before, by having
    one character."""
    role = rows[:, ROLE]
    single = glued & (rows[:, LENGTH] == 1) & (role != NUMBER) & (role != LETTERS)
    affixes: Mask = (role == PREFIX) | (role == SUFFIX) | single
    return affixes


def lemma(tokens: Tokens, first: int, stop: int) -> str:
    """The dictionary's main spelling of the word made by the glued tokens `first` to `stop`, the
    latter excluded; their terms as they are where two of them are numbers (二三日 is not 23日)."""
    met = int(tokens.numeral[first:stop].sum()) > 1
    lexicon, column = tokens.lexicon, SPELLED if met else LEMMA
    numbers = tokens.words if stop - first == 1 else tokens.pieces
    words = (lexicon.words[number] for number in numbers[first:stop].tolist())
    terms = [lexicon.terms[word[column]] for word in words]
    return joined(terms, tokens.joints[first:stop].tolist())


def reading(tokens: Tokens, number: int) -> str:
    """The reading in hiragana that the dictionary has of token number `number`; "" for none."""
    word = tokens.lexicon.words[int(tokens.words[number])]
    return tokens.lexicon.terms[word[READING]]


def origins(tokens: Tokens, number: int) -> tuple[str, ...]:
    """The Latin words that token number `number` may come from."""
    word = tokens.lexicon.words[int(tokens.words[number])]
    return tuple(tokens.lexicon.terms[word[SOURCE]].split())


def groups(tokens: Tokens) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """(firsts, ends), token numbers, of the maximal groups of glued tokens, single ones
    included."""
    firsts = np.flatnonzero(~tokens.glued)
    return firsts, np.append(firsts[1:], len(tokens))[: len(firsts)]
