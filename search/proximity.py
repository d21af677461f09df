"""Words of a query that stand near each other make a better hit."""

from itertools import groupby

import numpy as np
from numpy.typing import NDArray

from index.store import DocIds
from search.marks import Marker

DEPTH = 30
"""How many of the best hits are looked into."""
NEARNESS = 0.8
"""Share of its score that a hit gains where all words touch."""
_HALF = 10.0
"""Words of the index between words of the query at which half of that is left."""


def nearness(docs: DocIds, marker: Marker) -> NDArray[np.float32]:
    """The factor for each document's score, 1 to 1 + NEARNESS: by the shortest stretch of one
    field that holds every word of the query."""
    factors = np.ones(len(docs), dtype=np.float32)
    if len(marker.units) < 2:
        return factors
    ascending = np.sort(docs)
    places = sorted(
        (doc, field, first, last, number)
        for number, unit in enumerate(marker.units)
        for doc, field, first, last in marker.places(ascending, unit)
    )
    near: dict[int, float] = {}
    for (doc, _), some in groupby(places, key=lambda place: place[:2]):
        gap = _shortest([place[2:] for place in some], len(marker.units))
        if gap is not None:
            near[doc] = max(near.get(doc, 0), 1 / (1 + gap / _HALF))
    factors += NEARNESS * np.array([near.get(doc, 0) for doc in docs.tolist()])
    return factors


def _shortest(places: list[tuple[int, int, int]], count: int) -> int | None:
    """Tokens beside the words in the shortest stretch that holds every word once; of (first,
    last, number of its word) in order."""
    last: dict[int, tuple[int, int]] = {}
    best: int | None = None
    for start, end, number in places:
        last[number] = (start, end + 1)
        if len(last) == count:
            low = min(span[0] for span in last.values())
            high = max(span[1] for span in last.values())
            gap = high - low - sum(b - a for a, b in last.values())
            best = gap if best is None else min(best, gap)
    return None if best is None else max(best, 0)
