"""A post as it was read, before any analysis, and what a result shows of it."""

from dataclasses import dataclass
from datetime import datetime
from enum import Enum

FIELDS = ("title", "heading", "body", "code", "link", "tag", "category", "author", "excerpt")
"""Every field whose text is searched. `link` holds lines that are nothing but links: they name
other pages, and say little of this one."""

LABELS = ("category", "tag", "author")
"""Fields that have whole values besides, several a post, which filters and facets count."""


class Visibility(Enum):
    """Whether a post may be found, and if not, why."""

    LISTED = "listed"
    DRAFT = "draft"
    FUTURE = "future"
    HIDDEN = "hidden"


@dataclass(frozen=True)
class Section:
    """One run of shown text of one field. Offsets everywhere count characters of `text`.

    `readings` are (start, end, kana) of the ruby annotations in it.
    """

    field: str
    text: str
    readings: tuple[tuple[int, int, str], ...] = ()


@dataclass(frozen=True)
class Removal:
    """A passage that cleaning took out, and why: `repeat`, `fragment`, `marker`, `title`."""

    reason: str
    text: str


@dataclass(frozen=True)
class Post:
    """A readable post. `id` is its path under the folder, NFC, with `/`; `date` is aware; `due` is
    when its visibility changes next, None for never; `reason` names what keeps it from being
    listed where that was not understood."""

    id: str
    title: str
    url: str | None
    date: datetime | None
    authors: tuple[str, ...]
    categories: tuple[str, ...]
    tags: tuple[str, ...]
    excerpt: str
    reading_time: int
    visibility: Visibility
    sections: tuple[Section, ...]
    warnings: tuple[str, ...] = ()
    due: datetime | None = None
    reason: str = ""


@dataclass(frozen=True)
class Meta:
    """What a result shows of a post beside its text. `date` is ISO 8601 with offset."""

    id: str
    title: str
    url: str | None
    date: str | None
    authors: tuple[str, ...]
    categories: tuple[str, ...]
    tags: tuple[str, ...]
    excerpt: str
    reading_time: int

    def values(self, label: str) -> tuple[str, ...]:
        """The post's values of one of LABELS."""
        found: dict[str, tuple[str, ...]] = {
            "category": self.categories, "tag": self.tags, "author": self.authors
        }  # fmt: skip
        return found[label]
