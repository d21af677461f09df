"""Headings as they were written: what generators make anchors of."""

import re
from dataclasses import dataclass, field

from index.posts.markdown.marks import MARK, Marks

_ATTRIBUTES_BELOW = re.compile(rf"^(#{{1,6}}[ \t].*)\n({MARK})[ \t]*$", re.MULTILINE)
_BELOW = "\n"
TAG, TAG_END = "\x0e", "\x0f"
"""Around a tag, which generators read otherwise than the same letters as text."""


def with_attributes(source: str, marks: Marks) -> str:
    """A text with marks, in which attributes that kramdown has in the line below a heading stand
    behind it, still in a line of their own as they are written."""

    def joined(found: re.Match[str]) -> str:
        written = marks.written(found[2])
        below = written.startswith("{:")
        return f"{found[1]} {marks.put(_BELOW + written)}" if below else found[0]

    return _ATTRIBUTES_BELOW.sub(joined, source)


@dataclass
class Gathered:
    """The heading whose tag, with this `anchor` as its id, is being read."""

    marks: Marks
    anchor: str
    pieces: list[str] = field(default_factory=list)

    def add(self, text: str, parent: str) -> None:
        """Adds text inside the tag `parent`."""
        is_code = parent == "code"
        self.pieces.append(f"`{self.marks.written(text)}`" if is_code else self._prose(text))

    def add_image(self, alt: str) -> None:
        """Adds an image."""
        self.pieces.append(f"![{self._prose(alt)}]")

    def _prose(self, text: str) -> str:
        return self.marks.each(text, lambda one: f"{TAG}{one}{TAG_END}" if one[:1] == "<" else one)

    def taken(self) -> tuple[str, str]:
        """(the heading as it was written, the id of its tag)."""
        return "".join(self.pieces).strip(), self.anchor
