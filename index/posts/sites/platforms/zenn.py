"""Zenn: the addresses of articles and chapters, and what a book's configuration keeps from the
public (Zenn's guide to its command line, and what that tool lists and refuses)."""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC
from pathlib import Path, PurePosixPath
from typing import Any, ClassVar, Self
from urllib.parse import quote

from index.posts.front_matter import first_text
from index.posts.reading import NOT_READ, load_file, parse_date, read_text
from index.posts.sites.rules import Generator, Heading, Inherited, Page, free, heads, plain, quoted
from index.posts.visibility import flag

ZENN = "https://zenn.dev"
_PLACE = re.compile(r"articles/[^/]+\.md|books/[^/]+/[^/]+\.md")
_KEY = re.compile(r"^(?:(?:emoji|topics|published):|type:\s*[\"']?(?:tech|idea)\b)", re.MULTILINE)
_SLUG = re.compile(r"[0-9a-z_-]{12,50}")
_CHAPTER = re.compile(r"(?:\d+\.)?([0-9a-z_-]{1,50})")
_FORMULA = re.compile(r"\$[^$]+\$")
_DEEPEST = 4
"""The last level of headings that get an anchor."""
_PUBLICATION = re.compile(r"[0-9a-z_]{2,15}")


@dataclass(frozen=True)
class Zenn(Generator):
    """A repository of articles and books for Zenn."""

    label: ClassVar[str] = "Zenn"
    missing: ClassVar[str] = 'set [posts] account = "…", your name on Zenn, in sakuin.toml'
    content: ClassVar[tuple[str, ...]] = ("articles/", "books/")

    @classmethod
    def of(cls, folder: Path) -> Self | None:
        if any(map(_KEY.search, heads(sorted((folder / "articles").glob("*.md"))))):
            return cls()
        return cls() if any((folder / "books").glob("*/config.y*ml")) else None

    def publishes(self, place: str) -> bool:
        return _PLACE.fullmatch(place) is not None

    def inherited(self, root: Path, prefix: str) -> Iterator[Inherited]:
        site = root.parents[prefix.count("/") - 1] if prefix else root
        return zenn_books(sorted(path for path in (site / "books").glob("*") if path.is_dir()))

    def completed(self, place: str, meta: dict[str, Any]) -> dict[str, Any]:
        later = first_text(meta, "published_at")
        refused = later and parse_date(later, UTC) is None  # or a year that is far away
        return {**meta, "published": "false"} if refused else meta

    def before(self, account: str) -> str | None:
        return f"{ZENN}/{quoted(account)}" if account else None

    def path(self, page: Page) -> str | None:
        folder, *between, name = PurePosixPath(page.place).with_suffix("").parts
        if folder == "articles":
            return _article(page, name)
        chapter = _CHAPTER.fullmatch(name)
        if chapter is None or not _SLUG.fullmatch(between[0]):
            return None
        return f"/books/{between[0]}/viewer/{chapter[1]}"

    def stated(self, page: Page) -> str | None:
        return None

    def anchors(self, headings: Sequence[Heading]) -> list[str]:
        """What markdown-it-anchor makes by itself, for levels 1 to 4."""
        made = free(_anchor(heading.line) for heading in headings if heading.level <= _DEEPEST)
        return [next(made) if heading.level <= _DEEPEST else "" for heading in headings]


def _article(page: Page, slug: str) -> str | None:
    """The address of an article; None for one that Zenn refuses, as it does without `published`."""
    publication = page.text("publication_name")
    if not _SLUG.fullmatch(slug) or flag(page.meta.get("published")) is None:
        return None
    if not publication:
        return f"/articles/{slug}"
    return f"{ZENN}/{publication}/articles/{slug}" if _PUBLICATION.fullmatch(publication) else None


def _anchor(line: str) -> str:
    """The anchor of a heading, which has everything encoded but letters, digits and `-_.!~*'()`."""
    text = plain(line, lambda prose: _FORMULA.sub("", prose), tags=True).strip().lower()
    return quote(re.sub(r"\s+", "-", text), safe="-_.!~*'()")


def zenn_books(folders: Iterable[Path]) -> Iterator[Inherited]:
    """What the `config.yaml` of each book means for its chapters, as Zenn has it: without
    `published: true` none is public; one that `chapters` does not list, or without such a list one
    whose name does not begin with a number, is not public; one of a book with a price is for those
    who paid, unless it has `free: true`."""
    for folder in folders:
        under = f"books/{unicodedata.normalize('NFC', folder.name)}/"
        config = _book(folder)
        if flag(config.get("published")) is not True:
            values = {"published": config.get("published") or "false"}
            yield Inherited(under, values, final=True)
        stated = config.get("chapters")
        chapters = stated if isinstance(stated, list) else []
        names = "|".join(re.escape(str(chapter)) for chapter in chapters) or r"\d+\.[^./]+"
        path = rf"{re.escape(under)}(?!(?:{names})\.md$).*"
        yield Inherited(under, {"published": "false"}, path, final=True)
        if str(config.get("price") or "0").strip() not in ("0", "free"):
            yield Inherited(under, {"access": "paid"}, final=True, unless="free")


def _book(folder: Path) -> dict[str, Any]:
    """The configuration of a book; a book without one, or whose cannot be read, is not
    published."""
    path = next((p for p in (folder / "config.yaml", folder / "config.yml") if p.exists()), None)
    if path is None:
        return {}
    try:
        return load_file(read_text(path), ".yaml")
    except (OSError, *NOT_READ) as error:
        return {"published": f"{path.name}: {str(error)[:60]}"}
