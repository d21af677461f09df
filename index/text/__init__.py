"""Text analysis: shown text becomes arrays of tokens and sets of grams, each token knowing the
slice of the shown text it came from. Nothing here knows posts, files or the index."""

from index.text.align import Aligned, aligned
from index.text.analyse import (
    Tokens,
    analyse,
    analyse_all,
    compounds,
    groups,
    literal,
    width,
)
from index.text.grams import GRAM, Grams, border_gram, border_grams, cover, grams
from index.text.lexicon import LATIN_RUN, LONGEST_TERM, Lexicon

__all__ = [
    "GRAM", "LATIN_RUN", "LONGEST_TERM", "Aligned", "Grams", "Lexicon", "Tokens", "aligned",
    "analyse", "analyse_all", "border_gram", "border_grams", "compounds", "cover", "grams",
    "groups", "literal", "width",
]  # fmt: skip
