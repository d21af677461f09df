"""Inline text as it was gathered → as a browser shows it, with its annotations."""

import re
import unicodedata

from index.posts.markdown.inline import READING, RUBY, RUBY_END

BREAK, CELL = "\x1e", "\x1f"
"""A line break, and the end of a cell, in gathered text."""
SEAM, SEAM_END = "\x0e", "\x0f"
"""Around what a browser has otherwise than we do, in gathered text."""
Annotations = tuple[tuple[int, int, str], ...]
"""As a Section has them."""
_MARKS = RUBY + READING + RUBY_END + SEAM + SEAM_END
_TOKEN = re.compile(
    f"{RUBY}([^{READING}{RUBY_END}]*){READING}([^{RUBY_END}]*){RUBY_END}|[{_MARKS}]"
)
_MARK = re.compile(f"[{_MARKS}]")
_SPACES = re.compile(r"[ \t\n\r\f](?:(?<! )|(?=[ \t\n\r\f]))[ \t\n\r\f]*")
"""All but single spaces."""
_CELL_END, _LINE_END = re.compile(f" *{CELL} *"), re.compile(f" *{BREAK} *")
_AROUND = " \n"


def shown_text(raw: str) -> tuple[str, Annotations]:
    """(inline text as a browser shows it, except that line breaks inside Japanese vanish; its
    annotations)."""
    if raw.isprintable() and "  " not in raw:
        return raw.strip(" "), ()
    text = _SPACES.sub(_space, raw)
    text = _CELL_END.sub(f"{SEAM} {SEAM_END}", text)
    text = _LINE_END.sub("\n", text)
    return _annotated(text) if _MARK.search(text) else (text.strip(_AROUND), ())


def _annotated(text: str) -> tuple[str, Annotations]:
    """(a text without marks and blanks around it, its annotations)."""
    pieces: list[str] = []
    found: list[tuple[int, int, str]] = []
    size = at = seam = 0
    for token in _TOKEN.finditer(text):
        pieces.append(text[at : token.start()])
        size, at = size + token.start() - at, token.end()
        if token[0] == SEAM:
            seam = size
        elif token[0] == SEAM_END:
            found.append((seam, size, ""))
        elif token[1] is not None:
            base, kana = _MARK.sub("", token[1]), _MARK.sub("", token[2]).strip()
            if base.strip() and kana:
                found.append((size, size + len(base), kana))
            pieces.append(base)
            size += len(base)
    whole = "".join([*pieces, text[at:]])
    plain = whole.strip(_AROUND)
    before = len(whole) - len(whole.lstrip(_AROUND))
    shifted = ((low - before, high - before, kana) for low, high, kana in found)
    return plain, tuple(one for one in shifted if one[0] >= 0 and one[1] <= len(plain))


def _space(spaces: re.Match[str]) -> str:
    """One space for several. A line that ends is a seam, as some generators break it there: with a
    space, but none inside Japanese; marks between are ignored."""
    text, start, end = spaces.string, spaces.start(), spaces.end()
    if "\n" not in spaces[0]:
        return " "
    before = text[max(0, start - 6) : start].rstrip(_MARKS)[-1:]
    after = text[end : end + 6].lstrip(_MARKS)[:1]
    if {before, after} & {BREAK, CELL}:
        return ""
    between = "" if before and after and _joins(before) and _joins(after) else " "
    return f"{SEAM}{between}{SEAM_END}"


def _joins(char: str) -> bool:
    """Whether a character is of a script without spaces: wide, but not Korean."""
    return unicodedata.east_asian_width(char) in "WF" and not "\uac00" <= char <= "\ud7a3"
