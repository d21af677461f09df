"""Hexo: the addresses of its posts and pages, what it publishes, and the tags that
hexo-blog-encrypt locks (Hexo's documentation on permalinks and configuration)."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, tzinfo
from pathlib import Path, PurePosixPath
from typing import Any, ClassVar, Self
from urllib.parse import urlsplit

from index.posts.front_matter import first_text, names
from index.posts.sites.npm.anchors import of_hexo
from index.posts.sites.npm.hexo_permalinks import Permalinks, shown
from index.posts.sites.npm.package import uses
from index.posts.sites.rules import (
    Generator,
    Heading,
    Page,
    first_file,
    fits,
    is_absolute,
    language_of_folder,
    quoted,
    read_config,
)
from index.posts.visibility import flag
from index.values import ConfigError, parse_timezone

_RENDERED = (".md", ".markdown")
_STRAY = re.compile("%(?![0-9A-Fa-f]{2})")
"""A % on which Hexo fails."""
_HIDDEN = re.compile(r"(?:^|/)[_.]")


@dataclass(frozen=True)
class Hexo(Generator):
    """A site of Hexo."""

    label: ClassVar[str] = "Hexo"
    by_date: ClassVar[bool] = True
    language_keys: ClassVar[tuple[str, ...]] = ("language",)

    @classmethod
    def of(cls, folder: Path) -> Self | None:
        if not uses(folder, "hexo") and not (folder / "source" / "_posts").is_dir():
            return None
        config = first_file(folder, "_config.yml", "_config.yaml", "_config.json")
        return cls(read_config(config) if config else {})

    def has_posts_in(self, folder: str) -> bool:
        return folder.startswith(self._source)

    def language(self, place: str) -> str:
        """By the folders of its languages."""
        return language_of_folder(self.config.get("language"), place)

    def released(
        self, place: str, date: datetime | None, meta: Mapping[str, Any], zone: tzinfo
    ) -> datetime | None:
        """Posts of the future are published unless the configuration says otherwise."""
        return date if flag(self.config.get("future")) is False else None

    @property
    def _source(self) -> str:
        """The place of what is published, with `/` at its end."""
        stated = self._text("source_dir").strip("./") or "source"
        return f"{stated}/"

    def publishes(self, place: str) -> bool:
        below = place.removeprefix(self._source)
        if below == place or not place.endswith(_RENDERED):
            return False
        if self._is_ignored(place) or self._matches("skip_render", below):
            return False
        post = _post(below)
        if post is not None:
            return not _HIDDEN.search(post) and self._is_written(post)
        if self._matches("exclude", below):
            return False
        return not _HIDDEN.search(below) or self._matches("include", below)

    def _is_written(self, post: str) -> bool:
        """Whether a file is a post and not something that goes with one."""
        suffix = PurePosixPath(self._text("new_post_name") or "x.md").suffix
        return not self._asset_folders or PurePosixPath(post).suffix == suffix

    def _is_ignored(self, place: str) -> bool:
        """Whether `ignore`, whose globs are for whole paths, leaves out a file or its folder."""
        parts = PurePosixPath("/", place)
        return any(self._matches("ignore", str(one)) for one in (parts, *parts.parents))

    def _matches(self, key: str, path: str) -> bool:
        """Whether one of the globs that the configuration has under a key is for a path."""
        stated = self.config.get(key)
        globs = stated if isinstance(stated, list) else [stated]
        return any(fits(one, path) for one in globs if isinstance(one, str))

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
        address, root = self._text("url"), self._text("root")
        if not is_absolute(address):
            return root.rstrip("/")
        parts = urlsplit(address)
        # what links on the pages lead to is under the root, which is the path of the url at first
        return f"{parts.scheme}://{parts.netloc}/{(root or parts.path).strip('/')}".rstrip("/")

    def stated(self, page: Page) -> str | None:
        return None  # a permalink in front matter is a path, which `path` reads

    def path(self, page: Page) -> str | None:
        below = page.place.removeprefix(self._source)
        post = _post(below)
        made = _page_path(page, below) if post is None else self._post_path(page, post)
        if made is None or _STRAY.search(made):
            return None
        pretty = self.config.get("pretty_urls")
        path = re.sub("/{2,}", "/", "/" + made.split("?")[0])[1:]  # the rest is a query to Hexo
        return quoted("/" + shown(path, pretty if isinstance(pretty, dict) else {}))

    def _post_path(self, page: Page, post: str) -> str | None:
        made = Permalinks(self.config).path(page, _without_suffix(post), self._zone(page))
        if made and self._asset_folders and not made.endswith(("/", ".html")):
            return f"{made}/"
        return made

    def _zone(self, page: Page) -> tzinfo:
        try:
            return parse_timezone(self.timezone)
        except ConfigError:
            return page.zone

    @property
    def _asset_folders(self) -> bool:
        return flag(self.config.get("post_asset_folder")) is True

    def _text(self, key: str) -> str:
        return first_text(dict(self.config), key)

    def anchors(self, headings: Sequence[Heading]) -> list[str]:
        options = self.config.get("marked")
        options = options if isinstance(options, dict) else {}
        if flag(options.get("headerids")) is False:
            return [heading.id for heading in headings]
        smart = flag(options.get("smartypants")) is not False
        return of_hexo(headings, smart, str(options.get("modifyanchors") or ""))


def _post(below: str) -> str | None:
    """The path of a post under its folder; None for a page."""
    folder, _, post = below.partition("/")
    return post if folder in ("_posts", "_drafts") and post else None


def _page_path(page: Page, below: str) -> str:
    own = page.text("permalink")
    if not own:
        return f"{_without_suffix(below)}.html"
    path = f"{own}index" if own.endswith("/") else own
    return path if PurePosixPath(path).suffix else f"{path}.html"


def _without_suffix(path: str) -> str:
    return path.removesuffix(PurePosixPath(path).suffix)
