"""The anchors that Hugo gives headings (its documentation, "Configure markup", and the program
itself, which `tests/sites/hugo` asks)."""

import re
import unicodedata
from collections.abc import Iterable, Mapping
from typing import Any

from index.posts.sites.hugo.config import table
from index.posts.sites.rules import Heading, free, plain
from index.posts.visibility import flag

_DASHES = re.compile("---?")
_ADDRESS = re.compile(
    r"(?:^|(?<=[\s*_~(]))(?:https?://[!-;=?-~]+|[\w.+-]+@[\w-]+(?:\.[\w-]+)+)", re.ASCII
)
"""What becomes a link by itself, whose text counts for nothing."""
_SHORTCODE = re.compile(r"\{\{[<%].*?[>%]\}\}")
_ATTRIBUTES = re.compile(
    r"[ \t]*(?<!\n)\{(?:[ \t]*(?:[.#][\w:-]+|[\w-]+=(?:\"[^\"]*\"|[^\s{}\"]+)))+[ \t]*\}[ \t]*$"
)
"""Classes and other attributes without an id."""
_OTHER_SIGNS = re.compile(r"[\W_]+")
_NONE = "heading"
"""The anchor of a heading of signs alone."""


def anchors(config: Mapping[str, Any], headings: Iterable[Heading]) -> list[str]:
    """The anchors of the headings of a page, "" where the configuration asks for none."""
    goldmark = table(table(config, "markup"), "goldmark")
    parser, extensions = table(goldmark, "parser"), table(goldmark, "extensions")
    if flag(parser.get("autoheadingid")) is False:
        return [heading.stated() for heading in headings]
    kind = str(parser.get("autoidtype") or parser.get("autoheadingidtype") or "github")
    has_dashes = flag(table(extensions, "typographer").get("disable")) is not True

    def prose(text: str) -> str:
        text = _ADDRESS.sub("", _SHORTCODE.sub("", text))
        return _DASHES.sub("—", text) if has_dashes else text

    def made(heading: Heading) -> str:
        line = _ATTRIBUTES.sub("", heading.unstated()).rpartition("\n")[2]
        return _slug(plain(line, prose, alt=True).strip(" "), kind) or _NONE

    return list(free(heading.stated() or made(heading) for heading in headings))


def _slug(text: str, kind: str) -> str:
    """The slug of a text, of one of Hugo's kinds."""
    if kind == "blackfriday":
        return _OTHER_SIGNS.sub("-", text.lower()).strip("-")
    if kind == "github-ascii":
        text = unicodedata.normalize("NFD", text).encode("ascii", "ignore").decode()
    return "".join(filter(_stays, text)).replace(" ", "-").lower()


def _stays(char: str) -> bool:
    return char in " -_" or char.isalpha() or unicodedata.category(char) == "Nd"
