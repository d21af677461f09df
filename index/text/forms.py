"""Forms: under what else than itself a term is looked up in the index. Each is a line

    = main spelling of its word ␀ term              引っ越し ← 引越し
    @ loose reading ␀ reading ␀ term                ときょ, とうきょう ← 東京
    ~ Latin word it comes from ␀ term               server ← サーバ

where ␀ is NUL, so that the terms of a form are on the lines that begin with it. Lines of phrases,
which `phrases.py` makes, are kept with them.
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
"""Bits of a word's number, up to three of which are packed into one; none is 0."""
_AFTER_NAMES = {"山": ("さん", "ざん"), "川": ("がわ",), "島": ("じま",), "寺": ("でら",)}
"""Readings of a last character in names, which the dictionary does not have: 富士山."""


def spelled(word: str) -> str:
    """The form of all spellings of a word, given by its main one."""
    return f"={word}{_END}"


def read(reading: str, exactly: bool) -> str:
    """The form of the words with a reading in hiragana: `exactly` that, or with any long vowels."""
    exact = f"{reading}{_END}" if exactly else ""
    return f"@{loose(reading)}{_END}{exact}"


def latin(source: str) -> str:
    """The form of the words that come from a Latin word."""
    return f"~{source}{_END}"


def forms(tokens: Tokens, firsts: NDArray[np.int64], ends: NDArray[np.int64]) -> set[str]:
    """The lines of tokens and of their compounds, made of the tokens `firsts[j]` to `ends[j]`. Only
    compounds of two tokens, and of three with a number (第二次), have lines."""
    known = tokens.lexicon.forms
    before = np.append(0, tokens.numeral.cumsum())
    numerals = before[ends] - before[firsts]
    pairs = firsts[(ends - firsts == 2) & (numerals < 2)]
    threes = firsts[(ends - firsts == 3) & (numerals == 1)]
    words = tokens.words.astype(np.int64)
    two = words[pairs] << _BITS | words[pairs + 1]
    three = (words[threes] << _BITS | words[threes + 1]) << _BITS | words[threes + 2]
    lines: set[str] = set()
    for number in np.unique(np.concatenate([words, two, three])).tolist():
        lines_of = known.get(number)
        if lines_of is None:
            lines_of = known[number] = tuple(_lines_of(number, tokens.lexicon))
        lines.update(lines_of)
    return lines


def _lines_of(number: int, lexicon: Lexicon) -> Iterator[str]:
    """The lines of one word, or of two or three whose numbers are packed into one."""
    parts = [part for place in (2, 1, 0) if (part := number >> _BITS * place & (1 << _BITS) - 1)]
    words = [lexicon.terms[number] for part in parts for number in lexicon.words[part]]
    return _LINES_OF[len(parts)](words)


def annotate(
    tokens: Tokens, readings: Iterable[tuple[int, int, int, str]]
) -> tuple[Tokens, set[str]]:
    """(the tokens with those glued that have a reading together, the lines of these readings).
    Texts give readings, as in ruby: (number of the text, start, end, kana) each; one whose slice
    is not made of whole tokens is left out."""
    glued = tokens.glued.copy()
    lines: set[str] = set()
    for number, low, high, kana in readings:
        whole = _whole_tokens(tokens, number, low, high)
        term = "".join(tokens.lexicon.terms[n] for n in tokens.terms[whole].tolist())
        if term and is_kana(kana) and len(term) <= LONGEST_TERM:
            glued[whole.start + 1 : whole.stop] = True
            lines.add(read(hiragana(kana), exactly=True) + term)
            if katakana(kana) == kana:  # 強敵 with the reading ライバル stands for that word
                lines.add(spelled(fold_word(kana)) + term)
    return replace(tokens, glued=glued), lines


def _whole_tokens(tokens: Tokens, text: int, low: int, high: int) -> slice:
    """The tokens that make up the slice from `low` to `high` of a text; an empty slice where it
    cuts one."""
    base, end = tokens.bounds[text : text + 2].tolist()
    first = base + int(tokens.starts[base:end].searchsorted(low))
    last = base + int(tokens.ends[base:end].searchsorted(high))
    if first > last or last >= end or (tokens.starts[first], tokens.ends[last]) != (low, high):
        return slice(0, 0)
    return slice(first, last + 1)


def _lines_of_one(words: list[str]) -> Iterator[str]:
    return _lines(*words)


def _lines_of_two(words: list[str]) -> Iterator[str]:
    """The lines of a compound of two, from (term, lemma, reading, sources) of each part, end to
    end."""
    term, lemma = words[0] + words[4], words[1] + words[5]
    first, last = words[2], words[6]
    if len(term) > LONGEST_TERM:
        return
    yield from _lines(term, lemma, first + last if first and last else "", "")
    for other in _AFTER_NAMES.get(term[-1:], ()) if first else ():
        yield from _lines(term, term, first + other, "")


def _lines_of_three(words: list[str]) -> Iterator[str]:
    """The lines of a compound of three, likewise."""
    term, lemma = "".join(words[::4]), "".join(words[1::4])
    if len(term) <= LONGEST_TERM:
        yield from _lines(term, lemma, "", "")


_LINES_OF = {1: _lines_of_one, 2: _lines_of_two, 3: _lines_of_three}


def _lines(term: str, lemma: str, reading: str, sources: str) -> Iterator[str]:
    """The lines of a term; `sources` are separated by spaces."""
    if lemma != term:
        yield spelled(lemma) + term
    if reading and _KANJI.search(term):
        yield read(reading, exactly=True) + term
        if "日本" in term and "にっぽん" in reading:  # UniDic has one reading alone
            yield read(reading.replace("にっぽん", "にほん"), exactly=True) + term
    for source in sources.split():
        yield latin(source) + term
