"""One search as a reader, a page or a program asks for it, checked."""

import re
import unicodedata
from dataclasses import dataclass
from datetime import date

from index.values import BadParameter

SORTS = ("relevance", "newest", "oldest")
LONGEST_QUERY = 1_000
LARGEST_SIZE = 100


@dataclass(frozen=True)
class Request:
    """A query with its filters; several values of one filter are OR, filters are AND. `explain`:
    say why each post was found; `collapse`: near-duplicates count as one."""

    query: str = ""
    page: int = 1
    size: int = 10
    sort: str = "relevance"
    categories: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    authors: tuple[str, ...] = ()
    first: date | None = None
    last: date | None = None
    explain: bool = False
    collapse: bool = True

    def __post_init__(self) -> None:
        check_query(self.query)
        if self.page < 1:
            raise BadParameter(f"page: expected 1 or more, found {self.page}")
        check_size(self.size)
        if self.sort not in SORTS:
            raise BadParameter(
                f"sort: expected one of {', '.join(SORTS)}, found {self.sort[:40]!r}"
            )


def check_query(query: str) -> None:
    """BadParameter where a query is longer than any reader's."""
    if len(query) > LONGEST_QUERY:
        raise BadParameter(f"q: expected at most {LONGEST_QUERY:,} characters")


def check_size(size: int, largest: int = LARGEST_SIZE) -> None:
    """BadParameter where a list is to be empty, or longer than it may."""
    if not 1 <= size <= largest:
        raise BadParameter(f"size: expected 1 to {largest}, found {size}")


def parse_number(name: str, text: str) -> int:
    """A whole number as a parameter gives it; BadParameter for anything else."""
    plain = unicodedata.normalize("NFKC", text).strip()
    if not plain.isascii() or not plain.isdigit() or len(plain) > 9:
        raise BadParameter(f"{name}: expected a whole number, found {text[:40]!r}")
    return int(plain)


def parse_day(name: str, text: str) -> date:
    """`YYYY-MM-DD`; BadParameter for anything else and for days that do not exist."""
    try:
        if re.fullmatch(r"\d{4}-\d\d-\d\d", text.strip(), re.ASCII):
            return date.fromisoformat(text.strip())
    except ValueError:
        pass
    raise BadParameter(f"{name}: expected YYYY-MM-DD, found {text[:40]!r}")
