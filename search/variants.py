"""What a word may be matched by besides itself: spellings, readings, Latin and katakana."""

import re

from index.text import (
    DASH,
    LATIN_RUN,
    V_TO_B,
    Tokens,
    fold_word,
    from_romaji,
    hiragana,
    is_kana,
    katakana,
    latin,
    lemma,
    literal,
    loose,
    morae,
    origin,
    read,
    spelled,
    without_v,
)
from search.kinds import Alternative, Kind

_ROMAJI = re.compile("[a-z']{4,40}")
_LEAST_MORAE, _MOST_MORAE = 3, 20
_KATAKANA = re.compile("[ァ-ヺー]{3,}")
_B_TO_V = {plain: foreign for foreign, plain in V_TO_B.items()}
_B = re.compile("[バビブベボ]")
_LATIN_WITH_DASHES = re.compile(f"(?:{LATIN_RUN.pattern}{DASH})+{LATIN_RUN.pattern}")


def variants(tokens: Tokens, first: int, stop: int, run: str) -> tuple[Alternative, ...]:
    """Of a content word, made of the tokens `first` to `stop` and folded to `run`."""
    words = tokens.lexicon.terms
    known = lemma(tokens, first, stop)
    pieces = [words[number] for number in tokens.terms[first:stop].tolist()]
    term = "".join(pieces)
    found = [Alternative(Kind.SPELLING, terms=(known,), forms=(spelled(known),), but=term)]
    runs = _other_runs(run)
    if LATIN_RUN.fullmatch(run) and stop - first > 1:
        runs += (DASH.join(pieces),)
    if runs:
        found.append(Alternative(Kind.SPELLING, runs=runs))
    source = run if LATIN_RUN.fullmatch(run) else origin(tokens, first)
    if source and (stop - first == 1 or source == run):
        sources = tuple(dict.fromkeys((source, known if source == run else source)))
        forms = tuple(map(latin, sources))
        found.append(Alternative(Kind.CROSSING, terms=sources, forms=forms, but=term))
    return tuple(found)


def _other_runs(run: str) -> tuple[str, ...]:
    """Of katakana with ヴ or バ, as MeCab cuts them in different ways."""
    if not _KATAKANA.fullmatch(run):
        return ()
    foreign = _B.sub(lambda match: _B_TO_V[match[0]], run)
    return tuple(other for other in dict.fromkeys((without_v(run), foreign)) if other != run)


def without_dashes(run: str) -> tuple[Alternative, ...]:
    """Wi-Fi is WiFi too."""
    if not _LATIN_WITH_DASHES.fullmatch(run):
        return ()
    return (Alternative(Kind.SPELLING, runs=(run.replace(DASH, ""),), bordered=True),)


def heard(typed: str, run: str) -> tuple[Alternative, ...]:
    """What a whole leaf stands for that was typed as it sounds: kana of three morae or more,
    lower-case romaji of four letters or more."""
    if is_kana(run) and _LEAST_MORAE <= morae(run) <= _MOST_MORAE:
        kana = hiragana(run)
        return (*_in_kana(kana, run, Kind.SPELLING), _read(kana, exactly=True))
    if _ROMAJI.fullmatch(typed) and (sound := from_romaji(typed)) is not None:
        exactly = loose(sound) != sound
        return (*_in_kana(sound, run, Kind.READING), _read(sound, exactly))
    return ()


def _read(kana: str, exactly: bool) -> Alternative:
    return Alternative(Kind.READING, forms=(read(kana, exactly),))


def _in_kana(kana: str, run: str, kind: Kind) -> tuple[Alternative, ...]:
    """In either script of kana, but as it was typed."""
    both = [script for script in (kana, katakana(kana)) if literal(script) != run]
    terms = tuple(dict.fromkeys(map(fold_word, both)))
    runs = (*map(literal, both), *_other_runs(run)) if kind is Kind.SPELLING else ()
    words = Alternative(kind, terms=terms)
    return (words, Alternative(kind, runs=runs)) if runs else (words,)
