"""The variants of a word: its other spellings, and its counterpart in Latin or katakana."""

import re

from index.text import (
    LATIN_RUN,
    Tokens,
    fold_literal,
    hiragana,
    is_kana,
    katakana,
    latin,
    lemma,
    morae,
    origins,
    reading,
    spelled,
)
from search.expand.kinds import Alternative, Kind, has_one_kanji

_LEAST_WITHIN = 4
"""Morae of kana that are looked for within words."""
_ENDING = dict(zip("いきぎしちにびみり", "うくぐすつぬぶむる", strict=True))
"""Endings of godan verbs, by the kana that their stem ends in."""
_STEM_OF = {ending: last for last, ending in _ENDING.items()}
_STEMS = {*_ENDING, *"えけげせぜてでねべめれじ"}
"""What stems of ichidan verbs end in."""
_KANJI = re.compile("[\u3400-\u9fff]")


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
    if LATIN_RUN.fullmatch(term):
        sources = tuple(dict.fromkeys((term, known)))
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


def in_other_script(literal: str) -> tuple[str, ...]:
    """The literal of kana in the other script, long enough not to be there by chance; () for all
    else. It is a literal since MeCab cuts in pieces what is seldom written so (らーめん)."""
    if not is_kana(literal) or morae(literal) < _LEAST_WITHIN:
        return ()
    scripts = (fold_literal(script(literal)) for script in (hiragana, katakana))
    return tuple(script for script in scripts if script != literal)
