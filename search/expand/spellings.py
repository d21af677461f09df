"""The variants of a word: its other spellings, and its counterpart in Latin or katakana."""

import re

from index.text import (
    DASH,
    KATAKANA,
    LATIN_RUN,
    V_TO_B,
    Tokens,
    is_kana,
    latin,
    lemma,
    origins,
    reading,
    spelled,
    without_v,
)
from search.expand.kinds import Alternative, Kind, has_one_kanji

_B_TO_V = {plain: foreign for foreign, plain in V_TO_B.items()}
_B = re.compile("[バビブベボ]")
_ENDING = dict(zip("いきぎしちにびみり", "うくぐすつぬぶむる", strict=True))
"""Endings of godan verbs, by the kana that their stem ends in."""
_STEM_OF = {ending: last for last, ending in _ENDING.items()}
_STEMS = {*_ENDING, *"えけげせぜてでねべめれじ"}
"""What stems of ichidan verbs end in."""
_KANJI = re.compile("[\u3400-\u9fff]")
_LATIN_WITH_DASHES = re.compile(f"(?:{LATIN_RUN.pattern}{DASH})+{LATIN_RUN.pattern}")


def variants(tokens: Tokens, first: int, stop: int, literal: str) -> tuple[Alternative, ...]:
    """The alternatives of a content word besides the word as typed. It is made of the tokens
    `first` to `stop`, the latter excluded, and folds to `literal`."""
    known, term = lemma(tokens, first, stop), tokens.term(first, stop)
    read = reading(tokens, first) if stop - first == 1 and is_kana(term) else ""
    alike = (spelled(known, read), spelled(known, "")) if read else (spelled(known),)
    alternatives = [Alternative(Kind.SPELLING, terms=(known,), forms=alike, but=term)]
    if has_one_kanji(term):
        alternatives.append(Alternative(Kind.READING, terms=(known,), forms=alike, but=term))
    if related := _of_compound_verb(known):
        forms = tuple(map(spelled, related))
        alternatives.append(Alternative(Kind.SPELLING, terms=related, forms=forms))
    literals = other_literals(literal)
    if LATIN_RUN.fullmatch(literal) and stop - first > 1:
        literals += (DASH.join(tokens.spelled()[first:stop]),)
    if literals:
        alternatives.append(Alternative(Kind.SPELLING, literals=literals))
    if LATIN_RUN.fullmatch(literal):
        sources = tuple(dict.fromkeys((literal, known)))
        forms = tuple(map(latin, sources))
        alternatives.append(Alternative(Kind.CROSSING, terms=sources, forms=forms, but=term))
    elif stop - first == 1 and (sources := origins(tokens, first)):
        # not by other katakana words of the same origin: ルビ is no ルビー
        forms = tuple(map(spelled, sources))
        alternatives.append(Alternative(Kind.CROSSING, terms=sources, forms=forms))
    return tuple(alternatives)


def _of_compound_verb(word: str) -> tuple[str, ...]:
    """What may be the verb that a noun is made of, or the noun made of a verb: 引っ越し, 引っ越す.
    Only for words of two kanji or more: 違い and 違う are two words to a reader."""
    stem, last = word[:-1], word[-1:]
    if len(_KANJI.findall(word)) < 2:
        return ()
    verbs = [stem + _ENDING[last]] if last in _ENDING else []
    verbs += [word + "る"] if last in _STEMS else []
    nouns = [stem + _STEM_OF[last]] if last in _STEM_OF else []
    nouns += [stem] if last == "る" and stem[-1] in _STEMS else []
    return (*verbs, *nouns)


def other_literals(literal: str) -> tuple[str, ...]:
    """The other literals of katakana with ヴ or バ, both ways; () for all else. They are literals
    since MeCab segments the two spellings differently."""
    if not KATAKANA.fullmatch(literal):
        return ()
    foreign = _B.sub(lambda match: _B_TO_V[match[0]], literal)
    return tuple(
        other for other in dict.fromkeys((without_v(literal), foreign)) if other != literal
    )


def without_dashes(literal: str) -> tuple[Alternative, ...]:
    """The alternative without dashes of Latin that has some, WiFi for Wi-Fi; () for all else."""
    if not _LATIN_WITH_DASHES.fullmatch(literal):
        return ()
    return (Alternative(Kind.SPELLING, literals=(literal.replace(DASH, ""),), bordered=True),)
