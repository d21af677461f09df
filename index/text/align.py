"""Where folded texts differ from shown ones, in few numbers: equal stretches take none."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from index.text.fold import LITERAL
from index.text.folded import Folded, Together
from index.text.grams import codepoints

Difference = tuple[int, int, int, int, bool]
"""(folded start, folded end, shown start, shown end, whether any of the folded characters stands
for all of the shown ones rather than each for its own)."""


@dataclass(frozen=True)
class Aligned:
    """Texts end to end, a separator before each and after the last: `shown`, and `folded`, their
    LITERAL form. The separator before text t is at `cuts[t]` of the folded and `shown_cuts[t]` of
    the shown, both of shape (texts + 1,). `differences`, of shape (n, 5), are rows of
    Difference."""

    shown: str
    folded: str
    cuts: NDArray[np.int32]
    shown_cuts: NDArray[np.int32]
    differences: NDArray[np.int32]


def aligned(together: Together) -> Aligned:
    """Shown texts, their folded form and the differences. Where differences do not give the shown
    text back, each text is one difference."""
    folded, cuts = together.folded(LITERAL)
    shown, shown_cuts = together.shown, together.cuts
    differences = _differences(shown, folded)
    if _applied(shown, folded.text, differences) != shown:
        differences = [
            (int(low) + 1, int(high), int(start) + 1, int(end), True)
            for (low, high), (start, end) in zip(pairwise(cuts), pairwise(shown_cuts), strict=True)
        ]
    rows = np.array(differences, dtype=np.int32).reshape(-1, 5)
    return Aligned(shown, folded.text, cuts, shown_cuts, rows)


def _differences(shown: str, folded: Folded) -> list[Difference]:
    """The differences of a folded text from its shown text, in order."""
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
    stop = at + 1  # further on where several characters in a row each became another one
    stop[plain[at]] = np.flatnonzero(plain & ~np.append(plain[1:] & ~vanished[1:], False)) + 1
    before = np.where(vanished, np.append(0, ends)[:-1], starts)[at]
    rows = np.stack([at, stop, starts[at], ends[stop - 1], before, single[at], changed[at]], axis=1)
    return _together(rows.tolist())


def _together(rows: Sequence[Sequence[int]]) -> list[Difference]:
    """Differences from rows (start, end, shown start, shown end, where what vanished before it
    begins in the shown text, whether each of its characters became one, whether it changed)."""
    differences: list[Difference] = []
    for at, stop, low, high, gone, alone, new in rows:
        if gone < low:
            differences.append((at, at, gone, low, True))
        if not new:
            continue
        last = differences[-1] if differences else (0, 0, 0, 0, True)
        if not alone and last[1] == at and last[2:4] == (low, high):
            differences[-1] = (last[0], stop, low, high, True)
        else:
            differences.append((at, stop, low, high, not alone))
    return differences


def _applied(shown: str, folded: str, differences: list[Difference]) -> str:
    """The shown text as the folded text and the differences give it."""
    pieces = []
    for before, here in pairwise([(0,) * 5, *differences, (len(folded), 0, 0, 0, True)]):
        pieces += [shown[before[2] : before[3]], folded[before[1] : here[0]]]
    return "".join(pieces)
