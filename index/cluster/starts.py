"""What begins at a border in a text where no word of the index tells: what has a symbol soon, such
as .net, c++ or e.g., what is in a key or a long name, of which few compounds are indexed, and the
17 of 2.17億, which is one word. Of each such place there are the first characters. Where a literal
has to begin is said by search/lookup/borders.py."""

import re
from collections.abc import Iterator
from functools import lru_cache

from index.text import DASH, IN_NUMERAL, LATIN_RUN, LONGEST_COMPOUND, fold_literal

LONGEST_START = 8
_CACHED = 1 << 15
"""Runs, of which posts share half, and characters that are kept with what was found of them."""
_LATIN = LATIN_RUN.pattern.removesuffix("+")
_ANY = rf"[!-~{DASH}{_LATIN[1:-1]}]"
_JOINER = rf"[-_./{DASH}]"
_UPPER = "[A-Z\xc0-\xd6\xd8-\xde]"
_LOWER = "[a-z\xdf-\xf6\xf8-\xff]"
_SOON = f"(?=({_LATIN}{{0,{LONGEST_START - 1}}}(?!{_LATIN}){_ANY}{{1,{LONGEST_START}}}))"
"""Latin letters with a symbol among or behind them."""
_START = re.compile(rf"(?={_LATIN}|{_JOINER}{{1,2}}{_LATIN}){_SOON}")
_RUN = re.compile(rf"{_ANY}{{2,}}")
_CAPITAL, _DIGIT = re.compile(_UPPER), re.compile(r"\d")
_SYMBOL = re.compile(rf"(?!{_LATIN}){_ANY}")
_FIRST = rf"(?<!{_LATIN})(?={_LATIN})|(?<=\d)(?!\d)(?={_LATIN})|(?<={_LATIN})(?<!\d)(?=\d)"
_LED = rf"(?<!{_LATIN})(?<!{_JOINER})(?={_JOINER}{{1,2}}{_LATIN})"
_HUMP = rf"(?<={_LOWER})(?={_UPPER}{_LATIN})|(?={_UPPER}{_LOWER})"
"""One letter is no hump, as it is no word that tells of one."""
_PIECE = re.compile(rf"\d+|{_UPPER}+(?!{_LOWER})|{_UPPER}?{_LOWER}+|{_LATIN}")
_BEGUN = re.compile(rf"(?:{_FIRST}|{_LED}){_SOON}")
_HUMPED = re.compile(rf"(?:{_HUMP}|(?={_JOINER}{_UPPER}{_LATIN})){_SOON}")
_IN_CODE = f"(?=({_LATIN}{{1,{LONGEST_START}}}))"
_BEGUN_IN_CODE = re.compile(rf"(?:{_FIRST}){_IN_CODE}")
_IN_NUMBER = re.compile(rf"(?<=[,.{IN_NUMERAL}])(?<!\d)[0-9]{{1,{LONGEST_START}}}")
_HUMPED_IN_CODE = re.compile(rf"(?:{_HUMP}){_IN_CODE}")


def starts(folded: str, shown: str) -> list[str]:
    """What begins so in a text, as folded and as shown, each once; at humps of camelCase, too."""
    found = set(_IN_NUMBER.findall(folded))
    found.update(*map(_begun_in, set(_RUN.findall(folded))))
    found.update(*map(_humped_in, set(_RUN.findall(_narrow(shown)))))
    return sorted(found)


@lru_cache(_CACHED)
def _begun_in(run: str) -> tuple[str, ...]:
    """What begins in a run of a folded text."""
    found = set(_BEGUN.findall(run)) if _SYMBOL.search(run) else set()
    if _DIGIT.search(run):
        found.update(_in_code(run, _BEGUN_IN_CODE))
    return tuple({one[:LONGEST_START] for one in found})


@lru_cache(_CACHED)
def _humped_in(run: str) -> tuple[str, ...]:
    """What begins at humps in a run of a shown text, folded."""
    if not _CAPITAL.search(run):
        return ()
    found = set(_HUMPED.findall(run)) if _SYMBOL.search(run) else set()
    found.update(_in_code(run, _HUMPED_IN_CODE))
    return tuple({fold_literal(one[:LONGEST_START]) for one in found})


def _in_code(run: str, begun: re.Pattern[str]) -> Iterator[str]:
    """What begins in letters and digits that are in more pieces than a compound has which begins
    anywhere."""
    if len(run) > LONGEST_COMPOUND:
        for code in LATIN_RUN.findall(run):
            if len(code) > LONGEST_COMPOUND and len(_PIECE.findall(code)) > LONGEST_COMPOUND:
                yield from begun.findall(code)


def _narrow(shown: str) -> str:
    """A text as shown, its letters and symbols in one width, in upper case where they were."""
    for char in set(shown):
        if (narrow := _of_one_width(char)) != char:
            shown = shown.replace(char, narrow)
    return shown


@lru_cache(_CACHED)
def _of_one_width(char: str) -> str:
    folded = fold_literal(char)
    if len(folded) != 1 or char.isascii():
        return char
    return folded.upper() if char.isupper() else folded


def start_of(literal: str) -> str:
    """What one of the `starts` of a text begins with that has a literal at a border, where the
    literal has a symbol soon; "" for another."""
    found = _START.match(literal)
    return found[1][:LONGEST_START] if found else ""
