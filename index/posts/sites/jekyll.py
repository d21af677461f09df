"""Jekyll: the addresses of its posts, pages and collections, and `defaults` (Jekyll's documentation
on permalinks and front matter defaults)."""

import re
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path, PurePosixPath
from typing import Any, ClassVar, Self

from index.posts.sites.address import date_values, filled, is_absolute, quoted
from index.posts.sites.config import first_file, read_config
from index.posts.sites.generator import Generator, Page
from index.posts.sites.inherited import Inherited, left_out
from index.posts.sites.languages import language_of_folder
from index.values import ConfigError, below, parse_timezone

_STYLES = {
    "date": "/:categories/:year/:month/:day/:title.html",
    "pretty": "/:categories/:year/:month/:day/:title/",
    "ordinal": "/:categories/:year/:y_day/:title.html",
    "weekdate": "/:categories/:year/W:week/:short_day/:title.html",
    "none": "/:categories/:title.html",
}
_DATED = re.compile(r"^\d{4}-\d{1,2}-\d{1,2}-")


@dataclass(frozen=True)
class Jekyll(Generator):
    """A site of Jekyll."""

    label: ClassVar[str] = "Jekyll"
    content: ClassVar[tuple[str, ...]] = ("_",)
    spaced_categories: ClassVar[bool] = True
    language_keys: ClassVar[tuple[str, ...]] = ("default_lang", "lang", "locale", "language")

    @classmethod
    def of(cls, folder: Path) -> Self | None:
        config = first_file(folder, "_config.yml", "_config.yaml")
        if config is not None:
            return cls(read_config(config))
        return cls() if (folder / "Gemfile").is_file() and (folder / "_posts").is_dir() else None

    def language(self, place: str) -> str:
        """By the folders of polyglot's `languages`."""
        return language_of_folder(self.config.get("languages"), place)

    def needs_head(self, place: str) -> bool:
        return not any(folder.startswith("_") for folder in place.split("/")[:-1])

    def inherited(self, root: Path, prefix: str) -> Iterator[Inherited]:
        yield from jekyll_defaults(self.config)
        yield from left_out(self.config.get("exclude"))

    def before(self, account: str) -> str | None:
        address = str(self.config.get("url") or "").strip()
        address = address.rstrip("/") if is_absolute(address) else ""
        root = str(self.config.get("baseurl") or "").strip().strip("/")
        return f"{address}/{root}" if root else address

    def path(self, page: Page) -> str | None:
        own = page.text("permalink")
        if "_posts" in page.folders or "_drafts" in page.folders:
            style = own or str(self.config.get("permalink") or "date")
            path = filled(_STYLES.get(style, style), _values(page, self.timezone))
        elif collection := next((f[1:] for f in page.folders if f.startswith("_")), None):
            path = _collection(self.config, page, collection, own)
        else:
            path = page_path(page, pretty=str(self.config.get("permalink")) == "pretty")
        return None if path is None else quoted(path)


def _values(page: Page, zone: str) -> dict[str, str]:
    date = page.date
    if date is not None and page.text("date"):
        with suppress(ConfigError):
            date = date.astimezone(parse_timezone(zone))
    folders = page.folders
    above = [f for f in folders[: folders.index("_posts")] if f] if "_posts" in folders else []
    title = page.text("slug") or _DATED.sub("", page.stem)
    return {
        **_dates(date),
        "categories": "/".join([*above, *(c.lower().replace(" ", "-") for c in page.categories)]),
        "title": re.sub(r"\s+", "-", title),
        "slug": re.sub(r"\s+", "-", title.lower()),
        "output_ext": ".html",
    }


def _dates(date: datetime | None) -> dict[str, str]:
    if date is None:
        return {}
    return {
        **date_values(date), "short_year": f"{date:%y}", "i_month": str(date.month),
        "short_month": f"{date:%b}", "long_month": f"{date:%B}", "i_day": str(date.day),
        "y_day": f"{date:%j}", "week": f"{date:%V}", "short_day": f"{date:%a}",
        "long_day": f"{date:%A}",
    }  # fmt: skip


def _collection(config: Mapping[str, Any], page: Page, name: str, own: str) -> str | None:
    settings = config.get("collections")
    rules = settings.get(name) if isinstance(settings, dict) else None
    stated = str(rules.get("permalink") or "") if isinstance(rules, dict) else ""
    _, _, below_it = page.place.partition(f"_{name}/")
    values = {
        **_dates(page.date), "collection": name, "name": page.stem, "output_ext": ".html",
        "path": str(PurePosixPath(below_it).with_suffix("")),
        "title": page.text("slug") or page.stem,
    }  # fmt: skip
    return filled(own or stated or "/:collection/:path:output_ext", values)


def page_path(page: Page, pretty: bool) -> str:
    """The path of a page that is no post."""
    before = "".join(f"/{folder}" for folder in page.folders)
    if page.stem in ("index", "README"):
        return f"{before}/"
    return f"{before}/{page.stem}/" if pretty else f"{before}/{page.stem}.html"


def jekyll_defaults(config: Mapping[str, Any]) -> list[Inherited]:
    """The `defaults` of `_config.yml`, the more specific ones last (Jekyll's documentation, "Front
    Matter Defaults")."""
    rows = []
    stated = config.get("defaults")
    for one in stated if isinstance(stated, list) else []:
        if not isinstance(one, dict) or not isinstance(one.get("values"), dict):
            continue
        raw = one.get("scope")
        scope = raw if isinstance(raw, dict) else {}
        path, kind = str(scope.get("path") or "").strip("/"), str(scope.get("type") or "")
        pattern = below(path) if path else ""
        values = {str(key).lower(): value for key, value in one["values"].items()}
        rows.append((len(path), bool(kind), Inherited("", values, pattern, kind)))
    return [one for _, _, one in sorted(rows, key=lambda row: row[:2])]
