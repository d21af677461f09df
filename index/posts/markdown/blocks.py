"""Markdown → blocks of shown text: Markdown becomes HTML, HTML what a reader sees of it."""

import re
from dataclasses import dataclass, field
from typing import NamedTuple

from selectolax.lexbor import LexborHTMLParser, LexborNode

from index.posts.markdown.cmark import html_of
from index.posts.markdown.headings import Gathered, with_attributes
from index.posts.markdown.inline import IN_TITLES, NOTE, NOTE_END, Inline
from index.posts.markdown.lines import MARKER, RAW, marked
from index.posts.markdown.links import alternative_text, link_text
from index.posts.markdown.marks import Marks, without_marks
from index.posts.markdown.shown import SEAM, SEAM_END, Annotations, shown_text
from index.posts.markdown.tags import (
    BARE,
    BLOCKS,
    CLOSING,
    DROPPED,
    HEADINGS,
    LISTS,
    OPENING,
)
from index.posts.reading import Harmful

_CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ufffd]")
_EMPHASIS = re.compile(
    r"(?<=[^\x00-\x7f])(?:\*\*|__(?!\w))|(?:\*\*|__)(?=[^\x00-\x7f])|\*(?=[「（『])|(?<=[」）』])\*"
)
"""Asterisks that CommonMark leaves of emphasis beside Japanese brackets: they are not text."""
_DEEPEST = 10_000
"""Tags nested in one another: the parser takes time by the square of it, in C, where no deadline
can stop it."""
_TAG = re.compile(
    "<(/?)(?!(?:area|base|br|col|embed|hr|img|input|link|meta|param|source|track|wbr"
    r"|dd|dt|li|option|p|tbody|td|tfoot|th|thead|tr)\b)[a-z]",
    re.IGNORECASE,
)
"""Tags that hold others and have to be closed."""
_DEEPEST_QUOTATION = 50
_QUOTED = re.compile(rf"^((?:[ \t]*>){{{_DEEPEST_QUOTATION}}})[ \t>]+", re.MULTILINE)
"""Quotations deeper than any that people write."""
_LINKED = 0.8
"""Share of a block's text inside links from which on the block is a list of links."""
_ADDRESS = re.compile(r"https?://\S+")
_NOTE = re.compile(f"{NOTE}([^{NOTE_END}]*){NOTE_END}")


class Block(NamedTuple):
    """One block of a post. `kind` is `heading`, `text`, `link` (text that is all links), `table`,
    `code` or `marker`; headings have a `level`; `annotations` are as in Section; `in_list` is the
    number of the list that it belongs to, 0 outside lists. The `source` of a heading is its text
    with code in backticks, images as `![alt]`, and what is written beside Markdown, such as
    `{#id}`; its `anchor` is the id of its tag, "" for none."""

    kind: str
    text: str
    level: int = 0
    annotations: Annotations = ()
    in_list: int = 0
    source: str = ""
    anchor: str = ""


def blocks(text: str) -> list[Block]:
    """The blocks of a post's body in reading order, of which only markers are empty; Harmful
    where tags are nested too deep."""
    text = _CONTROL.sub("", without_marks(text))
    if text.count(">") > _DEEPEST_QUOTATION:
        text = _QUOTED.sub(r"\1 ", text)
    source, marks = marked(text)
    return _blocks(with_attributes(source, marks), marks)


def title_blocks(text: str) -> list[Block]:
    """The blocks of a title, in which few rules hold besides those of Markdown."""
    marks = Marks()
    source = Inline(marks, IN_TITLES).marked(_CONTROL.sub("", without_marks(text)))
    return _blocks(source, marks)


def _blocks(source: str, marks: Marks) -> list[Block]:
    html = html_of(source)
    if html.count("<") > _DEEPEST and _depth(html) > _DEEPEST:
        raise Harmful(f"expected at most {_DEEPEST:,} tags one in another")
    root = LexborHTMLParser(html).body
    is_clean = "&#" not in html and not _CONTROL.search(html)
    return _Reader(marks, is_clean).read(root) if root is not None else []


def _depth(html: str) -> int:
    """How many tags are open at once at most; those never closed count to the end."""
    deepest = depth = 0
    for tag in _TAG.finditer(html):
        depth = max(depth - 1, 0) if tag[1] else depth + 1
        deepest = max(deepest, depth)
    return deepest


@dataclass
class _Reader:
    """Walks the tree once and gathers inline text until a block begins or ends. `links` counts open
    links, `linked` the characters inside links; `open_lists` and `list_number` tell the list that a
    block belongs to; `notes` are to stand at the end. In HTML that `is_clean` no text has control
    characters."""

    marks: Marks
    is_clean: bool
    out: list[Block] = field(default_factory=list)
    inline: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    kind: str = "text"
    level: int = 0
    links: int = 0
    linked: int = 0
    open_lists: int = 0
    list_number: int = 0
    heading: Gathered | None = None

    def read(self, root: LexborNode) -> list[Block]:
        """The blocks of a tree; without recursion, as posts nest deeper than Python's stack."""
        path = [("body", root.iter(include_text=True))]
        while path:
            parent, children = path[-1]
            for node in children:
                tag = node.tag or ""
                if tag == "-text":
                    text = node.text_content or ""
                    if text != "\n" or self.inline:  # blanks before a text are not shown
                        self.add_text(text, parent)
                elif self.enter(node, tag):
                    path.append((tag, node.iter(include_text=True)))
                    break
            else:
                self.leave(parent)
                path.pop()
        return [*self.out, *(Block("text", note) for note in self.notes)]

    def enter(self, node: LexborNode, tag: str) -> bool:
        """Takes the beginning of a tag; whether its children are to be read, too."""
        if tag in BARE:
            return True
        if tag in BLOCKS:
            if tag in ("section", "hr") and _is_footnote_mark(node):
                return False
            self.flush()
        elif tag in DROPPED or tag[:1] == "-":
            return False
        elif tag in ("a", "sup") and _is_footnote_mark(node):
            self.inline.append(SEAM + SEAM_END)  # its number
            return False
        if tag == "pre":
            self.add_code(node)
            return False
        self.links += tag == "a"
        if tag in LISTS:
            self.list_number += not self.open_lists
            self.open_lists += 1
        self.kind = "table" if tag in ("td", "th", "tr") else self.kind
        if tag in HEADINGS:
            self.kind, self.level = "heading", HEADINGS[tag]
            self.heading = Gathered(self.marks, node.attributes.get("id") or "")
        if tag == "img":
            self.add_image(node)
        elif tag in OPENING:
            self.inline.append(OPENING[tag])
        return True

    def leave(self, tag: str) -> None:
        """Takes the end of a tag."""
        if tag in BARE:
            return
        self.links -= tag == "a"
        if tag in CLOSING:
            self.inline.append(CLOSING[tag])
        if tag in BLOCKS:
            self.flush()
            self.kind, self.level, self.heading = "text", 0, None
            self.open_lists -= tag in LISTS

    def add_text(self, text: str, parent: str) -> None:
        """Adds inline text, without what is left of templates and emphasis."""
        raw = text if self.is_clean else _CONTROL.sub("", text)
        if self.heading is not None:
            self.heading.add(raw, parent)
        if parent == "code":
            raw = self.marks.written(raw)
            raw = RAW.sub("", raw) if "{%" in raw else raw
        else:
            raw = self.marks.shown(_EMPHASIS.sub("", raw) if "*" in raw or "_" in raw else raw)
        raw = link_text(raw) if parent == "a" else raw
        if self.links:
            self.linked += len(raw.strip())
        self.inline.append(raw)

    def add_image(self, node: LexborNode) -> None:
        """Adds what is shown for an image."""
        alt = _CONTROL.sub("", node.attributes.get("alt") or "")
        self.inline += [SEAM, self.marks.shown(alternative_text(alt)), SEAM_END]
        if self.heading is not None:
            self.heading.add_image(alt)

    def add_code(self, node: LexborNode) -> None:
        """Adds a code block, if it is not empty."""
        text = RAW.sub("", self.marks.written(_CONTROL.sub("", node.text()))).strip("\n")
        if text.strip():
            self.out.append(Block("code", text))

    def flush(self) -> None:
        """Ends a block: the inline text gathered so far, if there is any."""
        if not self.inline:
            self.linked = 0
            return
        raw = "".join(self.inline)
        if MARKER in raw:
            self.out.append(Block("marker", ""))
            raw = raw.replace(MARKER, "")
        if NOTE in raw:
            self.notes += _NOTE.findall(raw)
            raw = _NOTE.sub("", raw)
        text, annotations = shown_text(raw) if raw.strip(" \n") else ("", ())
        bare = self.linked >= _LINKED * len(text) or _ADDRESS.fullmatch(text)
        kind = "link" if bare and self.kind == "text" else self.kind
        self.inline.clear()
        self.linked = 0
        if text.strip():
            in_list = self.list_number if self.open_lists else 0
            source, anchor = self.heading.taken() if self.heading else ("", "")
            block = Block(kind, text, self.level, annotations, in_list, source, anchor)
            self.out.append(block)


def _is_footnote_mark(node: LexborNode) -> bool:
    classes = node.attributes.get("class") or ""
    return "footnote-ref" in classes or "footnote-backref" in classes
