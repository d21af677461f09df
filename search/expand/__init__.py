"""A leaf of a query → its alternatives: spellings, readings, words of other scripts, synonyms.
What may match is decided here, where it matches in the next room."""

from search.expand.expander import LONG_KATAKANA, Expander
from search.expand.expansion import Expansion, Unit, literally
from search.expand.kinds import WHOLE, Alternative, Kind, Known, terms_of

__all__ = [
    "LONG_KATAKANA", "WHOLE", "Alternative", "Expander", "Expansion", "Kind", "Known", "Unit",
    "literally", "terms_of",
]  # fmt: skip
