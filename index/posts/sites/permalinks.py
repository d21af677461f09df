"""The path of a post's address, by the rules of each generator (the documentation of Jekyll, Hexo,
Hugo and Zenn on permalinks)."""

import re
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import PurePosixPath
from typing import Any

from index.values import ConfigError, parse_timezone

_JEKYLL_STYLES = {
    "date": "/:categories/:year/:month/:day/:title.html",
    "pretty": "/:categories/:year/:month/:day/:title/",
    "ordinal": "/:categories/:year/:y_day/:title.html",
    "weekdate": "/:categories/:year/W:week/:short_day/:title.html",
    "none": "/:categories/:title.html",
}
_HEXO_DEFAULT = ":year/:month/:day/:title/"
_DATED = re.compile(r"^\d{4}-\d{1,2}-\d{1,2}-")


@dataclass(frozen=True)
class PathFacts:
    """What a path is made of: the post's place, its path under the site's root, its front matter,
    date and categories."""

    place: str
    meta: dict[str, Any]
    date: datetime | None
    categories: tuple[str, ...]

    @property
    def stem(self) -> str:
        """The name of the file without its suffix."""
        return PurePosixPath(self.place).stem

    @property
    def slug(self) -> str:
        """The `slug` of the front matter, "" without one."""
        return str(self.meta.get("slug") or "").strip().strip("/")


def _jekyll(config: dict[str, Any], facts: PathFacts) -> str:
    folders = PurePosixPath(facts.place).parent.parts
    own = str(facts.meta.get("permalink") or "")
    if "_posts" in folders or "_drafts" in folders:
        style = own or str(config.get("permalink") or "date")
        pattern = _JEKYLL_STYLES.get(style, style)
        return _filled(pattern, _jekyll_values(config, facts))
    collection = next((f[1:] for f in folders if f.startswith("_")), None)
    if collection is None:
        return _page(facts, pretty=str(config.get("permalink")) == "pretty")
    return _collection(config, facts, collection, own)


def _jekyll_values(config: dict[str, Any], facts: PathFacts) -> dict[str, str]:
    folders = PurePosixPath(facts.place).parent.parts
    above = [f for f in folders[: folders.index("_posts")] if f] if "_posts" in folders else []
    title = facts.slug or _DATED.sub("", facts.stem)
    date = facts.date
    if date is not None and config.get("timezone"):
        with suppress(ConfigError):
            date = date.astimezone(parse_timezone(str(config["timezone"])))
    return {
        **_date_values(date),
        "categories": "/".join([*above, *(c.lower().replace(" ", "-") for c in facts.categories)]),
        "title": re.sub(r"\s+", "-", title),
        "slug": re.sub(r"\s+", "-", title.lower()),
        "output_ext": ".html",
    }


def _collection(config: dict[str, Any], facts: PathFacts, name: str, own: str) -> str:
    settings = config.get("collections")
    rules = settings.get(name) if isinstance(settings, dict) else None
    stated = str(rules.get("permalink") or "") if isinstance(rules, dict) else ""
    _, _, below = facts.place.partition(f"_{name}/")
    path = str(PurePosixPath(below).with_suffix(""))
    values = {
        **_date_values(facts.date), "collection": name, "path": path, "name": facts.stem,
        "title": facts.slug or facts.stem, "output_ext": ".html",
    }  # fmt: skip
    return _filled(own or stated or "/:collection/:path:output_ext", values)


def _page(facts: PathFacts, pretty: bool) -> str:
    """The path of a page that is no post."""
    folder = PurePosixPath(facts.place).parent
    before = "" if str(folder) == "." else f"/{folder}"
    if facts.stem in ("index", "README"):
        return f"{before}/"
    return f"{before}/{facts.stem}/" if pretty else f"{before}/{facts.stem}.html"


def _hexo(config: dict[str, Any], facts: PathFacts) -> str:
    _, is_post, below = facts.place.partition("source/_posts/")
    if not is_post:
        return _page(PathFacts(facts.place.removeprefix("source/"), {}, None, ()), pretty=False)
    path = str(PurePosixPath(below).with_suffix(""))
    values = {
        **_date_values(facts.date),
        "title": path,
        "name": facts.stem,
        "post_title": facts.slug or facts.stem,
        "category": facts.categories[0] if facts.categories else "uncategorized",
    }
    pattern = str(facts.meta.get("permalink") or config.get("permalink") or _HEXO_DEFAULT)
    return "/" + _filled(pattern, values).lstrip("/")


def _hugo(config: dict[str, Any], facts: PathFacts) -> str:
    path = PurePosixPath(facts.place.removeprefix("content/"))
    stem = re.sub(r"\.[a-z]{2}(-[a-z]{2})?$", "", path.stem)
    parts = [part for part in path.parent.parts if part != "."]
    if stem not in ("index", "_index"):
        parts.append(facts.slug or stem)
    elif facts.slug and parts:
        parts[-1] = facts.slug
    pattern = _hugo_pattern(config, parts[0] if len(parts) > 1 else "")
    if pattern and stem != "_index":
        name = _urlized(parts[-1])
        values = {
            **_date_values(facts.date), "section": parts[0], "sections": "/".join(parts[:-1]),
            "slug": name, "slugorfilename": name, "slugorcontentbasename": name,
            "filename": name, "contentbasename": name,
            "title": _urlized(str(facts.meta.get("title") or parts[-1])),
        }  # fmt: skip
        return _filled(pattern.lower(), values)
    return "/" + "".join(f"{_urlized(part)}/" for part in parts)


def _urlized(name: str) -> str:
    return re.sub(r"\s+", "-", name.strip()).lower()


def _hugo_pattern(config: dict[str, Any], section: str) -> str:
    permalinks = config.get("permalinks")
    if not isinstance(permalinks, dict):
        return ""
    pages = permalinks.get("page", permalinks)
    pattern = pages.get(section) if isinstance(pages, dict) else None
    return pattern if isinstance(pattern, str) else ""


def _zenn(config: dict[str, Any], facts: PathFacts) -> str:
    parts = PurePosixPath(facts.place).with_suffix("").parts
    if parts[0] == "books" and len(parts) > 2:
        chapter = re.sub(r"^\d+\.", "", parts[-1])
        return f"/books/{parts[1]}/viewer/{chapter}"
    return "/" + "/".join(parts)


def _plain(config: dict[str, Any], facts: PathFacts) -> str:
    """The path without a known generator: the place without its suffix, as static hosts serve
    it."""
    path = str(PurePosixPath(facts.place).with_suffix(""))
    return "/" + re.sub(r"(^|/)(_?index|README)$", r"\1", path)


PATHS: dict[str, Callable[[dict[str, Any], PathFacts], str]] = {
    "jekyll": _jekyll,
    "hexo": _hexo,
    "hugo": _hugo,
    "zenn": _zenn,
    "": _plain,
}
"""By generator: (the site's configuration, facts of a post) → its path, not percent-encoded."""


def _date_values(date: datetime | None) -> dict[str, str]:
    """The values of all placeholders for parts of a date; {} where undated."""
    if date is None:
        return {}
    return {
        "year": f"{date:%Y}", "short_year": f"{date:%y}", "month": f"{date:%m}",
        "i_month": str(date.month), "short_month": f"{date:%b}", "long_month": f"{date:%B}",
        "day": f"{date:%d}", "i_day": str(date.day), "y_day": f"{date:%j}", "week": f"{date:%V}",
        "weekday": f"{date:%w}", "yearday": f"{date:%j}", "monthname": f"{date:%B}",
        "weekdayname": f"{date:%A}", "short_day": f"{date:%a}", "long_day": f"{date:%A}",
        "hour": f"{date:%H}",
        "minute": f"{date:%M}", "second": f"{date:%S}",
    }  # fmt: skip


def _filled(pattern: str, values: dict[str, str]) -> str:
    """A pattern with its placeholders `:name` replaced; unknown ones are removed."""
    filled = re.sub(r":([a-z_]+)", lambda match: values.get(match[1], ""), pattern)
    return re.sub(r"/{2,}", "/", filled)
