"""A leaf of the query → its expansion: content words, alternatives and literals."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from operator import attrgetter

from index.store import Reader
from index.text import (
    Tokens,
    analyse,
    analyse_all,
    fold_literal,
    hiragana,
    is_kana,
    is_plausible,
    katakana,
    origins,
    width,
)
from index.values import Vocabulary
from search.expand.expansion import Expansion, Unit
from search.expand.kinds import Alternative, Kind, terms_of
from search.expand.latin import Names
from search.expand.names import with_names
from search.expand.readings import (
    SoundIndex,
    by_ear,
    by_ear_loosely,
    has_no_long_vowel,
    sounds,
)
from search.expand.respelled import Respelling
from search.expand.synonyms import Synonyms
from search.expand.units import units_of
from search.query import Node

_CACHED = 1024
_PLAIN = Vocabulary()
_KIND = attrgetter("kind")
_LEAST_TYPED = 4
"""Kana that a leaf has at least to count as a word: shorter ones occur across two words."""
LONG_KATAKANA = re.compile("[ァ-ヺー]{5,}")
"""Katakana not likely to be in other words by chance, as インスタ is in インスタンス."""
_TELLING = re.compile(rf"{LONG_KATAKANA.pattern}|(?=.*[\u3400-\u9fff]).{{2,}}")
"""What may be looked for inside other words: long katakana, and words with a kanji."""


class Expander:
    """Expands leaves by the dictionary, by the words and synonyms of a blog's `vocabulary`, and,
    where a `reader` is given, by the words and readings of that index."""

    def __init__(self, vocabulary: Vocabulary = _PLAIN, reader: Reader | None = None) -> None:
        self._added = vocabulary.words
        self._reader = reader
        self._spelling = Respelling(reader)
        self._sounds = None if reader is None else SoundIndex(reader)
        self._synonyms = Synonyms(vocabulary)
        self._names = None if reader is None else Names(reader)
        self._known: dict[tuple[str, tuple[str, ...]], Expansion] = {}
        self._analysed: dict[str, Tokens] = {}

    def joined(self, node: Node) -> Node:
        """The query with neighbouring leaves that have synonyms only together made one leaf, and
        with the names that Latin neighbours make."""
        return with_names(self._synonyms.joined(node))

    def prepare(self, leaves: Iterable[tuple[str, tuple[str, ...]]]) -> None:
        """Analyses leaves (text, names) that are to be expanded: all together take little longer
        than one alone."""
        new = (text for text, names in leaves if (text, names) not in self._known)
        plain = dict.fromkeys(width(text).strip() for text in new)
        if len(plain) > 1:
            tokens = analyse_all(list(plain), self._added)
            self._analysed = {text: tokens.of(number) for number, text in enumerate(plain)}

    def expand(self, text: str, names: tuple[str, ...] = ()) -> Expansion:
        """The expansion of the text of a leaf, which makes `names` with its neighbours."""
        expansion = self._known.get((text, names))
        if expansion is None:
            if len(self._known) >= _CACHED:
                self._known.clear()
            expansion = self._known[text, names] = self._expand(text, names)
        return expansion

    def _expand(self, text: str, names: tuple[str, ...]) -> Expansion:
        plain = width(text).strip()
        analysed = self._analysed.pop(plain, None)
        tokens = analyse(plain, self._added) if analysed is None else analysed
        *found, asks = units_of(plain, tokens, self._synonyms, self._names)
        units, frames = map(tuple, map(dict.fromkeys, found))
        literal = fold_literal(plain)
        whole = self._spelling.literally(plain, tokens, Kind.PART if units else Kind.WORD)
        if [unit.literal for unit in units] == [literal]:
            others = dict.fromkeys((*whole.literals, *self._within(units[0])))
            whole = replace(whole, literals=tuple(others))
            foreign = len(tokens) == 1 and bool(origins(tokens, 0)) and not _in_hiragana(literal)
            substitutes = () if foreign else self._of_sound(plain, literal)[0]
            units = self._with_others(self._unguessed(units, substitutes), names)
            return Expansion(units, whole, substitutes)
        substitutes, known = self._of_sound(plain, literal)
        if _in_hiragana(literal) and self._is_guess(units, literal, known):
            short = len(literal) < _LEAST_TYPED
            units, whole = (), replace(whole, kind=Kind.PART if short else Kind.WORD)
        spelt = self._spelling.others(literal) if units else ()
        substitutes = substitutes + spelt + self._synonyms.of(literal)
        return Expansion(
            self._with_others(units, names),
            whole,
            substitutes,
            frames,
            asks and units[-1] is found[0][-1],
        )

    def _with_others(self, units: tuple[Unit, ...], names: tuple[str, ...]) -> tuple[Unit, ...]:
        """The units with their other spellings, and the names that they are a part of, as
        alternatives, better kinds first."""
        more = ((u, (*self._spelling.others(u.literal), *self._named(u, names))) for u in units)
        return tuple(
            replace(unit, alternatives=tuple(sorted((*unit.alternatives, *others), key=_KIND)))
            for unit, others in more
        )

    def _named(self, unit: Unit, names: tuple[str, ...]) -> tuple[Alternative, ...]:
        """The alternatives of a unit for the names that it is a part of."""
        whole = [name for name in names if unit.literal in fold_literal(name)]
        if not whole:
            return ()
        analysed = (analyse(name, self._added) for name in whole)
        terms = tuple(tokens.term(0, len(tokens)) for tokens in analysed if len(tokens))
        others = (way for name in whole for way in self._synonyms.of(fold_literal(name), name))
        return (Alternative(Kind.SPELLING, terms=terms), *others)

    def _is_guess(self, units: tuple[Unit, ...], literal: str, known: bool) -> bool:
        """Whether what MeCab makes of hiragana alone is not to be believed: where they are the
        reading of a word that is `known`, unless its words make up the whole."""
        cut = sum(len(unit.literal) for unit in units) < len(literal)
        return (known and cut) or not is_plausible(literal, self._added)

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
        if not alternatives or self._sounds is None or self._reader is None:
            return alternatives, False
        alternatives = tuple(dict.fromkeys((*alternatives, *self._as_kana(plain, literal))))
        loosely = by_ear_loosely(plain, literal)
        if self._sounds.known(alternatives):
            more = loosely if self._sounds.outnumbered(alternatives, loosely) else ()
            return alternatives + more, True
        # a Latin word of the index is one: soon is no そおん; but tokyo is 東京 as well
        heard = not self._reader.frequency(literal) or has_no_long_vowel(plain, literal)
        if heard and self._sounds.known(loosely):
            return alternatives + loosely, True
        if not _in_hiragana(literal) and is_kana(literal):
            return alternatives, False
        compounds = self._sounds.compounds(plain, literal)
        return alternatives + compounds, bool(compounds)


def _in_hiragana(literal: str) -> bool:
    """Whether a literal is hiragana alone."""
    return is_kana(literal) and hiragana(literal) == literal
