"""What begins at a border in a text where no word of the index tells: what has a symbol soon, such
as .net, c++ or e.g., what is in a key or a long name, of which few compounds are indexed, and the
17 of 2.17億, which is one word. Of each such place there are the first characters. Where a literal
has to begin is said by search/lookup/borders.py."""

import re
from collections.abc import Iterable
from functools import cache

from index.text import DASH, IN_NUMERAL, LATIN_RUN, LONGEST_COMPOUND, fold_literal

LONGEST_START = 8
_LATIN = LATIN_RUN.pattern.removesuffix("+")
_ANY = rf"[!-~{DASH}{_LATIN[1:-1]}]"
_JOINER = rf"[-_./{DASH}]"
_UPPER = "[A-Z\xc0-\xd6\xd8-\xde]"
_LOWER = "[a-z\xdf-\xf6\xf8-\xff]"
_SOON = f"(?=({_LATIN}{{0,{LONGEST_START - 1}}}(?!{_LATIN}){_ANY}{{1,{LONGEST_START}}}))"
"""Latin letters with a symbol among or behind them."""
_START = re.compile(rf"(?={_LATIN}|{_JOINER}{{1,2}}{_LATIN}){_SOON}")
_RUN = re.compile(rf"{_ANY}{{2,}}")
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
    found = _found(folded, _BEGUN, _BEGUN_IN_CODE)
    found.update(_IN_NUMBER.findall(folded))
    found.update(map(fold_literal, _found(_narrow(shown), _HUMPED, _HUMPED_IN_CODE)))
    return sorted({one[:LONGEST_START] for one in found})


def _narrow(shown: str) -> str:
    """A text as shown, its letters and symbols in one width, in upper case where they were."""
    for char in set(shown):
        if (narrow := _of_one_width(char)) != char:
            shown = shown.replace(char, narrow)
    return shown


@cache
def _of_one_width(char: str) -> str:
    folded = fold_literal(char)
    if len(folded) != 1 or char.isascii():
        return char
    return folded.upper() if char.isupper() else folded


def _found(text: str, with_symbol: re.Pattern[str], in_code: re.Pattern[str]) -> set[str]:
    runs = set(_RUN.findall(text))
    some = {one for run in runs if _SYMBOL.search(run) for one in with_symbol.findall(run)}
    some.update(one for run in _codes(runs) for one in in_code.findall(run))
    return some


def _codes(runs: Iterable[str]) -> list[str]:
    """Letters and digits in more pieces than a compound has that begins anywhere."""
    long = [run for run in runs if len(run) > LONGEST_COMPOUND]
    codes = (code for run in long for code in LATIN_RUN.findall(run))
    return [code for code in codes if len(_PIECE.findall(code)) > LONGEST_COMPOUND]


def start_of(literal: str) -> str:
    """What one of the `starts` of a text begins with that has a literal at a border, where the
    literal has a symbol soon; "" for another."""
    found = _START.match(literal)
    return found[1][:LONGEST_START] if found else ""
