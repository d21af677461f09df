"""A leaf of the query → its expansion: content words, alternatives and literals."""

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
    is_kana,
    is_plausible,
    katakana,
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
"""Kana that a leaf has at least to count as a word: shorter ones occur across two words."""
_MANY_PIECES, _MOST_RESPELLED = range(3, 9), 16
"""Pieces of a word that is respelled, and spellings of it that are kept."""
LONG_KATAKANA = re.compile("[ァ-ヺー]{5,}")
"""Katakana not likely to be in other words by chance, as インスタ is in インスタンス."""
_TELLING = re.compile(rf"{LONG_KATAKANA.pattern}|(?=.*[\u3400-\u9fff]).{{2,}}")
"""What may be looked for inside other words: long katakana, and words with a kanji."""
_JAPANESE = "[\u3041-\u30ff\u3400-\u9fff]"
_TOUCHING = re.compile(f"(?<=[0-9a-z])(?={_JAPANESE})|(?<={_JAPANESE})(?=[0-9a-z])")


class Expander:
    """Expands leaves by the dictionary, by the words and synonyms of a blog's `vocabulary`, and,
    where a `reader` is given, by the words and readings of that index."""

    def __init__(self, vocabulary: Vocabulary = _PLAIN, reader: Reader | None = None) -> None:
        self._added = vocabulary.words
        self._reader = reader
        self._sounds = None if reader is None else SoundIndex(reader)
        self._synonyms = Synonyms(vocabulary)
        self._known: dict[str, Expansion] = {}

    def joined(self, node: Node) -> Node:
        """The query with neighbouring leaves that have synonyms only together made one leaf."""
        return self._synonyms.joined(node)

    def expand(self, text: str) -> Expansion:
        """The expansion of the text of a leaf."""
        expansion = self._known.get(text)
        if expansion is None:
            if len(self._known) >= _CACHED:
                self._known.clear()
            expansion = self._known[text] = self._expand(text)
        return expansion

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
            foreign = len(tokens) == 1 and bool(origins(tokens, 0)) and not _in_hiragana(literal)
            substitutes = () if foreign else self._of_sound(plain, literal)[0]
            return Expansion(self._unguessed(units, substitutes), whole, substitutes)
        substitutes, known = self._of_sound(plain, literal)
        if _in_hiragana(literal) and self._is_guess(units, literal, known):
            short = len(literal) < _LEAST_TYPED
            units, whole = (), replace(whole, kind=Kind.PART if short else Kind.WORD)
        return Expansion(units, whole, substitutes + self._synonyms.of(literal))

    def _is_guess(self, units: tuple[Unit, ...], literal: str, known: bool) -> bool:
        """Whether what MeCab makes of hiragana alone is not to be believed: where they are the
        reading of a word that is `known`, unless its words make up the whole."""
        cut = sum(len(unit.literal) for unit in units) < len(literal)
        return (known and cut) or not is_plausible(literal, self._added)

    def _respelled(self, tokens: Tokens) -> Iterator[str]:
        """A word of many pieces, of which the index keeps no other forms, with each piece in the
        spellings that the index has, as folded literals: 引越し業者 for 引っ越し業者."""
        reader, own = self._reader, tokens.spelled()
        if reader is None or len(own) not in _MANY_PIECES or LATIN_RUN.match(own[0]):
            return
        lemmas = (lemma(tokens, at, at + 1) for at in range(len(own)))
        pieces = [
            dict.fromkeys((word, *reader.forms(spelled(form))))
            for word, form in zip(own, lemmas, strict=True)
        ]
        yield from islice(map(fold_literal, map("".join, product(*pieces))), _MOST_RESPELLED)

    def _within(self, word: Unit) -> tuple[str, ...]:
        """The other spellings of a word that the index has, as literals to look for inside longer
        words: 取り扱い in 取り扱い方 for 取扱い, プラグイン in プラグインシステム for plugin."""
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
        """The units without the one spelling that MeCab guesses for kana, where other words among
        the `substitutes` are as likely: きのう is 機能 as well as 昨日."""
        sounds = self._sounds
        if sounds is None or not substitutes:
            return units
        return tuple(
            replace(unit, alternatives=tuple(
                alternative for alternative in unit.alternatives
                if alternative.kind is not Kind.SPELLING
                or not sounds.has_rivals(substitutes, alternative)
            ))
            for unit in units
        )  # fmt: skip

    def _of_sound(self, plain: str, literal: str) -> tuple[tuple[Alternative, ...], bool]:
        """(alternatives of a leaf typed as it sounds, whether the index has any of them)."""
        alternatives = by_ear(plain, literal, self._added)
        if _in_hiragana(literal):
            alternatives += self._synonyms.of(katakana(literal))
        if not alternatives or self._sounds is None:
            return alternatives, False
        if self._sounds.known(alternatives):
            return alternatives, True
        if not _in_hiragana(literal) and is_kana(literal):
            return alternatives, False
        compounds = self._sounds.compounds(plain, literal)
        return alternatives + compounds, bool(compounds)


def _in_hiragana(literal: str) -> bool:
    """Whether a literal is hiragana alone."""
    return is_kana(literal) and hiragana(literal) == literal
