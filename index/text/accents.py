"""Latin letters without their accents: café and cafe, Kyōto and Kyoto are one word."""

import unicodedata
from collections.abc import Iterator

_ACCENTED = (*range(0xC0, 0x250), *range(0x1E00, 0x1F00))
_OTHERS = {"æ": "ae", "œ": "oe", "ø": "o", "đ": "d", "ł": "l", "ħ": "h", "ı": "i"}


def _pairs() -> Iterator[tuple[int, str]]:
    """The code point of each letter with an accent, in lower case or upper, and its letter."""
    for code in _ACCENTED:
        plain = unicodedata.normalize("NFD", chr(code))[0]
        if plain.isascii():
            yield code, plain
    for letter, plain in _OTHERS.items():
        yield ord(letter), plain


_PLAIN = dict(_pairs())


def without_accents(text: str) -> str:
    """A text with plain letters in place of Latin ones with accents; æ and its like only in lower
    case."""
    return text if text.isascii() else text.translate(_PLAIN)
