"""Words of a query that stand near each other make a better hit."""

from collections.abc import Sequence

from index.store import Reader, ShownSection, split_folded
from search.marks import Marker, unit_spans

DEPTH = 30
"""How many of the best hits are looked into."""
NEARNESS = 0.8
"""Share of its score that a hit gains where all words touch."""
_HALF = 20.0
"""Characters between words at which half of that is left."""


def nearness(docs: Sequence[int], reader: Reader, marker: Marker) -> list[float]:
    """The factor for each document's score, 1 to 1 + NEARNESS."""
    if len(marker.units) < 2:
        return [1.0] * len(docs)
    return [1 + NEARNESS * _nearness(doc, reader, marker) for doc in docs]


def _nearness(doc: int, reader: Reader, marker: Marker) -> float:
    """1 where all words touch in some section, towards 0 with the distance between them."""
    best = 0.0
    for section, (_, folded) in zip(
        reader.sections(doc), split_folded(reader.folded(doc)), strict=True
    ):
        gap = _smallest_gap(section, folded, marker)
        if gap is not None:
            best = max(best, 1 / (1 + gap / _HALF))
    return best


def _smallest_gap(section: ShownSection, folded: str, marker: Marker) -> int | None:
    """Characters beside the words in the shortest slice that holds every word once."""
    places: list[tuple[int, int, int]] = []
    for number, unit in enumerate(marker.units):
        exact, begun = unit_spans(unit, section, folded)
        if not exact and not begun:
            return None
        places += [(start, end, number) for start, end in exact or begun]
    return _shortest(sorted(places), len(marker.units))


def _shortest(places: Sequence[tuple[int, int, int]], count: int) -> int | None:
    last: dict[int, tuple[int, int]] = {}
    best: int | None = None
    for start, end, number in places:
        last[number] = (start, end)
        if len(last) == count:
            low = min(span[0] for span in last.values())
            high = max(span[1] for span in last.values())
            gap = high - low - sum(b - a for a, b in last.values())
            best = gap if best is None else min(best, gap)
    return None if best is None else max(best, 0)
