"""Words for people: numbers with their nouns, names that may have been meant, addresses as they are
read."""

from collections.abc import Iterable
from difflib import get_close_matches
from urllib.parse import unquote

_LEAST_ALIKE = 0.6
"""Share of letters by which a mistyped name is still told."""


def counted(number: int, noun: str) -> str:
    """A number and its noun: `1 post`, `2 posts`, `1,000 addresses`."""
    plural = f"{noun}es" if noun.endswith(("s", "x", "ch", "sh")) else f"{noun}s"
    return f"{number:,} {noun if number == 1 else plural}"


def nearest(name: str, known: Iterable[str]) -> str | None:
    """The known name that a mistyped one is most like, None where none is like it."""
    by_folded = {one.casefold(): one for one in known}
    near = get_close_matches(name.casefold(), by_folded, n=1, cutoff=_LEAST_ALIKE)
    return by_folded[near[0]] if near else None


def printable(text: str) -> str:
    """A text in one line without control characters, which � stands for."""
    return "".join(char if char.isprintable() else "\ufffd" for char in text)


def readable(address: str) -> str:
    """A percent-encoded address in letters; as it is where these would hold control characters or
    are none."""
    plain = unquote(address)
    return plain if plain.isprintable() and "\ufffd" not in plain else address
