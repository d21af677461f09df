"""The top k of many documents, without sorting them all."""

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

Places = NDArray[np.intp]
Keys = NDArray[np.floating[Any] | np.integer[Any] | np.bool_]


def best(keys: Sequence[Keys], most: int, last: Callable[[Places], Keys] | None = None) -> Places:
    """The places of the `most` smallest rows, in order: by the first key, then the next. All keys
    have one shape (n,); the result has min(most, n) places. The key that `last` makes of places is
    made only where the others leave ties."""
    chosen = _candidates(keys, min(most, len(keys[0])))
    chosen = chosen[np.lexsort([key[chosen] for key in reversed(keys)])]
    if last is not None:
        differ = [key[chosen][1:] != key[chosen][:-1] for key in keys]
        steps = np.logical_or.reduce(differ)
        if not steps.all():
            chosen = chosen[np.lexsort((last(chosen), np.append(0, np.cumsum(steps))))]
    return chosen[:most]


def _candidates(keys: Sequence[Keys], most: int) -> Places:
    """The places that may be among the `most` smallest, all ties at the border among them."""
    places = np.arange(len(keys[0]))
    sure: list[Places] = [places[:0]]
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
