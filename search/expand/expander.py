"""A leaf of the query → what its text may be matched by."""

import re
from collections.abc import Iterator
from dataclasses import replace
from itertools import islice, product

from index.store import Reader
from index.text import (
    LATIN_RUN,
    Tokens,
    analyse,
    fold_literal,
    hiragana,
    lemma,
    origins,
    spelled,
    width,
)
from index.values import Vocabulary
from search.expand.expansion import Expansion, Unit
from search.expand.kinds import Alternative, Kind, terms_of
from search.expand.readings import SoundIndex, by_ear
from search.expand.synonyms import Synonyms
from search.expand.units import units_of
from search.query import Node

_CACHED = 1024
_PLAIN = Vocabulary()
_LEAST_TYPED = 4
"""Kana of a run that counts as a word typed: shorter ones lie across two words."""
_MANY_PIECES, _MOST_RESPELLED = range(3, 9), 16
LONG_KATAKANA = re.compile("[ァ-ヺー]{5,}")
"""Not likely to lie in other words by chance, as インスタ does in インスタンス."""
_TELLING = re.compile(rf"{LONG_KATAKANA.pattern}|(?=.*[\u3400-\u9fff]).{{2,}}")
_JAPANESE = "[\u3041-\u30ff\u3400-\u9fff]"
_TOUCHING = re.compile(f"(?<=[0-9a-z])(?={_JAPANESE})|(?<={_JAPANESE})(?=[0-9a-z])")


class Expander:
    """Expands leaves by the dictionary, by the words and synonyms that a blog adds, and by what
    an index, where one is given, has for what is typed by ear."""

    def __init__(self, vocabulary: Vocabulary = _PLAIN, reader: Reader | None = None) -> None:
        self._added = vocabulary.words
        self._reader = reader
        self._sounds = None if reader is None else SoundIndex(reader)
        self._synonyms = Synonyms(vocabulary)
        self._known: dict[str, Expansion] = {}

    def joined(self, node: Node) -> Node:
        """A query with words that only together stand for others as one leaf."""
        return self._synonyms.joined(node)

    def expand(self, text: str) -> Expansion:
        """The expansion of a leaf's text."""
        found = self._known.get(text)
        if found is None:
            if len(self._known) >= _CACHED:
                self._known.clear()
            found = self._known[text] = self._expand(text)
        return found

    def _expand(self, text: str) -> Expansion:
        plain = width(text).strip()
        tokens = analyse(plain, self._added)
        units = tuple(dict.fromkeys(units_of(plain, tokens, self._synonyms)))
        literal = fold_literal(plain)
        literals = tuple(dict.fromkeys((literal, _TOUCHING.sub(" ", literal))))
        kind = Kind.PART if units else Kind.WORD
        whole = Alternative(kind, literals=literals, bordered=bool(LATIN_RUN.match(literal)))
        if [unit.literal for unit in units] == [literal]:
            others = (*self._within(units[0]), *self._respelled(tokens))
            whole = replace(whole, literals=tuple(dict.fromkeys((*literals, *others))))
            foreign = len(tokens) == 1 and bool(origins(tokens, 0))
            substitutes = () if foreign else self._of_sound(plain, literal)[0]
            return Expansion(self._unguessed(units, substitutes), whole, substitutes)
        substitutes, known = self._of_sound(plain, literal)
        if known and hiragana(literal) == literal:
            # MeCab guesses at hiragana: the pieces that it makes of them say nothing
            short = len(literal) < _LEAST_TYPED
            units, whole = (), replace(whole, kind=Kind.PART if short else Kind.WORD)
        return Expansion(units, whole, substitutes + self._synonyms.of(literal))

    def _respelled(self, tokens: Tokens) -> Iterator[str]:
        """A word of so many pieces that the index has no form of it, each piece as the index spells
        it: 引越し業者 for 引っ越し業者."""
        reader, own = self._reader, tokens.spelled()
        if reader is None or len(own) not in _MANY_PIECES or LATIN_RUN.match(own[0]):
            return
        known = (lemma(tokens, at, at + 1) for at in range(len(own)))
        pieces = [
            dict.fromkeys((word, *reader.forms(spelled(form))))
            for word, form in zip(own, known, strict=True)
        ]
        yield from islice(map(fold_literal, map("".join, product(*pieces))), _MOST_RESPELLED)

    def _within(self, word: Unit) -> tuple[str, ...]:
        """The other spellings of a word that the index has, as what other words may hold:
        取り扱い方 for 取扱い, プラグインシステム for plugin."""
        inflected = word.alternatives[0].terms != (word.literal,)
        if self._reader is None or inflected:
            return ()
        alternatives = (
            alternative
            for alternative in word.alternatives
            if alternative.kind in (Kind.SPELLING, Kind.CROSSING)
        )
        literals = (
            fold_literal(term)
            for alternative in alternatives
            for term in terms_of(alternative, self._reader)
        )
        return tuple(dict.fromkeys(literal for literal in literals if _TELLING.fullmatch(literal)))

    def _unguessed(
        self, units: tuple[Unit, ...], substitutes: tuple[Alternative, ...]
    ) -> tuple[Unit, ...]:
        """Without the one spelling that MeCab guesses for kana, where it is read like others:
        きのう is 機能 as well as 昨日."""
        sounds = self._sounds
        if sounds is None or not substitutes:
            return units
        return tuple(
            replace(unit, alternatives=tuple(
                one for one in unit.alternatives
                if one.kind is not Kind.SPELLING or not sounds.covers(substitutes, one)
            ))
            for unit in units
        )  # fmt: skip

    def _of_sound(self, plain: str, literal: str) -> tuple[tuple[Alternative, ...], bool]:
        """(what the leaf may be matched by, whether the index has any of that)."""
        found = by_ear(plain, literal, self._added)
        if not found or self._sounds is None:
            return found, False
        if self._sounds.known(found):
            return found, True
        if hiragana(literal) != literal:
            return found, False
        compounds = self._sounds.compounds(plain, literal)
        return found + compounds, bool(compounds)
