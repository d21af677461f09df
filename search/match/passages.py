"""How much of a query the best sentence and the best passage of a post have, by characters and
pairs of characters: 父 counts where 父親 is missing. After Salton, Allan, Buckley, "Approaches to
Passage Retrieval in Full Text Information Systems" (1993)."""

import re

import numpy as np
from numpy.typing import NDArray

from index.store import DocIds, Reader
from index.text import gram_number
from search.match.scoring import Scorer

_TELLING = re.compile(r"[々\u3400-\u9fff]|\w{2}")
_PAIR = re.compile("[0-9a-zァ-ヺー々\u3400-\u9fff]{2}")
"""Pairs of characters that carry meaning: hiragana mostly joins words."""
_OF_ONE = 2.0
"""Weight of a character, by idf: twice that of a pair, as a character is in two pairs."""
_MOST = 100
"""Characters and pairs of a query that are looked for."""
_LONGEST = 20_000
"""UTF-16 code units that are read of a text."""
_CONTROL = 32
NEARBY = 5
"""Sentences of a passage as far as rank goes."""
_TINY = 1e-9
_B, _USUAL = 0.25, 60
"""b as in BM25, for the length of a sentence, and how many characters one usually has."""
_IS_END = np.zeros(1 << 16, dtype=np.bool_)
_IS_END[[*range(_CONTROL), *map(ord, "。!?")]] = True

Weights = NDArray[np.float64]
Mask = NDArray[np.bool_]


def query_shares(
    docs: DocIds, literals: list[str], reader: Reader, scorer: Scorer
) -> tuple[Weights, Weights]:
    """Two shares of the query, by weight, both of shape (n,): what the title and the best sentence
    of each document have, 1 for all of it, up to a third more where that sentence is short; and
    what the title and the best NEARBY sentences have."""
    codes, weights, of_pairs = _query_codes(literals, reader, scorer)
    if not len(codes):
        return np.zeros(len(docs)), np.zeros(len(docs))
    texts = reader.encoded(docs).units(_LONGEST)
    text = np.concatenate([*texts, np.zeros(1, dtype=np.uint16)])
    ends, places, numbers = _occurrences(text, codes)
    has = np.zeros((len(ends), len(codes)), dtype=np.bool_)
    has[ends.searchsorted(places), numbers] = True
    firsts, lasts = _title_sentences(texts, text, ends)
    number = np.arange(len(ends))
    of = np.maximum(firsts.searchsorted(number, side="right") - 1, 0)
    titled = np.logical_or.reduceat(has & (number <= lasts[of])[:, None], firsts)
    has &= ~titled[of]
    lengths = np.diff(ends, prepend=0)
    gained = (has @ weights) / (1 - _B + _B * lengths / _USUAL)
    sentence = titled @ weights + np.maximum.reduceat(gained, firsts)
    passage = titled @ of_pairs + np.maximum.reduceat(_in_passages(has, of) @ of_pairs, firsts)
    return sentence / weights.sum(), passage / max(of_pairs.sum(), _TINY)


def _in_passages(has: Mask, of: NDArray[np.intp]) -> Mask:
    """What each sentence, of document `of`, has together with those after it."""
    passage = has.copy()
    for step in range(1, NEARBY):
        same = of[step:] == of[:-step]
        passage[:-step] |= has[step:] & same[:, None]
    return passage


def _title_sentences(
    texts: list[NDArray[np.uint16]], text: NDArray[np.uint16], ends: NDArray[np.intp]
) -> tuple[NDArray[np.intp], NDArray[np.intp]]:
    """(the first sentence of each text, the last of its title); `text` is all texts end to end."""
    # a text begins with a mark, a control character; its title ends at the next one
    starts = np.cumsum([0, *map(len, texts[:-1])])
    firsts = ends.searchsorted(starts, side="right")
    marks = np.flatnonzero(text[ends] < _CONTROL)
    return firsts, marks[marks.searchsorted(firsts)]


def _query_codes(
    literals: list[str], reader: Reader, scorer: Scorer
) -> tuple[NDArray[np.uint32], Weights, Weights]:
    """(codes, weights, weights of telling pairs alone) of the query's characters and pairs that the
    index has, ascending by code: two UTF-16 code units, the lower one 0 for a character alone."""
    grams = [
        literal[at : at + size]
        for literal in literals
        for size in (1, 2)
        for at in range(len(literal))
    ]
    weight_of: dict[int, float] = {}
    for gram in [g for g in dict.fromkeys(grams) if _TELLING.fullmatch(g)][:_MOST]:
        having = len(reader.gram(gram_number(gram)))
        if having and max(gram) < "\U00010000":
            code = ord(gram[0]) << 16 | ord(gram[1:] or "\0")
            weight_of[code] = float(scorer.idf(having)) * (_OF_ONE if len(gram) < 2 else 1)
    codes = np.array(sorted(weight_of), dtype=np.uint32)
    weights = np.array([weight_of[code] for code in codes.tolist()], dtype=np.float64)
    is_pair = [_PAIR.fullmatch(chr(code >> 16) + chr(code & 0xFFFF)) for code in codes.tolist()]
    return codes, weights, np.where(np.array(is_pair, dtype=np.bool_), weights, 0)


def _occurrences(
    text: NDArray[np.uint16], codes: NDArray[np.uint32]
) -> tuple[NDArray[np.intp], NDArray[np.intp], NDArray[np.intp]]:
    """(ends of sentences, where codes occur in the text, the number of each of these codes)."""
    pairs = codes & 0xFFFF > 0
    first, second = (codes >> 16).astype(np.uint16), codes.astype(np.uint16)
    is_one, is_pair = np.zeros((2, 1 << 16), dtype=np.bool_)
    is_one[first[~pairs]] = True
    is_pair[_mixed(first[pairs], second[pairs])] = True
    ones = np.flatnonzero(is_one.take(text))
    twos = np.flatnonzero(is_pair.take(_mixed(text[:-1], text[1:])))
    code = text[np.concatenate([ones, twos])].astype(np.uint32) << 16
    code[len(ones) :] |= text[twos + 1]
    number = np.minimum(codes.searchsorted(code), len(codes) - 1)
    is_telling = codes[number] == code
    return (
        np.flatnonzero(_IS_END.take(text)),
        np.concatenate([ones, twos])[is_telling],
        number[is_telling],
    )


def _mixed(first: NDArray[np.uint16], second: NDArray[np.uint16]) -> NDArray[np.uint16]:
    """A hash of pairs of code units, 16 bits each."""
    return first * np.uint16(31) + second
