"""Hexo's `permalink` and `new_post_name`: what a post's placeholders stand for."""

import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import tzinfo
from pathlib import PurePosixPath
from typing import Any

from index.posts.front_matter import first_text
from index.posts.sites.npm.hexo_dates import post_date
from index.posts.sites.npm.hexo_slug import slug
from index.posts.sites.rules import Page, date_values

_PLACEHOLDER = re.compile(r":(\w*[^\W_])", re.ASCII)
_DATED = {
    "year": r"\d{4}", "month": r"\d{2}", "day": r"\d{2}", "i_month": r"\d{1,2}",
    "i_day": r"\d{1,2}", "hash": "[0-9a-f]{12}",
}  # fmt: skip
"""What the parts of a file's name look like; any other is any text."""
_NO_TEXT = {"date", "updated", "categories", "tags", "path", "permalink", "content", "photos"}
"""Keys of a post that Hexo does not put into an address as they stand in the front matter."""


def filled(pattern: str, values: Mapping[str, str]) -> str | None:
    """A pattern with its placeholders replaced; None where one has no value."""
    if not all(name in values for name in _PLACEHOLDER.findall(pattern)):
        return None
    return _PLACEHOLDER.sub(lambda match: values[match[1]], pattern)


def name_parts(pattern: str, post: str) -> dict[str, str]:
    """What the path of a post, without suffix, says by `new_post_name`: at least `title`."""
    rule = str(PurePosixPath(pattern).with_suffix("")) if pattern else ":title"
    literals = _PLACEHOLDER.split(rule)
    keys = literals[1::2]
    literals[::2] = map(re.escape, literals[::2])
    literals[1::2] = (f"({_DATED.get(key, '.+?')})" for key in keys)
    match = re.fullmatch("".join(literals), post)
    parts = dict(zip(keys, match.groups(), strict=True)) if match else {}
    return {"title": slug(post), **parts}


@dataclass(frozen=True)
class Permalinks:
    """What the configuration of a site sets about addresses of posts."""

    config: Mapping[str, Any]

    def path(self, page: Page, post: str, zone: tzinfo) -> str | None:
        """The path of the post at the place `post` under `_posts`, dates in `zone`; None where it
        cannot be known."""
        own = first_text(dict(page.meta), "permalink")
        return own or filled(self._text("permalink", ":year/:month/:day/:title/"),
                             self._values(page, post, zone))  # fmt: skip

    def _text(self, key: str, otherwise: str = "") -> str:
        return first_text(dict(self.config), key) or otherwise

    def _values(self, page: Page, post: str, zone: tzinfo) -> dict[str, str]:
        parts = name_parts(self._text("new_post_name"), post)
        title = parts["title"]
        meta = {**page.meta, **{k: v for k, v in parts.items() if k not in ("title", *_DATED)}}
        date = post_date(page.text("date"), parts, zone)
        values = {**date_values(date), "title": title, "slug": title}
        values["name"] = PurePosixPath(title).name
        values["post_title"] = slug(page.text("title"), "1")
        if date is not None:
            seconds = str(int(date.timestamp()))
            made = hashlib.sha1(f"{title}{seconds}".encode(), usedforsecurity=False)
            values |= {"i_month": str(date.month), "i_day": str(date.day), "timestamp": seconds}
            values["hash"] = made.hexdigest()[:12]
        if (category := self._category(meta)) is not None:
            values["category"] = category
        return {**self._others(meta), **values}

    def _others(self, meta: Mapping[str, Any]) -> dict[str, str]:
        """The values of other keys of the front matter, else of `permalink_defaults`."""
        stated = self.config.get("permalink_defaults")
        both = {"layout": "post", **(stated if isinstance(stated, dict) else {}), **meta}
        texts = {key: first_text(both, key) for key in both if key not in _NO_TEXT}
        return {key: text for key, text in texts.items() if text}

    def _category(self, meta: Mapping[str, Any]) -> str | None:
        """What `:category` stands for: the deepest category, with those above it. None for a post
        with several of them: which is the last one hangs on the order in which Hexo met them."""
        chains = _chains(meta.get("categories") or meta.get("category") or [])
        if not chains:
            return self._text("default_category", "uncategorized")
        longest = max(chains, key=len)
        if any(longest[: len(chain)] != chain for chain in chains):
            return None
        return "/".join(map(self._category_slug, longest))

    def _category_slug(self, name: str) -> str:
        table = self.config.get("category_map")
        mapped = first_text(table, name) if isinstance(table, dict) else ""
        return slug(mapped or name, self._text("filename_case"))


def _chains(stated: object) -> list[list[str]]:
    """Categories from the top down. A list is one chain, unless a list is in it."""
    rows = stated if isinstance(stated, list) else [stated]
    if not any(isinstance(row, list) for row in rows):
        rows = [rows]
    chains = [row if isinstance(row, list) else [row] for row in rows]
    texts = [[str(name) for name in chain if name not in (None, "")] for chain in chains]
    return [chain for chain in texts if chain]


def shown(path: str, pretty: Mapping[str, Any]) -> str:
    """A path without what `pretty_urls` takes from its end."""
    if path.endswith("index.html"):
        cut = first_text(dict(pretty), "trailing_index") == "false"
        return path.removesuffix("index.html") if cut else path
    cut = first_text(dict(pretty), "trailing_html") == "false"
    return path.removesuffix(".html") if cut else path
