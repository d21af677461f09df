"""Folded texts → character n-grams as numbers, by which any literal is found."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from index.text.gram_numbers import BITS, BORDER, gram_number
from index.text.lexicon import Lexicon

GRAM = 2
"""Characters of the longest gram: no longer literals are found without reading texts."""

Grams = tuple[NDArray[np.uint64], NDArray[np.int64]]
"""(grams, texts), both of shape (n,): text number `texts[i]` has the gram `grams[i]`; sorted by
gram, then text, no pair twice."""


def border_gram(prefix: str) -> int:
    """The gram of texts in which a Latin word or number begins with `prefix`, one or two
    characters."""
    return gram_number(BORDER + prefix)


def border_grams(
    terms: NDArray[np.int32], texts: NDArray[np.int64], lexicon: Lexicon, count: int
) -> Grams:
    """The border grams of `count` texts: text `texts[i]` has the term `terms[i]`, which may be a
    compound."""
    numbers, of = lexicon.borders(terms).ravel(), np.repeat(texts, 2)
    some = numbers > 0
    grams, rank = np.unique(numbers[some], return_inverse=True)
    pairs = np.unique(rank * count + of[some])
    return grams[pairs // count], pairs % count


def codepoints(text: str) -> NDArray[np.uint32]:
    """The code points of a text, shape (len(text),)."""
    return np.frombuffer(text.encode("utf-32-le", "surrogatepass"), dtype=np.uint32)


def grams(folded: Sequence[str]) -> Grams:
    """The grams of folded texts: every character and every pair of neighbours. Control characters
    only divide; every text has to begin with one."""
    points = codepoints("".join(folded)).astype(np.uint64)
    count = np.uint64(max(len(folded), 1))
    text = np.repeat(np.arange(len(folded), dtype=np.uint64), [len(one) for one in folded])
    real = points >= 32
    first = points << np.uint64(BITS)
    pairs = real[:-1] & real[1:]
    single = first[real] * count + text[real]
    double = (first[:-1] | points[1:])[pairs] * count + text[:-1][pairs]
    keys = _distinct(np.concatenate([single, double]))
    return (keys // count) << np.uint64(BITS), (keys % count).astype(np.int64)


def _distinct(values: NDArray[np.uint64]) -> NDArray[np.uint64]:
    """The values, sorted, each once; faster than np.unique, which hashes."""
    values = np.sort(values)
    first = np.ones(len(values), dtype=np.bool_)
    np.not_equal(values[1:], values[:-1], out=first[1:])
    distinct: NDArray[np.uint64] = values[first]
    return distinct


def cover(literal: str) -> list[int]:
    """Grams that every text with a literal has; [] only for the empty one."""
    if len(literal) < 2:
        return [gram_number(literal)] if literal else []
    return [gram_number(literal[i : i + 2]) for i in range(len(literal) - 1)]
