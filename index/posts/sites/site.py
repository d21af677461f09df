"""The site that a folder of posts belongs to: its generator, and so the addresses of its posts."""

from dataclasses import dataclass, field, replace
from datetime import datetime
from pathlib import Path
from typing import Any
from urllib.parse import quote, urlsplit

from index.posts.front_matter import names
from index.posts.reading import NOT_READ, load_file, walk
from index.posts.sites.inherited import (
    Inherited,
    hugo_cascades,
    hugo_resources,
    jekyll_defaults,
    left_out_by_config,
    locked_tags,
    merged,
    zenn_books,
)
from index.posts.sites.permalinks import PATHS, PathFacts
from index.values import ConfigError, not_as_expected

_HUGO_FILES = tuple(
    f"{name}.{suffix}" for name in ("hugo", "config") for suffix in ("toml", "yaml", "yml", "json")
)
_LOOKED_INTO = 10
"""Articles that are read to recognise a folder of Zenn's."""
_SAFE = "/:@!$&'()*+,;=~%-._"


@dataclass(frozen=True)
class Site:
    """The site of a folder of posts: its `generator` (`jekyll`, `hugo`, `hexo`, `zenn` or ``""``)
    and its configuration, keys in lower case; the folder's place in the site, `prefix`, such as
    `_posts/`; the address before paths, None for the site's own; what posts inherit; the tags
    whose posts are encrypted, `locked`."""

    generator: str = ""
    config: dict[str, Any] = field(default_factory=dict)
    prefix: str = ""
    base_url: str | None = None
    inherited: tuple[Inherited, ...] = ()
    locked: tuple[str, ...] = ()

    def with_inherited(self, post_id: str, meta: dict[str, Any]) -> dict[str, Any]:
        """The front matter of a post with what it inherits."""
        if self.locked and set(self.locked) & set(names(meta, "tags", "tag", spaces=True)):
            meta = {"encrypted": "true", **meta}
        return merged(self.inherited, self.prefix + post_id, meta) if self.inherited else meta

    def url(
        self, post_id: str, meta: dict[str, Any], date: datetime | None, categories: tuple[str, ...]
    ) -> str | None:
        """The address of a post, percent-encoded: http(s)://… or a path; None where it is not
        known."""
        stated = _stated(meta)
        if stated and _is_absolute(stated):
            return _encoded(stated)
        path = stated or self._path(self.prefix + post_id, meta, date, categories)
        if path is None:
            return None
        safe = path if stated else quote(path, safe=_SAFE.replace("%", ""))
        return _encoded(self._before() + "/" + safe.lstrip("/"))

    def holds(self, post_id: str) -> bool:
        """Whether a file is content of the site, not of its themes, templates or notes."""
        root = {"hugo": "content/", "hexo": "source/"}.get(self.generator, "")
        return (self.prefix + post_id).startswith(root)

    def needs_head(self, post_id: str) -> bool:
        """Whether a file is a page only if it has front matter: Jekyll copies others as they
        are."""
        folders = (self.prefix + post_id).split("/")[:-1]
        return self.generator == "jekyll" and not any(f.startswith("_") for f in folders)

    def _before(self) -> str:
        """The address before paths, without `/` at its end."""
        if self.base_url is not None:
            return self.base_url.rstrip("/")
        config = {name: str(value or "").strip() for name, value in self.config.items()}
        if self.generator == "hugo":
            return config.get("baseurl", "").rstrip("/")
        address = config.get("url", "")
        address = address.rstrip("/") if _is_absolute(address) else ""
        if self.generator == "hexo":  # its url holds its root already
            return address or config.get("root", "").rstrip("/")
        root = config.get("baseurl", "").strip("/")
        return f"{address}/{root}" if root else address

    def _path(
        self, place: str, meta: dict[str, Any], date: datetime | None, categories: tuple[str, ...]
    ) -> str | None:
        if self.generator in ("", "zenn") and self.base_url is None:
            return None
        facts = PathFacts(place, meta, date, categories)
        return PATHS[self.generator](self.config, facts)


def find_site(root: Path, base_url: str | None) -> Site:
    """The site that a folder is, or whose posts it has; ConfigError where its configuration cannot
    be read, or `base_url` is no address."""
    if base_url is not None and not _is_absolute(base_url) and not _is_path(base_url):
        raise ConfigError(f"base-url: expected http(s)://… or /…, found {base_url!r}")
    root = root.resolve()
    site = _site_of(root, base_url)
    return replace(site, inherited=_inherited(root, site), locked=locked_tags(site.config))


def _site_of(root: Path, base_url: str | None) -> Site:
    """The site without what posts inherit, looked for in the folder and the two above it."""
    for folder in (root, *list(root.parents)[:2]):
        prefix = root.relative_to(folder).as_posix() + "/" if folder != root else ""
        generator, config = _generator(folder)
        if generator and (not prefix or _is_content(generator, prefix)):
            return Site(generator, config, prefix, base_url)
    return Site("", {}, "", base_url)


def _inherited(root: Path, site: Site) -> tuple[Inherited, ...]:
    left_out = left_out_by_config(site.generator, site.config) if site.generator else ()
    if site.generator == "jekyll":
        return (*jekyll_defaults(site.config), *left_out)
    if site.generator == "hugo":
        files = [(site.prefix + name, path) for name, path in walk(root)]
        resources = hugo_resources(name for name, _ in files)
        return (*hugo_cascades(site.config, files), *resources, *left_out)
    if site.generator == "hexo":
        return tuple(left_out)
    if site.generator in ("", "zenn"):
        books = root if site.prefix == "books/" else root / "books"
        return tuple(zenn_books(sorted(path for path in books.glob("*") if path.is_dir())))
    return ()


def _is_content(generator: str, prefix: str) -> bool:
    """Whether a folder below a site's root holds its posts."""
    starts = {
        "jekyll": ("_",),
        "hexo": ("source/",),
        "hugo": ("content/",),
        "zenn": ("articles/", "books/"),
    }
    return prefix.startswith(starts[generator])


def _generator(folder: Path) -> tuple[str, dict[str, Any]]:
    """(generator, configuration) of the site whose root a folder is; ("", {}) where it is none."""
    hugo = next((folder / name for name in _HUGO_FILES if (folder / name).is_file()), None)
    if hugo is not None and (folder / "content").is_dir():
        return "hugo", _config(hugo)
    if (folder / "source" / "_posts").is_dir():
        config = folder / "_config.yml"
        return "hexo", _config(config) if config.is_file() else {}
    if (folder / "_config.yml").is_file():
        return "jekyll", _config(folder / "_config.yml")
    if (folder / "_posts").is_dir() and folder.name != "source":
        return "jekyll", {}
    if (folder / "articles").is_dir() and _any_zenn(folder / "articles"):
        return "zenn", {}
    return "", {}


def _any_zenn(articles: Path) -> bool:
    """Whether an article has front matter as Zenn's."""
    for _, path in walk(articles)[:_LOOKED_INTO]:
        try:
            head = path.read_bytes()[:2000]
        except OSError:
            continue
        if b"\nemoji:" in head or b"\ntopics:" in head:
            return True
    return False


def _config(path: Path) -> dict[str, Any]:
    """A configuration, keys in lower case; ConfigError where it cannot be read."""
    try:
        raw = load_file(path.read_text(encoding="utf-8-sig"), path.suffix)
    except (OSError, *NOT_READ) as error:
        raise ConfigError(not_as_expected(path, "the site's configuration", error)) from None
    return {str(key).lower(): value for key, value in raw.items()}


def _stated(meta: dict[str, Any]) -> str | None:
    """The address in a post's front matter, by Jekyll's and Hugo's `permalink` and `url`, without
    placeholders; None without one."""
    for key in ("permalink", "url", "canonical_url"):
        value = str(meta.get(key) or "").strip()
        if _is_absolute(value) or (_is_path(value) and ":" not in value):
            return value
    return None


def _is_path(address: str) -> bool:
    return address.startswith("/") and not address.startswith("//")


def _is_absolute(address: str) -> bool:
    try:
        parts = urlsplit(address)
        return parts.scheme.lower() in ("http", "https") and bool(parts.hostname)
    except ValueError:
        return False


def _encoded(address: str) -> str | None:
    """An address percent-encoded, except for what is already; None where it would name another
    host, as `//` does."""
    printable = "".join(char for char in address if char.isprintable())
    clean = quote(printable.replace("\\", "/"), safe=_SAFE + "?#[]")
    return None if clean.startswith("//") else clean
