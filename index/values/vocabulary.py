"""The words that the owner of a blog adds to the dictionary and as synonyms."""

from dataclasses import dataclass

AddedWords = tuple[tuple[str, str], ...]
"""Pairs (word, its reading in kana or "")."""


@dataclass(frozen=True)
class Vocabulary:
    """A blog's own words: each of `words` is one word to the analyzer; those in one group of
    `synonyms` find each other."""

    words: AddedWords = ()
    synonyms: tuple[tuple[str, ...], ...] = ()
