"""Forms: under what else than itself a term is looked up in the index. Each is a line

    = main spelling of its word ␀ reading ␀ term    引っ越し, ひっこし ← 引越し
    @ loose reading ␀ reading ␀ term                ときょ, とうきょう ← 東京
    ~ Latin word it comes from ␀ term               server ← サーバ
    % run of katakana without variations ␀ run      パラメタ ← パラメーター

where ␀ is NUL, so that the terms of a form are on the lines that begin with it. The reading of a
spelling tells apart さま and よう, which both are 様; compounds have none. Lines of phrases, which
`phrases.py` makes, are kept with them.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from index.text.analyse import Tokens
from index.text.fold import fold_word
from index.text.grams import distinct
from index.text.joints import GONE
from index.text.kana import hiragana, is_kana, katakana, loose
from index.text.lexicon import HEARD, LEMMA, LONGEST_TERM, SOURCE, SPELLED, Lexicon
from index.text.variations import LONG_RUN, varied

_KANJI = re.compile("[々〇\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]")
_END = "\0"
_BITS = 21
"""Bits of a word's number, up to three of which are packed into one; none is 0."""
_HONORIFIC = {"御": ("お", "ご", "おん")}
"""Readings of a first character that is an honorific, of which the dictionary has one: 御礼."""
_AFTER_NAMES = {"山": ("さん", "ざん"), "川": ("がわ",), "島": ("じま",), "寺": ("でら",)}
"""Readings of a last character in names, which the dictionary does not have: 富士山."""


def spelled(word: str, reading: str | None = None) -> str:
    """The form of all spellings of a word, given by its main one; only of those with a reading in
    hiragana, where it is given, "" for those of compounds."""
    return f"={word}{_END}" if reading is None else f"={word}{_END}{reading}{_END}"


def read(reading: str, exactly: bool) -> str:
    """The form of the words with a reading in hiragana: `exactly` that, or with any long vowels."""
    exact = f"{reading}{_END}" if exactly else ""
    return f"@{loose(reading)}{_END}{exact}"


def latin(source: str) -> str:
    """The form of the words that come from a Latin word."""
    return f"~{source}{_END}"


def without_variations(run: str) -> str:
    """The form of all runs of katakana that differ by known variations alone from a folded one; ""
    for one too short to vary."""
    return f"%{plain}{_END}" if (plain := varied(run)) else ""


def runs(texts: Iterable[str]) -> set[str]:
    """The lines of the runs of katakana in folded texts."""
    each = set().union(*map(LONG_RUN.findall, texts))
    return {form + run for run in each if (form := without_variations(run))}


def forms(tokens: Tokens, firsts: NDArray[np.int64], ends: NDArray[np.int64]) -> set[str]:
    """The lines of tokens and of their compounds, made of the tokens `firsts[j]` to `ends[j]`. Only
    compounds of two tokens, and of three with a number or a prefix (第二次, お客様), have lines,
    but none of what is affixes alone behind another word (語版 in 日本語版)."""
    known = tokens.lexicon.forms
    numerals, affixes = (_within(mask, firsts, ends) for mask in (tokens.numeral, tokens.affix))
    size, begins = ends - firsts, ~tokens.glued[firsts]
    plain = _within(tokens.joints > GONE, firsts + 1, ends) == 0
    words = plain & (numerals < 2) & (begins | (affixes < size))
    pairs = firsts[words & (size == 2)]
    threes = firsts[words & (size == 3) & ((numerals == 1) | (begins & tokens.affix[firsts]))]
    pieces = tokens.pieces.astype(np.int64)
    two = pieces[pairs] << _BITS | pieces[pairs + 1]
    three = (pieces[threes] << _BITS | pieces[threes + 1]) << _BITS | pieces[threes + 2]
    numbers = distinct(np.concatenate([tokens.words.astype(np.int64), two, three])).tolist()
    for number in numbers:
        if number not in known:
            known[number] = tuple(_lines_of(number, tokens.lexicon))
    return set().union(*map(known.__getitem__, numbers))


def _within(
    mask: NDArray[np.bool_], firsts: NDArray[np.int64], ends: NDArray[np.int64]
) -> NDArray[np.int64]:
    """How many tokens of a mask are in each compound."""
    before = np.append(0, mask.cumsum())
    within: NDArray[np.int64] = before[ends] - before[firsts]
    return within


def _lines_of(number: int, lexicon: Lexicon) -> Iterator[str]:
    """The lines of one word, or of two or three whose numbers are packed into one."""
    if number < 1 << _BITS:
        word = lexicon.words[number]
        if word[LEMMA] != word[SPELLED] or word[HEARD] or word[SOURCE]:
            yield from _lines_of_one([lexicon.terms[part] for part in word])
        return
    parts = [part for place in (2, 1, 0) if (part := number >> _BITS * place & (1 << _BITS) - 1)]
    words = [lexicon.terms[number] for part in parts for number in lexicon.words[part]]
    yield from _lines_of_many(words)


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
        term = tokens.term(whole.start, whole.stop)
        if term and is_kana(kana) and len(term) <= LONGEST_TERM:
            glued[whole.start + 1 : whole.stop] = True
            lines.add(read(hiragana(kana), exactly=True) + term)
            if katakana(kana) == kana:  # 強敵 with the reading ライバル stands for that word
                lines.add(spelled(fold_word(kana), "") + term)
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
    """The lines of a word, from its columns."""
    term, lemma, reading, heard, sources = words
    if lemma != term:
        yield spelled(lemma, reading) + term
    yield from _read(term, heard)
    for source in sources.split():
        yield latin(source) + term


def _lines_of_many(words: list[str]) -> Iterator[str]:
    """The lines of a compound, from the columns of each piece, end to end."""
    term, lemma, readings = "".join(words[::5]), "".join(words[1::5]), words[2::5]
    if len(term) > LONGEST_TERM:
        return
    if lemma != term:
        yield spelled(lemma, "") + term
    if not all(readings):
        return
    first, *inner, last = readings
    yield from _read(term, "".join(readings))
    for other in _HONORIFIC.get(words[0], ()):
        yield from _read(term, "".join((other, *inner, last)))
    for other in _AFTER_NAMES.get(term[-1:], ()):
        yield from _read(term, "".join((first, *inner, other)))


def _read(term: str, reading: str) -> Iterator[str]:
    """The lines of a reading of a term, none for ""."""
    if reading and _KANJI.search(term):
        yield read(reading, exactly=True) + term
        if "日本" in term and "にっぽん" in reading:  # UniDic has one reading alone
            yield read(reading.replace("にっぽん", "にほん"), exactly=True) + term
