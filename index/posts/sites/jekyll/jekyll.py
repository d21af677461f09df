"""Jekyll: what it publishes and when, and the addresses of posts, documents of collections and
pages."""

import re
from codecs import BOM_UTF8
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, tzinfo
from pathlib import Path
from typing import Any, ClassVar, Self

from index.posts.front_matter import Head
from index.posts.reading import PASSED_OVER
from index.posts.sites.jekyll.addresses import Addresses
from index.posts.sites.jekyll.anchors import anchors
from index.posts.sites.jekyll.defaults import Default, for_document, for_page, stated_defaults
from index.posts.sites.jekyll.files import DATED, PAGES, POSTS, Files, Source
from index.posts.sites.jekyll.permalinks import listed, without_suffix
from index.posts.sites.jekyll.site import (
    OPTIONAL_HEADS,
    README_INDEX,
    config_of,
    has_plugin,
    readmes,
)
from index.posts.sites.jekyll.values import is_null, merged_tables, moment, text_of, truth
from index.posts.sites.rules import Generator, Heading, Page, is_absolute, language_of_folder
from index.values import ConfigError, cached_property, parse_timezone

_FENCE = re.compile(rb"---\s*\r?\n")
_NEVER_PAGES = {
    "README", "LICENSE", "LICENCE", "COPYING", "CODE_OF_CONDUCT", "CONTRIBUTING", "ISSUE_TEMPLATE",
    "PULL_REQUEST_TEMPLATE",
}  # fmt: skip
"""Names of files that jekyll-optional-front-matter leaves alone."""


@dataclass(frozen=True)
class Jekyll(Generator):
    """A site of Jekyll. With `optional_heads` files without front matter are pages, too; `readmes`
    are the places of READMEs without front matter that are the index of their folder."""

    label: ClassVar[str] = "Jekyll"
    by_date: ClassVar[bool] = True
    missing: ClassVar[str] = "Jekyll cannot read their heads as they are: mend them"
    passed_over: ClassVar[frozenset[str]] = PASSED_OVER - {"public"}
    spaced_categories: ClassVar[bool] = True
    language_keys: ClassVar[tuple[str, ...]] = ("default_lang", "lang", "locale", "language")
    optional_heads: bool = False
    readmes: tuple[str, ...] = ()

    @classmethod
    def of(cls, folder: Path) -> Self | None:
        config = config_of(folder)
        if config is None:
            return None
        optional = has_plugin(folder, config, OPTIONAL_HEADS, "optional_front_matter")
        optional = optional and not truth(config.get("require_front_matter"))
        indexes = has_plugin(folder, config, README_INDEX, "readme_index")
        return cls(config, optional, tuple(readmes(folder)) if indexes else ())

    @cached_property
    def _files(self) -> Files:
        return Files(self.config)

    @cached_property
    def _defaults(self) -> list[Default]:
        return stated_defaults(self.config)

    @cached_property
    def _addresses(self) -> Addresses:
        return Addresses(self.config, self._files.collections)

    @cached_property
    def _zone(self) -> tzinfo | None:
        """The time zone that the configuration sets; None without one, or an unknown one."""
        try:
            return parse_timezone(self.timezone)
        except ConfigError:
            return None

    def language(self, place: str) -> str:
        """By the folders of polyglot's `languages`."""
        return language_of_folder(self.config.get("languages"), place)

    def has_posts_in(self, prefix: str) -> bool:
        folders = (self._files.source, self._files.collections_dir)
        stated = any(folder and prefix.startswith(folder) for folder in folders)
        return stated or any(part.startswith("_") for part in prefix.split("/"))

    def publishes(self, place: str) -> bool:
        return self._files.find(place) is not None

    def is_page(self, place: str, head: Head, data: bytes) -> bool:
        source = self._files.find(place)
        if source is None or source.kind == POSTS or _FENCE.match(data):
            return source is not None
        name = without_suffix(source.name)
        named = name.upper() in _NEVER_PAGES and not self._files.is_included(source.path)
        return place in self.readmes or (
            self.optional_heads and source.kind == PAGES and not named
            and self._addresses.suffix(source) == ".html"
        )  # fmt: skip

    def is_draft(self, place: str) -> bool:
        source = self._files.find(place)
        return source is not None and source.draft and not self._files.shows_drafts

    def released(
        self, place: str, date: datetime | None, meta: Mapping[str, Any], zone: tzinfo
    ) -> datetime | None:
        source = self._files.find(place)
        is_page = source is not None and source.kind == PAGES
        return None if is_page or truth(self.config.get("future")) else date

    def as_read(self, head: Head, data: bytes) -> dict[str, Any] | None:
        if not _FENCE.match(data.removeprefix(BOM_UTF8)):
            return {}
        return None if head.warnings else head.meta

    def completed(self, place: str, meta: dict[str, Any]) -> dict[str, Any]:
        source = self._files.find(place)
        if source is None:
            return meta
        whole = self._with_defaults(source, meta)
        readme = self.config.get("readme_index")
        headed = isinstance(readme, dict) and truth(readme.get("with_frontmatter"))
        if place in self.readmes and (headed or not meta):
            whole["permalink"] = f"/{source.path.removesuffix(source.name)}"
        if truth(self.config.get("unpublished")):
            whole.pop("published", None)
        return whole

    def _with_defaults(self, source: Source, meta: Mapping[str, Any]) -> dict[str, Any]:
        """The front matter of a file with the `defaults` for it; categories are added up."""
        above = self._files.collections_dir
        rows = [one for one in self._defaults if one.is_for(source.path, source.kind, above)]
        if source.kind == PAGES:
            return {**for_page(rows), **meta}
        inherited = for_document(rows)
        given = [*_folders_above(source), *_items(inherited)]
        whole = merged_tables(inherited, meta)
        if given:
            own = [one for one in _items(meta) if one not in given]
            whole["categories"] = [*given, *own]
        return whole

    def date(self, place: str, meta: Mapping[str, Any], zone: tzinfo) -> datetime | None:
        source = self._files.find(place)
        if source is None or source.kind == PAGES:
            return None
        zone = self._zone or zone
        named = DATED.fullmatch(source.name)
        stated = meta.get("date")
        found = None if is_null(stated) else moment(stated, zone)
        return found or (moment(named[1], zone) if named else None)

    def before(self, account: str) -> str | None:
        address, root = (text_of(self.config, key).strip() for key in ("url", "baseurl"))
        if is_absolute(root):
            return root.rstrip("/")
        address = address.rstrip("/") if is_absolute(address) else ""
        root = root.strip("/")
        return f"{address}/{root}" if root else address

    def stated(self, page: Page) -> str | None:
        return self.path(page) if text_of(page.meta, "permalink") else None

    def path(self, page: Page) -> str | None:
        source = self._files.find(page.place)
        if source is None:
            return None
        date = self.date(page.place, page.meta, page.zone)
        date = date and date.astimezone(self._zone or page.zone)
        return self._addresses.of(source, page.meta, date)

    def anchors(self, headings: Sequence[Heading]) -> list[str]:
        return anchors(self.config, headings)


def _items(meta: Mapping[str, Any]) -> list[Any]:
    """The `categories` of front matter."""
    value = meta.get("categories")
    return [] if is_null(value) else listed(value)


def _folders_above(source: Source) -> list[str]:
    """The folders above that of a post, which are categories of it."""
    special = "_drafts" if source.draft else f"_{source.kind}"
    return [one for one in source.path.partition(special)[0].split("/") if one]
