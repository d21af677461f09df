"""What a site's generator says of the languages of its posts."""

import re
from collections.abc import Iterator, Mapping
from pathlib import PurePosixPath
from typing import Any

from index.values import language_of

_DEFAULTS = {
    "hugo": ("defaultcontentlanguage", "locale", "languagecode"),
    "jekyll": ("default_lang", "lang", "locale", "language"),
    "hexo": ("language",),
}
"""By generator the keys of its configuration that name the language of all posts that name none."""
_TRANSLATED = re.compile(r"(?:^|/)_?i18n/([^/]+)/.")
"""Where Docusaurus and Jekyll's multiple-languages plugin keep translations."""


def placed_language(generator: str, config: Mapping[str, Any], place: str) -> str:
    """The language of the post at a place, its path under the site's root, as the generator has
    it; "" where it says none. Hugo goes by a suffix (`a.en.md`) that is one of its `languages`,
    then by the folder of one, the innermost; polyglot for Jekyll and Hexo by any folder that is
    named as one of theirs."""
    path = PurePosixPath(place)
    codes = dict(_languages(config.get("languages", config.get("language"))))
    named: list[str] = []
    if generator == "hugo":
        _, _, suffix = path.stem.lower().rpartition(".")
        folders = sorted(codes.items(), key=lambda one: -len(one[1][1]))
        within = [code for code, (_, folder) in folders if folder and path.is_relative_to(folder)]
        named = [suffix, *within] if "." in path.stem else within
    elif generator in ("jekyll", "hexo"):
        named = [folder.lower() for folder in path.parts[:-1]]
    elif translated := _TRANSLATED.search(place):
        return language_of(translated[1])
    return next((codes[code][0] for code in named if code in codes), "")


def default_language(generator: str, config: Mapping[str, Any]) -> str:
    """The language that a site is in by its configuration; "" where it says none."""
    stated = [config.get(key) for key in _DEFAULTS.get(generator, ())]
    first = [one[0] if isinstance(one, list) and one else one for one in stated]
    return next(filter(None, (language_of(str(one or "")) for one in first)), "")


def _languages(stated: object) -> Iterator[tuple[str, tuple[str, str]]]:
    """(code, (language, folder of its contents)) of each language in a configuration: Hugo's table,
    or a list of codes."""
    if isinstance(stated, dict):
        for code, raw in stated.items():
            table = {str(k).lower(): v for k, v in raw.items()} if isinstance(raw, dict) else {}
            folder = str(table.get("contentdir") or "").strip("/")
            named = (str(code), str(table.get("locale") or table.get("languagecode") or ""))
            language = next(filter(None, map(language_of, named)), "")
            if language:
                yield str(code).lower(), (language, folder)
    for code in stated if isinstance(stated, list) else ():
        if language := language_of(str(code)):
            yield str(code).lower(), (language, "")
