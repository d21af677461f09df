"""The folders with pages that a configuration of Docusaurus names, each with the route that its
pages are under."""

import posixpath
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from index.posts.reading import NOT_READ, load_json, read_text
from index.posts.sites.npm.js_values import NOTHING_KNOWN, UNKNOWN, Table
from index.posts.sites.rules import fits

_KINDS = {"docs": ("docs", "docs"), "blog": ("blog", "blog"), "pages": ("src/pages", "/")}
"""The kinds of pages with their folders and routes where none are set."""
_PRESET = re.compile(r"(?:@docusaurus/)?(?:preset-)?classic")
_PLUGIN = re.compile(r"(?:@docusaurus/)?(?:plugin-)?content-(docs|blog|pages)")
_INCLUDED = ("**/*.{md,mdx}",)
_EXCLUDED = ("**/_*.{js,jsx,ts,tsx,md,mdx}", "**/_*/**", "**/__tests__/**")
_DECIDING = (
    "path", "routeBasePath", "include", "exclude", "id", "versions", "lastVersion",
    "includeCurrentVersion", "onlyIncludeVersions", "disableVersioning", "numberPrefixParser",
)  # fmt: skip
_CURRENT = "current"


@dataclass(frozen=True)
class Part:
    """A folder with pages of a kind (docs, blog, pages). Their addresses are under `route`, None
    where that is not told plainly, in `locale`, "" for the site's own; `numbered` tells whether
    numbers before names are left out of addresses; `original` is the folder whose files this one
    translates."""

    kind: str
    folder: str
    route: str | None
    include: tuple[str, ...] = _INCLUDED
    exclude: tuple[str, ...] = _EXCLUDED
    numbered: bool = True
    locale: str = ""
    original: str = ""

    def has(self, below: str) -> bool:
        """Whether a file, by its path under the folder, is one of the pages."""
        included, excluded = (
            any(fits(glob, below) for glob in globs) for globs in (self.include, self.exclude)
        )
        return below.endswith((".md", ".mdx")) and included and not excluded


def parts_of(told: Table, folder: Path, home: str) -> Iterator[Part]:
    """The parts of the site in a folder whose configuration is in its folder `home`."""
    languages = told.table("i18n")
    known = all(languages.get(key) is not UNKNOWN for key in ("locales", "defaultLocale", "path"))
    for kind, options in _instances(told):
        name = options.text("id", "default") or "default"
        plugin = f"docusaurus-plugin-content-{kind}" + (f"-{name}" if name != "default" else "")
        for part, below in _versions(_part(kind, options, home), options, name, folder, home):
            one = part if known else replace(part, route=None)
            yield one
            yield from _translated(one, languages, home, f"{plugin}/{below}".rstrip("/"))


def _instances(told: Table) -> Iterator[tuple[str, Table]]:
    """Each kind that a preset or a plugin is set up for, with its options."""
    for name, options in _named(told.get("presets")):
        if name is UNKNOWN or _PRESET.fullmatch(name):
            for kind in _KINDS:
                if options.get(kind) is not False:
                    yield kind, options.table(kind)
    for name, options in _named(told.get("plugins")):
        if name is not UNKNOWN and (match := _PLUGIN.fullmatch(name)):
            yield match[1], options


def _named(rows: Any) -> Iterator[tuple[Any, Table]]:
    """The name, UNKNOWN where it is not told, and the options of each row of presets or plugins."""
    for row in rows if isinstance(rows, list) else [] if rows is None else [UNKNOWN]:
        pair = [*row, None, None] if isinstance(row, list) else [row, None]
        name, options = pair[:2]
        if isinstance(name, str):
            known = Table() if options is None else NOTHING_KNOWN
            yield name, options if isinstance(options, Table) else known
        elif name is not False and name is not None:
            yield UNKNOWN, NOTHING_KNOWN


def _part(kind: str, options: Table, home: str) -> Part:
    """The part that options set up, without its versions and languages."""
    folder, route = _KINDS[kind]
    parser = options.get("numberPrefixParser")
    known = all(options.get(key) is not UNKNOWN for key in _DECIDING)
    return Part(
        kind=kind,
        folder=posixpath.normpath(home + (options.text("path", folder) or folder)),
        route=(options.text("routeBasePath", route) or "/") if known else None,
        include=_texts(options.get("include"), _INCLUDED),
        exclude=_texts(options.get("exclude"), _EXCLUDED),
        numbered=parser is not False,
    )


def _texts(value: Any, otherwise: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(map(str, value)) if isinstance(value, list) else otherwise


def _versions(
    part: Part, options: Table, name: str, folder: Path, home: str
) -> Iterator[tuple[Part, str]]:
    """A part in each of its versions, with that version's folder among translations."""
    if part.kind != "docs":
        yield part, ""
        return
    before = "" if name == "default" else f"{name}_"
    names = _version_names(folder / home / f"{before}versions.json", options)
    last = options.text("lastVersion", next((n for n in names if n != _CURRENT), _CURRENT))
    for one in names:
        is_current = one == _CURRENT
        inner = _CURRENT if is_current else f"version-{one}"
        where = part.folder if is_current else f"{home}{before}versioned_docs/{inner}"
        usual = "" if one == last else "next" if is_current else one
        path = options.table("versions").table(one).text("path", usual)
        known = part.route is not None and path is not None
        route = f"{part.route}/{path}" if known else None
        yield replace(part, folder=where, route=route), inner


def _version_names(path: Path, options: Table) -> list[str]:
    """The versions that are published, the newest first."""
    listed: Any = []
    if options.get("disableVersioning") is not True and path.is_file():
        try:
            listed, _ = load_json(read_text(path))
        except (OSError, *NOT_READ):
            listed = []
    names = [str(one) for one in listed] if isinstance(listed, list) else []
    if options.get("includeCurrentVersion") is not False and _CURRENT not in names:
        names.insert(0, _CURRENT)
    only = options.get("onlyIncludeVersions")
    return [one for one in names if one in only] if isinstance(only, list) else names


def _translated(part: Part, languages: Table, home: str, below: str) -> Iterator[Part]:
    """The folders with translations of a part."""
    own, locales = languages.get("defaultLocale"), languages.get("locales")
    folder = languages.text("path", "i18n") or "i18n"
    for locale in locales if isinstance(locales, list) else []:
        if not isinstance(locale, str):
            continue
        where = posixpath.normpath(f"{home}{folder}/{locale}/{below}")
        settled = locale not in languages.table("localeConfigs").values or not (
            {"path", "url", "baseUrl", "translate"}
            & set(languages.table("localeConfigs").table(locale).values)
        )
        route = f"{'' if locale == own else locale}/{part.route}"
        yield replace(
            part, folder=where, original=part.folder, locale="" if locale == own else locale,
            route=route if settled and part.route is not None else None,
        )  # fmt: skip
