"""How a folded text differs from the shown one, in as few numbers as tell both apart."""

from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from index.text.fold import LITERAL, Folded, fold_with_offsets
from index.text.grams import codepoints

Difference = tuple[int, int, int, int]
"""(folded start, folded end, shown start, shown end); equal lengths: one for one."""


def differences(shown: str, folded: str) -> list[Difference]:
    """Where `folded`, the LITERAL form of `shown`, differs from it, in order."""
    if shown == folded:
        return []
    found = _found(shown, fold_with_offsets(shown, LITERAL))
    if _applied(shown, folded, found) != shown:
        return [(0, len(folded), 0, len(shown))]
    return found


def _found(shown: str, folded: Folded) -> list[Difference]:
    starts, ends, text = folded.starts, folded.ends, codepoints(folded.text)
    if not len(text):
        return [(0, 0, 0, len(shown))]
    shared = np.zeros(len(text), dtype=np.bool_)
    shared[1:] = starts[1:] == starts[:-1]
    shared[:-1] |= shared[1:]
    single = (ends - starts == 1) & ~shared
    odd = np.flatnonzero(~single | (text != codepoints(shown)[starts]))
    found: list[Difference] = [(0, 0, 0, int(starts[0]))] if starts[0] else []
    for at, low, high, alone in zip(
        odd.tolist(), starts[odd].tolist(), ends[odd].tolist(), single[odd].tolist(), strict=True
    ):
        last = found[-1] if found else (0, 0, 0, 0)
        touches = last[1] == at and last[1] > last[0]
        one_for_one = last[1] - last[0] == last[3] - last[2]
        if touches and ((last[2] == low and last[3] == high) or (alone and one_for_one)):
            found[-1] = (last[0], at + 1, last[2], high)
        else:
            found.append((at, at + 1, low, high))
    return found


def _applied(shown: str, folded: str, found: list[Difference]) -> str:
    """The shown text, put together from the folded one and the differences."""
    pieces = []
    for before, here in pairwise([(0, 0, 0, 0), *found, (len(folded), 0, 0, 0)]):
        pieces += [shown[before[2] : before[3]], folded[before[1] : here[0]]]
    return "".join(pieces)


def spans(found: list[Difference]) -> NDArray[np.int32]:
    """Differences as shape (n, 3): folded characters since the last one, folded, shown."""
    ends = [0, *(end for _, end, _, _ in found)]
    rows = [(f[0] - end, f[1] - f[0], f[3] - f[2]) for f, end in zip(found, ends, strict=False)]
    return np.array(rows, dtype=np.int32).reshape(-1, 3)
