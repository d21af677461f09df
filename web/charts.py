"""How hits spread over time, as bars: by year, or by month within one year."""

from calendar import monthrange
from dataclasses import dataclass
from datetime import date

from search.contract import Request, Results
from web.addresses import To
from web.words import Words

WIDTH, HEIGHT = 224, 56
"""The size of the drawing, in its own units."""
_MOST_YEARS = 24
_GAP = 2
_LOWEST = 2
"""The height of a bar that has any hits."""


@dataclass(frozen=True)
class Bar:
    """The hits of a year or a month: their `count`, what it is called, without and with that, the
    address that chooses it, or takes the choice back where it is `on`, and its place in the
    drawing."""

    text: str
    label: str
    count: int
    href: str
    on: bool
    x: float
    width: float
    height: float

    @property
    def y(self) -> float:
        return HEIGHT - self.height


def bars(wanted: Request, results: Results, to: To, words: Words) -> list[Bar]:
    """The bars of a page of results; [] where all is in one year that was not chosen."""
    spans = _months(results) or _years(results)
    if len(spans) < 2:
        return []
    most = max(count for _, _, count in spans)
    width = WIDTH / len(spans)
    drawn = []
    for number, (first, last, count) in enumerate(spans):
        on = (wanted.first, wanted.last) == (first, last)
        whole_year = date(first.year, 1, 1), date(first.year, 12, 31)
        back = whole_year if first.month == last.month else (None, None)
        chosen = back if on else (first, last)
        height = max(_LOWEST, round(count / most * HEIGHT, 1)) if count else 0
        text = words.month(first) if first.month == last.month else words.year(first.year)
        drawn.append(
            Bar(
                text,
                words("hits_in", when=text, n=count),
                count,
                to(first=chosen[0], last=chosen[1]),
                on,
                round(number * width, 2),
                round(width - _GAP, 2),
                height,
            )
        )
    return drawn


def _years(results: Results) -> list[tuple[date, date, int]]:
    """(first day, last day, hits) of each year from the first with any to the last."""
    counts = {int(value.value): value.count for value in results.facets.get("year", ())}
    if not counts:
        return []
    last = max(counts)
    years = range(max(min(counts), last - _MOST_YEARS + 1), last + 1)
    return [(date(y, 1, 1), date(y, 12, 31), counts.get(y, 0)) for y in years]


def _months(results: Results) -> list[tuple[date, date, int]]:
    """(first day, last day, hits) of the months of the one year that was chosen; [] where none
    was."""
    counts = {value.value: value.count for value in results.facets.get("month", ())}
    if not counts:
        return []
    year = int(min(counts)[:4])
    return [
        (date(year, month, 1), date(year, month, monthrange(year, month)[1]),
         counts.get(f"{year:04d}-{month:02d}", 0))
        for month in range(1, 13)
    ]  # fmt: skip
