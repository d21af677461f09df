"""The anchors that Jekyll's Markdown, kramdown, gives headings (kramdown's documentation on its
options and its parser GFM, and the program itself, which `tests/sites/jekyll` asks)."""

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from index.posts.front_matter import first_text
from index.posts.sites.rules import LIQUID, Heading, counted, github_slug, plain
from index.posts.visibility import flag

_STATED = re.compile(r"(?:[ \t]*\{|\n\{:[^{}#]*)#(?P<id>[\w-]+)(?:\}|(?<=\w)[ \t][^{}]*\})$")
"""`{#id}` behind a heading, `{: #id .class}` in the line below."""
_DASHES = re.compile("---?")
_BEFORE_LETTERS, _OTHERS = re.compile("^[^a-zA-Z]+"), re.compile("[^a-zA-Z0-9 -]")


def anchors(config: Mapping[str, Any], headings: Iterable[Heading]) -> list[str]:
    """The anchors of the headings of a page, "" for those that have none."""
    rows = list(headings)
    options = config.get("kramdown")
    options = options if isinstance(options, dict) else {}
    stated = [heading.stated(_STATED) for heading in rows]
    other = (first_text(dict(config), "markdown") or "kramdown").lower() != "kramdown"
    if other or flag(options.get("auto_ids")) is False:
        return stated
    unstated = (row.unstated(_STATED) for row, one in zip(rows, stated, strict=True) if not one)
    texts = [plain(LIQUID.sub("", text).strip(), _without_dashes) for text in unstated]
    is_github = str(options.get("input") or "GFM") == "GFM"
    slugs = iter(_of_github(texts) if is_github else _of_kramdown(texts))
    prefix = str(options.get("auto_id_prefix") or "")
    return [one or _prefixed(prefix, next(slugs)) for one in stated]


def _without_dashes(text: str) -> str:
    """What is left where kramdown makes dashes of hyphens, which count as signs."""
    return _DASHES.sub("", text)


def _prefixed(prefix: str, slug: str) -> str:
    return prefix + slug if slug else ""


def _of_github(texts: Iterable[str]) -> Iterator[str]:
    return counted(github_slug(text.replace("\t", " ")) for text in texts)


def _of_kramdown(texts: Iterable[str]) -> Iterator[str]:
    """What kramdown's own parser makes: Latin letters alone, `section` without any."""
    latin = (_OTHERS.sub("", _BEFORE_LETTERS.sub("", text)) for text in texts)
    return counted(text.replace(" ", "-").lower() or "section" for text in latin)
