"""Inline text as it was gathered → as a browser shows it, with the readings of its ruby."""

import re
import unicodedata

from index.posts.markdown.inline import READING, RUBY, RUBY_END

BREAK, CELL = "\x1e", "\x1f"
"""A line break, and the end of a cell, in gathered text."""
_RUBY_SPAN = re.compile(f"{RUBY}([^{READING}{RUBY_END}]*){READING}([^{RUBY_END}]*){RUBY_END}")
_RUBY_MARK = re.compile(f"[{RUBY}{READING}{RUBY_END}]")
_MARKED = re.compile(f"[{BREAK}{CELL}{RUBY}{READING}{RUBY_END}]")
_SPACES = re.compile(r"[ \t\n\r\f](?:(?<! )|(?=[ \t\n\r\f]))[ \t\n\r\f]*")
"""All but single spaces."""
_CELL_END, _LINE_END = re.compile(f" *{CELL} *"), re.compile(f" *{BREAK} *")


def shown_text(raw: str) -> tuple[str, tuple[tuple[int, int, str], ...]]:
    """(inline text as a browser shows it, except that line breaks inside Japanese vanish; the
    readings in it)."""
    if raw.isprintable() and "  " not in raw:
        return raw.strip(" "), ()
    text = _SPACES.sub(_space, raw)
    if not _MARKED.search(text):
        return text.strip(" \n"), ()
    text = _CELL_END.sub(" ", text)
    text = _LINE_END.sub("\n", text).strip(" \n")
    readings: list[tuple[int, int, str]] = []
    plain, last = "", 0
    for span in _RUBY_SPAN.finditer(text):
        plain += _unmarked(text[last : span.start()])
        base = _unmarked(span[1])
        kana = _unmarked(span[2]).strip()
        if base.strip() and kana:
            readings.append((len(plain), len(plain) + len(base), kana))
        plain, last = plain + base, span.end()
    return plain + _unmarked(text[last:]), tuple(readings)


def _unmarked(text: str) -> str:
    return _RUBY_MARK.sub("", text)


def _space(spaces: re.Match[str]) -> str:
    """One space for several, or none where a line breaks inside Japanese; marks of ruby between
    are ignored."""
    text, start, end = spaces.string, spaces.start(), spaces.end()
    if "\n" not in spaces[0]:
        return " "
    marks = RUBY + READING + RUBY_END
    before = text[max(0, start - 4) : start].rstrip(marks)[-1:]
    after = text[end : end + 4].lstrip(marks)[:1]
    return "" if before and after and _joins(before) and _joins(after) else " "


def _joins(char: str) -> bool:
    """Whether a character is of a script without spaces: wide, but not Korean."""
    return unicodedata.east_asian_width(char) in "WF" and not "\uac00" <= char <= "\ud7a3"
