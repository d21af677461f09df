"""Text analysis: shown text becomes arrays of tokens, each with the slice of the shown text it came
from, and sets of grams. Nothing here knows of files or an index."""

from index.text.analyse import (
    Tokens,
    analyse,
    analyse_all,
    compounds,
    fold_literal,
    groups,
    lemma,
    origins,
    width,
)
from index.text.documents import documents
from index.text.fold import DASH, V_TO_B, fold_word, without_v
from index.text.forms import latin, read, spelled
from index.text.gram_numbers import LONGEST, gram_number, gram_text, phrase_number
from index.text.grams import GRAM, border_gram, cover
from index.text.heard import Heard, heard
from index.text.kana import (
    barred,
    begun,
    from_romaji,
    hiragana,
    is_kana,
    katakana,
    loose,
    morae,
    sounds_of,
)
from index.text.lexicon import LATIN_RUN, LONGEST_TERM
from index.text.loanwords import KATAKANA
from index.text.signature import MOST

VERSION = 4
"""The version of what this room makes of a text: raise it with every change of that, so that posts
are analysed anew."""

__all__ = [
    "DASH",
    "GRAM",
    "KATAKANA",
    "LATIN_RUN",
    "LONGEST",
    "LONGEST_TERM",
    "MOST",
    "VERSION",
    "V_TO_B",
    "Heard",
    "Tokens",
    "analyse",
    "analyse_all",
    "barred",
    "begun",
    "border_gram",
    "compounds",
    "cover",
    "documents",
    "fold_literal",
    "fold_word",
    "from_romaji",
    "gram_number",
    "gram_text",
    "groups",
    "heard",
    "hiragana",
    "is_kana",
    "katakana",
    "latin",
    "lemma",
    "loose",
    "morae",
    "origins",
    "phrase_number",
    "read",
    "sounds_of",
    "spelled",
    "width",
    "without_v",
]  # fmt: skip
