"""Kinds of match, and one way to match."""

from dataclasses import dataclass
from enum import IntFlag

from index.store import Reader


class Kind(IntFlag):
    """How a text was matched, the better the smaller. What several words of a query were matched
    by is told by the bits of all their kinds."""

    WORD = 1
    SPELLING = 2
    READING = 4
    CROSSING = 8
    SYNONYM = 16
    BEGINNING = 32
    PART = 64


WHOLE = Kind.WORD | Kind.SPELLING | Kind.READING | Kind.CROSSING | Kind.SYNONYM
"""The kinds by which whole words match."""


@dataclass(frozen=True)
class Alternative:
    """One way to match, of a kind: any of the words `terms` or of those that the index has under
    one of the `forms`, `but` one that is matched otherwise; any word that begins with `prefix`; or
    any of the folded `runs` of characters, if `bordered` only from a border of a Latin run."""

    kind: Kind
    terms: tuple[str, ...] = ()
    forms: tuple[str, ...] = ()
    but: str = ""
    prefix: str = ""
    runs: tuple[str, ...] = ()
    bordered: bool = False


def terms_of(way: Alternative, reader: Reader) -> tuple[str, ...]:
    """The words of the index that match so, each once."""
    formed = (term for form in way.forms for term in reader.forms(form))
    return tuple(term for term in dict.fromkeys((*way.terms, *formed)) if term != way.but)
