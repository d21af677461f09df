"""What begins at a border in a text and has a symbol soon, such as .net, c++ or e.g.: of each such
place the first characters, by which few posts are left that may have it there. Where a literal has
to begin is said by search/lookup/borders.py; here are these places and hardly any other."""

import re

from index.text import DASH, LATIN_RUN, fold_literal

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
_BEGUN = re.compile(
    rf"(?:(?<!{_LATIN})(?={_LATIN})|(?<=\d)(?!\d)(?={_LATIN})|(?<={_LATIN})(?<!\d)(?=\d)"
    rf"|(?<!{_LATIN})(?<!{_JOINER})(?={_JOINER}{{1,2}}{_LATIN})){_SOON}"
)
_HUMP = re.compile(
    rf"(?:(?<={_LOWER})(?={_UPPER})|(?={_UPPER}{_LOWER})|(?={_JOINER}{_UPPER})){_SOON}"
)


def starts(folded: str, shown: str) -> list[str]:
    """What begins so in a text, as folded and as shown, each once; at humps of camelCase, too."""
    found = [one for run in _runs(folded) for one in _BEGUN.findall(run)]
    humps = [one for run in _runs(shown) for one in _HUMP.findall(run)]
    return sorted({one[:LONGEST_START] for one in (*found, *map(fold_literal, humps))})


def _runs(text: str) -> list[str]:
    return [run for run in set(_RUN.findall(text)) if _SYMBOL.search(run)]


def start_of(literal: str) -> str:
    """What one of the `starts` of a text begins with that has a literal at a border; "" for a
    literal of which none tells."""
    found = _START.match(literal)
    return found[1][:LONGEST_START] if found else ""
