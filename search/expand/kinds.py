"""Kinds of match, and one way to match."""

from dataclasses import dataclass, replace
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
    literals: tuple[str, ...] = ()
    bordered: bool = False


def terms_of(alternative: Alternative, reader: Reader) -> tuple[str, ...]:
    """The words of the index that match so, each once."""
    formed = (term for form in alternative.forms for term in reader.forms(form))
    return tuple(
        term for term in dict.fromkeys((*alternative.terms, *formed)) if term != alternative.but
    )


class Known:
    """What an index has for ways to match, looked up once for all posts that are to be marked."""

    def __init__(self, reader: Reader) -> None:
        self._reader = reader
        self._alternatives: dict[int, tuple[Alternative, ...]] = {}

    def alternatives(self, alternatives: tuple[Alternative, ...]) -> tuple[Alternative, ...]:
        """The ways with the terms that the index has for them; those without any left out. Kept by
        identity: the query holds on to its ways."""
        known = self._alternatives.get(id(alternatives))
        if known is None:
            pairs = ((alternative, self._terms(alternative)) for alternative in alternatives)
            known = self._alternatives[id(alternatives)] = tuple(
                replace(alternative, terms=terms, forms=())
                for alternative, terms in pairs
                if terms or alternative.literals or alternative.prefix
            )
        return known

    def _terms(self, alternative: Alternative) -> tuple[str, ...]:
        return tuple(t for t in terms_of(alternative, self._reader) if self._reader.frequency(t))
