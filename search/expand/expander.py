"""A leaf of the query → its expansion: content words, alternatives and literals."""

import re
from collections.abc import Iterator
from dataclasses import replace
from itertools import islice, product
from operator import attrgetter

from index.store import Reader
from index.text import (
    LATIN_RUN,
    Tokens,
    analyse,
    fold_literal,
    hiragana,
    is_kana,
    lemma,
    origins,
    spelled,
    width,
)
from index.values import Vocabulary
from search.expand.expansion import Expansion, Unit
from search.expand.kinds import Alternative, Kind, terms_of
from search.expand.readings import SoundIndex, by_ear, by_ear_loosely, sounds
from search.expand.spellings import in_other_script
from search.expand.synonyms import Synonyms
from search.expand.units import units_of
from search.expand.variations import variations, varied
from search.lookup import alike_candidates
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


_KIND = attrgetter("kind")


class Expander:
    """Expands leaves by the dictionary, by the words and synonyms of a blog's `vocabulary`, and,
    where a `reader` is given, by the words and readings of that index."""

    def __init__(self, vocabulary: Vocabulary = _PLAIN, reader: Reader | None = None) -> None:
        self._added = vocabulary.words
        self._reader = reader
        self._sounds = None if reader is None else SoundIndex(reader)
        self._synonyms = Synonyms(vocabulary)
        self._known: dict[str, Expansion] = {}
        self._alike: dict[str, tuple[str, ...]] = {}

    def joined(self, node: Node) -> Node:
        """The query with neighbouring leaves that have synonyms only together made one leaf."""
        return self._synonyms.joined(node)

    def expand(self, text: str) -> Expansion:
        """The expansion of the text of a leaf."""
        expansion = self._known.get(text)
        if expansion is None:
            if len(self._known) >= _CACHED:
                self._known.clear()
                self._alike.clear()
            expansion = self._known[text] = self._expand(text)
        return expansion

    def _expand(self, text: str) -> Expansion:
        plain = width(text).strip()
        tokens = analyse(plain, self._added)
        units = tuple(dict.fromkeys(units_of(plain, tokens, self._synonyms)))
        literal = fold_literal(plain)
        whole = self._literally(literal, Kind.PART if units else Kind.WORD)
        if [unit.literal for unit in units] == [literal]:
            others = (*self._within(units[0]), *self._respelled(tokens))
            whole = replace(whole, literals=tuple(dict.fromkeys((*whole.literals, *others))))
            foreign = len(tokens) == 1 and bool(origins(tokens, 0))
            substitutes = () if foreign else self._of_sound(plain, literal)[0]
            units = self._unguessed(units, substitutes)
            return Expansion(self._spelled_otherwise(units), whole, substitutes)
        substitutes, known = self._of_sound(plain, literal)
        if known and hiragana(literal) == literal:
            # how MeCab segments hiragana alone is a guess: its pieces are no words
            short = len(literal) < _LEAST_TYPED
            units, whole = (), replace(whole, kind=Kind.PART if short else Kind.WORD)
        spelled = self._other_spellings(literal) if units else ()
        substitutes += (*spelled, *self._synonyms.of(literal))
        return Expansion(self._spelled_otherwise(units), whole, substitutes)

    def _literally(self, literal: str, kind: Kind) -> Alternative:
        """A leaf as literals: as typed, with spaces where Latin and Japanese touch, and in other
        spellings."""
        others = (*self._variations(literal), *in_other_script(literal))
        literals = tuple(dict.fromkeys((literal, _TOUCHING.sub(" ", literal), *others)))
        bordered = bool(LATIN_RUN.match(literal))
        alike = () if bordered else self._in_other_letters(literal)
        return Alternative(kind, literals=literals, bordered=bordered, alike=alike)

    def _variations(self, literal: str) -> tuple[str, ...]:
        """A literal with its katakana in the other spellings that the index has."""
        return variations(literal, self._reader) if self._reader else ()

    def _other_spellings(self, literal: str) -> tuple[Alternative, ...]:
        """The alternatives of a literal in letters that are alike and with varied katakana."""
        others = varied(self._variations(literal), self._reader) if self._reader else ()
        alike = self._in_other_letters(literal)
        letters = Alternative(Kind.SPELLING, alike=alike, as_words=True)
        return (*((letters,) if alike else ()), *others)

    def _in_other_letters(self, literal: str) -> tuple[str, ...]:
        """The literal, if a post may have it in other letters that are alike."""
        alike = self._alike.get(literal)
        if alike is None:
            reader = self._reader
            here = reader is None or len(alike_candidates(reader, literal)) > 0
            alike = self._alike[literal] = (literal,) if here else ()
        return alike

    def _spelled_otherwise(self, units: tuple[Unit, ...]) -> tuple[Unit, ...]:
        """The units with their other spellings, better kinds first."""
        more = ((unit, self._other_spellings(unit.literal)) for unit in units)
        return tuple(
            replace(unit, alternatives=tuple(sorted((*unit.alternatives, *others), key=_KIND)))
            for unit, others in more
        )

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

    def _as_kana(self, plain: str, literal: str) -> Iterator[Alternative]:
        """What romaji would stand for in kana, in any form (wasureta is 忘れる), if it is one word
        and the index has it more often than the Latin word: home is no 褒め."""
        reader = self._reader
        if reader is None or is_kana(literal):
            return
        for heard in map(self.expand, sounds(plain, literal)):
            inflected = len(heard.units) == 1 and heard.literal.startswith(heard.units[0].literal)
            for one in heard.units[0].alternatives if inflected else ():
                known = sum(map(reader.frequency, terms_of(one, reader)))
                if known > reader.frequency(literal):
                    yield Alternative(max(one.kind, Kind.READING), one.terms, one.forms)

    def _unguessed(
        self, units: tuple[Unit, ...], substitutes: tuple[Alternative, ...]
    ) -> tuple[Unit, ...]:
        """The units without the one spelling that MeCab guesses for kana, where the readings among
        `substitutes` cover it: きのう is 機能 as well as 昨日."""
        sounds = self._sounds
        if sounds is None or not substitutes:
            return units
        return tuple(
            replace(unit, alternatives=tuple(
                alternative for alternative in unit.alternatives
                if alternative.kind is not Kind.SPELLING
                or not sounds.covers(substitutes, alternative)
            ))
            for unit in units
        )  # fmt: skip

    def _of_sound(self, plain: str, literal: str) -> tuple[tuple[Alternative, ...], bool]:
        """(alternatives of a leaf typed as it sounds, whether the index has any of them)."""
        alternatives = by_ear(plain, literal, self._added)
        if not alternatives or self._sounds is None or self._reader is None:
            return alternatives, False
        alternatives = tuple(dict.fromkeys((*alternatives, *self._as_kana(plain, literal))))
        if self._sounds.known(alternatives):
            return alternatives, True
        loosely = by_ear_loosely(plain, literal)
        # a Latin word of the index is one: soon is no そおん
        if not self._reader.frequency(literal) and self._sounds.known(loosely):
            return alternatives + loosely, True
        if hiragana(literal) != literal:
            return alternatives, False
        compounds = self._sounds.compounds(plain, literal)
        return alternatives + compounds, bool(compounds)
