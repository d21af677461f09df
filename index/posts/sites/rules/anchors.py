"""Anchors of headings: what the rules of generators for them are made of."""

import re
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from typing import NamedTuple

STATED = re.compile(r"[ \t]*(?<!\n)\{[ \t]*#(?P<id>[^\s{}]+)[^{}]*\}[ \t]*$")
"""How most generators let a heading state its anchor: `{#id}`, with classes beside it."""
_BELOW = re.compile(r"[ \t]*\n\{:.*", re.DOTALL)
_CODE = re.compile(r"`([^`]*)`")
_IMAGE = re.compile(r"!\[([^\[\]]*)\]")
LIQUID = re.compile(r"\{\{.*?\}\}|\{%.*?%\}")
"""Templates of Liquid and its kin."""
_TAG = re.compile("\x0e([^\x0f]*)\x0f")
_KEPT = {"L", "M", "Nd", "Nl", "Pc"}
_CIRCLED = re.compile(
    "[\u24b6-\u24e9\U0001f130-\U0001f149\U0001f150-\U0001f169\U0001f170-\U0001f189]"
)
"""Signs that Unicode counts as letters though they are not of its category."""


class Heading(NamedTuple):
    """A heading as it is written: its text, with code in backticks, images as `![alt]`, tags
    between U+000E and U+000F, what is written beside Markdown, such as `{#id}`, and in a line of
    their own attributes below it; the `id` of its tag in HTML, "" for none; its level."""

    written: str
    id: str = ""
    level: int = 2

    @property
    def line(self) -> str:
        """The line of the heading itself."""
        return _BELOW.sub("", self.written)

    def stated(self, form: re.Pattern[str] = STATED) -> str:
        """The anchor, `id` in such a form, that the heading itself states, "" without one."""
        found = form.search(self.written)
        return self.id or (found["id"] if found else "")

    def unstated(self, form: re.Pattern[str] = STATED) -> str:
        """The line of the heading without what states an anchor."""
        return form.sub("", self.line)


Slug = Callable[[str], str]
"""Makes an anchor of a heading's text."""


def plain(written: str, in_prose: Slug = str, alt: bool = False, tags: bool = False) -> str:
    """The text of a heading: code as it is, of the rest what `in_prose` leaves; the text of images
    with `alt`, else nothing of them; tags with `tags`."""
    pieces = _CODE.split(written)
    pieces[::2] = [_prose(prose, in_prose, alt, tags) for prose in pieces[::2]]
    return "".join(pieces)


def _prose(text: str, in_prose: Slug, alt: bool, tags: bool) -> str:
    text = _IMAGE.sub(r"\1" if alt else "", text)
    return in_prose(_TAG.sub(r"\1" if tags else "", text))


def github_slug(text: str, keeps_case: bool = False) -> str:
    """The slug that GitHub makes, and github-slugger: lower case, blanks as `-`, no other signs but
    `-` and `_`."""
    cased = text if keeps_case else text.lower()
    return "".join(filter(_stays, cased)).replace(" ", "-")


def _stays(char: str) -> bool:
    category = unicodedata.category(char)
    return char in " -" or bool(_KEPT & {category, category[0]} or _CIRCLED.match(char))


def counted(slugs: Iterable[str]) -> Iterator[str]:
    """Slugs, of which one that was there before gets the number of times: `a`, `a-1`, `a-2`."""
    seen: Counter[str] = Counter()
    for slug in slugs:
        yield f"{slug}-{seen[slug]}" if seen[slug] else slug
        seen[slug] += 1


def free(slugs: Iterable[str]) -> Iterator[str]:
    """Slugs, of which one that is taken gets the first number that makes another: after `a-1` and
    `a` the next `a` is `a-2`."""
    seen: set[str] = set()
    tried: Counter[str] = Counter()
    for slug in slugs:
        made = slug
        while made in seen:
            tried[slug] += 1
            made = f"{slug}-{tried[slug]}"
        seen.add(made)
        yield made
