"""The form in which values of labels are compared."""

from functools import lru_cache

from index.text.accents import without_accents
from index.text.literal import fold_literal

_KNOWN = 10_000
"""Values whose keys are kept, as each generation has them again."""


@lru_cache(_KNOWN)
def label_key(value: str) -> str:
    """The folded form in which values of labels are compared."""
    return without_accents(fold_literal(value)).strip()
