"""Borders: where unquoted Latin letters and digits may begin and end. SQL begins at one in
PostgreSQL, AI at none in email; what begins with a joiner, .NET or -l, begins at none behind a
letter, as in example.net."""

import re
from enum import IntEnum

from index.text import DASH, LATIN_RUN

_KATAKANA = re.compile("[ァ-ヺー]")
_OPTION = re.compile(f"{DASH}{{1,2}}(?=[a-z])")
JOINERS = f"-_./{DASH}"
_LED = re.compile(f"[{JOINERS}]{{1,2}}(?={LATIN_RUN.pattern})")
_DECIMAL = re.compile(r"\d\.\d+\Z")


class Border(IntEnum):
    """Where a literal has to stand: anywhere, where it begins at a border, or where it ends at one,
    too."""

    NONE = 0
    START = 1
    BOTH = 2


def border_of(literal: str) -> Border:
    """Where an unquoted literal has to stand: Latin and what a joiner leads begins at a border, an
    option of a command (-l, --version) is whole."""
    if _OPTION.match(literal):
        return Border.BOTH
    return Border.START if LATIN_RUN.match(literal) or _LED.match(literal) else Border.NONE


def word_of(literal: str) -> str:
    """The Latin word that a literal begins with, behind a joiner or not; "" for none."""
    led = _LED.match(literal)
    word = LATIN_RUN.match(literal, led.end() if led else 0)
    return word[0] if word else ""


def words_of(literal: str) -> tuple[str, ...]:
    """The words of letters or of digits alone that a text has which has the literal between two
    borders."""
    runs: list[str] = LATIN_RUN.findall(literal)
    return tuple(run for run in runs if run.isascii() and (run.isalpha() or run.isdigit()))


def begins(before: str, first: str) -> bool:
    """Whether a Latin run, katakana, or a change of letters to digits begins between two
    characters of folded text; `before` is empty at its start."""
    if first in JOINERS:
        return not LATIN_RUN.match(before) and before not in (*JOINERS,)
    if _KATAKANA.match(first):
        return not _KATAKANA.match(before)
    return not LATIN_RUN.match(before) or before.isdigit() is not first.isdigit()


def begins_hump(text: str, start: int, folded: str) -> bool:
    """Whether a camelCase hump begins at a place of shown text: fooBar, NSBar, VB.NET; `folded` is
    what its first character is folded to."""
    first, following = text[start : start + 1], text[start + 1 : start + 2]
    if folded in JOINERS:
        return following.isupper()
    return first.isupper() and (text[start - 1 : start].islower() or following.islower())


def ends_anywhere(literal: str, border: Border) -> bool:
    """Whether a literal may end before any character."""
    return border is not Border.BOTH and not _DECIMAL.search(literal)


def ends(literal: str, after: str, border: Border) -> bool:
    """Whether a literal may end before a character, which is empty at the end of the text. 2.1 is
    not 2.10, be it bordered at its start alone."""
    last = literal[-1]
    if border is not Border.BOTH:
        return not (after.isdigit() and _DECIMAL.search(literal))
    if _KATAKANA.match(last):
        return not _KATAKANA.match(after)
    inside = LATIN_RUN.match(last) and LATIN_RUN.match(after)
    return not inside or last.isdigit() is not after.isdigit()
