"""Marks: what a text holds besides Markdown, out of the parser's sight.

A template, a shortcode or a container's fence is no Markdown, yet the parser would read what is in
it, and whether it stands in code, where it is shown as typed, only the parser knows. So each is
replaced, before parsing, by a mark of characters that mean nothing to Markdown; afterwards a mark
becomes in prose what a reader sees of the construct, in code what was written.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass, field

_OPEN, _CLOSE, _LINE, _LINE_END = "\ufdd0", "\ufdd1", "\ufdd2", "\ufdd3"
"""Noncharacters of Unicode, which no text has; `without_marks` makes sure."""
_ANY = re.compile(f"[{_OPEN}{_CLOSE}{_LINE}{_LINE_END}]")
_ITEM = re.compile(r"[^ \t>]")
"""A character of a list's marker."""
MARK = f"{_OPEN}\\d+{_CLOSE}"
"""A mark inside a line, as a pattern."""
_MARK = re.compile(f"[{_OPEN}{_LINE}](\\d+){_CLOSE}")
_IN_CODE = re.compile(
    f"\n?[ \t]*{_LINE}(\\d+){_CLOSE}[^{_LINE_END}]*{_LINE_END}\n?|{_OPEN}(\\d+){_CLOSE}"
)


def without_marks(text: str) -> str:
    """A text without the characters that marks are made of."""
    return _ANY.sub("", text)


@dataclass(frozen=True)
class Marks:
    """The marks put into one text: what each becomes in prose, and what was written."""

    _shown: list[str] = field(default_factory=list)
    _written: list[str] = field(default_factory=list)

    def put(self, written: str, shown: str = "") -> str:
        """A mark for a piece of a line, or of a few lines, shown as `shown`."""
        return f"{_OPEN}{self._numbered(written, shown)}{_CLOSE}"

    def put_line(self, before: str, written: str, title: str = "", shown: str = "") -> str:
        """A mark for a whole line with a `title` that is Markdown; it ends the paragraph that it
        interrupts. `before` is what stands in the line before it: blanks, `>`, list markers."""
        behind = _ITEM.sub(" ", before).rstrip() if ">" in before else ""
        ahead = "" if _ITEM.search(before) else behind
        mark = f"{_LINE}{self._numbered(written, shown)}{_CLOSE}{title}{_LINE_END}"
        return f"{ahead}\n{before}{mark}\n{behind}"

    def _numbered(self, written: str, shown: str) -> int:
        self._shown.append(shown)
        self._written.append(written)
        return len(self._shown) - 1

    def shown(self, text: str) -> str:
        """A piece of prose with what a reader sees of its marks."""
        if _CLOSE not in text and _LINE_END not in text:
            return text
        plain = _MARK.sub(lambda mark: self.shown(self._shown[int(mark[1])]), text)
        return plain.replace(_LINE_END, "")

    def each(self, text: str, made: Callable[[str], str]) -> str:
        """A piece of text with what is made of what was written in place of each mark."""
        if _CLOSE not in text and _LINE_END not in text:
            return text
        plain = _MARK.sub(lambda mark: made(self.written(self._written[int(mark[1])])), text)
        return plain.replace(_LINE_END, "")

    def written(self, text: str) -> str:
        """A piece of code with what was written in place of its marks."""
        if _CLOSE not in text:
            return text
        return _IN_CODE.sub(lambda mark: self.written(self._written[int(mark[1] or mark[2])]), text)
