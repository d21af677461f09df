"""Hugo's `permalinks`: which pattern a page has, and what its tokens stand for (Hugo's
documentation on URL management)."""

import posixpath
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from urllib.parse import unquote

from index.posts.sites.hugo.config import table
from index.posts.sites.hugo.target import Target

_TOKEN = re.compile(r":(\w+(?:\[.+?\])?)", re.ASCII)
_ESCAPED = ("\\:", "\0")
_KINDS = ("page", "home", "section", "taxonomy", "term")
_OF_OLD = ("page", "term")
"""Kinds of page that a pattern directly under `permalinks` is for."""
_LAYOUT = re.compile(
    r"January|Jan(?![a-z])|Monday|Mon(?![a-z])|__2|_2(?!006)|002|0[1-6]|15|1|2006|[2345]|PM|pm"
)
_STRFTIME = {
    "January": "%B", "Jan": "%b", "Monday": "%A", "Mon": "%a", "002": "%j", "01": "%m",
    "02": "%d", "03": "%I", "04": "%M", "05": "%S", "06": "%y", "15": "%H", "2006": "%Y",
    "PM": "%p",
}  # fmt: skip

_REFERENCE = datetime(2019, 11, 9, 23, 1, 42)
"""A date that no layout leaves as it is; a token that it leaves so is no layout."""


@dataclass(frozen=True)
class Rule:
    """A pattern and the pages that it is for."""

    target: Target
    pattern: str


def rules(config: Mapping[str, Any]) -> tuple[Rule, ...]:
    """The patterns that a configuration sets, in the order in which they count: those of tables for
    one kind of page before those for all, of deeper sections before those above."""
    stated = config.get("permalinks")
    if isinstance(stated, list):
        rows = [row for row in stated if isinstance(row, dict)]
        return tuple(Rule(Target.of(table(row, "target")), str(row.get("pattern"))) for row in rows)
    return tuple(_of_tables(stated)) if isinstance(stated, dict) else ()


def _of_tables(stated: Mapping[str, Any]) -> Iterator[Rule]:
    for kind in _KINDS:
        yield from _of_table(table(stated, kind), kind)
    for kind in _OF_OLD:
        yield from _of_table(stated, kind)


def _of_table(patterns: Mapping[str, Any], kind: str) -> Iterator[Rule]:
    for section in sorted(patterns, key=lambda name: (-name.count("/"), name)):
        if isinstance(patterns[section], str):
            name = section.strip(" /")
            path = f"/{{{name},{name}/**}}" if name else "/*"
            yield Rule(Target(kind, path), patterns[section])


@dataclass(frozen=True)
class Tokens:
    """What tokens stand for: texts by name, the section's folders and their slugs, which the tokens
    `sections[…]` and `sectionslugs[…]` cut, and the date. None is not known."""

    texts: Mapping[str, str | None]
    cut: Mapping[str, tuple[str, ...] | None]
    date: datetime | None

    def value(self, token: str) -> str | None:
        """What a token stands for; None where that is not known."""
        name, bracket, slice_of = token.partition("[")
        if bracket:
            parts = self.cut.get(name)
            return None if parts is None else "/".join(_cut(slice_of.rstrip("]"), parts))
        return self.texts[token] if token in self.texts else _of_date(token, self.date)


def expanded(pattern: str, tokens: Tokens) -> str | None:
    """A pattern with its tokens replaced; None where one is not known."""
    pattern = pattern.replace(*_ESCAPED)
    values = [tokens.value(token) for token in _TOKEN.findall(pattern)]
    if any(value is None for value in values):
        return None
    filled = iter(values)
    path = _TOKEN.sub(lambda _: next(filled) or "", pattern).replace("\0", ":")
    return unquote(path.replace("+", " "))


def cleaned(path: str) -> str:
    """A path without `.`, `..`, doubled slashes and one at its end."""
    clean = posixpath.normpath(path)
    return f"/{clean.lstrip('/')}" if clean.startswith("/") else clean


def _of_date(token: str, date: datetime | None) -> str | None:
    if date is None:
        return None
    known = {
        "year": str(date.year), "month": f"{date:%m}", "monthname": f"{date:%B}",
        "day": f"{date:%d}", "weekday": f"{date:%w}", "weekdayname": f"{date:%A}",
        "yearday": str(date.timetuple().tm_yday),
    }  # fmt: skip
    if token in known:
        return known[token]
    return None if _in_layout(token, _REFERENCE) == token else _in_layout(token, date)


def _in_layout(layout: str, date: datetime) -> str:
    return _LAYOUT.sub(lambda at: _formatted(at[0], date), layout)


def _formatted(part: str, date: datetime) -> str:
    """A date by one part of a layout, which shows how January 2nd, 2006, 15:04:05 is written."""
    if part in _STRFTIME:
        return f"{date:{_STRFTIME[part]}}"
    bare = {
        "1": date.month, "2": date.day, "3": date.hour % 12 or 12, "4": date.minute,
        "5": date.second,
    }  # fmt: skip
    if part in bare:
        return str(bare[part])
    if part == "pm":
        return f"{date:%p}".lower()
    day = date.day if part == "_2" else date.timetuple().tm_yday
    return str(day).rjust(len(part))


def _cut(slice_of: str, parts: tuple[str, ...]) -> tuple[str, ...]:
    """The parts that `1:`, `:last` or `0` mean."""
    low, colon, high = slice_of.strip().lower().partition(":")
    first = _place(low, parts) if low else 0
    if not parts or first >= len(parts):
        return ()
    if not colon:
        return parts[first : first + 1]
    return parts[first : _place(high, parts)] if high else parts[first:]


def _place(text: str, parts: tuple[str, ...]) -> int:
    if text == "last":
        return len(parts) - 1
    return int(text) if text.isdecimal() else 0
