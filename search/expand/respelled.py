"""A leaf as a run of characters in all the spellings that an index has: words inflected, katakana
varied, letters that are alike."""

import re
from collections.abc import Iterator
from itertools import islice, product, takewhile

from index.store import Reader
from index.text import LATIN_RUN, Tokens, fold_literal, is_kana, lemma, spelled
from search.expand.kinds import Alternative, Kind
from search.expand.spellings import in_other_script
from search.expand.variations import variations, varied
from search.lookup import alike_candidates, border_of

_CACHED = 4_096
_FEW_WORDS, _MOST_SPELLINGS, _MOST_RESPELLED = range(1, 7), 2, 4
"""Words of a leaf that is respelled, other spellings of each, and those of the leaf that are
kept."""
_BARRED = re.compile("[ァ-ヺー]{2,}[アァカガサザタダナハバパマヤャラワリィェ]ー?\\Z")
"""Katakana that is written with and without a bar at its end."""
_JAPANESE = "[\u3041-\u30ff\u3400-\u9fff]"
_TOUCHING = re.compile(f"(?<=[0-9a-z])(?={_JAPANESE})|(?<={_JAPANESE})(?=[0-9a-z])")


class Respelling:
    """Respells leaves by the words of an index; without one by what needs none."""

    def __init__(self, reader: Reader | None) -> None:
        self._reader = reader
        self._known: dict[str, tuple[str, ...]] = {}

    def literally(self, text: str, tokens: Tokens, kind: Kind) -> Alternative:
        """A leaf as literals: as typed, with spaces where Latin and Japanese touch, and in other
        spellings."""
        literal, run = fold_literal(text), self._respelled(text, tokens)
        others = (*run, *self._variations(literal), *in_other_script(literal))
        literals = tuple(dict.fromkeys((literal, _TOUCHING.sub(" ", literal), *others)))
        bordered = border_of(literal)
        alike = () if bordered else self._alike(literal)
        return Alternative(kind, literals=literals, bordered=bordered, alike=alike)

    def _variations(self, literal: str) -> tuple[str, ...]:
        """A literal with its katakana in the other spellings that the index has."""
        return variations(literal, self._reader) if self._reader else ()

    def others(self, literal: str) -> tuple[Alternative, ...]:
        """The alternatives of a literal in letters that are alike and with varied katakana."""
        others = varied(self._variations(literal), self._reader) if self._reader else ()
        alike = self._alike(literal)
        letters = Alternative(Kind.SPELLING, alike=alike, as_words=True)
        return (*((letters,) if alike else ()), *others)

    def _alike(self, literal: str) -> tuple[str, ...]:
        """The literal, if a post may have it in other letters that are alike."""
        alike = self._known.get(literal)
        if alike is None:
            if len(self._known) >= _CACHED:
                self._known.clear()
            here = self._reader is None or len(alike_candidates(self._reader, literal)) > 0
            alike = self._known[literal] = (literal,) if here else ()
        return alike

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


def _inflected(shown: str, term: str, other: str) -> str:
    """Another spelling of a word inflected as it is `shown`: 良かっ for よかっ, よい and 良い. ""
    where what changes is not in the stem."""
    pairs = zip(reversed(term), reversed(other), strict=False)
    ending = sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], pairs))
    stem = term[: len(term) - ending]
    return other[: len(other) - ending] + shown[len(stem) :] if shown.startswith(stem) else ""
