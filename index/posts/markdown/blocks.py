"""Markdown → blocks of shown text: Markdown becomes HTML, HTML what a reader sees of it."""

import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cache

from markdown_it import MarkdownIt
from mdit_py_plugins.footnote import footnote_plugin
from mdit_py_plugins.tasklists import tasklists_plugin
from selectolax.lexbor import LexborHTMLParser, LexborNode

from index.posts.markdown import syntax

_MARKER_TAG = "sakuin-marker"
_DROPPED = {
    "script", "style", "template", "noscript", "iframe", "svg", "rp", "object", "head", "title",
}  # fmt: skip
_BLOCKS = {
    "address", "article", "aside", "blockquote", "body", "caption", "center", "dd", "details",
    "div", "dl", "dt", "fieldset", "figcaption", "figure", "footer", "form", "header", "hr", "li",
    "main", "nav", "ol", "p", "section", "summary", "table", "tbody", "thead", "tr", "ul",
    "h1", "h2", "h3", "h4", "h5", "h6", "pre", _MARKER_TAG,
}  # fmt: skip
_HEADINGS = {f"h{level}": level for level in range(1, 7)}
_CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ufffd]")
_EMPHASIS = re.compile(
    r"(?<=[^\x00-\x7f])(?:\*\*|__)|(?:\*\*|__)(?=[^\x00-\x7f])|\*(?=[「（『])|(?<=[」）』])\*"
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
_LINKED = 0.8
"""Share of a block's text inside links from which on the block is a list of links."""
_ADDRESS = re.compile(r"https?://\S+")
_FILE_NAME = re.compile(r"[\w.-]+", re.ASCII)
_BREAK, _CELL, _RUBY, _READING, _RUBY_END = "\x1e", "\x1f", "\x02", "\x03", "\x04"
_RUBY_SPAN = re.compile(f"{_RUBY}([^{_READING}{_RUBY_END}]*){_READING}([^{_RUBY_END}]*){_RUBY_END}")

_RUBY_MARK = re.compile(f"[{_RUBY}{_READING}{_RUBY_END}]")
_MARKED = re.compile(f"[{_BREAK}{_CELL}{_RUBY}{_READING}{_RUBY_END}]")
_SPACES = re.compile(r"[ \t\n\r\f]{2,}|[\t\n\r\f]")
_CELL_END, _LINE_END = re.compile(f" *{_CELL} *"), re.compile(f" *{_BREAK} *")


@dataclass(frozen=True)
class Block:
    """One block of a post. `kind` is `heading`, `text`, `link` (text that is all links), `table`,
    `code` or `marker`; headings have a `level`; `readings` are as in Section."""

    kind: str
    text: str
    level: int = 0
    readings: tuple[tuple[int, int, str], ...] = ()


class _Markdown(MarkdownIt):
    def normalizeLink(self, url: str) -> str:
        """The address as it is, since none is shown."""
        return url


@cache
def _parser() -> MarkdownIt:
    md = _Markdown("commonmark", {"html": True, "maxNesting": 50})
    md.enable(["table", "strikethrough"])
    md.use(footnote_plugin).use(tasklists_plugin)
    md.add_render_rule("marker", lambda *_: f"<{_MARKER_TAG}></{_MARKER_TAG}>\n")
    return syntax.install(md)


def blocks(text: str) -> list[Block]:
    """The blocks of a post's body in reading order, of which only markers are empty; ValueError
    where tags are nested too deep."""
    html = _parser().render(text)
    if html.count("<") > _DEEPEST and _depth(html) > _DEEPEST:
        raise ValueError(f"expected at most {_DEEPEST:,} tags one in another")
    root = LexborHTMLParser(html).body
    return _Reader().read(root) if root is not None else []


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
    links, `linked` the characters inside links."""

    out: list[Block] = field(default_factory=list)
    inline: list[str] = field(default_factory=list)
    kind: str = "text"
    level: int = 0
    links: int = 0
    linked: int = 0

    def read(self, root: LexborNode) -> list[Block]:
        """The blocks of a tree; without recursion, as posts nest deeper than Python's stack."""
        path = [("body", root.iter(include_text=True))]
        while path:
            parent, children = path[-1]
            for node in children:
                tag = node.tag or ""
                if tag == "-text":
                    self.add_text(node.text_content or "", parent)
                elif self.enter(node, tag):
                    path.append((tag, node.iter(include_text=True)))
                    break
            else:
                self.leave(parent)
                path.pop()
        return self.out

    def enter(self, node: LexborNode, tag: str) -> bool:
        """Takes the beginning of a tag; whether its children are to be read, too."""
        if tag.startswith("-") or tag in _DROPPED or _is_footnote_mark(node, tag):
            return False
        if tag in _BLOCKS:
            self.flush()
        if tag == "pre":
            self.add_code(node)
            return False
        if tag == _MARKER_TAG:
            self.out.append(Block("marker", ""))
        self.links += tag == "a"
        self.kind = "table" if tag in ("td", "th", "tr") else self.kind
        if tag in _HEADINGS:
            self.kind, self.level = "heading", _HEADINGS[tag]
        if tag in _OPENING:
            self.inline.append(_OPENING[tag](node))
        return True

    def leave(self, tag: str) -> None:
        """Takes the end of a tag."""
        self.links -= tag == "a"
        if tag in _CLOSING:
            self.inline.append(_CLOSING[tag])
        if tag in _BLOCKS:
            self.flush()
            self.kind, self.level = "text", 0

    def add_text(self, text: str, parent: str) -> None:
        """Adds inline text, without what is left of templates and emphasis."""
        raw = _CONTROL.sub("", text)
        if parent not in ("code", "kbd"):
            raw = syntax.TEMPLATE.sub("", raw) if "{" in raw else raw
            raw = _EMPHASIS.sub("", raw) if "*" in raw or "_" in raw else raw
        raw = raw.removeprefix("xref:") if parent == "a" else raw
        self.linked += len(raw.strip()) if self.links else 0
        self.inline.append(raw)

    def add_code(self, node: LexborNode) -> None:
        """Adds a code block, if it is not empty."""
        text = _CONTROL.sub("", node.text()).replace("\r", "").strip("\n")
        if text.strip():
            self.out.append(Block("code", text))

    def flush(self) -> None:
        """Ends a block: the inline text gathered so far, if there is any."""
        raw = "".join(self.inline)
        text, readings = _shown(raw) if raw.strip(" \n") else ("", ())
        bare = self.linked >= _LINKED * len(text) or _ADDRESS.fullmatch(text)
        kind = "link" if bare and self.kind == "text" else self.kind
        self.inline.clear()
        self.linked = 0
        if text.strip():
            self.out.append(Block(kind, text, self.level, readings))


def _alternative_text(image: LexborNode) -> str:
    """The text shown for an image, "" where that is only a file's name."""
    alt = _CONTROL.sub("", image.attributes.get("alt") or "")
    return "" if _FILE_NAME.fullmatch(alt) else alt


_OPENING: dict[str, Callable[[LexborNode], str]] = {
    "br": lambda _: _BREAK, "img": _alternative_text, "ruby": lambda _: _RUBY,
    "rt": lambda _: _READING,
}  # fmt: skip
_CLOSING = {"rt": _RUBY_END + _RUBY, "ruby": _RUBY_END, "td": _CELL, "th": _CELL}


def _is_footnote_mark(node: LexborNode, tag: str) -> bool:
    if tag not in ("a", "sup", "section", "hr"):
        return False
    classes = node.attributes.get("class") or ""
    return "footnote-ref" in classes or "footnote-backref" in classes


def _shown(raw: str) -> tuple[str, tuple[tuple[int, int, str], ...]]:
    """(inline text as a browser shows it, except that line breaks inside Japanese vanish; the
    readings in it)."""
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
    marks = _RUBY + _READING + _RUBY_END
    before = text[max(0, start - 4) : start].rstrip(marks)[-1:]
    after = text[end : end + 4].lstrip(marks)[:1]
    return "" if before and after and _joins(before) and _joins(after) else " "


def _joins(char: str) -> bool:
    """Whether a character is of a script without spaces: wide, but not Korean."""
    return unicodedata.east_asian_width(char) in "WF" and not "\uac00" <= char <= "\ud7a3"
