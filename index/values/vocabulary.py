"""Words that the owner of a blog adds: to the dictionary, and as synonyms."""

from dataclasses import dataclass

AddedWords = tuple[tuple[str, str], ...]
"""(word, its reading in kana or "") each."""


@dataclass(frozen=True)
class Vocabulary:
    """`words` are taken as one each; the words of a group of `synonyms` find each other."""

    words: AddedWords = ()
    synonyms: tuple[tuple[str, ...], ...] = ()
