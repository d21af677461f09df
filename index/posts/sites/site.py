"""The site that a folder of posts belongs to: its generator, and so the addresses of its posts."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, tzinfo
from pathlib import Path
from typing import Any
from urllib.parse import urljoin, urlsplit

from index.posts.front_matter import Head
from index.posts.sites.kinds import generator_of
from index.posts.sites.pattern import from_pattern
from index.posts.sites.rules import (
    Generator,
    Heading,
    Inherited,
    Page,
    encoded,
    is_absolute,
    is_path,
    merged,
)
from index.values import ConfigError, PostSettings, parse_timezone

_CANONICAL = ("canonical_url", "canonical-url", "canonicalurl", "canonical")
_UNSET = PostSettings()


@dataclass(frozen=True)
class Site:
    """The site of a folder of posts: its `generator`; the folder's place in the site, `prefix`,
    such as `_posts/`; what the owner set; what posts inherit."""

    generator: Generator = field(default_factory=Generator)
    prefix: str = ""
    settings: PostSettings = field(default_factory=PostSettings)
    inherited: tuple[Inherited, ...] = ()

    @property
    def timezone(self) -> str:
        """The name of the time zone that the site's configuration sets, "" without a known one."""
        name = self.generator.timezone
        try:
            parse_timezone(name)
        except ConfigError:
            return ""
        return name

    def with_inherited(self, post_id: str, meta: dict[str, Any]) -> dict[str, Any]:
        """The front matter of a post with what it inherits."""
        place = self.prefix + post_id
        meta = self.generator.at(place).completed(place, meta)
        return merged(self.inherited, place, meta) if self.inherited else meta

    def page(
        self, post_id: str, meta: dict[str, Any], title: str, date: datetime | None,
        categories: tuple[str, ...], zone: tzinfo,
    ) -> Page:  # fmt: skip
        """A post as the rules for addresses see it; `meta` is with what it inherits."""
        return Page(self.prefix + post_id, meta, title, date, categories, zone)

    def url(self, page: Page) -> str | None:
        """The address of a page, percent-encoded: http(s)://… or a path; None where it is not
        known."""
        generator = self.generator.at(page.place)
        stated = self._stated(generator, page)
        pattern = self.settings.address
        made = from_pattern(pattern, page) if pattern else generator.path(page)
        address = stated or made
        if address is None or is_absolute(address):
            return address
        before = self._before(generator)
        if before is None and not stated:
            return None
        return encoded(f"{before or ''}/{address.lstrip('/')}")

    def _stated(self, generator: Generator, page: Page) -> str | None:
        """What a post itself states, unless that is on another host than the owner's."""
        stated, base = generator.stated(page), self.settings.base_url or ""
        is_other = stated and is_absolute(stated) and is_absolute(base)
        return None if is_other and urlsplit(stated)[1] != urlsplit(base)[1] else stated

    def canonical(self, page: Page) -> str | None:
        """The address of the original of which a post states to be a copy, percent-encoded; None
        where it states none. It is never taken for the post's own."""
        stated = next((text for key in _CANONICAL if (text := page.text(key))), "")
        if is_path(stated):
            before = self._before(self.generator.at(page.place)) or ""
            stated = urljoin(before, stated)
        return encoded(stated) if is_absolute(stated) or is_path(stated) else None

    def _before(self, generator: Generator) -> str | None:
        """The address before paths, without `/` at its end; None where it is not known."""
        if self.settings.base_url is not None:
            return self.settings.base_url.rstrip("/")
        before = generator.before(self.settings.account)
        return "" if before is None and self.settings.address else before

    def anchors(self, post_id: str, headings: Sequence[Heading]) -> list[str]:
        """The anchor of each heading of a post, in order, as it stands in an address; "" where it
        has none or it is not known."""
        return self.generator.at(self.prefix + post_id).anchors(headings)

    def publishes(self, post_id: str) -> bool:
        """Whether a file may be a page of the site, by its path alone."""
        place = self.prefix + post_id
        return self.generator.at(place).publishes(place)

    def language(self, post_id: str) -> str:
        """The language in which the generator publishes a post, by its place alone; "" where it
        says none."""
        return self.generator.language(self.prefix + post_id)

    @property
    def default_language(self) -> str:
        """The language of the site by its configuration, "" where it says none."""
        return self.generator.default_language

    def is_page(self, post_id: str, head: Head, data: bytes) -> bool:
        """Whether a file that may be a page is one, by its head and bytes."""
        place = self.prefix + post_id
        return self.generator.at(place).is_page(place, head, data)

    def is_draft(self, post_id: str) -> bool:
        """Whether a file is a draft by its path."""
        place = self.prefix + post_id
        return self.generator.at(place).is_draft(place)

    def released(
        self, post_id: str, date: datetime | None, meta: dict[str, Any], zone: tzinfo
    ) -> datetime | None:
        """From when on a post with this date and front matter is published; None for always."""
        place = self.prefix + post_id
        return self.generator.at(place).released(place, date, meta, zone)

    def date(self, post_id: str, meta: dict[str, Any], zone: tzinfo) -> datetime | None:
        """The date of a post by rules of its generator's own, None where it has none for it."""
        place = self.prefix + post_id
        return self.generator.at(place).date(place, meta, zone)

    def as_read(self, post_id: str, head: Head, data: bytes) -> dict[str, Any] | None:
        """The front matter of a post as its generator itself reads it, None where it fails."""
        return self.generator.at(self.prefix + post_id).as_read(head, data)


def find_site(root: Path, settings: PostSettings = _UNSET) -> Site:
    """The site that a folder is, or whose posts it has; ConfigError where its configuration cannot
    be read, or the `base_url` of the settings is no address."""
    base_url = settings.base_url
    if base_url is not None and not is_absolute(base_url) and not is_path(base_url):
        raise ConfigError(f"base-url: expected http(s)://… or /…, found {base_url!r}")
    root = root.resolve()
    generator, prefix = generator_of(root)
    return Site(generator, prefix, settings, tuple(generator.inherited(root, prefix)))
