"""Where a mark ends: never inside a long vowel or a katakana word that it begins."""

import re

from index.store import StoredText

_KATAKANA = "ァ-ヺーｦ-ﾟ"
_INSIDE = re.compile(f"(?<=[{_KATAKANA}])(?=[{_KATAKANA}])")
_LONG_VOWEL = re.compile(f"(?<=[{_KATAKANA}])[ーｰ]+")


def word_end(text: StoredText, low: int, high: int) -> int:
    """The end of a mark from `low` to `high`: behind the rest of the katakana word that it begins
    (コンパイルエラー for コンパイルエラ), and of a long vowel (ベー, where ベ matched)."""
    shown = text.shown
    if not _INSIDE.match(shown, high):
        return high
    starts, ends = text.starts, text.ends
    last = int(starts.searchsorted(high)) - 1
    if last >= 0 and starts[last] >= low and ends[last] > high:
        high = int(ends[last])
    vowel = _LONG_VOWEL.match(shown, high)
    return vowel.end() if vowel else high
