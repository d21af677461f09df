"""Kinds of match, and alternatives: what matches by one kind."""

import re
from dataclasses import dataclass, replace
from enum import IntFlag

from index.store import Reader
from search.lookup import Border, Docs, alike_candidates

_KANJI = re.compile("[々\u3400-\u9fff]")


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
    one of the `forms`, except `but`, which another alternative matches, and if that has one kanji
    only its spellings, or by any other kind than SPELLING only other words; or any word that begins
    with `prefix`; or any of the `literals`, folded text, if `bordered` only where they stand at
    such borders; or any of the literals `alike` in other letters that are alike, if `as_words` only
    where no letter of the same script is beside them."""

    kind: Kind
    terms: tuple[str, ...] = ()
    forms: tuple[str, ...] = ()
    but: str = ""
    prefix: str = ""
    literals: tuple[str, ...] = ()
    bordered: Border = Border.NONE
    alike: tuple[str, ...] = ()
    as_words: bool = False


def terms_of(alternative: Alternative, reader: Reader) -> tuple[str, ...]:
    """The words that an alternative matches, each once: its terms, and those of its forms that the
    index has."""
    but = alternative.but
    formed = (term for form in alternative.forms for term in reader.forms(form))
    terms = tuple(term for term in dict.fromkeys((*alternative.terms, *formed)) if term != but)
    if not has_one_kanji(but):
        return terms
    spelling = alternative.kind is Kind.SPELLING
    return tuple(term for term in terms if _is_spelling(term, but) is spelling)


def has_one_kanji(word: str) -> bool:
    """Whether a word is written with one kanji. Another such word of the same main spelling with
    another kanji is another word to a reader: 撮る, 取る."""
    return len(_KANJI.findall(word)) == 1


def _is_spelling(term: str, word: str) -> bool:
    """Whether a term is a spelling of a word that has one kanji."""
    return not has_one_kanji(term) or _KANJI.findall(term) == _KANJI.findall(word)


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
