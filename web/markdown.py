"""Posts as Markdown, for programs that read text."""

import re
from dataclasses import dataclass

from search.contract import ShownPost

_TICKS = re.compile("`+")
_LISTED = ("title", "tag", "category", "author", "excerpt")
"""Fields that stand in the head of a post, or say again what its text says."""


@dataclass(frozen=True)
class Part:
    """A heading of a post, "" before the first, its anchor, "" where that is not known, and the
    blocks of Markdown that follow up to the next heading."""

    heading: str
    anchor: str
    blocks: tuple[str, ...]

    @property
    def text(self) -> str:
        """All of it as Markdown."""
        return "\n\n".join([f"## {self.heading}"] * bool(self.heading) + list(self.blocks))


def markdown(post: ShownPost) -> str:
    """A post: its title, what is known of it, and its text. What is a heading, code or a paragraph
    is told; how deep a heading is was not kept."""
    return "\n\n".join([head(post), *(part.text for part in parts(post))]) + "\n"


def head(post: ShownPost) -> str:
    """The title of a post, and a list of what is known of it."""
    meta = post.meta
    told = {
        "URL": meta.url, "Date": meta.date, "Author": "、".join(meta.authors),
        "Categories": "、".join(meta.categories), "Tags": "、".join(meta.tags),
    }  # fmt: skip
    known = "\n".join(f"- {name}: {value}" for name, value in told.items() if value)
    return "\n\n".join(filter(None, [f"# {meta.title}", known]))


def parts(post: ShownPost) -> list[Part]:
    """The text of a post by its headings, in order; none of them is empty."""
    anchors = iter(post.anchors)
    found: list[tuple[str, str, list[str]]] = [("", "", [])]
    for field, text in post.sections:
        if field == "heading":
            found.append((text, next(anchors, ""), []))
        elif field not in _LISTED:
            found[-1][2].append(_fenced(text) if field == "code" else text)
    return [
        Part(heading, anchor, tuple(blocks))
        for heading, anchor, blocks in found
        if heading or blocks
    ]


def _fenced(code: str) -> str:
    fence = "`" * max(3, 1 + max(map(len, _TICKS.findall(code)), default=0))
    return f"{fence}\n{code}\n{fence}"
