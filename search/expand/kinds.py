"""Kinds of match, and alternatives: what matches by one kind."""

from dataclasses import dataclass, replace
from enum import IntFlag

from index.store import Reader
from search.lookup import Docs, alike_candidates


class Kind(IntFlag):
    """How a text was matched; a smaller kind is better. Kinds are bits, so that those of several
    words of a query can be kept together."""

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
    """What matches by one kind: any of the words `terms` and of the words that the index has under
    one of the `forms`, except `but`, which another alternative matches; or any word that begins
    with `prefix`; or any of the `literals`, folded text, if `bordered` only where they begin at a
    border of a Latin run; or any of the literals `alike` in other letters that are alike,
    if `as_words` only where no letter of the same script is beside them."""

    kind: Kind
    terms: tuple[str, ...] = ()
    forms: tuple[str, ...] = ()
    but: str = ""
    prefix: str = ""
    literals: tuple[str, ...] = ()
    bordered: bool = False
    alike: tuple[str, ...] = ()
    as_words: bool = False


def terms_of(alternative: Alternative, reader: Reader) -> tuple[str, ...]:
    """The words that an alternative matches, each once: its terms, and those of its forms that the
    index has."""
    formed = (term for form in alternative.forms for term in reader.forms(form))
    return tuple(
        term for term in dict.fromkeys((*alternative.terms, *formed)) if term != alternative.but
    )


class Known:
    """Alternatives with the terms that an index has for them, looked up once for all posts of a
    page of results."""

    def __init__(self, reader: Reader) -> None:
        self._reader = reader
        self._alternatives: dict[int, tuple[Alternative, ...]] = {}
        self._alike: dict[str, Docs] = {}

    def alternatives(self, alternatives: tuple[Alternative, ...]) -> tuple[Alternative, ...]:
        """The alternatives with their forms replaced by terms of the index; those that match
        nothing there are left out. Results are kept by the identity of the tuple, which the
        caller must keep alive."""
        known = self._alternatives.get(id(alternatives))
        if known is None:
            some = (replace(one, terms=self._terms(one), forms=()) for one in alternatives)
            known = self._alternatives[id(alternatives)] = tuple(
                one for one in some if one.terms or one.literals or one.prefix or one.alike
            )
        return known

    def alike(self, literal: str) -> Docs:
        """The documents, ascending, that may have a literal in other letters."""
        docs = self._alike.get(literal)
        if docs is None:
            docs = self._alike[literal] = alike_candidates(self._reader, literal)
        return docs

    def _terms(self, alternative: Alternative) -> tuple[str, ...]:
        return tuple(t for t in terms_of(alternative, self._reader) if self._reader.frequency(t))
