"""The site that a folder of posts belongs to: its generator, and so the addresses of its posts."""

from dataclasses import dataclass, field, replace
from datetime import datetime, tzinfo
from pathlib import Path
from typing import Any

from index.posts.sites.address import encoded, is_absolute, is_path
from index.posts.sites.astro import Astro
from index.posts.sites.docusaurus import Docusaurus
from index.posts.sites.generator import Generator, Page
from index.posts.sites.hexo import Hexo
from index.posts.sites.hugo import Hugo
from index.posts.sites.inherited import Inherited, merged
from index.posts.sites.jekyll import Jekyll
from index.posts.sites.pattern import from_pattern
from index.posts.sites.vitepress import VitePress
from index.posts.sites.zenn import Zenn
from index.values import ConfigError, PostSettings, parse_timezone

_GENERATORS: tuple[type[Generator], ...] = (
    Hugo, Hexo, VitePress, Docusaurus, Astro, Jekyll, Zenn,
)  # fmt: skip
"""In the order in which a folder is looked at."""
_UNSET = PostSettings()


@dataclass(frozen=True)
class Site:
    """The site of a folder of posts: its `generator`; the folder's place in the site, `prefix`,
    such as `_posts/`; what the owner set; what posts inherit."""

    generator: Generator = field(default_factory=Generator)
    prefix: str = ""
    settings: PostSettings = field(default_factory=PostSettings)
    inherited: tuple[Inherited, ...] = ()

    @property
    def timezone(self) -> str:
        """The name of the time zone that the site's configuration sets, "" without a known one."""
        name = self.generator.timezone
        try:
            parse_timezone(name)
        except ConfigError:
            return ""
        return name

    def with_inherited(self, post_id: str, meta: dict[str, Any]) -> dict[str, Any]:
        """The front matter of a post with what it inherits."""
        place = self.prefix + post_id
        meta = self.generator.completed(place, meta)
        return merged(self.inherited, place, meta) if self.inherited else meta

    def page(
        self, post_id: str, meta: dict[str, Any], title: str, date: datetime | None,
        categories: tuple[str, ...], zone: tzinfo,
    ) -> Page:  # fmt: skip
        """A post as the rules for addresses see it; `meta` is with what it inherits."""
        return Page(self.prefix + post_id, meta, title, date, categories, zone)

    def url(self, page: Page) -> str | None:
        """The address of a page, percent-encoded: http(s)://… or a path; None where it is not
        known."""
        stated = self.generator.stated(page)
        address = stated or self._made(page)
        if address is None or is_absolute(address):
            return address
        before = self._before()
        if before is None and not stated:
            return None
        return encoded(f"{before or ''}/{address.lstrip('/')}")

    def _made(self, page: Page) -> str | None:
        pattern = self.settings.address
        return from_pattern(pattern, page) if pattern else self.generator.path(page)

    def _before(self) -> str | None:
        """The address before paths, without `/` at its end; None where it is not known."""
        if self.settings.base_url is not None:
            return self.settings.base_url.rstrip("/")
        before = self.generator.before(self.settings.account)
        return "" if before is None and self.settings.address else before

    def publishes(self, post_id: str) -> bool:
        """Whether a file may be a page of the site, by its path alone."""
        return self.generator.publishes(self.prefix + post_id)

    def needs_head(self, post_id: str) -> bool:
        """Whether a file is a page only if it has front matter."""
        return self.generator.needs_head(self.prefix + post_id)


def find_site(root: Path, settings: PostSettings = _UNSET) -> Site:
    """The site that a folder is, or whose posts it has; ConfigError where its configuration cannot
    be read, or the `base_url` of the settings is no address."""
    base_url = settings.base_url
    if base_url is not None and not is_absolute(base_url) and not is_path(base_url):
        raise ConfigError(f"base-url: expected http(s)://… or /…, found {base_url!r}")
    root = root.resolve()
    site = replace(_site_of(root), settings=settings)
    return replace(site, inherited=tuple(site.generator.inherited(root, site.prefix)))


def _site_of(root: Path) -> Site:
    """The site without what posts inherit, looked for in the folder and the two above it."""
    for folder in (root, *list(root.parents)[:2]):
        prefix = root.relative_to(folder).as_posix() + "/" if folder != root else ""
        for kind in _GENERATORS:
            generator = kind.of(folder)
            if generator and (not prefix or generator.holds(prefix)):
                return Site(generator, prefix)
    return Site()
