"""Words of a query that stand near each other make a better hit."""

from collections.abc import Sequence

from search.expand import Unit
from search.marks import Found, Marker

DEPTH = 30
"""How many of the best hits are looked into."""
NEARNESS = 0.8
"""Share of its score that a hit gains where all words touch."""
_HALF = 10.0
"""Words of the index between words of the query at which half of that is left."""


def nearness(docs: Sequence[int], marker: Marker) -> list[float]:
    """The factor for each document's score, 1 to 1 + NEARNESS."""
    if len(marker.units) < 2:
        return [1.0] * len(docs)
    return [1 + NEARNESS * _nearness(marker.found(doc), marker.units) for doc in docs]


def _nearness(found: Found, units: Sequence[Unit]) -> float:
    """1 where all words touch in some field, towards 0 with the distance between them."""
    places = sorted(
        (*place, number) for number, unit in enumerate(units) for place in found.places(unit)
    )
    gap = _shortest(places, len(units))
    return 0.0 if gap is None else 1 / (1 + gap / _HALF)


def _shortest(places: Sequence[tuple[int, int, int, int]], count: int) -> int | None:
    """Tokens beside the words in the shortest stretch of one field that holds every word once."""
    last: dict[int, tuple[int, int]] = {}
    field, best = -1, None
    for at, start, end, number in places:
        if at != field:
            field = at
            last.clear()
        last[number] = (start, end + 1)
        if len(last) == count:
            low = min(span[0] for span in last.values())
            high = max(span[1] for span in last.values())
            gap = high - low - sum(b - a for a, b in last.values())
            best = gap if best is None else min(best, gap)
    return None if best is None else max(best, 0)
