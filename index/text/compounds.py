"""Compounds: what a reader may type of several tokens that make one word, such as 新幹線 of
東海道新幹線, or GitHubActions of github_actions_runner.

A hash, a key or an address is a word of many pieces, too, but nobody types three of them in a row,
so that most of the compounds of a blog about programming would be of no use. Those are left out
which no query needs: any literal is found as it stands without them.
"""

import numpy as np
from numpy.typing import NDArray

from index.text.analyse import Tokens, groups
from index.text.gram_numbers import after_border
from index.text.joints import GONE, MARKS, NONE
from index.text.lexicon import LONGEST_TERM
from index.values import Int64s

LONGEST_COMPOUND = 4
"""Tokens of a compound from any token on; a longer one is a tail, up to the end of its group."""
_MOST_TAILS = 16
"""Tokens of a group of which each begins a tail; of a longer group only the first does."""
_LONGEST_NAME = 6
"""Pieces of a Latin name of which any may be typed with other joiners; of an address or a path,
which has more, only a word and what is next to it."""
_MOST_NUMBERS = 5
"""Numbers with joiners that are one: a version, a date, a telephone number, an ISBN."""
_MOST_CHANGES = 4
"""Changes of letters to digits, and back, in a row of pieces without joiners, which any name may
have (3x3x3, utf8mb4); a hash, a key or a colour has more."""

Mask = NDArray[np.bool_]


def compounds(tokens: Tokens) -> tuple[Int64s, Int64s, list[str]]:
    """(firsts, ends, terms) of the compounds in each group of glued tokens: any two to four tokens
    in a row, and all from a token to the end of the group, unless they are a path of names; of
    Latin ones those that are of use."""
    kinds = _kinds(tokens)
    low, high, sizes = _in_row(tokens, kinds[1])
    useful = _useful(tokens, kinds, low, high, sizes)
    low, high = low[useful], high[useful]
    return low, high, _terms(tokens, low, high)


def _in_row(tokens: Tokens, digits: Mask) -> tuple[Int64s, Int64s, Int64s]:
    """(firsts, ends, size of its group) of what may be a compound."""
    firsts, ends = groups(tokens)
    sizes = ends - firsts
    first, end = np.repeat(firsts, sizes), np.repeat(ends, sizes)
    at = np.arange(len(tokens))
    room = end - at
    tail = (room > LONGEST_COMPOUND) & ((end - first <= _MOST_TAILS) | (at == first))
    of_path = tokens.joints > NONE
    of_path[1:] &= ~(digits[1:] & digits[:-1] & (tokens.joints[1:] == GONE))
    before = _before(of_path)
    tail &= before[end] == before[at + 1]
    widths = range(2, LONGEST_COMPOUND + 1)
    low = np.concatenate([*(at[room >= width] for width in widths), at[tail]])
    high = np.concatenate([*(at[room >= width] + width for width in widths), end[tail]])
    return low, high, (end - first)[low]


def _terms(tokens: Tokens, low: Int64s, high: Int64s) -> list[str]:
    """The terms of compounds, of which those of two tokens are first, then those of three."""
    spelled = list(map(tokens.lexicon.terms.__getitem__, tokens.piece_terms.tolist()))
    after = spelled.copy()  # with what stays of the joints before them
    marked = np.flatnonzero(tokens.joints > GONE)
    for token, joint in zip(marked.tolist(), tokens.joints[marked].tolist(), strict=True):
        after[token] = MARKS[joint] + spelled[token]
    first, last = low.tolist(), high.tolist()
    two, three = np.searchsorted(high - low, (2, 3), side="right").tolist()
    terms = [spelled[a] + after[a + 1] for a in first[:two]]
    terms += [spelled[a] + after[a + 1] + after[a + 2] for a in first[two:three]]
    rest = zip(first[three:], last[three:], strict=True)
    terms += [spelled[a] + "".join(after[a + 1 : b]) for a, b in rest]
    return [term if len(term) <= LONGEST_TERM else term[:LONGEST_TERM] for term in terms]


def _useful(
    tokens: Tokens, kinds: tuple[Mask, Mask], low: Int64s, high: Int64s, sizes: Int64s
) -> Mask:
    """Which compounds a query may need. Those of `low[i]` to `high[i]` are in a group of `sizes[i]`
    tokens."""
    latin, digits = kinds
    size, numbers = high - low, _within(digits, low, high)
    joints = _within(tokens.joints > NONE, low + 1, high)
    only_latin = _within(latin, low, high) == size
    named = (size == 2) & ~digits[low]
    of_name = (joints == 0) | (sizes <= _LONGEST_NAME) | named
    begins = ~digits[low - 1] | ~tokens.glued[low]  # a version: 2.7 of 2.7.1
    of_number = (numbers < size) | ((size <= _MOST_NUMBERS) & begins)
    useful: Mask = ~only_latin | (of_name & of_number & ~_in_code(tokens, latin, digits, low, high))
    return useful


def _in_code(tokens: Tokens, latin: Mask, digits: Mask, low: Int64s, high: Int64s) -> Mask:
    """Which compounds have a part of a row of pieces that changes too often to be a name."""
    on = tokens.glued & (tokens.joints == NONE) & latin
    run = np.cumsum(~on)
    changes = on & (np.diff(digits, prepend=False))
    code = np.bincount(run, changes)[run] > _MOST_CHANGES
    ended = np.append(on, False)[high]
    part: Mask = code[low] & on[low] | code[high - 1] & ended
    return part


def _kinds(tokens: Tokens) -> tuple[Mask, Mask]:
    """(which tokens are pieces of Latin runs, which of these are digits)."""
    first = after_border(tokens.lexicon.borders(tokens.piece_terms)[:, 0])
    return first > 0, (first >= ord("0")) & (first <= ord("9"))


def _before(mask: Mask) -> Int64s:
    """How many tokens of a mask are before each, and before the end."""
    return np.append(0, np.cumsum(mask))


def _within(mask: Mask, low: Int64s, high: Int64s) -> Int64s:
    """How many tokens of a mask are in each compound."""
    before = _before(mask)
    within: Int64s = before[high] - before[low]
    return within
