"""Forms: what a term of the index may be looked for by besides itself. Each is a line

    = word the dictionary knows it as ␀ term        引っ越し ← 引越し
    @ loose reading ␀ reading ␀ term                ときょ, とうきょう ← 東京
    ~ Latin word it comes from ␀ term               server ← サーバ

so that all terms of a form are the lines that begin with it.
"""

import re
from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from index.text.analyse import Tokens
from index.text.kana import loose
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


def forms(
    tokens: Tokens, firsts: NDArray[np.int64], ends: NDArray[np.int64], terms: list[str]
) -> set[str]:
    """The lines of tokens and of the compounds `terms`, made of the tokens `firsts` to `ends`."""
    words = tokens.lexicon.terms
    columns = [tokens.terms, tokens.lemmas, tokens.readings, tokens.sources]
    rows = np.unique(np.stack(columns, axis=1), axis=0).tolist()
    found = {line for row in rows for line in _lines(*(words[number] for number in row))}
    lemmas, readings = tokens.lemmas.tolist(), tokens.readings.tolist()
    known: set[str] = set()
    for first, end, term in zip(firsts.tolist(), ends.tolist(), terms, strict=True):
        if term in known or end - first > 2 or len(term) == LONGEST_TERM:
            continue
        known.add(term)
        lemma = "".join(words[number] for number in lemmas[first:end])
        parts = [words[number] for number in readings[first:end]]
        found.update(_lines(term, lemma, "".join(parts) if all(parts) else "", ""))
        for other in _AFTER_NAMES.get(term[-1:], ()) if parts[0] else ():
            found.update(_lines(term, term, parts[0] + other, ""))
    return found


def _lines(term: str, lemma: str, reading: str, source: str) -> Iterator[str]:
    if lemma != term:
        yield spelled(lemma) + term
    if reading and _KANJI.search(term):
        yield read(reading, exactly=True) + term
        if "日本" in term and "にっぽん" in reading:  # UniDic knows it by one reading alone
            yield read(reading.replace("にっぽん", "にほん"), exactly=True) + term
    if source:
        yield latin(source) + term
