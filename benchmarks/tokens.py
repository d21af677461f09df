"""The tokens that engines without Japanese get: MeCab's
words (fugashi, unidic-lite) in NFKC and case-folded, punctuation left out."""

import unicodedata
from functools import cache


@cache
def _tagger() -> "_Wakati":
    return _Wakati()


class _Wakati:
    def __init__(self) -> None:
        import fugashi
        from unidic_lite import DICDIR

        self._tagger = fugashi.GenericTagger(f"-Owakati -r {DICDIR}/mecabrc -d {DICDIR}")

    def words(self, text: str) -> list[str]:
        # MeCab ends at a NUL and keeps spaces out of words, so words have none
        return str(self._tagger.parse(text.replace("\0", " "))).split()


@cache
def _kept(word: str) -> bool:
    return any(char.isalnum() for char in word)


def tokens(text: str) -> list[str]:
    """The tokens of a text, in order."""
    folded = unicodedata.normalize("NFKC", text).casefold()
    return [word for word in _tagger().words(folded) if _kept(word)]
