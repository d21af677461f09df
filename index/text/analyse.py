"""The only entry to analysis: shown texts → arrays of tokens. Index and query use the same."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from index.text.fold import LITERAL, SAFE, Folded, fold, fold_together
from index.text.lexicon import (
    DIGITS,
    DROPPED,
    LEMMA,
    LENGTH,
    LETTERS,
    LIGHT,
    LONGEST_TERM,
    NOMINAL,
    NUMBER,
    OF_WORD,
    PREFIX,
    ROLE,
    SOURCE,
    SPELLED,
    SUFFIX,
    TERM,
    Lexicon,
)
from index.text.words import Segmentation, words
from index.values import AddedWords, Int32s

_LONGEST_COMPOUND = 4
_MOST_TAILS = 16
_MOST_ENTRIES = 300_000

Mask = NDArray[np.bool_]

_lexicons: dict[AddedWords, Lexicon] = {}


@dataclass(frozen=True)
class Tokens:
    """The tokens of texts, all arrays of shape (n,), in order, the slices of each text disjoint
    or equal. Text t has the tokens `bounds[t]` to `bounds[t + 1]`.

    `terms[i]`, a number of `lexicon`, is shown as `text[starts[i]:ends[i]]`. `positions` count
    the words of a text, those the part-of-speech filter dropped included. `light` tokens mean
    little beside others, `numeral` ones are numbers. `glued[i]`: token i makes one word with
    token i-1 (新＋幹線, 東京＋駅, Postgre＋SQL). `words` are numbers of the
    lexicon's words.
    """

    lexicon: Lexicon
    bounds: NDArray[np.int64]
    terms: Int32s
    positions: Int32s
    starts: Int32s
    ends: Int32s
    light: Mask
    numeral: Mask
    glued: Mask
    words: Int32s

    def __len__(self) -> int:
        return len(self.terms)

    def spelled(self) -> list[str]:
        """The terms as texts."""
        terms = self.lexicon.terms
        return [terms[number] for number in self.terms.tolist()]


def fold_literal(text: str) -> str:
    """The form in which runs of characters are compared."""
    return fold(text, LITERAL)


def width(text: str) -> str:
    """Width folded and invisible characters gone, case and spaces as they were."""
    return fold(text, SAFE)


def analyse(text: str, added: AddedWords = ()) -> Tokens:
    """The tokens of one shown text."""
    return analyse_all((text,), added)


def analyse_all(texts: Sequence[str], added: AddedWords = ()) -> Tokens:
    """Tokens of shown texts, each as if it were alone; `added` are words that the dictionary is
    to hold besides its own. Never raises on any text; pure but for a cache."""
    lexicon = _lexicons.get(added)
    if lexicon is None or len(lexicon) > _MOST_ENTRIES:
        lexicon = _lexicons[added] = Lexicon(added)
    folded, cuts, shown_cuts = fold_together(texts, SAFE)
    return _tokens(words(folded.text, cuts.tolist(), lexicon), folded, cuts, shown_cuts, lexicon)


def _tokens(
    found: Segmentation, folded: Folded, cuts: Int32s, shown_cuts: Int32s, lexicon: Lexicon
) -> Tokens:
    real = found.ends > found.starts
    starts, ends, entries = found.starts[real], found.ends[real], found.entries[real]
    kept = np.flatnonzero((entries[:, ROLE] != DROPPED) & (entries[:, TERM] > 0))
    adjacent = np.zeros(len(kept), dtype=np.bool_)
    adjacent[1:] = (np.diff(kept) == 1) & (ends[kept[:-1]] == starts[kept[1:]])
    low, high, rows = starts[kept], ends[kept], entries[kept]
    text = np.searchsorted(cuts, low) - 1
    shown_starts, shown_ends = _slices(folded, low, high)
    return Tokens(
        lexicon=lexicon,
        bounds=np.searchsorted(low, cuts),
        terms=rows[:, TERM],
        positions=(kept - np.searchsorted(starts, cuts)[text]).astype(np.int32),
        starts=shown_starts - shown_cuts[text] - 1,
        ends=shown_ends - shown_cuts[text] - 1,
        light=rows[:, ROLE] == LIGHT,
        numeral=rows[:, ROLE] == NUMBER,
        glued=_glued(rows, adjacent),
        words=rows[:, OF_WORD],
    )


def _slices(folded: Folded, low: Int32s, high: Int32s) -> tuple[Int32s, Int32s]:
    """Slices of the shown text for slices of the folded one. Where a character yields parts of
    two words (0¼ → 01, 4), the second has the slice of the first."""
    starts, ends = folded.starts[low], folded.ends[high - 1]
    for i in np.flatnonzero(starts[1:] < ends[:-1]) + 1:
        if starts[i] != starts[i - 1] or ends[i] != ends[i - 1]:
            rest = max(starts[i], ends[i - 1])
            starts[i], ends[i] = (rest, ends[i]) if rest < ends[i] else (starts[i - 1], ends[i - 1])
    return starts, ends


def _glued(rows: Int32s, adjacent: Mask) -> Mask:
    """Whether each word is one to a reader with the one before, which it touches: affixes and
    one-character pieces stay with their neighbour, numbers with what they count, pieces of a
    Latin run with each other."""
    if len(rows) < 2:
        return adjacent
    left, right = rows[:-1], rows[1:]
    role, last = right[:, ROLE], left[:, ROLE]
    nouns = (left[:, NOMINAL] & right[:, NOMINAL]).astype(np.bool_)
    counted = (last == NUMBER) | (left[:, DIGITS] > 0)
    begins = (role == NUMBER) | (right[:, DIGITS] > 0)
    plain = nouns & (last != PREFIX) & ~counted & ~begins
    sure = (role == SUFFIX) | ((last == LETTERS) & (role == LETTERS))
    sure |= nouns & ((last == PREFIX) | (counted & (role != LETTERS)))
    sure |= plain & (right[:, LENGTH] == 1)
    # a word of one character draws the next one to it unless it is itself drawn to one before
    unless = plain & (left[:, LENGTH] == 1) & ~sure & adjacent[1:]
    glued = np.concatenate([[False], sure]) & adjacent
    changing = np.concatenate([[False], unless])
    number = np.arange(len(rows))
    fixed = np.maximum.accumulate(np.where(changing, 0, number))
    return glued[fixed] ^ ((number - fixed) % 2 > 0)


def lemma(tokens: Tokens, first: int, stop: int) -> str:
    """The spelling that the dictionary has of the word that glued tokens make; as they are where
    two numbers meet (二三日 is not 23日)."""
    met = int(tokens.numeral[first:stop].sum()) > 1
    lexicon, column = tokens.lexicon, SPELLED if met else LEMMA
    words = (lexicon.words[number] for number in tokens.words[first:stop].tolist())
    return "".join(lexicon.terms[word[column]] for word in words)


def origins(tokens: Tokens, number: int) -> tuple[str, ...]:
    """The Latin words that a token may come from."""
    word = tokens.lexicon.words[int(tokens.words[number])]
    return tuple(tokens.lexicon.terms[word[SOURCE]].split())


def groups(tokens: Tokens) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """(firsts, ends) of the maximal runs of glued tokens, single tokens included."""
    firsts = np.flatnonzero(~tokens.glued)
    return firsts, np.append(firsts[1:], len(tokens))[: len(firsts)]


def compounds(tokens: Tokens) -> tuple[NDArray[np.int64], NDArray[np.int64], list[str]]:
    """(firsts, ends, terms) of every word that two to four glued tokens make, and of what a
    longer group ends in from each of its tokens on: what a reader may type of 東海道新幹線."""
    firsts, ends = groups(tokens)
    sizes = ends - firsts
    first, end = np.repeat(firsts, sizes), np.repeat(ends, sizes)
    at = np.arange(len(tokens))
    room = end - at
    tail = (room > _LONGEST_COMPOUND) & ((end - first <= _MOST_TAILS) | (at == first))
    widths = range(2, _LONGEST_COMPOUND + 1)
    low = np.concatenate([*(at[room >= width] for width in widths), at[tail]])
    high = np.concatenate([*(at[room >= width] + width for width in widths), end[tail]])
    spelled = tokens.spelled() if len(low) else []
    pairs = zip(low.tolist(), high.tolist(), strict=True)
    return low, high, ["".join(spelled[a:b])[:LONGEST_TERM] for a, b in pairs]
