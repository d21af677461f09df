"""The language that what a reader typed is in."""

import re
import unicodedata

_SIGNS = {"ja": re.compile("[ぁ-ゖァ-ヺ]"), "ko": re.compile("[\u1100-\u11ff\u3131-\u318e가-힣]")}


def query_language(query: str) -> str:
    """The language of a query that has kana or hangul; "" for kanji alone and for Latin, which
    readers of all languages type."""
    plain = unicodedata.normalize("NFKC", query)
    return next((language for language, sign in _SIGNS.items() if sign.search(plain)), "")
