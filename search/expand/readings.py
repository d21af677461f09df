"""What a leaf stands for that was typed as it sounds, in kana or romaji: words with that
reading."""

import re
from collections.abc import Iterator
from dataclasses import replace
from functools import partial
from itertools import islice, product

from index.store import Reader
from index.text import (
    KATAKANA,
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
    origins,
    read,
    sounds_of,
)
from index.values import AddedWords
from search.expand.kinds import Alternative, Kind, terms_of
from search.expand.spellings import in_other_script, variants
from search.lookup import border_of, candidates, verified

_ROMAJI = re.compile("[a-z'](?:[a-z']|(?<=[aiueo])-){3,39}")
_LEAST_MORAE, _MOST_MORAE = 2, 20
_CACHED = 4_096
_MOST_PARTS, _LEAST_PART = 3, 2
"""Words that a reading is cut into, and kana of each."""
_MOST_WORDS, _MOST_TRIED, _MOST_LITERALS = 6, 60, 12
"""Words of one reading that are looked at, spellings of a compound that are tried, and kept."""
_RARE = 10
"""How many times as many posts a word is in as one that is rare beside it."""
_LINK = "の"
"""The particle that joins words of a name: ハノイの塔."""
_INNER = set("ぁぃぅぇぉゃゅょっんー")
"""Kana that no word begins with."""


def sounds(typed: str, literal: str) -> tuple[str, ...]:
    """The readings of a leaf in hiragana: of kana of 2 to 20 morae, or of lower-case romaji of 4 to
    40 letters, which may have several; () for all else."""
    if is_kana(literal):
        return (hiragana(literal),) if _LEAST_MORAE <= morae(literal) <= _MOST_MORAE else ()
    return sounds_of(typed) if _ROMAJI.fullmatch(typed) else ()


def by_ear(typed: str, literal: str, added: AddedWords) -> tuple[Alternative, ...]:
    """The alternatives of a leaf typed as it sounds: the other script of kana, the variants of the
    foreign word that it is in katakana, for romaji the one word that MeCab makes of several pieces,
    and all words of the index with that reading. () where the leaf has no readings."""
    alternatives: list[Alternative] = []
    least = Kind.SPELLING if is_kana(literal) else Kind.READING
    for sound in sounds(typed, literal):
        alternatives += _in_kana(sound, literal)
        guessed = () if is_kana(literal) else _guessed(sound, added)
        if literal != katakana(sound):
            guessed += _foreign(katakana(sound if is_kana(literal) else barred(sound)), added)
        alternatives += (replace(one, kind=max(one.kind, least)) for one in guessed)
        readings = (sound,) if is_kana(literal) else (sound, barred(sound))
        forms = tuple(read(one, True) for one in dict.fromkeys(readings))
        alternatives.append(Alternative(Kind.READING, forms=forms))
    return tuple(alternatives)


def by_ear_loosely(typed: str, literal: str) -> tuple[Alternative, ...]:
    """The alternatives of romaji where only some long vowels may be typed: tokyou for 東京."""
    heard = () if is_kana(literal) else sounds(typed, literal)
    return tuple(Alternative(Kind.READING, forms=(read(sound, False),)) for sound in heard)


def has_no_long_vowel(typed: str, literal: str) -> bool:
    """Whether romaji may have left out long vowels, having none: tokyo, osaka."""
    return not any(_exactly(sound, literal) for sound in sounds(typed, literal))


def _exactly(sound: str, literal: str) -> bool:
    """Whether the long vowels of a reading are known: they are in kana, and in romaji that has
    any."""
    return is_kana(literal) or loose(sound) != sound


def _in_kana(sound: str, literal: str) -> Iterator[Alternative]:
    """Alternatives in either script of kana, except as typed: as a word, and inside longer words
    where it is katakana long enough not to be there by chance."""
    kind = Kind.SPELLING if is_kana(literal) else Kind.READING
    scripts = (sound, katakana(sound), *(() if is_kana(literal) else (katakana(barred(sound)),)))
    others = [script for script in scripts if fold_literal(script) != literal]
    yield Alternative(kind, terms=tuple(dict.fromkeys(map(fold_word, others))))
    literals = in_other_script(sound) if literal == sound or not is_kana(literal) else ()
    literals += (sound,) if literals and not is_kana(literal) else ()
    yield from (Alternative(kind, literals=(one,)) for one in literals)


def _foreign(kana: str, added: AddedWords) -> tuple[Alternative, ...]:
    """The variants of the foreign word that katakana are, () where they are none."""
    tokens = analyse(kana, added)
    is_one = len(tokens) == 1 and tokens.ends[0] - tokens.starts[0] == len(kana)
    return variants(tokens, 0, 1, fold_literal(kana)) if is_one and origins(tokens, 0) else ()


def _guessed(kana: str, added: AddedWords) -> tuple[Alternative, ...]:
    """The variants of the one word of several pieces that MeCab makes of kana; () where it makes
    none."""
    tokens = analyse(kana, added)
    _, ends = groups(tokens)
    if len(ends) != 1 or len(tokens) < 2 or (tokens.ends[-1] - tokens.starts[0]) < len(kana):
        return ()
    return variants(tokens, 0, int(ends[0]), fold_literal(kana))


class SoundIndex:
    """The words of one index by their readings."""

    def __init__(self, reader: Reader) -> None:
        self._reader = reader
        self._spelled: dict[tuple[str, bool], tuple[str, ...]] = {}

    def known(self, alternatives: tuple[Alternative, ...]) -> bool:
        """Whether a post has a word that one of them matches."""
        return any(
            self._having(term)
            for alternative in alternatives
            for term in terms_of(alternative, self._reader)
        )

    def _having(self, term: str) -> int:
        """How many postings a word has, deleted posts not counted."""
        return len(self._reader.word(term).docs)

    def outnumbered(
        self, exactly: tuple[Alternative, ...], loosely: tuple[Alternative, ...]
    ) -> bool:
        """Whether words that sound exactly so are rare beside those that would with long vowels:
        osaka is 大阪 rather than 小坂, but shomei 署名, not 証明."""
        return _RARE * self._count(exactly) < self._count(loosely)

    def _count(self, alternatives: tuple[Alternative, ...]) -> int:
        words = {term for one in alternatives for term in terms_of(one, self._reader)}
        return sum(map(self._having, words))

    def has_rivals(self, heard: tuple[Alternative, ...], guess: Alternative) -> bool:
        """Whether the words of the index that sound alike, those `heard`, include those of a
        `guess`, and others that are not rare beside them."""
        own = (one for one in heard if one.kind in Kind.SPELLING | Kind.READING)
        words = {term for one in own for term in terms_of(one, self._reader)}
        guessed = {term for term in terms_of(guess, self._reader) if self._having(term)}
        if guess.literals or not guessed <= words:
            return False
        others = sum(map(self._having, words - guessed - {guess.but}))
        return others * _RARE >= sum(map(self._having, guessed))

    def compounds(self, typed: str, literal: str) -> tuple[Alternative, ...]:
        """One alternative with the compounds of two or three words that the leaf is the reading of
        and a post has: 機械学習 for きかいがくしゅう. () without any. For leaves that are the
        reading of no single word here."""
        spelled = (
            one for sound in sounds(typed, literal) for one in self._literals(sound, literal)
        )
        literals = tuple(dict.fromkeys(islice(spelled, _MOST_LITERALS)))
        return (Alternative(Kind.READING, literals=literals),) if literals else ()

    def _literals(self, sound: str, literal: str) -> Iterator[str]:
        """The folded compounds of a reading, of as few words as possible."""
        spellings = partial(self._spellings, exactly=_exactly(sound, literal))
        for parts in range(2, _MOST_PARTS + 1):
            cuts = (cut for cut in _cuts(sound, parts) if all(map(spellings, cut)))
            tried = (
                written
                for cut in cuts
                for spelled in product(*map(spellings, cut))
                for written in _written(spelled)
            )
            held = [one for one in islice(tried, _MOST_TRIED) if self._holds(fold_literal(one))]
            if held:
                yield from map(fold_literal, held)
                return

    def _spellings(self, kana: str, exactly: bool) -> tuple[str, ...]:
        """Words with that reading, the most frequent first, and the word in katakana."""
        if kana == _LINK:
            return (kana,)
        known = self._spelled.get((kana, exactly))
        if known is None:
            words = filter(self._having, self._reader.forms(read(kana, exactly)))
            ranked = sorted(words, key=self._having, reverse=True)[:_MOST_WORDS]
            foreign = katakana(kana)
            known = (*ranked, *((foreign,) if self._having(fold_word(foreign)) else ()))
            if len(self._spelled) >= _CACHED:
                self._spelled.clear()
            self._spelled[kana, exactly] = known
        return known

    def _holds(self, literal: str) -> bool:
        """Whether a post has a literal."""
        docs = candidates(self._reader, literal)
        found = verified(self._reader, docs, literal, border_of(literal))
        return len(docs) > 0 and len(found.docs) > 0


def _cuts(kana: str, parts: int) -> Iterator[tuple[str, ...]]:
    """Every cut of kana into so many parts, none of which begins with small kana; の may be one of
    three: はのい, の, とう."""
    if parts == 1:
        if len(kana) >= _LEAST_PART:
            yield (kana,)
        return
    if parts == _MOST_PARTS:
        for at in range(_LEAST_PART, len(kana) - _LEAST_PART):
            if kana[at] == _LINK:
                yield kana[:at], _LINK, kana[at + 1 :]
    for at in range(_LEAST_PART, len(kana) - _LEAST_PART * (parts - 1) + 1):
        if kana[at] not in _INNER:
            yield from ((kana[:at], *rest) for rest in _cuts(kana[at:], parts - 1))


def _written(words: tuple[str, ...]) -> Iterator[str]:
    """A compound of words as one, and in katakana with spaces, too: メモリ リーク."""
    yield "".join(words)
    if all(map(KATAKANA.fullmatch, words)):
        yield " ".join(words)
