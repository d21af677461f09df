"""What blogs write in lines of their own besides Markdown → marks: containers, callouts, cards,
imports of MDX, marker lines, abbreviations, comments, code between templates, slides."""

import re
import textwrap
from collections.abc import Callable
from dataclasses import dataclass, field

from index.posts.markdown.fences import end_of_fence, is_code
from index.posts.markdown.inline import RAW_TAG, SHORTCODE_TEXT, Inline
from index.posts.markdown.marks import Marks
from index.posts.markdown.slides import end_of_head, slides, without_notes, without_rules

MARKER = "\x05"
"""What a marker line shows."""

_BEFORE = r"^(?P<before>(?:[ \t>]|(?:[-*+]|\d{1,9}[.)])(?=[ \t]))*)"
_LINE = re.compile(
    rf"{_BEFORE}(?P<line>(?:`{{3,}}|~{{3,}}|[-=~]{{3,}}[ ]?[A-Z]|:::|@\[|\[!\w|\*\[|%%"
    r"|---[ \t]*\n\w|\{::comment\}|import\s|export\s|\{%|<[A-Z]|<textarea\s|<section\s|<script\s)"
    r"[^\n]*)$",
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
_COMMENT = re.compile(r"%%(?=[^%\n]*$)|\{::comment\}")
_VERBATIM = re.compile(r"\{%-?\s*(highlight|codeblock|comment)\b[^%\n]*%\}")
RAW = re.compile(rf"\n?{RAW_TAG}")
_LONGEST_HEAD = 100
"""Lines that an opening JSX tag or an export may have."""
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
            taken = None if is_code(text, found) else self.taken(text, found)
            if taken is None:
                continue
            at, made = taken
            out += [self.prose(text[prose : found.start()]), made]
            prose = at
        out.append(self.prose(text[prose:]))
        return "".join(out)

    def prose(self, text: str) -> str:
        """What is between the lines that may be no Markdown; rules part slides."""
        return self.inline.marked(without_rules(text) if self.in_slides else text)

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
        end = end_of_fence(text, found, fence[1])
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
        """The Markdown inside an element that is made slides of; nothing of a slide's head."""
        begin = found.start("line")
        if end := end_of_head(text, begin):
            return end, self.marks.put_line("", text[begin:end])
        taken = None if self.in_slides else slides(text, begin)
        if not taken:
            return None
        inner, end = taken
        made = _Lines(self.marks, self.inline, in_slides=True).marked(without_notes(inner))
        return end, f"\n\n{made}\n\n"

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
        """The definition of an abbreviation; a comment of several paragraphs."""
        if _ABBREVIATION.match(line):
            return found.end(), self.marks.put_line(found["before"], found["line"])
        opening = _COMMENT.match(line)
        end = r"%%[ \t]*$" if line.startswith("%%") else r"\{:/(?:comment)?\}"
        close = self.found(end, text, found.start("line") + opening.end()) if opening else None
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
