"""The tags of HTML, by what they mean for the text inside them."""

from index.posts.markdown.inline import READING, RUBY, RUBY_END
from index.posts.markdown.shown import BREAK, CELL

DROPPED = {
    "script", "style", "template", "noscript", "iframe", "svg", "rp", "object", "head", "title",
}  # fmt: skip
BLOCKS = {
    "address", "article", "aside", "blockquote", "body", "caption", "center", "dd", "details",
    "div", "dl", "dt", "fieldset", "figcaption", "figure", "footer", "form", "header", "hr", "li",
    "main", "nav", "ol", "p", "section", "summary", "table", "tbody", "thead", "tr", "ul",
    "h1", "h2", "h3", "h4", "h5", "h6", "pre",
}  # fmt: skip
LISTS = {"dl", "ol", "ul"}
HEADINGS = {f"h{level}": level for level in range(1, 7)}
OPENING = {"br": BREAK, "ruby": RUBY, "rt": READING}
CLOSING = {"rt": RUBY_END + RUBY, "ruby": RUBY_END, "td": CELL, "th": CELL}
"""What a tag that begins, and one that ends, puts into the text."""
BARE = {"b", "code", "del", "em", "i", "kbd", "mark", "small", "span", "strong", "u"}
"""Tags of which the text counts alone."""
