"""What a word may be matched by besides itself: other spellings, Latin and katakana."""

import re

from index.text import (
    DASH,
    KATAKANA,
    LATIN_RUN,
    V_TO_B,
    Tokens,
    latin,
    lemma,
    origins,
    spelled,
    without_v,
)
from search.expand.kinds import Alternative, Kind

_B_TO_V = {plain: foreign for foreign, plain in V_TO_B.items()}
_B = re.compile("[バビブベボ]")
_ENDING = dict(zip("いきぎしちにびみり", "うくぐすつぬぶむる", strict=True))
"""Of verbs of five rows, by the kana that their stem ends in."""
_STEM_OF = {ending: last for last, ending in _ENDING.items()}
_STEMS = {*_ENDING, *"えけげせぜてでねべめれじ"}
"""What stems of verbs of one row end in."""
_KANJI = re.compile("[\u3400-\u9fff]")
_LATIN_WITH_DASHES = re.compile(f"(?:{LATIN_RUN.pattern}{DASH})+{LATIN_RUN.pattern}")


def variants(tokens: Tokens, first: int, stop: int, literal: str) -> tuple[Alternative, ...]:
    """Of a content word, made of the tokens `first` to `stop` and folded to `run`."""
    words = tokens.lexicon.terms
    known = lemma(tokens, first, stop)
    pieces = [words[number] for number in tokens.terms[first:stop].tolist()]
    term = "".join(pieces)
    found = [Alternative(Kind.SPELLING, terms=(known,), forms=(spelled(known),), but=term)]
    if related := _of_compound_verb(known):
        found.append(Alternative(Kind.SPELLING, terms=related, forms=tuple(map(spelled, related))))
    literals = other_literals(literal)
    if LATIN_RUN.fullmatch(literal) and stop - first > 1:
        literals += (DASH.join(pieces),)
    if literals:
        found.append(Alternative(Kind.SPELLING, literals=literals))
    if LATIN_RUN.fullmatch(literal):
        sources = tuple(dict.fromkeys((literal, known)))
        forms = tuple(map(latin, sources))
        found.append(Alternative(Kind.CROSSING, terms=sources, forms=forms, but=term))
    elif stop - first == 1 and (sources := origins(tokens, first)):
        # not by other katakana words of one origin: ルビ is no ルビー
        forms = tuple(map(spelled, sources))
        found.append(Alternative(Kind.CROSSING, terms=sources, forms=forms))
    return tuple(found)


def _of_compound_verb(word: str) -> tuple[str, ...]:
    """What may be the verb that a noun comes from, or the noun that comes from a verb: 引っ越し,
    引っ越す. Of words of two kanji or more: 違い and 違う are two words to a reader."""
    stem, last = word[:-1], word[-1:]
    if len(_KANJI.findall(word)) < 2:
        return ()
    verbs = [stem + _ENDING[last]] if last in _ENDING else []
    verbs += [word + "る"] if last in _STEMS else []
    nouns = [stem + _STEM_OF[last]] if last in _STEM_OF else []
    nouns += [stem] if last == "る" and stem[-1] in _STEMS else []
    return (*verbs, *nouns)


def other_literals(literal: str) -> tuple[str, ...]:
    """Of katakana with ヴ or バ, as MeCab cuts them in different ways."""
    if not KATAKANA.fullmatch(literal):
        return ()
    foreign = _B.sub(lambda match: _B_TO_V[match[0]], literal)
    return tuple(
        other for other in dict.fromkeys((without_v(literal), foreign)) if other != literal
    )


def without_dashes(literal: str) -> tuple[Alternative, ...]:
    """Wi-Fi is WiFi too."""
    if not _LATIN_WITH_DASHES.fullmatch(literal):
        return ()
    return (Alternative(Kind.SPELLING, literals=(literal.replace(DASH, ""),), bordered=True),)
