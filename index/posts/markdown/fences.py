"""Code in lines of its own: where fenced code ends, and what is indented code."""

import re
from functools import lru_cache

from index.posts.markdown.slides import is_slides

_ITEM = re.compile(r"[ \t>]*(?:[-*+]|\d{1,9}[.)])[ \t]")
_LOOKED_BACK = 8_000
"""Characters above a line in which its list item is looked for."""


def end_of_fence(text: str, found: re.Match[str], fence: str) -> int:
    """Where fenced code ends: after the closing fence, else where its list item or quotation ends,
    else with the text."""
    either = _fence_end(fence, _outside(text, found))
    end = either.search(text, found.end())
    if not end:
        return len(text)
    return end.end() if end["outside"] is None else end.start()


@lru_cache
def _fence_end(fence: str, outside: str) -> re.Pattern[str]:
    """The line break before the first line `outside` of where fenced code may be, or the one before
    the closing fence, and the fence. Searches skip to line breaks."""
    close = rf"[ \t>]*{re.escape(fence)}{re.escape(fence[0])}*[ \t]*$"
    return re.compile(rf"\n(?:(?P<outside>{outside})|{close})", re.MULTILINE)


def _outside(text: str, found: re.Match[str]) -> str:
    """What begins the first line behind the list item or quotation that a line belongs to, as a
    pattern; outside both it matches nothing."""
    if ">" in found["before"]:
        return r"(?![ \t]*>)"
    depth = _depth_of_list(text, found)
    return rf"(?![ \t]{{{depth}}}|\t)(?=[ \t]*\S)" if depth else r"(?!)"


def _depth_of_list(text: str, found: re.Match[str]) -> int:
    """How far the text of the list item that a line belongs to is indented, 0 outside lists."""
    before = found["before"]
    if before.strip():
        return 2
    return 2 if len(before) > 1 and _item_above(text, found) else 0


def is_code(text: str, found: re.Match[str]) -> bool:
    """Whether a line is indented so far that it is code, not inside a list, nor slides."""
    before = found["before"].replace("\t", "    ")
    indented = len(before) - len(before.lstrip()) >= 4
    return indented and not is_slides(found["line"]) and not _item_above(text, found)


def _item_above(text: str, found: re.Match[str]) -> bool:
    """Whether the nearest line above that is indented less begins, or belongs to, a list item."""
    before = found["before"].replace("\t", "    ")
    width = len(before) - len(before.lstrip())
    above = text[max(0, found.start() - _LOOKED_BACK) : found.start()].replace("\t", "    ")
    for line in reversed(above.split("\n")[:-1]):
        indent = len(line) - len(line.lstrip())
        if indent < width and line.strip():
            if _ITEM.match(line):
                return True
            width = indent
    return False
