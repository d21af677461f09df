"""Text analysis: shown text becomes arrays of tokens, each with the slice of the shown text it came
from, and sets of grams. Nothing here knows of files or an index."""

from index.text.accents import without_accents
from index.text.alike import AlikeText
from index.text.analyse import (
    Tokens,
    analyse,
    analyse_all,
    groups,
    lemma,
    origins,
    reading,
    width,
)
from index.text.compounds import LONGEST_COMPOUND, compounds
from index.text.documents import documents
from index.text.fold import DASH, fold_word
from index.text.forms import latin, read, spelled, without_variations
from index.text.gram_numbers import (
    ALIKE_MARK,
    BORDER,
    LONGEST,
    gram_number,
    gram_text,
    phrase_number,
)
from index.text.grams import (
    GRAM,
    alike_gram,
    alike_of,
    border_gram,
    codepoints,
    cover,
    is_pair,
    pair_places,
)
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
from index.text.labels import label_key
from index.text.lexicon import LATIN_RUN, LONGEST_TERM
from index.text.literal import fold_literal
from index.text.loanwords import KATAKANA
from index.text.numerals import IN_NUMERAL, value_of
from index.text.plausible import is_plausible
from index.text.respelled import respelled
from index.text.sentences import SENTENCE
from index.text.signature import MIXERS, MOST, bands
from index.text.variations import KATAKANA_RUN

VERSION = 6
"""The version of what this room makes of a text: raise it with every change of that, so that posts
are analysed anew."""

__all__ = [
    "ALIKE_MARK", "BORDER", "DASH", "GRAM", "IN_NUMERAL", "KATAKANA", "KATAKANA_RUN", "LATIN_RUN",
    "LONGEST", "LONGEST_COMPOUND", "LONGEST_TERM", "MIXERS", "MOST", "SENTENCE", "VERSION",
    "AlikeText", "Heard", "Tokens",
    "alike_gram", "alike_of", "analyse", "analyse_all", "bands", "barred", "begun", "border_gram",
    "codepoints", "compounds", "cover", "documents", "fold_literal", "fold_word", "from_romaji",
    "gram_number", "gram_text", "groups", "heard", "hiragana", "is_kana", "is_pair",
    "is_plausible", "katakana", "label_key", "latin", "lemma", "loose", "morae", "origins",
    "pair_places", "phrase_number", "read", "reading", "respelled", "sounds_of", "spelled",
    "value_of", "width", "without_accents", "without_variations",
]  # fmt: skip
