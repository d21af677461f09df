"""One search as a reader, a page or a program asks for it, and the checks of its parameters."""

import re
import unicodedata
from dataclasses import dataclass
from datetime import date

from index.values import BadParameter

SORTS = ("relevance", "newest", "oldest")
LONGEST_QUERY = 1_000
LARGEST_SIZE = 100
LARGEST_NUMBER = 999_999_999
"""What a parameter may give as a number."""
MOST_SUGGESTIONS = 20
MOST_VALUES = 20
"""Values of one filter."""
MOST_EXPLAINED = 10
"""Hits of a page that are explained."""
FILTERS = {"category": "categories", "tag": "tags", "author": "authors", "lang": "langs"}
"""The field of a Request that holds the values of each filter, by the parameter that gives them."""


@dataclass(frozen=True)
class Request:
    """A query, its filters and the page wanted. Values of one filter are joined by OR, filters by
    AND; `first` and `last` are days, both included. With `explain` each hit carries its
    explanations; with `collapse` near-duplicates count as one; `prefer` are the languages that the
    reader reads, best first, as primary subtags. BadParameter where one of them is out of
    bounds; what a query holds is checked where it is parsed."""

    query: str = ""
    page: int = 1
    size: int = 10
    sort: str = "relevance"
    categories: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    authors: tuple[str, ...] = ()
    langs: tuple[str, ...] = ()
    first: date | None = None
    last: date | None = None
    explain: bool = False
    collapse: bool = True
    prefer: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        check_query(self.query)
        if self.page < 1:
            raise BadParameter(f"page: expected 1 or more, found {self.page}")
        check_size(self.size)
        if self.sort not in SORTS:
            raise BadParameter(
                f"sort: expected one of {', '.join(SORTS)}, found {self.sort[:40]!r}"
            )
        for name, field in FILTERS.items():
            if len(getattr(self, field)) > MOST_VALUES:
                raise BadParameter(f"{name}: expected at most {MOST_VALUES} values")
        if self.explain and self.size > MOST_EXPLAINED:
            raise BadParameter(f"explain: expected a size of at most {MOST_EXPLAINED}")


def check_query(query: str) -> None:
    """BadParameter where a query has more than LONGEST_QUERY characters."""
    if len(query) > LONGEST_QUERY:
        raise BadParameter(f"q: expected at most {LONGEST_QUERY:,} characters")


def check_size(size: int, largest: int = LARGEST_SIZE) -> None:
    """BadParameter where a size is not in 1 to `largest`."""
    if not 1 <= size <= largest:
        raise BadParameter(f"size: expected 1 to {largest}, found {size}")


def parse_number(name: str, text: str) -> int:
    """The number that the parameter `name` gives, up to nine digits, full-width ones too;
    BadParameter for anything else."""
    plain = unicodedata.normalize("NFKC", text).strip()
    if not plain.isascii() or not plain.isdigit() or len(plain) > len(str(LARGEST_NUMBER)):
        raise BadParameter(f"{name}: expected a whole number, found {text[:40]!r}")
    return int(plain)


def parse_day(name: str, text: str) -> date:
    """The day that the parameter `name` gives as `YYYY-MM-DD`; BadParameter for anything else
    and for days that do not exist."""
    try:
        if re.fullmatch(r"\d{4}-\d\d-\d\d", text.strip(), re.ASCII):
            return date.fromisoformat(text.strip())
    except ValueError:
        pass
    raise BadParameter(f"{name}: expected YYYY-MM-DD, found {text[:40]!r}")
