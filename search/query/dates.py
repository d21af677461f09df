"""Dates as readers type them in a query → the days they mean."""

import calendar
import re
from datetime import date

from index.values import ERAS, SHORT_ERAS, in_digits, western_year
from search.query.tree import Dated

_DASHES = re.compile("[\u2010-\u2015\u2212ー]")
_WESTERN = re.compile(r"(\d{4})(?:[-/.](\d{1,2})(?:[-/.](\d{1,2}))?)?")
_JAPANESE = re.compile(
    r"(?:(明治|大正|昭和|平成|令和|[MTSHR])(\d{1,2}|元)|(\d{4}))"
    r"年?(?:(?<=年)(\d{1,2})月(?:(\d{1,2})日)?)?"
)


def dated(text: str) -> Dated | None:
    """The days of a year, month or day: `2025`, `2025-11-04`, `2025年11月`, `令和7年11月`, `R7`,
    `平成三十一年`. None for what is no date, and for a date that does not exist."""
    plain = _DASHES.sub("-", in_digits(text).strip())
    western, japanese = _WESTERN.fullmatch(plain), _JAPANESE.fullmatch(plain)
    if western:
        return _days(*(int(part) if part else None for part in western.groups()))
    if japanese is None:
        return None
    era, of_era, year, month, day = japanese.groups()
    rest = (int(month) if month else None, int(day) if day else None)
    if year:
        return _days(int(year), *rest)
    name = SHORT_ERAS.get(era, era)
    days = _days(western_year(name, of_era), *rest)
    return _within(days, name) if days else None


def in_other_calendars(text: str) -> tuple[str, ...]:
    """The same date in the other calendar: 2025年11月 for 令和7年11月 and the reverse. A year in
    which one era ends and the next begins has two names. () for what is no such date."""
    plain = in_digits(text)
    match, days = _JAPANESE.fullmatch(plain), dated(text)
    _, year_sign, after = plain.partition("年")
    if match is None or days is None or not year_sign or match[1] in SHORT_ERAS:
        return ()
    rest = year_sign + after
    if match[1]:
        return (f"{days.first.year}{rest}",)
    years = [(name, days.first.year - first.year + 1) for name, first in ERAS.items()]
    named = [(name, year) for name, year in years if year > 0 and _within(days, name)]
    return tuple(f"{name}{year if year > 1 else '元'}{rest}" for name, year in named)


def _days(year: int | None, month: int | None, day: int | None) -> Dated | None:
    """All days of a year, of a month of it or of a day; None where there is no such date."""
    try:
        first = date(year or 0, month or 1, day or 1)
        last_day = calendar.monthrange(first.year, month or 12)[1]
        return Dated(first, date(first.year, month or 12, day or last_day))
    except ValueError:
        return None


def _within(days: Dated, era: str) -> Dated | None:
    """Those of the days that lie in an era (平成31年 ends with April); None where none does."""
    names = list(ERAS)
    after = names[names.index(era) + 1 :]
    last = date.fromordinal(ERAS[after[0]].toordinal() - 1) if after else date.max
    first, until = max(days.first, ERAS[era]), min(days.last, last)
    return Dated(first, until) if first <= until else None
