"""Hexo: the addresses of its posts and pages, and the tags that hexo-blog-encrypt locks (Hexo's
documentation on permalinks)."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Any, ClassVar, Self

from index.posts.front_matter import names
from index.posts.sites.address import date_values, filled, is_absolute, quoted
from index.posts.sites.config import first_file, read_config
from index.posts.sites.generator import Generator, Page
from index.posts.sites.inherited import Inherited, left_out
from index.posts.sites.languages import language_of_folder

_DEFAULT = ":year/:month/:day/:title/"


@dataclass(frozen=True)
class Hexo(Generator):
    """A site of Hexo."""

    label: ClassVar[str] = "Hexo"
    content: ClassVar[tuple[str, ...]] = ("source/",)
    language_keys: ClassVar[tuple[str, ...]] = ("language",)

    @classmethod
    def of(cls, folder: Path) -> Self | None:
        if not (folder / "source" / "_posts").is_dir():
            return None
        config = first_file(folder, "_config.yml", "_config.yaml", "_config.json")
        return cls(read_config(config) if config else {})

    def language(self, place: str) -> str:
        """By the folders of its languages."""
        return language_of_folder(self.config.get("language"), place)

    def publishes(self, place: str) -> bool:
        return place.startswith("source/")

    def inherited(self, root: Path, prefix: str) -> Iterator[Inherited]:
        return left_out(self.config.get("exclude"), "source/")

    def completed(self, place: str, meta: dict[str, Any]) -> dict[str, Any]:
        if set(self._locked) & set(names(meta, "tags", "tag", spaces=True)):
            return {"encrypted": "true", **meta}
        return meta

    @property
    def _locked(self) -> tuple[str, ...]:
        """The tags whose posts are encrypted."""
        encrypt = self.config.get("encrypt")
        tags = encrypt.get("tags") if isinstance(encrypt, dict) else None
        rows = tags if isinstance(tags, list) else []
        return tuple(str(row["name"]) for row in rows if isinstance(row, dict) and "name" in row)

    def before(self, account: str) -> str | None:
        address = str(self.config.get("url") or "").strip()
        if is_absolute(address):  # it holds the root already
            return address.rstrip("/")
        return str(self.config.get("root") or "").strip().rstrip("/")

    def path(self, page: Page) -> str | None:
        _, is_post, below = page.place.partition("source/_posts/")
        if not is_post:
            place = PurePosixPath(page.place.removeprefix("source/")).with_suffix("")
            path = f"/{place}.html"
            return quoted(path.removesuffix("index.html") if place.name == "index" else path)
        values = {
            **date_values(page.date),
            "title": str(PurePosixPath(below).with_suffix("")),
            "name": page.stem,
            "post_title": page.text("slug") or page.stem,
            "category": page.categories[0] if page.categories else "uncategorized",
        }
        if page.date is not None:
            values |= {"i_month": str(page.date.month), "i_day": str(page.date.day)}
        pattern = page.text("permalink") or str(self.config.get("permalink") or _DEFAULT)
        filled_path = filled(pattern, values)
        return None if filled_path is None else quoted("/" + filled_path.lstrip("/"))
