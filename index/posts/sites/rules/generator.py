"""What every generator of sites says of a site's files. A generator is a subclass with its own
rules; this one, with none, is that of a folder that no generator made."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, tzinfo
from pathlib import Path, PurePosixPath
from typing import Any, ClassVar, Self

from index.posts.front_matter import Head, first_text
from index.posts.reading import PASSED_OVER
from index.posts.sites.rules.address import encoded, is_absolute, is_path
from index.posts.sites.rules.anchors import Heading
from index.posts.sites.rules.inherited import Inherited
from index.posts.sites.rules.languages import first_language, translated


@dataclass(frozen=True)
class Page:
    """A post as rules for addresses see it: its place, which is its path under the site's root;
    its front matter with what it inherits, keys in lower case; its title; its date, None without
    one; its categories; the time zone of dates that have none."""

    place: str
    meta: Mapping[str, Any]
    title: str
    date: datetime | None
    categories: tuple[str, ...]
    zone: tzinfo

    @property
    def stem(self) -> str:
        """The name of the file without its suffix."""
        return PurePosixPath(self.place).stem

    @property
    def folders(self) -> tuple[str, ...]:
        """The folders above the file, from the site's root on."""
        return PurePosixPath(self.place).parts[:-1]

    def text(self, key: str) -> str:
        """A value of the front matter as text, "" without one."""
        return first_text(dict(self.meta), key)


@dataclass(frozen=True)
class Generator:
    """A generator with the configuration of one site, keys in lower case. `label` is its name for
    people; `missing` tells an owner what would give posts an address where they have none;
    `content` are the places, under the site's root, of folders with posts."""

    label: ClassVar[str] = ""
    missing: ClassVar[str] = 'set [posts] address, such as "/blog/{slug}/", in sakuin.toml'
    by_date: ClassVar[bool] = False
    """Whether addresses may be made of dates, so that posts without one may lack them."""
    content: ClassVar[tuple[str, ...]] = ()
    passed_over: ClassVar[frozenset[str]] = PASSED_OVER
    """Names of folders in which no post is looked for, such as those of built sites."""
    spaced_categories: ClassVar[bool] = False
    """Whether categories that are one text are separated by spaces."""
    language_keys: ClassVar[tuple[str, ...]] = ()
    """The keys of the configuration that tell the language of posts that name none."""
    config: Mapping[str, Any] = field(default_factory=dict)

    @classmethod
    def of(cls, folder: Path) -> Self | None:
        """The generator of the site whose root a folder is; None where it is not of this kind;
        ConfigError where its configuration cannot be read."""
        return None

    def at(self, place: str) -> "Generator":
        """The generator of the file at a place: this one, except in a folder for several."""
        return self

    @property
    def timezone(self) -> str:
        """The name of the time zone that the configuration sets, "" without one."""
        return first_text(dict(self.config), "timezone")

    @property
    def default_language(self) -> str:
        """The language of the site by its configuration, "" where it says none."""
        return first_language(self.config, self.language_keys)

    def language(self, place: str) -> str:
        """The language in which the post at a place is published, "" where the place says none."""
        return translated(place)

    def publishes(self, place: str) -> bool:
        """Whether a file may be a page of the site, by its place alone: themes, templates, includes
        and notes are none."""
        return True

    def has_posts_in(self, prefix: str) -> bool:
        """Whether posts may be in the folder at the place `prefix` of the site."""
        return prefix.startswith(self.content)

    def is_page(self, place: str, head: Head, data: bytes) -> bool:
        """Whether a file that may be a page is one, by its head, as we read it, and its bytes: some
        generators make pages only of files with front matter."""
        return True

    def is_draft(self, place: str) -> bool:
        """Whether a file is a draft by its place."""
        return "_drafts" in place.split("/")[:-1]

    def date(self, place: str, meta: Mapping[str, Any], zone: tzinfo) -> datetime | None:
        """The date of the post at a place by rules of the generator's own, None where it has none
        for it; `meta` is its front matter with what it inherits, `zone` the zone of dates without
        one."""
        return None

    def inherited(self, root: Path, prefix: str) -> Iterator[Inherited]:
        """What the posts in the folder `root`, which is at the place `prefix` of the site,
        inherit."""
        return iter(())

    def as_read(self, head: Head, data: bytes) -> dict[str, Any] | None:
        """The front matter that the generator itself reads in a file of these bytes, of which we
        read `head`: slips that are mended here may be none to it. None where it fails at it."""
        return head.meta

    def completed(self, place: str, meta: dict[str, Any]) -> dict[str, Any]:
        """The front matter of the post at a place, with what the generator adds to it."""
        return meta

    def released(
        self, place: str, date: datetime | None, meta: Mapping[str, Any], zone: tzinfo
    ) -> datetime | None:
        """From when on the post at a place, with this date and front matter, which has what it
        inherits, is published; None for always. Dates without an offset are in `zone`."""
        return date

    def before(self, account: str) -> str | None:
        """The address before paths, without `/` at its end; None where it is not known. `account`
        is the owner's name on a platform, "" without one."""
        return None

    def path(self, page: Page) -> str | None:
        """The address of a page under `before`: a path, percent-encoded, or a whole address; None
        where it cannot be known."""
        return None

    def stated(self, page: Page) -> str | None:
        """The address that a post itself states, which counts before all rules; None without one.
        It may be relative to `before`. A `url` that is a whole address is mostly that of a page the
        post is about."""
        permalink = page.text("permalink")
        if is_absolute(permalink):
            return encoded(permalink)
        paths = (one for one in (permalink, page.text("url")) if is_path(one) and ":" not in one)
        return next(map(encoded, paths), None)

    def anchors(self, headings: Sequence[Heading]) -> list[str]:
        """The anchor of each heading of a page, in order, as it stands in an address; "" where it
        has none or it is not known."""
        return [""] * len(headings)
