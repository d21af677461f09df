"""What the places of the relevant posts, ascending from 0, are worth: measures of one query, each 0
to 1. `known` is how many posts are known to be relevant, 1 or more."""

import math
from collections.abc import Sequence

_DEPTH, _FIRST = 10, 5
"""Places that count for MRR and nDCG, and for P@5."""


def reciprocal_rank(places: Sequence[int]) -> float:
    """1 over the place of the first relevant post, counted from 1; 0 below the tenth. Its mean over
    queries is MRR@10 (Voorhees 1999)."""
    return 1 / (places[0] + 1) if places and places[0] < _DEPTH else 0.0


def ndcg(places: Sequence[int], known: int) -> float:
    """nDCG@10 with gains of 0 and 1 (Järvelin and Kekäläinen 2002)."""
    gain = sum(1 / math.log2(place + 2) for place in places if place < _DEPTH)
    return gain / sum(1 / math.log2(place + 2) for place in range(min(known, _DEPTH)))


def precision(places: Sequence[int], known: int) -> float:
    """P@5: the share of relevant posts among the first five. A place without a post is wrong, but
    no more places count than posts are known to be relevant."""
    return sum(place < _FIRST for place in places) / min(known, _FIRST)
