"""A leaf of the query → what its text may be matched by."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import reduce
from itertools import islice, product
from operator import or_

from index.store import Reader
from index.text import (
    LATIN_RUN,
    LONGEST_TERM,
    Tokens,
    analyse,
    groups,
    hiragana,
    lemma,
    literal,
    origins,
    spelled,
    width,
)
from index.values import Vocabulary
from search.expand.kinds import Alternative, Kind, terms_of
from search.expand.readings import Heard, heard
from search.expand.spellings import variants, without_dashes
from search.expand.synonyms import Synonyms
from search.query import Node

_CACHED = 1024
_PLAIN = Vocabulary()
_SYMBOLS = re.compile(r"[!-~]*[0-9A-Za-z][!-~]*")
_LEAST_TYPED = 4
"""Kana of a run that counts as a word typed: shorter ones lie across two words."""
_MANY_PIECES, _MOST_RESPELLED = range(3, 9), 16
LONG_KATAKANA = re.compile("[ァ-ヺー]{5,}")
"""Not likely to lie in other words by chance, as インスタ does in インスタンス."""
_TELLING = re.compile(rf"{LONG_KATAKANA.pattern}|(?=.*[\u3400-\u9fff]).{{2,}}")
_EDGE = ",;:!?()'\"[]{}"
_JAPANESE = "[\u3041-\u30ff\u3400-\u9fff]"
_TOUCHING = re.compile(f"(?<=[0-9a-z])(?={_JAPANESE})|(?<={_JAPANESE})(?=[0-9a-z])")
_PURE = re.compile(rf"(?:{LATIN_RUN.pattern})\Z")


@dataclass(frozen=True)
class Unit:
    """One content word of a leaf, `text` as typed and `run` folded: what it may be matched by,
    the best kind first."""

    text: str
    run: str
    alternatives: tuple[Alternative, ...]

    @property
    def kinds(self) -> Kind:
        """Of all its alternatives."""
        return reduce(or_, (alternative.kind for alternative in self.alternatives))


@dataclass(frozen=True)
class Expansion:
    """A leaf's content words, and the leaf itself as a run: as typed, and with spaces where Latin
    and Japanese touch, as many write them (Go言語, Go 言語); of one word its other spellings, too.
    Without content words the run alone counts, as a word does. `meant`: what a leaf typed in kana
    or romaji, or one that has synonyms, may stand for."""

    units: tuple[Unit, ...]
    whole: Alternative
    meant: tuple[Alternative, ...] = ()

    @property
    def run(self) -> str:
        """The run as typed."""
        return self.whole.runs[0]

    @property
    def is_tiled(self) -> bool:
        """Whether it is its words and nothing between them: to its reader it is one word."""
        return sum(len(unit.run) for unit in self.units) >= len(self.run)

    @property
    def is_one_word(self) -> bool:
        return len(self.units) == 1 and self.units[0].run == self.run

    @property
    def is_begun_word(self) -> bool:
        """One Latin word, found from a border on: its run adds nothing to that."""
        begun = self.is_one_word and bool(self.units[0].kinds & Kind.BEGINNING)
        return begun and len(self.whole.runs) == 1


def literally(text: str) -> Alternative:
    """The one way to match what is quoted: as it is."""
    return Alternative(Kind.WORD, runs=(literal(width(text).strip()),))


class Expander:
    """Expands leaves by the dictionary, by the words and synonyms that a blog adds, and by what
    an index, where one is given, has for what is typed by ear."""

    def __init__(self, vocabulary: Vocabulary = _PLAIN, reader: Reader | None = None) -> None:
        self._added = vocabulary.words
        self._reader = reader
        self._heard = None if reader is None else Heard(reader)
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
        """The same analyser as the index's, then: what touches through symbols (C++, 12:30,
        node.js) is one unit, glued pieces are one unit, light words fall out beside others."""
        plain = width(text).strip()
        tokens = analyse(plain, self._added)
        units = tuple(dict.fromkeys(self._units(plain, tokens)))
        run = literal(plain)
        runs = tuple(dict.fromkeys((run, _TOUCHING.sub(" ", run))))
        kind = Kind.PART if units else Kind.WORD
        whole = Alternative(kind, runs=runs, bordered=bool(LATIN_RUN.match(run)))
        if [unit.run for unit in units] == [run]:
            others = (*self._within(units[0]), *self._respelled(tokens))
            whole = replace(whole, runs=tuple(dict.fromkeys((*runs, *others))))
            foreign = len(tokens) == 1 and bool(origins(tokens, 0))
            meant = () if foreign else self._by_ear(plain, run)[0]
            return Expansion(self._unguessed(units, meant), whole, meant)
        meant, known = self._by_ear(plain, run)
        if known and hiragana(run) == run:
            # MeCab guesses at hiragana: the pieces that it makes of them say nothing
            short = len(run) < _LEAST_TYPED
            units, whole = (), replace(whole, kind=Kind.PART if short else Kind.WORD)
        return Expansion(units, whole, meant + self._synonyms.of(run))

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
        yield from islice(map(literal, map("".join, product(*pieces))), _MOST_RESPELLED)

    def _within(self, word: Unit) -> tuple[str, ...]:
        """The other spellings of a word that the index has, as what other words may hold:
        取り扱い方 for 取扱い, プラグインシステム for plugin."""
        inflected = word.alternatives[0].terms != (word.run,)
        if self._reader is None or inflected:
            return ()
        ways = (way for way in word.alternatives if way.kind in (Kind.SPELLING, Kind.CROSSING))
        runs = (literal(term) for way in ways for term in terms_of(way, self._reader))
        return tuple(dict.fromkeys(run for run in runs if _TELLING.fullmatch(run)))

    def _unguessed(
        self, units: tuple[Unit, ...], meant: tuple[Alternative, ...]
    ) -> tuple[Unit, ...]:
        """Without the one spelling that MeCab guesses for kana, where it is read like others:
        きのう is 機能 as well as 昨日."""
        heard = self._heard
        if heard is None or not meant:
            return units
        return tuple(
            replace(unit, alternatives=tuple(
                way for way in unit.alternatives
                if way.kind is not Kind.SPELLING or not heard.covers(meant, way)
            ))
            for unit in units
        )  # fmt: skip

    def _by_ear(self, plain: str, run: str) -> tuple[tuple[Alternative, ...], bool]:
        """(what the leaf may be matched by, whether the index has any of that)."""
        found = heard(plain, run, self._added)
        if not found or self._heard is None:
            return found, False
        if self._heard.known(found):
            return found, True
        if hiragana(run) != run:
            return found, False
        compounds = self._heard.compounds(plain, run)
        return found + compounds, bool(compounds)

    def _units(self, text: str, tokens: Tokens) -> list[Unit]:
        firsts, ends = groups(tokens)
        spans = list(zip(firsts.tolist(), ends.tolist(), strict=True))
        heavy = [span for span in spans if not all(tokens.light[span[0] : span[1]])] or spans
        words = [(int(tokens.starts[a]), int(tokens.ends[b - 1]), a, b) for a, b in heavy]
        units: list[Unit] = []
        for start, end in _symbol_runs(text):
            if _in_number(tokens, start, end):
                continue
            touching = [word for word in words if word[0] < end and start < word[1]]
            words = [word for word in words if word not in touching]
            low = min([start, *(word[0] for word in touching)])
            high = max([end, *(word[1] for word in touching)])
            units.append(self._symbols_unit(text[low:high]))
        return units + [self._word_unit(text, tokens, word) for word in words]

    def _symbols_unit(self, shown: str) -> Unit:
        """What holds symbols is no word of the index: found literally."""
        run = literal(shown)
        bordered = bool(LATIN_RUN.match(run))
        exact = Alternative(Kind.WORD, runs=(run,), bordered=bordered)
        return Unit(shown, run, (exact, *without_dashes(run), *self._synonyms.of(run)))

    def _word_unit(self, text: str, tokens: Tokens, word: tuple[int, int, int, int]) -> Unit:
        start, end, first, stop = word
        shown = text[start:end]
        term = "".join(tokens.spelled()[first:stop])
        if len(term) > LONGEST_TERM:
            return self._symbols_unit(shown)
        run = literal(shown)
        exact = Alternative(Kind.WORD, terms=(term,))
        begun = (Alternative(Kind.BEGINNING, prefix=run),) if _PURE.match(run) else ()
        others = (*variants(tokens, first, stop, run), *self._synonyms.of(run), *begun)
        return Unit(shown, run, (exact, *others))


def _in_number(tokens: Tokens, start: int, end: int) -> bool:
    """12,000 is a word of the index, for all its comma."""
    return bool(((tokens.starts <= start) & (end <= tokens.ends) & tokens.numeral).any())


def _symbol_runs(text: str) -> list[tuple[int, int]]:
    """Slices of ASCII runs that hold symbols beside letters or digits, punctuation cut off."""
    found = []
    for match in _SYMBOLS.finditer(text):
        left = len(match[0]) - len(match[0].lstrip(_EDGE))
        right = len(match[0].rstrip(_EDGE + "."))
        if not match[0][left:right].isalnum() and left < right:
            found.append((match.start() + left, match.start() + right))
    return found
