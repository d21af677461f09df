"""Docusaurus: the addresses of its documents, posts and pages, in their versions and languages
(Docusaurus's documentation on its content plugins and on localization)."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, tzinfo
from pathlib import Path
from typing import Any, ClassVar, Self

from index.posts.reading import walk
from index.posts.sites.npm import docusaurus_routes as routes
from index.posts.sites.npm.anchors import of_docusaurus
from index.posts.sites.npm.docusaurus_parts import Part, parts_of
from index.posts.sites.npm.js_config import read_js_config
from index.posts.sites.npm.js_values import Table
from index.posts.sites.rules import Generator, Heading, Page, first_file, is_absolute, quoted
from index.values import language_of

_HOMES = ("", "website/")
_CONFIGS = tuple(
    f"docusaurus.config.{suffix}" for suffix in ("ts", "mts", "cts", "js", "mjs", "cjs")
)
_ROUTES: dict[str, Callable[[Page, str, bool], str | None]] = {
    "docs": routes.document, "blog": routes.post, "pages": routes.single,
}  # fmt: skip


@dataclass(frozen=True)
class Docusaurus(Generator):
    """A site of Docusaurus with what its configuration tells plainly. `parts` are the folders with
    its pages; `unused` are files that a translation stands for, and translations of no file."""

    label: ClassVar[str] = "Docusaurus"
    told: Table = field(default_factory=Table)
    parts: tuple[Part, ...] = ()
    unused: frozenset[str] = frozenset()

    @classmethod
    def of(cls, folder: Path) -> Self | None:
        found = ((home, first_file(folder / home, *_CONFIGS)) for home in _HOMES)
        home, config = next(((h, c) for h, c in found if c is not None), ("", None))
        if config is None:
            return None
        told = read_js_config(config)
        parts = tuple(parts_of(told, folder, home))
        return cls(told=told, parts=parts, unused=frozenset(_unused(folder, parts)))

    @property
    def default_language(self) -> str:
        return language_of(self.told.table("i18n").text("defaultLocale", "") or "")

    def language(self, place: str) -> str:
        """By the folder of translations that it is in."""
        found = self._part(place)
        return language_of(found[0].locale) if found else ""

    def has_posts_in(self, folder: str) -> bool:
        places = (f"{part.folder}/" for part in self.parts)
        return any(one.startswith(folder) or folder.startswith(one) for one in places)

    def _part(self, place: str) -> tuple[Part, str] | None:
        """The part that a file is in, and its path under that part's folder."""
        within = [part for part in self.parts if place.startswith(f"{part.folder}/")]
        part = max(within, key=lambda one: len(one.folder), default=None)
        return (part, place.removeprefix(f"{part.folder}/")) if part else None

    def publishes(self, place: str) -> bool:
        found = self._part(place)
        return found is not None and place not in self.unused and found[0].has(found[1])

    def before(self, account: str) -> str | None:
        address, base = self.told.text("url", ""), self.told.text("baseUrl", "/")
        if address is None or base is None:
            return None
        address = address if is_absolute(address) else ""
        return f"{address.rstrip('/')}/{base.strip('/')}".rstrip("/")

    def released(
        self, place: str, date: datetime | None, meta: Mapping[str, Any], zone: tzinfo
    ) -> datetime | None:
        """A date to come keeps nothing back."""
        return None

    def stated(self, page: Page) -> str | None:
        return None  # a slug is a part of the path

    def path(self, page: Page) -> str | None:
        found, trailing = self._part(page.place), self.told.get("trailingSlash")
        if found is None or not isinstance(trailing, bool | None):
            return None
        part, below = found
        made = _ROUTES[part.kind](page, below, part.numbered)
        if made is None or part.route is None:
            return None
        path = routes.joined(part.route, made)
        if trailing is not None and path != "/" and path != f"/{part.locale}/":
            path = path.rstrip("/") + ("/" if trailing else "")
        return quoted(path)

    def anchors(self, headings: Sequence[Heading]) -> list[str]:
        kept = self.told.table("markdown").table("anchors").get("maintainCase")
        return of_docusaurus(headings, kept is True)


def _unused(folder: Path, parts: Iterable[Part]) -> Iterator[str]:
    """The places of translations without an original, and of originals that are not shown since
    the site's own language has a translation of them."""
    for part in parts:
        if part.original and (folder / part.folder).is_dir():
            originals = {name for name, _ in walk(folder / part.original)}
            for name, _ in walk(folder / part.folder):
                if name not in originals:
                    yield f"{part.folder}/{name}"
                elif not part.locale:
                    yield f"{part.original}/{name}"
