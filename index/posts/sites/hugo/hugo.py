"""Hugo: what of a site it publishes, and where (its documentation on content management and URL
management, and the program itself, which `tests/sites/hugo` asks)."""

import re
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace
from datetime import datetime, tzinfo
from pathlib import Path
from typing import Any, ClassVar, Self

from index.posts.front_matter import split_head, text_value
from index.posts.reading import LONGEST, parse_date, read_file, walk
from index.posts.sites.hugo.addresses import Addresses, Section, slug_of, stated_text
from index.posts.sites.hugo.anchors import anchors
from index.posts.sites.hugo.cascades import Cascade, cascades, deepest_first, inherited, of_config
from index.posts.sites.hugo.config import Languages, config_of, site_config, table, texts
from index.posts.sites.hugo.content import Content, content_of, is_resource
from index.posts.sites.hugo.dates import date_keys, dated
from index.posts.sites.hugo.mounts import Mount, mounts
from index.posts.sites.rules import Generator, Heading, Page, is_absolute, is_path
from index.posts.visibility import flag
from index.values import PostError, language_of

_BUILT = {"builddrafts": ("draft", "published"), "buildexpired": ("expirydate", "unpublishdate"),
          "buildfuture": ("publishdate", "pubdate")}  # fmt: skip
"""Keys that withhold no post if the configuration says so."""


@dataclass(frozen=True)
class Hugo(Generator):
    """A site of Hugo: where its contents are, what pages inherit, the paths of its leaf bundles in
    the tree of contents."""

    label: ClassVar[str] = "Hugo"
    by_date: ClassVar[bool] = True
    language_keys: ClassVar[tuple[str, ...]] = ("locale", "languagecode")
    mounts: tuple[Mount, ...] = ()
    addresses: Addresses = field(default_factory=lambda: Addresses({}, Languages.of({})))
    cascades: tuple[Cascade, ...] = ()
    bundles: frozenset[str] = field(default=frozenset(), repr=False)

    @classmethod
    def of(cls, folder: Path) -> Self | None:
        config = site_config(folder)
        if config is None:
            return None
        languages = Languages.of(config)
        found = mounts(config, languages)
        if not any((folder / mount.source).exists() for mount in found):
            return None
        site = cls(config, found, Addresses(config, languages))
        return site._with_contents(dict(site._files(folder)))

    @property
    def timezone(self) -> str:
        config = config_of(self.config, self.addresses.languages.default)
        return text_value(config.get("timezone"))

    def _files(self, folder: Path) -> Iterator[tuple[Path, Content]]:
        for source in {mount.source for mount in self.mounts}:
            for name, path in walk(folder / source):
                place = f"{source}/{name}" if source else name
                if (content := self.content_at(place)) and not self._ignores(place):
                    yield path, content

    def _with_contents(self, files: Mapping[Path, Content]) -> Self:
        """The same site with what its bundles and its sections, among `files`, say."""
        bundles = frozenset(one.path for one in files.values() if one.is_leaf)
        heads = {path: _head(path) for path, one in sorted(files.items()) if one.is_branch}
        rows = list(of_config(self.config, self.addresses.languages))
        for path, head in heads.items():
            one = files[path]
            rows += cascades(one.path, head.get("cascade"), one.language)
        site = replace(self, bundles=bundles, cascades=deepest_first(rows))
        first = sorted({(one.language, name) for one in files.values() for name in one.folders[:1]})
        made = [Content((name,), "", "", code, is_leaf=False, is_branch=True)
                for code, name in first]  # fmt: skip
        said = [*((one, {}) for one in made), *((files[path], heads[path]) for path in heads)]
        sections = {(one.language, one.path): site._section(one, head) for one, head in said}
        return replace(site, addresses=replace(self.addresses, sections=sections))

    def _section(self, content: Content, head: Mapping[str, Any]) -> Section:
        meta = {**inherited(self.cascades, self.addresses.kind(content), content), **head}
        return Section(slug_of(meta), stated_text(meta, "title") if head else None)

    def content_at(self, place: str) -> Content | None:
        """What the file at a place is among the contents; None where it is none."""
        for mount in self.mounts:
            path = mount.path(place)
            if path is not None:
                return content_of(path, self.addresses.languages, mount.language)
        return None

    def language(self, place: str) -> str:
        content, default = self.content_at(place), self.addresses.languages.default
        return (
            "" if content is None or content.language == default else self._named(content.language)
        )

    @property
    def default_language(self) -> str:
        is_stated = "languages" in self.config or "defaultcontentlanguage" in self.config
        named = self._named(self.addresses.languages.default) if is_stated else ""
        return named or super().default_language

    def _named(self, code: str) -> str:
        """The language of a code, which may be a word of the owner's with a `locale`."""
        stated = table(table(self.config, "languages"), code)
        named = (code, *(text_value(stated.get(key)) for key in self.language_keys))
        return next(filter(None, map(language_of, named)), "")

    def has_posts_in(self, prefix: str) -> bool:
        return any(f"{prefix.rstrip('/')}/".startswith(f"{mount.source}/".lstrip("/"))
                   for mount in self.mounts)  # fmt: skip

    def publishes(self, place: str) -> bool:
        content = self.content_at(place)
        if content is None or is_resource(content, self.bundles) or self._ignores(place):
            return False
        off = [kind.lower() for kind in texts(self.config.get("disablekinds"))]
        return self.addresses.kind(content) not in off

    def _ignores(self, place: str) -> bool:
        """Whether the configuration leaves a file out, by expressions over its whole path, of
        which a place is the end."""
        for pattern in texts(self.config.get("ignorefiles")):
            with suppress(re.error):
                if re.search(pattern, f"…/{place}"):
                    return True
        return False

    def completed(self, place: str, meta: dict[str, Any]) -> dict[str, Any]:
        content = self.content_at(place)
        if content is None:
            return meta
        own = cascades(content.path, meta.get("cascade"), content.language)
        kind = self.addresses.kind(content)
        whole = {**inherited((*own, *self.cascades), kind, content), **meta}
        whole |= dated(self.config, content.base_name, whole)
        outputs = [name.lower() for name in texts(whole.get("outputs"))]
        if outputs and "html" not in outputs:
            whole["headless"] = "true"
        shown = {key for name in self._built for key in _BUILT[name]}
        return {key: value for key, value in whole.items() if key not in shown}

    @property
    def _built(self) -> tuple[str, ...]:
        return tuple(name for name in _BUILT if flag(self.config.get(name)) is True)

    def released(
        self, place: str, date: datetime | None, meta: Mapping[str, Any], zone: tzinfo
    ) -> datetime | None:
        if "buildfuture" in self._built:
            return None
        stated = (parse_date(meta.get(key), zone) for key in date_keys(self.config, "publishdate"))
        return next(filter(None, stated), date)

    def before(self, account: str) -> str | None:
        address = text_value(self.config.get("baseurl"))
        return address.rstrip("/") if is_absolute(address) or is_path(address) else ""

    def path(self, page: Page) -> str | None:
        content = self.content_at(page.place)
        return self.addresses.link(page, content) if content else None

    def stated(self, page: Page) -> str | None:
        content = self.content_at(page.place)
        if content is None or not self.addresses.is_stated(page, content):
            return None
        return self.addresses.link(page, content)

    def anchors(self, headings: Sequence[Heading]) -> list[str]:
        return anchors(self.config, headings)


def _head(path: Path) -> dict[str, Any]:
    """The front matter of a file; {} where it cannot be read, which is reported when it is read as
    a post."""
    try:
        text = read_file(path, LONGEST).decode("utf-8-sig", "replace")
        return split_head(text, path.name).meta
    except (OSError, PostError):
        return {}
