"""The form in which literals are compared."""

import re

from index.text.fold import LITERAL, fold

_PLAIN = re.compile("(?:[!-,.-}々ぁ-ゔァ-ヺ・ー一-鿿]| (?! ))*")
"""Texts of which LITERAL changes the case alone, as most words and phrases are."""


def fold_literal(text: str) -> str:
    """The form in which literals are compared: width, white space, case and dashes folded."""
    return text.casefold() if _PLAIN.fullmatch(text) else fold(text, LITERAL)
