"""Forms: what a term of the index may be looked for by besides itself. Each is a line

    = word the dictionary knows it as ␀ term        引っ越し ← 引越し
    @ loose reading ␀ reading ␀ term                ときょ, とうきょう ← 東京
    ~ Latin word it comes from ␀ term               server ← サーバ

so that all terms of a form are the lines that begin with it.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from index.text.analyse import Tokens
from index.text.fold import fold_word
from index.text.kana import hiragana, is_kana, katakana, loose
from index.text.lexicon import LONGEST_TERM, Lexicon

_KANJI = re.compile("[々〇\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]")
_END = "\0"
_BITS = 21
"""Of a word's number, of which up to three stand in one; none is 0."""
_AFTER_NAMES = {"山": ("さん", "ざん"), "川": ("がわ",), "島": ("じま",), "寺": ("でら",)}
"""How a last character is read in names, which the dictionary has as words of their own: 富士山."""


def spelled(word: str) -> str:
    """The form of all spellings of a word."""
    return f"={word}{_END}"


def read(reading: str, exactly: bool) -> str:
    """The form of words read so: with long vowels as written, or whatever theirs are."""
    exact = f"{reading}{_END}" if exactly else ""
    return f"@{loose(reading)}{_END}{exact}"


def latin(source: str) -> str:
    """The form of words that come from a Latin one."""
    return f"~{source}{_END}"


def forms(tokens: Tokens, firsts: NDArray[np.int64], ends: NDArray[np.int64]) -> set[str]:
    """The lines of tokens, and of their compounds, made of the tokens `firsts` to `ends`, that are
    made of two, or of three with a number (第二次); others have none."""
    known = tokens.lexicon.forms
    before = np.append(0, tokens.numeral.cumsum())
    numerals = before[ends] - before[firsts]
    pairs = firsts[(ends - firsts == 2) & (numerals < 2)]
    threes = firsts[(ends - firsts == 3) & (numerals == 1)]
    words = tokens.words.astype(np.int64)
    two = words[pairs] << _BITS | words[pairs + 1]
    three = (words[threes] << _BITS | words[threes + 1]) << _BITS | words[threes + 2]
    found: set[str] = set()
    for number in np.unique(np.concatenate([words, two, three])).tolist():
        lines = known.get(number)
        if lines is None:
            lines = known[number] = tuple(_lines_of(number, tokens.lexicon))
        found.update(lines)
    return found


def _lines_of(number: int, lexicon: Lexicon) -> Iterator[str]:
    """Of one word, or of two or three whose numbers stand in one."""
    parts = [part for place in (2, 1, 0) if (part := number >> _BITS * place & (1 << _BITS) - 1)]
    words = [lexicon.terms[number] for part in parts for number in lexicon.words[part]]
    return _LINES_OF[len(parts)](words)


def annotate(
    tokens: Tokens, readings: Iterable[tuple[int, int, int, str]]
) -> tuple[Tokens, set[str]]:
    """What texts tell of how they are read: (number of the text, slice of it, kana) each. The
    words of such a slice are glued, whatever the dictionary holds of them; the lines of those
    that are words."""
    glued = tokens.glued.copy()
    found: set[str] = set()
    for number, low, high, kana in readings:
        base, end = tokens.bounds[number : number + 2].tolist()
        first = base + int(tokens.starts[base:end].searchsorted(low))
        last = base + int(tokens.ends[base:end].searchsorted(high))
        if first > last or last >= end or (tokens.starts[first], tokens.ends[last]) != (low, high):
            continue
        term = "".join(tokens.lexicon.terms[n] for n in tokens.terms[first : last + 1].tolist())
        if is_kana(kana) and len(term) <= LONGEST_TERM:
            glued[first + 1 : last + 1] = True
            found.add(read(hiragana(kana), exactly=True) + term)
            if katakana(kana) == kana:  # 強敵 that is read ライバル is meant as that word
                found.add(spelled(fold_word(kana)) + term)
    return replace(tokens, glued=glued), found


def _lines_of_one(words: list[str]) -> Iterator[str]:
    return _lines(*words)


def _lines_of_two(words: list[str]) -> Iterator[str]:
    """Of a compound, from term, lemma, reading and sources of either part."""
    term, lemma = words[0] + words[4], words[1] + words[5]
    first, last = words[2], words[6]
    if len(term) > LONGEST_TERM:
        return
    yield from _lines(term, lemma, first + last if first and last else "", "")
    for other in _AFTER_NAMES.get(term[-1:], ()) if first else ():
        yield from _lines(term, term, first + other, "")


def _lines_of_three(words: list[str]) -> Iterator[str]:
    """Of a compound with a number in it."""
    term, lemma = "".join(words[::4]), "".join(words[1::4])
    if len(term) <= LONGEST_TERM:
        yield from _lines(term, lemma, "", "")


_LINES_OF = {1: _lines_of_one, 2: _lines_of_two, 3: _lines_of_three}


def _lines(term: str, lemma: str, reading: str, sources: str) -> Iterator[str]:
    if lemma != term:
        yield spelled(lemma) + term
    if reading and _KANJI.search(term):
        yield read(reading, exactly=True) + term
        if "日本" in term and "にっぽん" in reading:  # UniDic knows it by one reading alone
            yield read(reading.replace("にっぽん", "にほん"), exactly=True) + term
    for source in sources.split():
        yield latin(source) + term
