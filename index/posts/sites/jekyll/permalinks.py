"""Jekyll's permalinks: templates, their placeholders, and what names become in them (Jekyll's
documentation on permalinks)."""

import re
import unicodedata
from collections.abc import Callable, Mapping
from datetime import datetime
from pathlib import PurePosixPath
from typing import Any
from urllib.parse import quote

from index.posts.sites.jekyll.values import is_null, lowered, ruby_text
from index.posts.sites.rules import date_values, quoted

_STYLES = {
    "date": "/:categories/:year/:month/:day/:title:output_ext",
    "pretty": "/:categories/:year/:month/:day/:title/",
    "ordinal": "/:categories/:year/:y_day/:title:output_ext",
    "weekdate": "/:categories/:year/W:week/:short_day/:title:output_ext",
    "none": "/:categories/:title:output_ext",
}
_WITH_SUFFIX = ("date", "ordinal", "none")
_SHOWN = "._~!$&'()+,;=@"
"""Signs that `:title` keeps."""
_LITERAL = "/:@!$&'()*+,;=~-._%"
_HTML = (".html", ".xhtml", ".htm")


def posts_template(style: str) -> str:
    """The template of posts in a style, which may be a template itself."""
    return _STYLES.get(style, style)


def with_end_of(style: str, template: str) -> str:
    """A template that ends as those of a style do: with a slash, a suffix or nothing."""
    if style == "pretty" or style.endswith("/"):
        return f"{template}/"
    ends = style in _WITH_SUFFIX or style.endswith(":output_ext")
    return f"{template}:output_ext" if ends else template


def page_template(style: str, basename: str, suffix: str) -> str:
    """The template of a page whose name is this and which becomes a file with this suffix."""
    if suffix not in _HTML:
        return "/:path/:basename:output_ext"
    return "/:path/" if basename == "index" else with_end_of(style, "/:path/:basename")


def without_suffix(name: str) -> str:
    """A path or name without suffix, and without dots at its end."""
    return name.removesuffix(PurePosixPath(name).suffix).rstrip(".")


def output_suffix(name: str, markdown: str) -> str:
    """The suffix of the file that is made of a file: `.html` for suffixes of `markdown`, which are
    parted by commas, else the file's own."""
    suffix = PurePosixPath(name).suffix
    return ".html" if suffix.lower().removeprefix(".") in markdown.lower().split(",") else suffix


def slugified(text: str, signs: str = "") -> str:
    """A text of letters, marks, digits and the given signs; what is between them is a hyphen."""
    kept = "".join(char if char in signs or _is_word(char) else " " for char in text)
    return "-".join(kept.split())


def _is_word(char: str) -> bool:
    kind = unicodedata.category(char)
    return kind[0] in "LM" or kind == "Nd"


def titled(text: str) -> str:
    """A text as `:title` has it: some signs stay, and its case."""
    return slugified(text, _SHOWN)


def slug(text: str) -> str:
    """A text as `:slug` has it."""
    return lowered(slugified(text))


def categories(meta: Mapping[str, Any]) -> tuple[str, ...]:
    """The categories of a document: those of `categories`, which spaces part where they are one
    text, then `category` as a whole. Each once, in order."""
    several, one = meta.get("categories"), meta.get("category")
    rows = listed(several) if not is_null(several) else []
    rows += [] if is_null(one) else one if isinstance(one, list) else [one]
    return tuple(dict.fromkeys(map(ruby_text, rows)))


def listed(value: object) -> list[Any]:
    """The items of a list, or of a text whose items spaces part; a full-width one does not."""
    return list(value) if isinstance(value, list) else re.findall(r"[^ \t\n\v\f\r\0]+", str(value))


def in_address(names: tuple[str, ...], made: Callable[[str], str]) -> str:
    """Categories as part of an address, as `made` makes them, each once."""
    return "/".join(dict.fromkeys(map(made, names)))


def moments(date: datetime | None) -> dict[str, str]:
    """The placeholders of a date; {} without one."""
    if date is None:
        return {}
    return {
        **date_values(date), "short_year": f"{date:%y}", "i_month": str(date.month),
        "short_month": f"{date:%b}", "long_month": f"{date:%B}", "i_day": str(date.day),
        "y_day": f"{date:%j}", "w_year": f"{date:%G}", "week": f"{date:%V}", "w_day": f"{date:%u}",
        "short_day": f"{date:%a}", "long_day": f"{date:%A}",
    }  # fmt: skip


def document_address(template: str, values: Mapping[str, str]) -> str | None:
    """The path, percent-encoded, of a template whose placeholders have these values; None where
    one has none."""
    parts = re.split(r":([a-z_]+)", template)
    found = [_value(name, values) for name in parts[1::2]]
    if None in found:
        return None
    literals = [quote(part, safe=_LITERAL) for part in parts[::2]]
    filled = (value or "" for value in [*found, ""])
    return _clean("".join(a + b for a, b in zip(literals, filled, strict=True)))


def _value(name: str, values: Mapping[str, str]) -> str | None:
    """The value of a placeholder, percent-encoded; a `_` behind it may be no part of its name."""
    if name in values:
        return quoted(values[name])
    short = name.removesuffix("_")
    return f"{quoted(values[short])}_" if short != name and short in values else None


def page_address(template: str, values: Mapping[str, str]) -> str:
    """The path, percent-encoded, of a template of a page; what it does not know stays in it."""
    path = quote(template, safe=_LITERAL)
    for name, value in values.items():
        path = path.replace(f":{name}", quoted(value))
    return _clean(path)


def _clean(path: str) -> str:
    """A path as Jekyll cleans it: two dots are a slash, a dot before a slash goes."""
    return re.sub("/{2,}", "/", f"/{path}".replace("..", "/").replace("./", ""))
