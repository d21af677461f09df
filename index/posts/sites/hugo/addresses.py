"""Where Hugo puts the pages of one site: which pattern or folder counts for a page, and what the
tokens of patterns stand for."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from index.posts.front_matter import text_value
from index.posts.reading import parse_date
from index.posts.sites.hugo.config import Languages, config_of, table
from index.posts.sites.hugo.content import Content, tree_path
from index.posts.sites.hugo.links import Parts, link_of, stated_link
from index.posts.sites.hugo.names import lowered, normal, sanitized, without_accents
from index.posts.sites.hugo.permalinks import Rule, Tokens, cleaned, expanded, rules
from index.posts.sites.rules import Page, encoded, quoted
from index.posts.visibility import flag
from index.values import cached_property

_TAXONOMIES = {"category": "categories", "tag": "tags"}


@dataclass(frozen=True)
class Section:
    """What is known of a section that matters for addresses: by its `_index.md`, or by what it
    inherits; its title is None where Hugo makes it of the folder's name."""

    slug: str
    title: str | None


@dataclass(frozen=True)
class Addresses:
    """The addresses of a site by its configuration, its languages and its sections, which are
    known by language and path in the tree of contents."""

    config: Mapping[str, Any]
    languages: Languages
    sections: Mapping[tuple[str, str], Section] = field(default_factory=dict)

    def kind(self, content: Content) -> str:
        """The kind of page that a file of contents is, in Hugo's words."""
        if not content.is_branch:
            return "page"
        path = content.path
        for plural in self._taxonomies:
            if path == plural:
                return "taxonomy"
            if path.startswith(f"{plural}/"):
                return "term"
        return "section" if content.folders else "home"

    def link(self, page: Page, content: Content) -> str | None:
        """The address of a page under that of the site, percent-encoded; None where it is not
        known."""
        link = self._stated(page, content) if self.is_stated(page, content) else None
        if link is None and not self.is_stated(page, content):
            link = self._made(page, content)
        if link is None or not self.languages.on_hosts:
            return link
        host = text_value(config_of(self.config, content.language).get("baseurl"))
        return encoded(f"{host.rstrip('/')}/{link.lstrip('/')}")

    def is_stated(self, page: Page, content: Content) -> bool:
        """Whether the front matter has the address itself."""
        return bool(page.text("url")) and self.kind(content) != "home"

    def _stated(self, page: Page, content: Content) -> str | None:
        url = page.text("url")
        if url.startswith(("http://", "https://")):
            return None  # Hugo refuses these
        filled = expanded(url, self._tokens(page, content)) if ":" in url else url
        if filled is None:
            return None
        before = "" if filled.startswith("/") else self._folder_of_language(content)
        link = stated_link(filled).replace("#", "%23").replace("\\", "%5C")
        return encoded(before + link)

    def _made(self, page: Page, content: Content) -> str | None:
        kind, path, language = self.kind(content), content.path, content.language
        rule = next((r for r in self._rules(language) if r.target.matches(kind, path, language)),
                    None)  # fmt: skip
        pattern = expanded(rule.pattern, self._tokens(page, content)) if rule else ""
        if pattern is None:
            return None
        is_bundle = content.is_bundle and (content.is_typed_so or not self._keeps_case)
        above = content.parents if is_bundle and not content.is_branch else content.folders
        parts = Parts(
            kind=kind,
            pattern=cleaned(pattern) if pattern else None,
            folder=self._folder(language, above),
            name=slug_of(page.meta) or self._name(content),
            is_bundle=is_bundle,
            is_ugly=self._is_ugly(content.section),
        )
        return quoted(self._folder_of_language(content) + link_of(parts, self._clean))

    def _folder_of_language(self, content: Content) -> str:
        folder = self.languages.folder(content.language)
        return f"/{folder}" if folder else ""

    def _name(self, content: Content) -> str:
        return content.base_name if self._keeps_case else content.path.rpartition("/")[2]

    def _folder(self, language: str, folders: tuple[str, ...]) -> str:
        """The path of folders in addresses: sections may have slugs."""
        names = []
        for end, name in enumerate(folders, start=1):
            section = self.sections.get((language, tree_path(folders[:end])))
            names.append((section.slug if section else "") or self._typed(name))
        return "/".join(names)

    def _tokens(self, page: Page, content: Content) -> Tokens:
        slug = self._word(slug_of(page.meta))
        title = stated_text(page.meta, "title")
        is_list = self.kind(content) in ("term", "taxonomy")
        title = self._word(title) if is_list else self._title_word(title)
        base_name = self._word(content.base_name)
        file_name = "" if content.is_branch else base_name
        sections = self._sections(content)
        slugs = self._section_slugs(content.language, sections)
        texts = {
            "section": content.section, "sections": tree_path(sections),
            "sectionslug": slugs[0] if slugs else "" if slugs == () else None,
            "sectionslugs": None if slugs is None else "/".join(slugs),
            "title": title, "slug": slug or title,
            "filename": file_name, "slugorfilename": slug or file_name,
            "contentbasename": base_name, "slugorcontentbasename": slug or base_name,
        }  # fmt: skip
        cut = {"sections": tuple(map(normal, sections)), "sectionslugs": slugs}
        return Tokens(texts, cut, parse_date(page.meta.get("date"), page.zone))

    def _sections(self, content: Content) -> tuple[str, ...]:
        """The folders down to the section that a page is in: a first folder is one always, others
        with an `_index.md`."""
        folders = content.folders if content.is_branch else content.parents
        while len(folders) > 1 and not content.is_branch:
            if (content.language, tree_path(folders)) in self.sections:
                break
            folders = folders[:-1]
        return folders

    def _section_slugs(self, language: str, folders: tuple[str, ...]) -> tuple[str, ...] | None:
        """The slugs, else titles, of sections; None where one is not known."""
        paths = [tree_path(folders[:end]) for end in range(1, len(folders) + 1)]
        found = [one for path in paths if (one := self.sections.get((language, path)))]
        if any(not one.slug and one.title is None for one in found):
            return None
        return tuple(self._word(one.slug) or self._title_word(one.title or "") for one in found)

    def _title_word(self, title: str) -> str:
        """A title as a token has it: its slashes make no folders."""
        return self._word(re.sub(r"[/\\]", "-", title))

    def _word(self, text: str) -> str:
        """A text as a token has it: cleaned, and without a `#` that ends it, which as an address
        would mean nothing."""
        clean = self._clean(text)
        return clean[:-1] if clean.endswith("#") and clean.count("#") == 1 else clean

    def _clean(self, text: str) -> str:
        clean = sanitized(text)
        if flag(self.config.get("removepathaccents")) is True:
            clean = without_accents(clean)
        return clean if self._keeps_case else lowered(clean)

    def _typed(self, name: str) -> str:
        """A name of a file or folder before it is cleaned."""
        return name if self._keeps_case else normal(name)

    @cached_property
    def _keeps_case(self) -> bool:
        return flag(self.config.get("disablepathtolower")) is True

    @cached_property
    def _taxonomies(self) -> tuple[str, ...]:
        """The paths of taxonomies in the tree of contents."""
        stated = table(self.config, "taxonomies") if "taxonomies" in self.config else _TAXONOMIES
        plurals = (normal(text_value(plural)).strip("/") for plural in stated.values())
        return tuple(f"/{plural}" for plural in plurals if plural)

    def _is_ugly(self, section: str) -> bool:
        stated = self.config.get("uglyurls")
        return flag(stated.get(section) if isinstance(stated, dict) else stated) is True

    def _rules(self, language: str) -> tuple[Rule, ...]:
        return self._rules_by_language[language]

    @cached_property
    def _rules_by_language(self) -> dict[str, tuple[Rule, ...]]:
        codes = self.languages.published
        return {code: rules(config_of(self.config, code)) for code in codes}


def stated_text(meta: Mapping[str, Any], key: str) -> str:
    """The text of a value of front matter as it stands there, "" without one."""
    return str(meta[key]) if text_value(meta.get(key)) else ""


def slug_of(meta: Mapping[str, Any]) -> str:
    """The slug that front matter states, "" without one."""
    return stated_text(meta, "slug").strip("-")
