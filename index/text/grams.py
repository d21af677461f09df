"""Folded text → character n-grams: the net that finds any run of characters."""

from itertools import pairwise

GRAM = 2
"""Characters of the longest gram: a run no longer than that is found without reading texts."""


def grams(literal: str) -> set[str]:
    """Every character and every pair of neighbours in a folded text."""
    return set(literal).union(map("".join, pairwise(literal)))


def cover(literal: str) -> list[str]:
    """Grams that every text holding the folded run `literal` must hold; [] only for no run."""
    if len(literal) < 2:
        return [literal] if literal else []
    return [literal[i : i + 2] for i in range(len(literal) - 1)]
