"""What blogs write in lines of their own besides Markdown → marks: containers, callouts, cards,
imports of MDX, marker lines, abbreviations, comments, code between templates, slides."""

import re
import textwrap
from collections.abc import Callable
from dataclasses import dataclass, field

from index.posts.markdown.inline import RAW_TAG, SHORTCODE_TEXT, Inline
from index.posts.markdown.marks import Marks

MARKER = "\x05"
"""What a marker line shows."""

_BEFORE = r"^(?P<before>[ \t>]*(?:(?:[-*+]|\d{1,9}[.)])[ \t]+)*)"
_LINE = re.compile(
    rf"{_BEFORE}(?P<line>(?:`{{3,}}|~{{3,}}|[-=~]{{3,}}[ ]?[A-Z]|:::|@\[|\[!\w|\*\[|%%[ \t]*$"
    r"|import\s|export\s|\{%|<[A-Z]|<textarea\s|<section\s|<script\s)[^\n]*)$",
    re.MULTILINE,
)
_FENCE = re.compile(r"(`{3,}(?=[^`]*$)|~{3,})")
_MARKER = re.compile(r"(?P<rule>[-=~])(?P=rule){2,}[ ]?[A-Z]{2,12}[ ]?(?P=rule){3,}$")
_CONTAINER = re.compile(
    r":{3,}[ \t]*(?:[A-Za-z][A-Za-z0-9_-]*)?(?:[ \t]+|(?=[\[{]|:{3,}$)|$)(?P<title>.*)$"
)
_NO_TITLE = re.compile(r"(?:info|warn|warning|alert|danger|\{.*\}|.*=\".*|:+)?$")
_CALLOUT = re.compile(r"\[!\w[\w -]{0,40}(?:\|[^\[\]]{0,60})?\][+-]?(?P<title>.*)$")
_CARD = re.compile(r"@\[[\w-]+\]\([^)\n]*\)[ \t]*$")
_MODULE = re.compile(
    r"(?:import\s+(?:[\w*{].*\bfrom\s+)?[\"'].*[\"'];?"
    r"|export\s+(?:(?:const|let|function)\s+[\w$]+\s*[=(].*|default\s+[\w$({].*|\{.*))$",
    re.ASCII,
)
_JSX_BEGUN = re.compile(r"<[A-Z][\w.]*(?:\s[^>]*)?$", re.ASCII)
_ABBREVIATION = re.compile(r"\*\[[^\[\]]{1,60}\]:\s.*$")
_VERBATIM = re.compile(r"\{%-?\s*(highlight|codeblock|comment)\b[^%\n]*%\}")
RAW = re.compile(rf"\n?{RAW_TAG}")
_SLIDES = re.compile(
    r"<(?:textarea|section|script)\b[^>]{0,500}?(?:\bdata-(?:markdown|template)\b|text/template[\"']?)"
    r"(?:\"[^\"]*\"|'[^']*'|[^>\"']){0,300}>"
)
_SLIDES_END = r"^[ \t]*</(?:textarea|section|script)>.*$"
_RULE = re.compile(r"^[ \t]*([-=*_~])\1+[ \t]*$", re.MULTILINE)
_ITEM = re.compile(r"[ \t>]*(?:[-*+]|\d{1,9}[.)])[ \t]")
_LONGEST_HEAD = 100
"""Lines that an opening JSX tag or an export may have."""
_LOOKED_BACK = 8_000
"""Characters above a line in which its list item is looked for."""
Found = tuple[int, str] | None
"""Where a construct ends, and what stands for it; None where it is none."""


def marked(text: str) -> tuple[str, Marks]:
    """(a text with a mark for all that is no Markdown, the marks)."""
    marks = Marks()
    return _Lines(marks, Inline(marks)).marked(text), marks


@dataclass(frozen=True)
class _Lines:
    """Goes through the lines of one text that may be no Markdown; what is between them, but for
    fenced code, is prose."""

    marks: Marks
    inline: Inline
    in_slides: bool = False
    absent: set[str] = field(default_factory=set)
    """Ends that are nowhere in the rest of the text, lest each beginning looks for them anew."""

    def marked(self, text: str) -> str:
        out: list[str] = []
        prose = at = 0
        while found := _LINE.search(text, at):
            at = found.end()
            taken = None if _is_indented_code(text, found) else self.taken(text, found)
            if taken is None:
                continue
            at, made = taken
            out += [self.prose(text[prose : found.start()]), made]
            prose = at
        out.append(self.prose(text[prose:]))
        return "".join(out)

    def prose(self, text: str) -> str:
        """What is between the lines that may be no Markdown; rules part slides."""
        return self.inline.marked(_RULE.sub("", text) if self.in_slides else text)

    def found(self, end: str, text: str, begin: int) -> re.Match[str] | None:
        """The first place from `begin` on that a pattern of ends matches."""
        match = None if end in self.absent else re.compile(end, re.M).search(text, begin)
        if match is None:
            self.absent.add(end)
        return match

    def taken(self, text: str, found: re.Match[str]) -> Found:
        """What a line begins, by the first rule that knows it."""
        line = found["line"].rstrip()
        rules: tuple[Callable[[str, re.Match[str], str], Found], ...] = (
            self.fence, self.verbatim, self.slides, self.marker, self.container, self.comment,
            self.code_of_module,
        )  # fmt: skip
        return next((taken for rule in rules if (taken := rule(text, found, line))), None)

    def fence(self, text: str, found: re.Match[str], line: str) -> Found:
        fence = _FENCE.match(line)
        if not fence:
            return None
        end = _end_of_fence(text, found, fence[1])
        return end, text[found.start() : end]

    def verbatim(self, text: str, found: re.Match[str], line: str) -> Found:
        """Code of `{% highlight %}…{% endhighlight %}`; nothing of `{% comment %}`."""
        opening = _VERBATIM.match(line)
        if not opening:
            return None
        begin = found.start("line") + opening.end()
        close = self.found(rf"\{{%-?\s*end{opening[1]}\s*-?%\}}[^\n]*", text, begin)
        if not close:
            return None
        if opening[1] == "comment":
            return close.end(), self.marks.put_line("", text[found.start() : close.end()])
        code = RAW.sub("", text[begin : close.start()]).strip("\n")
        fence = max(["``", *re.findall("`+", code)], key=len) + "`"
        return close.end(), f"\n{fence}\n{textwrap.dedent(code)}\n{fence}\n"

    def slides(self, text: str, found: re.Match[str], line: str) -> Found:
        """The Markdown inside an element that reveal.js makes slides of."""
        opening = None if self.in_slides else _SLIDES.match(text, found.start("line"))
        if not opening:
            return None
        if opening[0].startswith("<section"):
            return opening.end(), self.marks.put_line("", opening[0])
        close = self.found(_SLIDES_END, text, opening.end())
        end = close.start() if close else len(text)
        inner = textwrap.dedent(text[opening.end() : end].lstrip("\n"))
        made = _Lines(self.marks, self.inline, in_slides=True).marked(inner)
        return close.end() if close else end, f"\n\n{made}\n\n"

    def marker(self, text: str, found: re.Match[str], line: str) -> Found:
        if not _MARKER.match(line):
            return None
        return found.end(), self.marks.put_line(found["before"], found["line"], shown=MARKER)

    def container(self, text: str, found: re.Match[str], line: str) -> Found:
        """A container's fence, or the label of a callout, of which a title is kept; a card."""
        callout = _CALLOUT.match(line) if ">" in found["before"] else None
        titled = _CONTAINER.match(line) or callout
        if titled and ":::" in titled["title"].rstrip(" :"):
            return None  # prose that begins with a shortcode
        if not titled and not _CARD.match(line):
            return None
        title = titled["title"].strip(" \t[]") if titled else ""
        if _NO_TITLE.match(title):
            said = SHORTCODE_TEXT.search(f" {title}")
            title = said[1] if said else ""
        title = self.inline.marked(title)
        return found.end(), self.marks.put_line(found["before"], found["line"], title)

    def comment(self, text: str, found: re.Match[str], line: str) -> Found:
        """The definition of an abbreviation; what is between two lines of `%%`."""
        if _ABBREVIATION.match(line):
            return found.end(), self.marks.put_line(found["before"], found["line"])
        close = self.found(r"^[ \t]*%%[ \t]*$", text, found.end()) if line == "%%" else None
        if not close:
            return None
        return close.end(), self.marks.put_line("", text[found.start() : close.end()])

    def code_of_module(self, text: str, found: re.Match[str], line: str) -> Found:
        """An import, an export, or an opening JSX tag over several lines."""
        if not _MODULE.match(line) and not _JSX_BEGUN.match(line):
            return None
        lines = text[found.start("line") : found.end() + 8_000].split("\n")[:_LONGEST_HEAD]
        last = _last_of_module(lines) if _MODULE.match(line) else _last_of_tag(lines)
        if last is None:
            return None
        written = "\n".join(lines[: last + 1])
        end = found.start("line") + len(written)
        return end, self.marks.put_line(found["before"], written)


def _last_of_module(lines: list[str]) -> int:
    """The line that closes the braces of an import or export, or is empty; 0 where none does."""
    open_braces = 0
    for number, line in enumerate(lines):
        open_braces += line.count("{") - line.count("}")
        if open_braces <= 0 or not line.strip():
            return number
    return 0


def _last_of_tag(lines: list[str]) -> int | None:
    """The line that ends an opening JSX tag; None where an empty line comes first."""
    for number, line in enumerate(lines[1:], start=1):
        if not line.strip():
            return None
        if line.rstrip().endswith(">"):
            return number
    return None


def _end_of_fence(text: str, found: re.Match[str], fence: str) -> int:
    """Where fenced code ends: after the closing fence, else where its list item or quotation ends,
    else with the text."""
    end = _end_of_container(text, found)
    close = rf"^[ \t>]*{re.escape(fence)}{re.escape(fence[0])}*[ \t]*$"
    closed = re.compile(close, re.MULTILINE).search(text, found.end(), end)
    return closed.end() if closed else end


def _end_of_container(text: str, found: re.Match[str]) -> int:
    """Where the list item or quotation that a line belongs to ends; outside both, the text."""
    if ">" in found["before"]:
        outside = r"^(?![ \t]*>)"
    elif depth := _depth_of_list(text, found):
        outside = rf"^(?![ \t]{{{depth}}}|\t)(?=[ \t]*\S)"
    else:
        return len(text)
    first = re.compile(outside, re.MULTILINE).search(text, found.end() + 1)
    return first.start() - 1 if first else len(text)


def _depth_of_list(text: str, found: re.Match[str]) -> int:
    """How far the text of the list item that a line belongs to is indented, 0 outside lists."""
    before = found["before"]
    if before.strip():
        return 2
    return 2 if len(before) > 1 and _item_above(text, found) else 0


def _is_indented_code(text: str, found: re.Match[str]) -> bool:
    """Whether a line is indented so far that it is code, not inside a list."""
    before = found["before"].replace("\t", "    ")
    return len(before) - len(before.lstrip()) >= 4 and not _item_above(text, found)


def _item_above(text: str, found: re.Match[str]) -> bool:
    """Whether the nearest line above that is indented less begins, or belongs to, a list item."""
    before = found["before"].replace("\t", "    ")
    width = len(before) - len(before.lstrip())
    above = text[max(0, found.start() - _LOOKED_BACK) : found.start()].split("\n")[:-1]
    for line in reversed(above):
        indent = len(line.replace("\t", "    ")) - len(line.replace("\t", "    ").lstrip())
        if line.strip() and indent < width:
            if _ITEM.match(line):
                return True
            width = indent
    return False
