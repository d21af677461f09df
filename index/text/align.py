"""How folded texts differ from the shown ones, in as few numbers as tell both apart."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from index.text.fold import LITERAL, SEPARATOR, Folded, fold_together
from index.text.grams import codepoints

Difference = tuple[int, int, int, int, bool]
"""(folded start, folded end, shown start, shown end, whether any of the folded characters stands
for all of the shown ones rather than each for its own)."""


@dataclass(frozen=True)
class Aligned:
    """Texts end to end, one character before each: `shown`, and `folded`, their LITERAL form.
    Text t begins behind `cuts[t]` of the folded and `shown_cuts[t]` of the shown, shape
    (texts + 1,). `differences`, of shape (n, 5), are rows of Difference."""

    shown: str
    folded: str
    cuts: NDArray[np.int32]
    shown_cuts: NDArray[np.int32]
    differences: NDArray[np.int32]


def aligned(texts: Sequence[str]) -> Aligned:
    """Shown texts and their folded form."""
    folded, cuts, shown_cuts = fold_together(texts, LITERAL)
    shown = SEPARATOR.join(["", *texts, ""])
    found = _found(shown, folded)
    if _applied(shown, folded.text, found) != shown:
        found = [
            (int(low) + 1, int(high), int(start) + 1, int(end), True)
            for (low, high), (start, end) in zip(pairwise(cuts), pairwise(shown_cuts), strict=True)
        ]
    rows = np.array(found, dtype=np.int32).reshape(-1, 5)
    return Aligned(shown, folded.text, cuts, shown_cuts, rows)


def _found(shown: str, folded: Folded) -> list[Difference]:
    starts, ends, text = folded.starts, folded.ends, codepoints(folded.text)
    shared = np.zeros(len(text), dtype=np.bool_)
    shared[1:] = starts[1:] == starts[:-1]
    shared[:-1] |= shared[1:]
    single = (ends - starts == 1) & ~shared
    changed = ~single | (text != codepoints(shown)[starts])
    vanished = np.zeros(len(text), dtype=np.bool_)
    vanished[1:] = starts[1:] > ends[:-1]
    plain = changed & single
    first = changed | vanished
    first[1:] &= ~(plain[1:] & plain[:-1]) | vanished[1:]
    at = np.flatnonzero(first)
    stop = at + 1  # of a run of characters that each became another one
    runs = np.flatnonzero(plain & ~np.append(plain[1:] & ~vanished[1:], False)) + 1
    stop[plain[at]] = runs
    before = np.where(vanished, np.append(0, ends)[:-1], starts)[at]
    rows = np.stack([at, stop, starts[at], ends[stop - 1], before, single[at], changed[at]], axis=1)
    return _together(rows.tolist())


def _together(rows: Sequence[Sequence[int]]) -> list[Difference]:
    """(start, end, shown start, shown end, where what vanished before it begins, whether each of
    its characters became one, whether it changed) of characters → differences."""
    found: list[Difference] = []
    for at, stop, low, high, gone, alone, new in rows:
        if gone < low:
            found.append((at, at, gone, low, True))
        if not new:
            continue
        last = found[-1] if found else (0, 0, 0, 0, True)
        if not alone and last[1] == at and last[2:4] == (low, high):
            found[-1] = (last[0], stop, low, high, True)
        else:
            found.append((at, stop, low, high, not alone))
    return found


def _applied(shown: str, folded: str, found: list[Difference]) -> str:
    """The shown text, put together from the folded one and the differences."""
    pieces = []
    for before, here in pairwise([(0, 0, 0, 0, True), *found, (len(folded), 0, 0, 0, True)]):
        pieces += [shown[before[2] : before[3]], folded[before[1] : here[0]]]
    return "".join(pieces)
