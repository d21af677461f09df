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
from index.text.kana import hiragana, is_kana, loose
from index.text.lexicon import LONGEST_TERM

_KANJI = re.compile("[々〇\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]")
_END = "\0"
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
    columns = np.stack([tokens.terms, tokens.lemmas, tokens.readings, tokens.sources], axis=1)
    before = np.append(0, tokens.numeral.cumsum())
    numerals = before[ends] - before[firsts]
    pairs = firsts[(ends - firsts == 2) & (numerals < 2)]
    both = np.concatenate([columns[pairs], columns[pairs + 1]], axis=1)
    threes = firsts[(ends - firsts == 3) & (numerals == 1)]
    three = np.concatenate([columns[threes + n] for n in range(3)], axis=1)
    found: set[str] = set()
    for row in {tuple(row) for table in (columns, both, three) for row in table.tolist()}:
        lines = known.get(row)
        if lines is None:
            words = [tokens.lexicon.terms[number] for number in row]
            lines = known[row] = tuple(_LINES_OF[len(words) // 4](words))
        found.update(lines)
    return found


def told(tokens: Tokens, readings: Iterable[tuple[int, int, int, str]]) -> tuple[Tokens, set[str]]:
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
    return replace(tokens, glued=glued), found


def _lines_of_one(words: list[str]) -> Iterator[str]:
    return _lines(*words)


def _lines_of_two(words: list[str]) -> Iterator[str]:
    """Of a compound, from term, lemma, reading and source of either part."""
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


def _lines(term: str, lemma: str, reading: str, source: str) -> Iterator[str]:
    if lemma != term:
        yield spelled(lemma) + term
    if reading and _KANJI.search(term):
        yield read(reading, exactly=True) + term
        if "日本" in term and "にっぽん" in reading:  # UniDic knows it by one reading alone
            yield read(reading.replace("にっぽん", "にほん"), exactly=True) + term
    if source:
        yield latin(source) + term
