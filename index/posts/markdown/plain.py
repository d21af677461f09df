"""One line of text that generators show as it is, or as Markdown, such as a title → what a reader
sees of it."""

import html
import re

from index.posts.markdown.blocks import title_blocks

_ENTITY = re.compile(r"&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});")
_INLINE = "a|abbr|b|code|del|em|font|i|ins|kbd|mark|rb|rp|rt|ruby|s|small|span|strong|sub|sup|u"
_PAIR = re.compile(
    rf"<({_INLINE})(\s[^<>]*)?>(?=[^<>]*\S.*</\1>)|</({_INLINE})>|(?<=\S)<w?br\s*/?>(?=\S)"
)
_WORD = re.compile(r"\w")
_SIGNS = re.compile(r"[`*$&<>\[{:|｜《=+~^%]")
_NOT_MARKUP = re.compile(r"[_\\#]|(?<!\*)\*(?!\*)|<|&")


def plain_text(text: str) -> str:
    """A title, an excerpt or a tag without markup, "" where it shows nothing. Entities are read
    only with their `;`; `_` and a single `*` are no emphasis, and `<T>` is no tag, since
    most titles are not Markdown."""
    if not _SIGNS.search(text):
        return text
    decoded = _ENTITY.sub(lambda entity: html.unescape(entity[0]), text)
    if not decoded.strip() or not _WORD.search(decoded):
        return decoded.strip()
    source = "".join(_escaped(decoded))
    shown = " ".join(block.text for block in title_blocks(f"\u2060{source}"))
    return " ".join(shown.replace("\u2060", "").split())


def _escaped(text: str) -> list[str]:
    """A text in pieces, with all escaped that is markup only in Markdown, but for pairs of tags."""
    pieces, last = [], 0
    for tag in _PAIR.finditer(text):
        before = text[last : tag.start()]
        is_break = tag[0].startswith(("<br", "<wbr"))
        pieces += [_NOT_MARKUP.sub(r"\\\g<0>", before), "" if is_break else tag[0]]
        last = tag.end()
    return [*pieces, _NOT_MARKUP.sub(r"\\\g<0>", text[last:])]
