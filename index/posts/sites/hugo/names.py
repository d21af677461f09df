"""Names as Hugo writes them in addresses (its documentation on URL management): letters of every
script, marks and digits stay, and a few signs; blanks become hyphens; all else goes."""

import re
import unicodedata
from collections.abc import Iterator

_KEPT = frozenset("./\\_#+~-@")
_BLANK = frozenset("\t\n\v\f\r\x85")
_ESCAPED = re.compile(r"%[0-9A-Fa-f]{2}")


def lowered(text: str) -> str:
    """Text in lower case, each character by itself: Σ is σ at the end of a word too, and no
    character becomes two."""
    return text.replace("İ", "i").replace("Σ", "σ").lower()


def normal(text: str) -> str:
    """A name as the tree of contents knows it: in lower case, each space a hyphen."""
    return lowered(text).replace(" ", "-")


def sanitized(text: str) -> str:
    """Text with the characters that an address may have; blanks between them become one hyphen,
    unless one is there."""
    made: list[str] = []
    pending = False
    for char, kept in _judged(text):
        if kept:
            if pending and char != "-":
                made.append("-")
            pending = False
            made.append(char)
        elif _is_blank(char) and made and made[-1] != "-":
            pending = True
    return "".join(made)


def _judged(text: str) -> Iterator[tuple[str, bool]]:
    """Each character, and whether it stays; a `%` does where it escapes a byte."""
    for at, char in enumerate(text):
        yield char, _is_kept(char) or (char == "%" and _ESCAPED.match(text, at) is not None)


def _is_kept(char: str) -> bool:
    category = unicodedata.category(char)
    return category[0] in "LM" or category == "Nd" or char in _KEPT


def _is_blank(char: str) -> bool:
    return char in _BLANK or unicodedata.category(char)[0] == "Z"


def without_accents(text: str) -> str:
    """Text without its combining marks: é is e, and が is か."""
    apart = unicodedata.normalize("NFD", text)
    bare = "".join(char for char in apart if unicodedata.category(char) != "Mn")
    return unicodedata.normalize("NFC", bare)
