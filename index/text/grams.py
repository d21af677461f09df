"""Folded text → character n-grams, as numbers: the net that finds any run of characters."""

from collections.abc import Iterable

import numpy as np
from numpy.typing import NDArray

from index.gram import BITS, gram_number
from index.text.words import LATIN_RUN

Grams = NDArray[np.uint64]

GRAM = 2
"""Characters of the longest gram: a run no longer than that is found without reading texts."""

_BORDER = "\x10"


def border_gram(prefix: str) -> int:
    """The gram of texts in which a Latin word or number begins with one or two characters: too
    many words begin with them to be looked up one by one."""
    return gram_number(_BORDER + prefix)


def border_grams(terms: Iterable[str]) -> set[int]:
    """The border grams of a text from its words, compounds included."""
    starts = {term[:GRAM] for term in terms if LATIN_RUN.match(term)}
    return {border_gram(start[:size]) for start in starts for size in range(1, len(start) + 1)}


def codepoints(text: str) -> NDArray[np.uint32]:
    """The characters of a text as numbers."""
    return np.frombuffer(text.encode("utf-32-le", "surrogatepass"), dtype=np.uint32)


def grams(literal: str) -> Grams:
    """Every character and every pair of neighbours in a folded text, ascending, but for control
    characters, which only divide."""
    points = codepoints(literal).astype(np.uint64)
    real = points >= 32
    single = points[real] << np.uint64(2 * BITS)
    first, second = points[:-1], points[1:]
    pairs = (first << np.uint64(2 * BITS)) | (second << np.uint64(BITS))
    return np.unique(np.concatenate([single, pairs[real[:-1] & real[1:]]]))


def cover(literal: str) -> list[int]:
    """Grams that every text holding the folded run `literal` must hold; [] only for no run."""
    if len(literal) < 2:
        return [gram_number(literal)] if literal else []
    return [gram_number(literal[i : i + 2]) for i in range(len(literal) - 1)]
