"""The form in which literals are compared."""

import re

from index.text.fold import LITERAL, fold

_AS_IT_IS = re.compile("(?:[!-,.-@[-`a-}々ぁ-ゔァ-ヺ・ー一-鿿]| (?! ))*")
"""Texts that LITERAL leaves as they are, as most words and phrases are."""


def fold_literal(text: str) -> str:
    """The form in which literals are compared: width, white space, case and dashes folded."""
    return text if _AS_IT_IS.fullmatch(text) else fold(text, LITERAL)
