"""Folded text → character n-grams: the net that finds any run of characters."""

from collections.abc import Iterable
from itertools import pairwise

from index.text.words import LATIN_RUN

GRAM = 2
"""Characters of the longest gram: a run no longer than that is found without reading texts."""


_BORDER = "\x10"


def border_gram(prefix: str) -> str:
    """The gram of texts in which a Latin word or number begins with one or two characters: too
    many words begin with them to be looked up one by one."""
    return _BORDER + prefix


def border_grams(terms: Iterable[str]) -> set[str]:
    """The border grams of a text from its words, compounds included."""
    starts = {term[:GRAM] for term in terms if LATIN_RUN.match(term)}
    return {border_gram(start[:size]) for start in starts for size in range(1, len(start) + 1)}


def grams(literal: str) -> set[str]:
    """Every character and every pair of neighbours in a folded text."""
    return set(literal).union(map("".join, pairwise(literal)))


def cover(literal: str) -> list[str]:
    """Grams that every text holding the folded run `literal` must hold; [] only for no run."""
    if len(literal) < 2:
        return [literal] if literal else []
    return [literal[i : i + 2] for i in range(len(literal) - 1)]
