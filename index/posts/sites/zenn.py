"""Zenn: the addresses of articles and chapters, and what a book's configuration keeps from the
public (Zenn's guide to its command line)."""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Any, ClassVar, Self

from index.posts.reading import NOT_READ, load_file, walk
from index.posts.sites.address import quoted
from index.posts.sites.generator import Generator, Page
from index.posts.sites.inherited import Inherited
from index.posts.visibility import flag

_LOOKED_INTO = 10
"""Articles that are read to recognise a folder of Zenn's."""


@dataclass(frozen=True)
class Zenn(Generator):
    """A repository of articles and books for Zenn."""

    label: ClassVar[str] = "Zenn"
    missing: ClassVar[str] = 'set [posts] account = "…", your name on Zenn, in sakuin.toml'
    content: ClassVar[tuple[str, ...]] = ("articles/", "books/")

    @classmethod
    def of(cls, folder: Path) -> Self | None:
        articles, books = folder / "articles", folder / "books"
        if articles.is_dir() and _any_article(articles):
            return cls()
        return cls() if any(books.glob("*/config.y*ml")) else None

    def publishes(self, place: str) -> bool:
        return place.startswith(self.content)

    def inherited(self, root: Path, prefix: str) -> Iterator[Inherited]:
        books = root if prefix == "books/" else root / "books"
        return zenn_books(sorted(path for path in books.glob("*") if path.is_dir()))

    def before(self, account: str) -> str | None:
        return f"https://zenn.dev/{quoted(account)}" if account else None

    def path(self, page: Page) -> str | None:
        parts = PurePosixPath(page.place).with_suffix("").parts
        if parts[0] == "books" and len(parts) > 2:
            chapter = re.sub(r"^\d+\.", "", parts[-1])
            return quoted(f"/books/{parts[1]}/viewer/{chapter}")
        return quoted("/" + "/".join(parts))

    def stated(self, page: Page) -> str | None:
        return None


def _any_article(articles: Path) -> bool:
    """Whether an article has front matter as Zenn's."""
    for _, path in walk(articles)[:_LOOKED_INTO]:
        try:
            head = path.read_bytes()[:2000]
        except OSError:
            continue
        if b"\nemoji:" in head or b"\ntopics:" in head or b"\npublished:" in head:
            return True
    return False


def zenn_books(folders: Iterable[Path]) -> Iterator[Inherited]:
    """What the `config.yaml` of each book means for its chapters, as Zenn has it: without
    `published: true` none is public; one that `chapters` does not list is not public; one of a
    book with a price is for those who paid, unless it has `free: true`."""
    for folder in folders:
        name = unicodedata.normalize("NFC", folder.name)
        under = f"books/{name}/"
        config = _book(folder)
        if config is None:
            continue
        if flag(config.get("published")) is not True:
            values = {"published": config.get("published") or "false"}
            yield Inherited(under, values, final=True)
        chapters = config.get("chapters")
        if isinstance(chapters, list) and chapters:
            names = "|".join(re.escape(str(chapter)) for chapter in chapters)
            path = rf"{re.escape(under)}(?!(?:{names})\.\w+$).*"
            yield Inherited(under, {"published": "false"}, path, final=True)
        if str(config.get("price") or "0").strip() not in ("0", "free"):
            yield Inherited(under, {"access": "paid"}, final=True, unless="free")


def _book(folder: Path) -> dict[str, Any] | None:
    """The configuration of a book, None without one; one that cannot be read is not published."""
    path = next((p for p in (folder / "config.yaml", folder / "config.yml") if p.exists()), None)
    if path is None:
        return None
    try:
        return load_file(path.read_text(encoding="utf-8-sig"), ".yaml")
    except (OSError, *NOT_READ) as error:
        return {"published": f"{path.name}: {str(error)[:60]}"}
