"""A leaf of the query → its expansion: content words, alternatives and literals."""

import re
from collections.abc import Iterator
from dataclasses import replace
from itertools import islice, product, takewhile

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
from search.expand.readings import SoundIndex, by_ear
from search.expand.synonyms import Synonyms
from search.expand.units import units_of
from search.query import Node

_CACHED = 1024
_PLAIN = Vocabulary()
_LEAST_TYPED = 4
"""Kana that a leaf has at least to count as a word: shorter ones occur across two words."""
_FEW_WORDS, _MOST_SPELLINGS, _MOST_RESPELLED = range(2, 7), 2, 4
"""Words of a leaf that is respelled, other spellings of each, and those of the leaf that are
kept."""
_BARRED = re.compile("[ァ-ヺー]{2,}[アァカガサザタダナハバパマヤャラワリィェー]\\Z")
"""Katakana that is written with and without a bar at its end."""
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
        units, frames = map(tuple, map(dict.fromkeys, units_of(plain, tokens, self._synonyms)))
        literal = fold_literal(plain)
        spelled = (literal, *self._respelled(plain, tokens))
        literals = tuple(dict.fromkeys((*spelled, _TOUCHING.sub(" ", literal))))
        kind = Kind.PART if units else Kind.WORD
        whole = Alternative(kind, literals=literals, bordered=bool(LATIN_RUN.match(literal)))
        if [unit.literal for unit in units] == [literal]:
            others = dict.fromkeys((*literals, *self._within(units[0])))
            whole = replace(whole, literals=tuple(others))
            foreign = len(tokens) == 1 and bool(origins(tokens, 0))
            substitutes = () if foreign else self._of_sound(plain, literal)[0]
            return Expansion(self._unguessed(units, substitutes), whole, substitutes)
        substitutes, known = self._of_sound(plain, literal)
        if known and hiragana(literal) == literal:
            # how MeCab segments hiragana alone is a guess: its pieces are no words
            short = len(literal) < _LEAST_TYPED
            units, whole = (), replace(whole, kind=Kind.PART if short else Kind.WORD)
        return Expansion(units, whole, substitutes + self._synonyms.of(literal), frames)

    def _respelled(self, text: str, tokens: Tokens) -> Iterator[str]:
        """The leaf with each of its words in the spellings that the index has, as folded literals:
        引越し業者 for 引っ越し業者, 買って良かった for 買ってよかった."""
        own, ends = tokens.spelled(), tokens.ends.tolist()
        if self._reader is None or len(own) not in _FEW_WORDS or LATIN_RUN.match(own[0]):
            return
        starts = tokens.starts.tolist()
        shown = [text[start:end] for start, end in zip(starts, ends, strict=True)]
        between = [text[end:start] for end, start in zip([0, *ends], starts, strict=False)]
        pieces = [
            [gap + other for other in self._spellings(one, term, lemma(tokens, at, at + 1))]
            for at, (gap, one, term) in enumerate(zip(between, shown, own, strict=True))
        ]
        choices = sorted(product(*(range(len(piece)) for piece in pieces)), key=sum)
        for choice in choices[:_MOST_RESPELLED]:
            run = "".join(piece[number] for piece, number in zip(pieces, choice, strict=True))
            yield fold_literal(run + text[ends[-1] :])

    def _spellings(self, shown: str, term: str, known: str) -> list[str]:
        """A word as it is `shown`, then in the other spellings that the index has most, inflected
        alike; `term` is the word uninflected, `known` the dictionary's main spelling of it."""
        reader = self._reader
        if reader is None or LATIN_RUN.match(term):
            return [shown]
        others = {*reader.forms(spelled(known)), known} - {term}
        frequent = sorted(others, key=lambda other: (-reader.frequency(other), other))
        # in kana two spellings are two words: よい, いい
        apart = (one for one in frequent if not (is_kana(term) and is_kana(one)))
        made = (_inflected(shown, term, one) for one in apart if reader.frequency(one))
        barred = [shown[:-1] if shown[-1] == "ー" else shown + "ー"] if _BARRED.match(shown) else []
        return [shown, *islice((*barred, *filter(None, made)), _MOST_SPELLINGS)]

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
        if not alternatives or self._sounds is None:
            return alternatives, False
        if self._sounds.known(alternatives):
            return alternatives, True
        if hiragana(literal) != literal:
            return alternatives, False
        compounds = self._sounds.compounds(plain, literal)
        return alternatives + compounds, bool(compounds)


def _inflected(shown: str, term: str, other: str) -> str:
    """Another spelling of a word inflected as it is `shown`: 良かっ for よかっ, よい and 良い. ""
    where what changes is not in the stem."""
    pairs = zip(reversed(term), reversed(other), strict=False)
    ending = sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], pairs))
    stem = term[: len(term) - ending]
    return other[: len(other) - ending] + shown[len(stem) :] if shown.startswith(stem) else ""
