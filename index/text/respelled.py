"""What texts have where letters that are alike are folded to one, and a little around it."""

from collections.abc import Sequence

import numpy as np

from index.text.alike import ALIKE, REGION
from index.text.fold import SEPARATOR
from index.text.folded import fold_with_offsets
from index.text.grams import codepoints
from index.values import Int64s

AROUND = 32
"""Characters before and behind what differs."""
_BETWEEN = "\x01"


def respelled(folded: Sequence[str]) -> list[str]:
    """Of each folded text what ALIKE makes of it, as far as it differs, with AROUND characters
    around; pieces that touch are one, others divided by a control character. "" for nothing."""
    found = [""] * len(folded)
    some = [number for number, text in enumerate(folded) if REGION.search(text)]
    text = SEPARATOR.join(["", *(folded[number] for number in some), ""])
    alike = fold_with_offsets(text, ALIKE)
    cuts = np.cumsum([0, *(len(folded[number]) + 1 for number in some)])
    differs = codepoints(alike.text) != codepoints(text)[alike.starts]
    gaps = np.flatnonzero(np.diff(alike.starts) != 1)
    differs[gaps] = differs[gaps + 1] = True
    at = np.flatnonzero(differs)
    bounds = alike.starts.searchsorted(cuts)
    places = at.searchsorted(bounds)
    for row, number in enumerate(some):
        mine = at[places[row] : places[row + 1]]
        found[number] = _pieces(alike.text, mine, int(bounds[row]) + 1, int(bounds[row + 1]))
    return found


def _pieces(text: str, at: Int64s, begin: int, end: int) -> str:
    """Slices around places, which ascend, from `begin` to `end` of a text."""
    lows, highs = np.maximum(at - AROUND, begin), np.minimum(at + AROUND + 1, end)
    first = np.ones(len(at), dtype=np.bool_)
    first[1:] = lows[1:] > highs[:-1]
    starts = np.flatnonzero(first)
    ends = np.append(starts[1:], len(at))[: len(starts)] - 1
    slices = zip(lows[starts].tolist(), highs[ends].tolist(), strict=True)
    return _BETWEEN.join(text[low:high] for low, high in slices)
