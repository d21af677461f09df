"""The date of a page as Hugo finds it (Hugo's documentation, "Configure dates")."""

from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any

from index.posts.front_matter import text_value
from index.posts.sites.hugo.config import table, texts

_DEFAULTS = {"date": ("date", "publishdate", "lastmod"), "publishdate": ("publishdate", "date")}
_OTHER_NAMES = {"publishdate": ("pubdate", "published"), "lastmod": ("modified",)}
_FILE_NAME = ":filename"


def date_keys(config: Mapping[str, Any], key: str) -> Iterator[str]:
    """Where the `date` or the `publishdate` of pages stands, in the order in which Hugo looks: keys
    of the front matter, and names with a colon for other places."""
    stated = [one.lower() for one in texts(table(config, "frontmatter").get(key))]
    for one in stated or [":default"]:
        for name in _DEFAULTS[key] if one == ":default" else (one,):
            yield from (name, *_OTHER_NAMES.get(name, ()))


def dated(config: Mapping[str, Any], name: str, meta: Mapping[str, Any]) -> dict[str, Any]:
    """The `date` of a page, from wherever it stands, and the `slug` where both are in the name of
    its file; {} for a page without one."""
    for key in date_keys(config, "date"):
        if key == _FILE_NAME and (found := _in_name(name)):
            date, rest = found
            return {"date": date, **({"slug": rest} if rest and "slug" not in meta else {})}
        if key.startswith(":"):
            continue
        if text_value(meta.get(key)) and not isinstance(meta[key], bool):
            return {"date": meta[key]}
    return {}


def _in_name(name: str) -> tuple[str, str] | None:
    """(the date, the rest) of a name that begins with a date, or a date and a time with hyphens."""
    for end, text in ((19, f"{name[:10]}T{name[11:19].replace('-', ':')}"), (10, name[:10])):
        try:
            datetime.fromisoformat(text)
        except ValueError:
            continue
        if len(name) >= end and len(text) in (19, 10) and text[4] == "-":
            return text, name[end:].strip(" -_")
    return None
