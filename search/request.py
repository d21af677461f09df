"""One search as asked, checked."""

import re
import unicodedata
from dataclasses import dataclass
from datetime import date

from index.errors import BadParameter
from search.query import Node

SORTS = ("relevance", "newest", "oldest")
LONGEST_QUERY = 1_000
LARGEST_SIZE = 100


@dataclass(frozen=True)
class Request:
    """A query with its filters; several values of one filter are OR, filters are AND. `node`, if
    given, is searched instead of what `query` says; `explain`: say why each post was found;
    `collapse`: nearly identical posts count as one."""

    query: str = ""
    page: int = 1
    size: int = 10
    sort: str = "relevance"
    categories: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    authors: tuple[str, ...] = ()
    first: date | None = None
    last: date | None = None
    node: Node | None = None
    explain: bool = False
    collapse: bool = True

    def __post_init__(self) -> None:
        if len(self.query) > LONGEST_QUERY:
            raise BadParameter(f"q: expected at most {LONGEST_QUERY:,} characters")
        if self.page < 1:
            raise BadParameter(f"page: expected 1 or more, found {self.page}")
        if not 1 <= self.size <= LARGEST_SIZE:
            raise BadParameter(f"size: expected 1 to {LARGEST_SIZE}, found {self.size}")
        if self.sort not in SORTS:
            raise BadParameter(
                f"sort: expected one of {', '.join(SORTS)}, found {self.sort[:40]!r}"
            )


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
