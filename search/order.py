"""The best of many documents, without sorting them all."""

from collections.abc import Callable, Sequence
from itertools import pairwise
from typing import Any

import numpy as np
from numpy.typing import NDArray

Places = NDArray[np.intp]
Keys = NDArray[np.floating[Any]]


def best(keys: Sequence[Keys], most: int, name: Callable[[int], str]) -> Places:
    """The `most` places with the smallest keys, in order: by the first key, then the next, then
    by name. All keys have one shape."""
    chosen = _candidates(keys, min(most, len(keys[0])))
    order = chosen[np.lexsort([key[chosen] for key in reversed(keys)])]
    ranks = np.stack([key[order] for key in keys])
    new = np.ones(len(order), dtype=np.bool_)
    new[1:] = (ranks[:, 1:] != ranks[:, :-1]).any(axis=0)
    firsts = [*np.flatnonzero(new).tolist(), len(order)]
    found: list[int] = []
    for start, end in pairwise(firsts):
        tied = order[start:end].tolist()
        found += sorted(tied, key=name) if len(tied) > 1 else tied
        if len(found) >= most:
            break
    return np.array(found[:most], dtype=np.intp)


def _candidates(keys: Sequence[Keys], most: int) -> NDArray[Any]:
    """Places of all that may be among the `most` smallest: ties at the border included."""
    places = np.arange(len(keys[0]))
    sure: list[NDArray[Any]] = [places[:0]]
    for key in keys:
        if len(places) <= most or most == 0:
            break
        values = key[places]
        border = np.partition(values, most - 1)[most - 1]
        better = places[values < border]
        sure.append(better)
        most -= len(better)
        places = places[values == border]
    return np.concatenate([*sure, places])
