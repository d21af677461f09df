"""Text analysis: shown text becomes arrays of tokens and sets of grams, each token knowing the
slice of the shown text it came from. Nothing here knows posts, files or the index."""

from index.text.align import Aligned, aligned
from index.text.analyse import (
    Tokens,
    analyse,
    analyse_all,
    compounds,
    groups,
    lemma,
    literal,
    origins,
    width,
)
from index.text.fold import DASH, V_TO_B, fold_word, without_v
from index.text.forms import forms, latin, read, spelled, told
from index.text.grams import GRAM, Grams, border_gram, border_grams, cover, grams
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
from index.text.lexicon import LATIN_RUN, LONGEST_TERM, Lexicon
from index.text.loanwords import KATAKANA

__all__ = [
    "DASH", "GRAM", "KATAKANA", "LATIN_RUN", "LONGEST_TERM", "V_TO_B", "Aligned", "Grams",
    "Lexicon", "Tokens", "aligned", "analyse", "analyse_all", "barred", "begun", "border_gram",
    "border_grams", "compounds", "cover", "fold_word", "forms", "from_romaji", "grams", "groups",
    "hiragana", "is_kana", "katakana", "latin", "lemma", "literal", "loose", "morae", "origins",
    "read", "sounds_of", "spelled", "told", "width", "without_v",
]  # fmt: skip
