"""How much of a query the best sentence of a post says, by characters and pairs of characters:
父 says something where 父親 is missing. After Salton, Allan and Buckley, "Approaches to Passage
Retrieval in Full Text Information Systems" (1993)."""

import re

import numpy as np
from numpy.typing import NDArray

from index.gram import gram_number
from index.store import DocIds, Reader
from search.rank import robertson_idf

_TOLD = re.compile(r"[々\u3400-\u9fff]|\w{2}")
_OF_ONE = 2.0
"""A character counts twice, as it does in the two pairs that it stands in."""
_MOST = 100
_B, _USUAL = 0.25, 60
"""As b of BM25, for sentences; how many characters they usually have."""
_IS_END = np.zeros(1 << 16, dtype=np.bool_)
_IS_END[[*range(32), *map(ord, "。!?")]] = True

Weights = NDArray[np.float64]


def said(docs: DocIds, runs: list[str], reader: Reader) -> Weights:
    """The share, 0 to 1, of the query by weight that each document's title and best sentence
    say."""
    codes, weights = _told(runs, reader)
    if not len(codes):
        return np.zeros(len(docs))
    texts = [reader.encoded(doc).units() for doc in docs.tolist()]
    text = np.concatenate([*texts, np.zeros(1, dtype=np.uint16)])
    ends, places, numbers = _found(text, codes)
    has = np.zeros((len(ends), len(codes)), dtype=np.bool_)
    has[ends.searchsorted(places), numbers] = True
    # a text is opened by a mark, and its title is what follows to the next one
    starts = np.cumsum([0, *map(len, texts[:-1])])
    titles = ends.searchsorted(starts, side="right")
    titled = has[titles]
    has[1:] &= ~np.repeat(titled, np.diff(titles, append=len(ends)), axis=0)
    told = has[1:] @ weights / (1 - _B + _B * np.diff(ends) / _USUAL)
    share: Weights = (titled @ weights + np.maximum.reduceat(told, titles - 1)) / weights.sum()
    return share


def _told(runs: list[str], reader: Reader) -> tuple[NDArray[np.uint32], Weights]:
    """(codes, weights) of the query's characters and pairs that the index has, by code: two
    units of UTF-16, the second 0 for a character alone."""
    grams = [run[at : at + size] for run in runs for size in (1, 2) for at in range(len(run))]
    told: dict[int, float] = {}
    for gram in [g for g in dict.fromkeys(grams) if _TOLD.fullmatch(g)][:_MOST]:
        having = len(reader.gram(gram_number(gram)))
        if having and max(gram) < "\U00010000":
            code = ord(gram[0]) << 16 | ord(gram[1:] or "\0")
            told[code] = robertson_idf(reader.size, having) * (_OF_ONE if len(gram) < 2 else 1)
    codes = sorted(told)
    return np.array(codes, dtype=np.uint32), np.array([told[code] for code in codes])


def _found(
    text: NDArray[np.uint16], codes: NDArray[np.uint32]
) -> tuple[NDArray[np.intp], NDArray[np.intp], NDArray[np.intp]]:
    """(where sentences end, where codes stand, the numbers of these)."""
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
    told = codes[number] == code
    return np.flatnonzero(_IS_END.take(text)), np.concatenate([ones, twos])[told], number[told]


def _mixed(first: NDArray[np.uint16], second: NDArray[np.uint16]) -> NDArray[np.uint16]:
    """Pairs as 16 bits, few of them alike."""
    return first * np.uint16(31) + second
