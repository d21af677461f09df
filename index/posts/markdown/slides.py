"""Slides: the Markdown inside elements that reveal.js and remark make slides of, and the heads that
Slidev gives single slides."""

import re
import textwrap

_ATTRIBUTES = r"(?:\"[^\"]*\"|'[^']*'|[^>\"']){0,800}"
_KIND = (
    r"(?=[^>]{0,500}?(?:\bdata-(?:markdown|template)\b|\btype=[\"']?text/(?:template|x-markdown"
    r"|markdown)\b|\bid=[\"']?source\b))"
)
_ELEMENT = re.compile(rf"<(?P<tag>textarea|section|script)\b{_KIND}{_ATTRIBUTES}>")
_INSIDE = re.compile(rf"\s*{_ELEMENT.pattern}")
_ENDS = {
    "textarea": r"</textarea>",
    "script": r"</script>",
    "section": r"^[ \t]*</section>|</section>[ \t]*$",
}
_LAST = re.compile(r"(?:\s*</(?:section|textarea|script)>)*[^\n<]*(?=\n|$)")
"""What may close behind the element itself."""
_RULE = re.compile(r"^[ \t]*([-=*_~])\1+[ \t]*$", re.MULTILINE)
_NOTES = re.compile(r"^(?:notes?:|\?\?\?)[\s\S]*?(?=^[ \t]*([-=*_~])\1+[ \t]*$|\Z)", re.M | re.I)
"""What the speaker says, by reveal.js and by remark, to the end of the slide."""
_PROPERTY = re.compile(
    r"^(?:class|name|layout|template|count|background-\w+|exclude|continued):[^\n]*$", re.MULTILINE
)
"""What remark writes of a slide in its first lines."""
_OF_SLIDE = r"(?:layout|class|background|transition|clicks|level|hideInToc|routeAlias|zoom)"
_HEAD = re.compile(
    rf"---[ \t]*\n(?=(?:[\w-]+:[^\n]*\n|[ \t]+\S[^\n]*\n){{0,20}}?{_OF_SLIDE}:)"
    r"(?:[\w-]+:[^\n]*\n|[ \t]+\S[^\n]*\n){1,40}---[ \t]*$",
    re.MULTILINE,
)


def is_slides(line: str) -> bool:
    """Whether a line begins an element with slides."""
    return _ELEMENT.match(line) is not None


def slides(text: str, begin: int) -> tuple[str, int] | None:
    """(the Markdown in the element with slides that begins at an index, where the element ends);
    None where none begins there. An element that is never closed goes to the end of the text."""
    opening = _ELEMENT.match(text, begin)
    if not opening:
        return None
    if opening["tag"] == "section":
        opening = _INSIDE.match(text, opening.end()) or opening
    close = re.compile(_ENDS[opening["tag"]], re.M).search(text, opening.end())
    first, _, rest = text[opening.end() : close.start() if close else len(text)].partition("\n")
    inner = f"{first.strip()}\n{textwrap.dedent(rest)}"
    if not close:
        return inner, len(text)
    last = _LAST.match(text, close.end())
    return inner, last.end() if last else close.end()


def without_notes(text: str) -> str:
    """The Markdown of slides without what only the speaker reads."""
    return _NOTES.sub("", text)


def without_rules(prose: str) -> str:
    """Prose of slides without the rules between them and without their properties."""
    return _PROPERTY.sub("", _RULE.sub("", prose))


def end_of_head(text: str, begin: int) -> int | None:
    """Where the head of a slide (Slidev) that begins at an index ends, None where none does."""
    head = _HEAD.match(text, begin)
    return head.end() if head else None
