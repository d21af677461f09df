"""Astro: the addresses of the Markdown pages of a site, and of Starlight's documents. Entries of
other collections have the address that a site's own program gives them (Astro's documentation on
routing and content collections)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, tzinfo
from pathlib import Path, PurePosixPath
from typing import Any, ClassVar, Self
from urllib.parse import urlsplit

from index.posts.sites.npm.anchors import of_astro
from index.posts.sites.npm.astro_collections import Collection, collections, entry_id
from index.posts.sites.npm.js_config import read_js_config
from index.posts.sites.npm.js_values import Call, Table
from index.posts.sites.npm.package import uses
from index.posts.sites.rules import Generator, Heading, Page, first_file, is_absolute, quoted
from index.values import language_of

_CONFIGS = tuple(f"astro.config.{suffix}" for suffix in ("mjs", "js", "ts", "mts", "cjs", "cts"))
_ERRORS = {"404", "500"}
_SUFFIXES = (".md", ".markdown")


@dataclass(frozen=True)
class Astro(Generator):
    """A site of Astro with what its configuration tells plainly; `suffixes` are those of Markdown
    that it reads; with `starlight` the collection `docs` is documents of that theme."""

    label: ClassVar[str] = "Astro"
    missing: ClassVar[str] = (
        'set [posts] address, such as "/blog/{id}/", in sakuin.toml; {id} is that of an entry'
    )
    told: Table = field(default_factory=Table)
    suffixes: tuple[str, ...] = _SUFFIXES
    starlight: bool = False
    collections: tuple[Collection, ...] = ()

    @classmethod
    def of(cls, folder: Path) -> Self | None:
        config = first_file(folder, *_CONFIGS)
        if config is None and not (uses(folder, "astro") and (folder / "src").is_dir()):
            return None
        told = read_js_config(config) if config else Table()
        starlight = uses(folder, "@astrojs/starlight")
        mdx = (".mdx",) if starlight or uses(folder, "@astrojs/mdx") else ()
        found = tuple(collections(folder, _source(told) or "src/"))
        return cls(told=told, suffixes=(*_SUFFIXES, *mdx), starlight=starlight, collections=found)

    @property
    def _theme(self) -> Table:
        """What the site's configuration sets for Starlight."""
        rows = self.told.get("integrations")
        calls = (one for one in (rows if isinstance(rows, list) else []) if isinstance(one, Call))
        given = (one.arguments for one in calls if one.name == "starlight" and one.arguments)
        return next((rows[0] for rows in given if isinstance(rows[0], Table)), Table())

    @property
    def default_language(self) -> str:
        locales, name = self._theme.table("locales"), self._theme.text("defaultLocale", "root")
        own = self.told.table("i18n").text("defaultLocale", "") or ""
        return language_of(locales.table(name or "root").text("lang", "") or own)

    def language(self, place: str) -> str:
        """By the folders of Starlight's locales."""
        first = place.partition("content/docs/")[2].partition("/")[0]
        locales = self._theme.table("locales")
        if not first or first not in locales.values:
            return ""
        return language_of(locales.table(first).text("lang", first) or first)

    def has_posts_in(self, folder: str) -> bool:
        places = (f"{_source(self.told) or 'src/'}pages/", *(c.folder for c in self.collections))
        return any(one.startswith(folder) or folder.startswith(one) for one in places)

    def released(
        self, place: str, date: datetime | None, meta: Mapping[str, Any], zone: tzinfo
    ) -> datetime | None:
        """Of entries of collections, what a site's own program may keep back."""
        return date if self._entry(place) and not self._is_document(place) else None

    def publishes(self, place: str) -> bool:
        if not place.endswith(self.suffixes):
            return False
        return self._is_page(place) or self._entry(place) is not None

    def _below_pages(self, place: str) -> str | None:
        pages = f"{_source(self.told) or 'src/'}pages/"
        return place.removeprefix(pages) if place.startswith(pages) else None

    def _is_page(self, place: str) -> bool:
        below = self._below_pages(place)
        if below is None or PurePosixPath(below).with_suffix("").as_posix() in _ERRORS:
            return False
        return not any(part.startswith(("_", ".")) or "[" in part for part in below.split("/"))

    def _entry(self, place: str) -> str | None:
        """The path of an entry in its collection."""
        for one in self.collections:
            entry = one.entry(place)
            if entry and not (self._is_document(place) and entry_id(entry) in _ERRORS):
                return entry
        return None

    def _is_document(self, place: str) -> bool:
        source = _source(self.told) or "src/"
        return self.starlight and place.startswith(f"{source}content/docs/")

    def completed(self, place: str, meta: dict[str, Any]) -> dict[str, Any]:
        entry = self._entry(place)
        stated = meta.get("slug")
        return meta if entry is None else {**meta, "id": str(stated or entry_id(entry))}

    def before(self, account: str) -> str | None:
        site, base = self.told.text("site", ""), self.told.text("base", "/")
        if site is None or base is None:
            return None
        parts = urlsplit(site) if is_absolute(site) else None
        host = f"{parts.scheme}://{parts.netloc}" if parts else ""
        return f"{host}/{base.strip('/')}".rstrip("/")

    def stated(self, page: Page) -> str | None:
        return None  # Astro has no key for it

    def path(self, page: Page) -> str | None:
        if (below := self._below_pages(page.place)) is not None:
            name = PurePosixPath(below).with_suffix("").as_posix()
            return self._shown(name.removesuffix("/index"), below)
        if not self._is_document(page.place):
            return None
        return self._shown(page.text("id").strip("/"), "")

    def _shown(self, name: str, below: str) -> str | None:
        """The address of a page at a path of the site, whose file is `below` the pages' folder."""
        route = "" if name == "index" else name
        is_index = PurePosixPath(below).stem == "index"
        slash, form = self._told_text("trailingSlash"), self.told.table("build").text("format", "")
        if slash is None or form is None or _source(self.told) is None:
            return None
        if form == "file" or (form == "preserve" and not is_index):
            return quoted(f"/{route or 'index'}.html")
        return quoted(f"/{route}" if slash == "never" or not route else f"/{route}/")

    def _told_text(self, key: str) -> str | None:
        return self.told.text(key, "")

    def anchors(self, headings: Sequence[Heading]) -> list[str]:
        return of_astro(headings)


def _source(told: Table) -> str | None:
    """The place of a site's sources; None where it is not told."""
    stated = told.text("srcDir", "src")
    return None if stated is None or ".." in stated else f"{stated.strip('./')}/".lstrip("/")
