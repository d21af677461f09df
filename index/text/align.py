"""Where folded texts differ from shown ones, in few numbers: equal stretches take none."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from index.text.fold import LITERAL
from index.text.folded import Folded, Together
from index.text.grams import codepoints
from index.values import Int32s

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
    rows, equal = _differences(shown, folded)
    known = _give_back(rows, equal, folded.starts, len(shown))
    if not (known or _applied(shown, folded.text, rows.tolist()) == shown):
        low, high, start, end = cuts[:-1] + 1, cuts[1:], shown_cuts[:-1] + 1, shown_cuts[1:]
        rows = np.stack([low, high, start, end, np.ones_like(low)], axis=1)
    return Aligned(shown, folded.text, cuts, shown_cuts, rows)


def _differences(shown: str, folded: Folded) -> tuple[Int32s, NDArray[np.bool_]]:
    """(the differences of a folded text from its shown text, in order; which of its characters are
    the shown ones that they come from)."""
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
    rows = np.stack([at, stop, starts[at], ends[stop - 1], ~single[at]], axis=1).astype(np.int32)
    if not (shared.any() or vanished.any()):
        return rows, ~changed
    before = np.where(vanished, np.append(0, ends)[:-1], starts)[at]
    parts = zip(rows.tolist(), before.tolist(), changed[at].tolist(), strict=True)
    return np.array(_together(parts), dtype=np.int32).reshape(-1, 5), ~changed


def _give_back(rows: Int32s, equal: NDArray[np.bool_], starts: Int32s, size: int) -> bool:
    """Whether differences are sure to give the shown text back, which has `size` characters: what
    is between them is as long in both texts, of characters that are `equal` in their places."""
    at, stop, low, high, _ = rows.T
    ahead = np.append(0, high - stop)  # of the shown text, behind each difference
    if (ahead != np.append(low - at, size - len(starts))).any():
        return False
    lengths = np.append(at, len(starts)) - np.append(0, stop)
    between = np.flatnonzero(equal)
    if (lengths < 0).any() or lengths.sum() != len(between):
        return False
    same: bool = (between + np.repeat(ahead, lengths) == starts[between]).all().item()
    return same


def _together(parts: Iterable[tuple[Sequence[int], int, bool]]) -> list[Difference]:
    """Differences from (a row (start, end, shown start, shown end, whether any of its characters
    stands for all), where what vanished before it begins in the shown text, whether it changed)."""
    differences: list[Difference] = []
    for (at, stop, low, high, whole), gone, new in parts:
        if gone < low:
            differences.append((at, at, gone, low, True))
        if not new:
            continue
        last = differences[-1] if differences else (0, 0, 0, 0, True)
        if whole and last[1] == at and last[2:4] == (low, high):
            differences[-1] = (last[0], stop, low, high, True)
        else:
            differences.append((at, stop, low, high, bool(whole)))
    return differences


def _applied(shown: str, folded: str, differences: Sequence[Sequence[int]]) -> str:
    """The shown text as the folded text and the differences give it."""
    pieces = []
    for before, here in pairwise([(0,) * 5, *differences, (len(folded), 0, 0, 0, True)]):
        pieces += [shown[before[2] : before[3]], folded[before[1] : here[0]]]
    return "".join(pieces)
