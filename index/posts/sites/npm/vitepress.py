"""VitePress: the addresses of its pages (VitePress's documentation on routing)."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, tzinfo
from pathlib import Path
from typing import Any, ClassVar, Self
from urllib.parse import urlsplit

from index.posts.sites.npm.anchors import of_vitepress
from index.posts.sites.npm.js_config import read_js_config
from index.posts.sites.npm.js_values import Table
from index.posts.sites.npm.path_patterns import rewritten
from index.posts.sites.rules import Generator, Heading, Page, first_file, fits, is_absolute, quoted
from index.values import language_of

_HOMES = ("", "docs/")
"""Where the folder of VitePress is: that of its own guide is `docs`."""
_CONFIGS = tuple(
    f".vitepress/{name}.{suffix}"
    for suffix in ("js", "ts", "mjs", "mts")
    for name in ("config/index", "config")
)
_DYNAMIC = re.compile(r"\[\w+?\]", re.ASCII)
_NEVER = re.compile(r"(?:^|/)(?:node_modules|dist)/")


@dataclass(frozen=True)
class VitePress(Generator):
    """A site of VitePress with what its configuration tells plainly; its pages are under `home`."""

    label: ClassVar[str] = "VitePress"
    home: str = ""
    told: Table = field(default_factory=Table)

    @classmethod
    def of(cls, folder: Path) -> Self | None:
        home = next((one for one in _HOMES if (folder / one / ".vitepress").is_dir()), None)
        if home is None:
            return None
        config = first_file(folder / home, *_CONFIGS)
        told = read_js_config(config) if config else Table()
        return cls(home=home, told=told if "extends" not in told.values else Table(whole=False))

    def has_posts_in(self, folder: str) -> bool:
        source = self._source or self.home
        return folder.startswith(source) or source.startswith(folder)

    @property
    def default_language(self) -> str:
        root = self.told.table("locales").table("root").text("lang", "") or ""
        return language_of(root or self.told.text("lang", "") or "")

    def language(self, place: str) -> str:
        """By the folders of its locales."""
        first = place.removeprefix(self._source or self.home).partition("/")[0]
        locales = self.told.table("locales")
        if not first or first not in locales.values:
            return ""
        return language_of(locales.table(first).text("lang", first) or first)

    @property
    def _source(self) -> str | None:
        """The place of the pages, with `/` at its end; None where it is not told."""
        stated = self.told.text("srcDir", "")
        if stated is None or ".." in stated:
            return None
        inner = stated.removeprefix("./").strip("/")
        return f"{self.home}{inner}/" if inner and inner != "." else self.home

    def publishes(self, place: str) -> bool:
        source = self.home if self._source is None else self._source
        below = place.removeprefix(source)
        if not place.startswith(source) or not below.endswith(".md"):
            return False
        if _DYNAMIC.search(below) or _NEVER.search(below):
            return False
        return not any(_covers(one, below) for one in self._excluded or ())

    @property
    def _excluded(self) -> list[str] | None:
        """The globs of what is no page; None where they are not told."""
        stated = self.told.get("srcExclude") or []
        if not isinstance(stated, list) or not all(isinstance(one, str) for one in stated):
            return None
        return stated

    def before(self, account: str) -> str | None:
        base, sitemap = self.told.text("base", "/"), self.told.table("sitemap")
        if base is None or is_absolute(base):
            return base
        hostname = sitemap.text("hostname", "") or ""
        host = urlsplit(hostname)._replace(path="", query="", fragment="") if hostname else None
        return f"{host.geturl() if host else ''}/{base.strip('/')}".rstrip("/")

    def released(
        self, place: str, date: datetime | None, meta: Mapping[str, Any], zone: tzinfo
    ) -> datetime | None:
        """Dates mean nothing to VitePress."""
        return None

    def stated(self, page: Page) -> str | None:
        return None  # VitePress has no key for it

    def path(self, page: Page) -> str | None:
        clean, rules = self.told.get("cleanUrls"), _rules(self.told.get("rewrites"))
        known = isinstance(clean, bool | None) and rules is not None
        if not known or self._source is None or self._excluded is None:
            return None
        made = rewritten(page.place.removeprefix(self._source), rules or {})
        if made is None:
            return None
        shown = re.sub(r"(^|/)index\.md$", r"\1", made)
        return quoted("/" + re.sub(r"\.md$", "" if clean else ".html", shown))

    def anchors(self, headings: Sequence[Heading]) -> list[str]:
        if self.told.table("markdown").get("anchor") is not None:  # a program's, perhaps
            return super().anchors(headings)
        return of_vitepress(headings)


def _rules(stated: Any) -> dict[str, str] | None:
    """Rules from → to; None where they are not told plainly."""
    table = Table() if stated is None else stated
    if not isinstance(table, Table) or not table.whole:
        return None
    rules = {key: value for key, value in table.values.items() if isinstance(value, str)}
    return rules if len(rules) == len(table.values) else None


def _covers(glob: str, path: str) -> bool:
    """Whether a glob is for a file or for a folder of it."""
    parts = path.split("/")
    folders = ("/".join(parts[:end]) for end in range(1, len(parts) + 1))
    return any(fits(glob.removeprefix("./"), one) for one in folders)
