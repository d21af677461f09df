# cython: boundscheck=False
"""Marks: slices of a shown text that a query matched, grown to where they may end, and joined."""

from bisect import bisect_left

from index.values import Int32s

COMPILED = not __file__.endswith(".py")

Mark = tuple[int, int, int, bool]
"""Start, end, the number of the leaf that matched, whether letter by letter."""
Found = tuple[int, str, list[tuple[int, int]]]
"""The number of a leaf, its text as typed, the slices that it matched."""


def marked(shown: str, starts: Int32s, ends: Int32s, leaves: list[Found]) -> list[Mark]:
    """Disjoint marks of a text whose tokens are `starts[i]` to `ends[i]`, in order. Those of one
    leaf that overlap or touch are one, those of several leaves that overlap; it has the leaf of the
    first. None ends inside a long vowel or a katakana word that it begins."""
    marks: list[Mark] = []
    for number, typed, slices in leaves:
        mine = []
        for low, high in slices:
            end = word_end(shown, starts, ends, low, high)
            mine.append((low, end, number, shown[low:high] == typed))
        marks += joined(mine, 1) if len(mine) > 1 else mine
    return joined(marks, 0) if len(marks) > 1 else marks


def joined(marks: list[Mark], touching: int) -> list[Mark]:
    """Disjoint marks in order: those that overlap, and with `touching` 1 those that touch, become
    one, which has the leaf of the first."""
    found: list[Mark] = []
    for mark in sorted(marks):
        if found:
            last = found.pop()
            if mark[0] < last[1] + touching:
                mark = (last[0], max(last[1], mark[1]), last[2], last[3] or mark[3])
            else:
                found.append(last)
        found.append(mark)
    return found


def word_end(shown: str, starts: Int32s, ends: Int32s, low: int, high: int) -> int:
    """The end of a mark from `low` to `high`: behind the rest of the katakana word that it begins
    (コンパイルエラー for コンパイルエラ), and of a long vowel (ベー, where ベ matched)."""
    size = len(shown)
    if not 0 < high < size or not _is_katakana(shown[high - 1]) or not _is_katakana(shown[high]):
        return high
    last = _before(starts, high)
    if last >= 0 and starts[last] >= low and high < ends[last] <= size:
        high = int(ends[last])
    if _is_katakana(shown[high - 1]):
        while high < size and shown[high] in "ーｰ":
            high += 1
    return high


def _before(starts: Int32s, at: int) -> int:
    """The number of the last token that begins before a place; -1 for none."""
    if not COMPILED:
        return bisect_left(starts, at) - 1
    low, high = 0, len(starts)
    while low < high:
        middle = (low + high) // 2
        if starts[middle] < at:
            low = middle + 1
        else:
            high = middle
    return low - 1


def _is_katakana(char: str) -> bool:
    return "ァ" <= char <= "ヺ" or char == "ー" or "ｦ" <= char <= "ﾟ"
