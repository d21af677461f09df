"""Text analysis: shown text becomes arrays of tokens and sets of grams, each token knowing the
slice of the shown text it came from. Nothing here knows posts, files or the index."""

from index.text.align import Difference, differences, spans
from index.text.analyse import (
    LONGEST_TERM,
    Tokens,
    analyse,
    compounds,
    groups,
    literal,
    width,
)
from index.text.grams import GRAM, border_gram, border_grams, cover, grams
from index.text.words import LATIN_RUN

__all__ = [
    "GRAM", "LATIN_RUN", "LONGEST_TERM", "Difference", "Tokens", "analyse", "border_gram",
    "border_grams", "compounds", "cover", "differences", "grams", "groups", "literal",
    "spans", "width",
]  # fmt: skip
