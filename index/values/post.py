"""A post as it was read, before analysis, and what results list of it."""

from dataclasses import dataclass
from datetime import datetime
from enum import Enum

from index.values.links import leads_to_the_web

FIELDS = ("title", "heading", "body", "code", "link", "tag", "category", "author", "excerpt")
"""Every field whose text is searched. `link` has lines that are nothing but links: they name other
pages, and tell little about this one."""

LABELS = ("category", "tag", "author", "lang")
"""What posts have whole values of, for filters and facets: fields, and the language, whose text is
not searched."""


class Visibility(Enum):
    """Whether a post may be found, and if not, why."""

    LISTED = "listed"
    DRAFT = "draft"
    FUTURE = "future"
    HIDDEN = "hidden"


@dataclass(frozen=True)
class Section:
    """A piece of shown text of one field. Offsets of tokens count characters of `text`;
    `annotations` are (start, end, kana) of slices that a browser has otherwise: with the kana of
    ruby behind them, or, for "", with something else in their place, such as the number of a
    footnote or a line break. The `anchor` of a heading is what leads to it behind the `#` of an
    address, "" where it is not known."""

    field: str
    text: str
    annotations: tuple[tuple[int, int, str], ...] = ()
    anchor: str = ""


@dataclass(frozen=True)
class Removal:
    """A passage that cleaning removed, and why: `repeat`, `fragment`, `marker` or `title`."""

    reason: str
    text: str


@dataclass(frozen=True)
class Post:
    """A post that was read. `id` is its path under the folder, NFC, with `/`; `url` is
    percent-encoded, None where it is not known; `date` is aware; `reading_time` is in minutes;
    `due` is when its visibility changes next, None for never; `reason` tells which value that
    keeps it from being listed was not understood; `canonical` is the address of the original of
    which the post states to be a copy, percent-encoded, None where it states none; `lang` is the
    primary subtag of its language in lower case, such as `ja`, "" where it is not known."""

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
    canonical: str | None = None
    lang: str = ""


@dataclass(frozen=True)
class Meta:
    """What results list of a post beside its text; as in Post, but `date` is ISO 8601 with its
    offset."""

    id: str
    title: str
    url: str | None
    date: str | None
    authors: tuple[str, ...]
    categories: tuple[str, ...]
    tags: tuple[str, ...]
    excerpt: str
    reading_time: int
    canonical: str | None = None
    lang: str = ""

    def __post_init__(self) -> None:
        """Whoever wrote them: no address that readers are shown leads elsewhere than to the web."""
        for name in ("url", "canonical"):
            address = getattr(self, name)
            if address is not None and not leads_to_the_web(address):
                object.__setattr__(self, name, None)

    def values(self, label: str) -> tuple[str, ...]:
        """The values of one of LABELS."""
        by_label: dict[str, tuple[str, ...]] = {
            "category": self.categories, "tag": self.tags, "author": self.authors,
            "lang": (self.lang,) if self.lang else (),
        }  # fmt: skip
        return by_label[label]
