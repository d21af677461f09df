"""What a leaf stands for that was typed as it sounds, in kana or romaji."""

import re
from collections.abc import Iterator
from dataclasses import replace
from functools import partial
from itertools import islice, product

from index.store import Reader
from index.text import (
    LATIN_RUN,
    analyse,
    barred,
    fold_literal,
    fold_word,
    groups,
    hiragana,
    is_kana,
    katakana,
    loose,
    morae,
    read,
    sounds_of,
)
from index.values import AddedWords
from search.expand.kinds import Alternative, Kind, terms_of
from search.expand.spellings import other_literals, variants
from search.lookup import candidates, verified

_ROMAJI = re.compile("[a-z']{4,40}")
_LEAST_MORAE, _MOST_MORAE = 2, 20
_LEAST_RUN = 4
"""Morae of a run of katakana that is looked for within words."""
_CACHED = 4_096
_MOST_PARTS, _LEAST_PART = 3, 2
"""AddedWords that a reading is cut into, and kana of each."""
_MOST_WORDS, _MOST_TRIED, _MOST_RUNS = 6, 60, 12
"""AddedWords read alike that are looked at, ways to spell a reading that are tried, and kept."""
_INNER = set("ぁぃぅぇぉゃゅょっんー")
"""Kana that no word begins with."""


def sounds(typed: str, literal: str) -> tuple[str, ...]:
    """What a leaf sounds like, in hiragana: kana of two morae or more, lower-case romaji of four
    letters or more; () for all else."""
    if is_kana(literal):
        return (hiragana(literal),) if _LEAST_MORAE <= morae(literal) <= _MOST_MORAE else ()
    return sounds_of(typed) if _ROMAJI.fullmatch(typed) else ()


def by_ear(typed: str, literal: str, added: AddedWords) -> tuple[Alternative, ...]:
    """By what a leaf may be matched that was typed by ear: the other script of kana, what a word
    in katakana comes from, the one word that MeCab makes of several pieces, all words read so."""
    found: list[Alternative] = []
    for sound in sounds(typed, literal):
        found += _in_kana(sound, literal)
        if literal != katakana(sound):
            foreign = katakana(sound if is_kana(literal) else barred(sound))
            found += (
                alternative
                for alternative in _guessed(foreign, 1, added)
                if alternative.kind is Kind.CROSSING
            )
        if not is_kana(literal):
            found += (
                replace(alternative, kind=Kind.READING) for alternative in _guessed(sound, 2, added)
            )
        found.append(Alternative(Kind.READING, forms=(read(sound, _exactly(sound, literal)),)))
    return tuple(found)


def _exactly(sound: str, literal: str) -> bool:
    """Whether its long vowels are as typed: kana tell them, romaji that has any."""
    return is_kana(literal) or loose(sound) != sound


def _in_kana(sound: str, literal: str) -> Iterator[Alternative]:
    """In either script of kana, but as it was typed: as a word; a short run, or one of hiragana,
    would lie within or across others."""
    kind = Kind.SPELLING if is_kana(literal) else Kind.READING
    scripts = (sound, katakana(sound), *(() if is_kana(literal) else (katakana(barred(sound)),)))
    others = [script for script in scripts if fold_literal(script) != literal]
    yield Alternative(kind, terms=tuple(dict.fromkeys(map(fold_word, others))))
    literals = other_literals(literal)
    if literal == sound and morae(literal) >= _LEAST_RUN:
        literals = (fold_literal(katakana(sound)),)
    yield from (Alternative(kind, literals=(one,)) for one in literals)


def _guessed(kana: str, least: int, added: AddedWords) -> tuple[Alternative, ...]:
    """The ways to match the one word that MeCab makes of kana, if it makes one, of so many pieces
    at least."""
    tokens = analyse(kana, added)
    _, ends = groups(tokens)
    if len(ends) != 1 or ends[0] < least or (tokens.ends[-1] - tokens.starts[0]) < len(kana):
        return ()
    return variants(tokens, 0, int(ends[0]), fold_literal(kana))


class SoundIndex:
    """What one index has for what was typed by ear."""

    def __init__(self, reader: Reader) -> None:
        self._reader = reader
        self._spelled: dict[tuple[str, bool], tuple[str, ...]] = {}

    def known(self, alternatives: tuple[Alternative, ...]) -> bool:
        """Whether it has a word for any of them."""
        return any(
            self._having(term)
            for alternative in alternatives
            for term in terms_of(alternative, self._reader)
        )

    def _having(self, term: str) -> int:
        """How many posts, deleted ones not counted, have a word."""
        return len(self._reader.word(term).docs)

    def covers(self, alternatives: tuple[Alternative, ...], other: Alternative) -> bool:
        """Whether all that it has for a way to match is read as other ways say."""
        readings = [alternative for alternative in alternatives if alternative.kind is Kind.READING]
        read = {term for alternative in readings for term in terms_of(alternative, self._reader)}
        terms = terms_of(other, self._reader)
        return not other.literals and all(term in read for term in terms if self._having(term))

    def compounds(self, typed: str, literal: str) -> tuple[Alternative, ...]:
        """What it has that is read so and made of two words or three: きかいがくしゅう is read
        機械, 学習. Tried where no word of it is read so."""
        literals = (
            one for sound in sounds(typed, literal) for one in self._literals(sound, literal)
        )
        found = tuple(dict.fromkeys(islice(literals, _MOST_RUNS)))
        return (Alternative(Kind.READING, literals=found),) if found else ()

    def _literals(self, sound: str, literal: str) -> Iterator[str]:
        spellings = partial(self._spellings, exactly=_exactly(sound, literal))

        for parts in range(2, _MOST_PARTS + 1):
            cuts = (cut for cut in _cuts(sound, parts) if all(map(spellings, cut)))
            tried = ("".join(spelled) for cut in cuts for spelled in product(*map(spellings, cut)))
            found = [one for one in islice(tried, _MOST_TRIED) if self._holds(fold_literal(one))]
            if found:
                yield from map(fold_literal, found)
                return

    def _spellings(self, kana: str, exactly: bool) -> tuple[str, ...]:
        """AddedWords that are read so, the most frequent first, and the word in katakana."""
        known = self._spelled.get((kana, exactly))
        if known is None:
            found = filter(self._having, self._reader.forms(read(kana, exactly)))
            ranked = sorted(found, key=self._having, reverse=True)[:_MOST_WORDS]
            foreign = katakana(kana)
            known = (*ranked, *((foreign,) if self._having(fold_word(foreign)) else ()))
            if len(self._spelled) >= _CACHED:
                self._spelled.clear()
            self._spelled[kana, exactly] = known
        return known

    def _holds(self, literal: str) -> bool:
        docs = candidates(self._reader, literal)
        bordered = bool(LATIN_RUN.match(literal))
        return len(docs) > 0 and len(verified(self._reader, docs, literal, bordered).docs) > 0


def _cuts(kana: str, parts: int) -> Iterator[tuple[str, ...]]:
    """Every way to cut kana into so many parts."""
    if parts == 1:
        if len(kana) >= _LEAST_PART:
            yield (kana,)
        return
    for at in range(_LEAST_PART, len(kana) - _LEAST_PART * (parts - 1) + 1):
        if kana[at] not in _INNER:
            yield from ((kana[:at], *rest) for rest in _cuts(kana[at:], parts - 1))
