"""The parts of an address → the address, as Hugo puts them together (its documentation on URL
management and on ugly URLs)."""

import posixpath
import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass

_INDEX = "index.html"
_UGLY = ".html"
_LISTS = ("home", "section", "taxonomy")
"""Kinds of page that have a folder even with ugly URLs."""


@dataclass(frozen=True)
class Parts:
    """Of what an address is made: the kind of page; the path that a pattern gave, None without one;
    else the `folder` and the `name` in it; whether the page is a bundle; whether URLs are ugly."""

    kind: str
    pattern: str | None
    folder: str
    name: str
    is_bundle: bool
    is_ugly: bool


def link_of(parts: Parts, clean: Callable[[str], str]) -> str:
    """The path that an address has; `clean` leaves of a text what addresses may have."""
    return _page_link(parts, clean) if parts.kind == "page" else _list_link(parts, clean)


def _page_link(parts: Parts, clean: Callable[[str], str]) -> str:
    made = [parts.folder, parts.name] if parts.pattern is None else [parts.pattern]
    is_index = parts.pattern is None and parts.name == "index" and not parts.is_bundle
    if parts.is_ugly or is_index:
        made = [part for part in made if part.strip("/")]
        made[-1:] = ["".join(made[-1:]).removesuffix("/") + _UGLY]
    else:
        made.append(_INDEX)
    return joined(map(clean, made))


def _list_link(parts: Parts, clean: Callable[[str], str]) -> str:
    made = parts.folder if parts.pattern is None or parts.kind == "home" else parts.pattern
    if parts.is_ugly and parts.kind in _LISTS:
        return joined([clean(made), _INDEX], keep_index=True)
    return joined([clean(made + _UGLY)] if parts.is_ugly else [clean(made), _INDEX])


def stated_link(url: str) -> str:
    """The path that a `url` of front matter means; without `/` before it, one below the language's
    folder."""
    if ".." in url:
        url = posixpath.normpath(f"/{url}")
    made = [part for part in url.split("/") if part]
    return joined([*made, _INDEX] if url.endswith("/") or "." not in url else made)


def joined(parts: Iterable[str], keep_index: bool = False) -> str:
    """Parts as one path, which ends in `/` instead of a part that is just `index.html`, unless that
    is to be kept."""
    made = list(parts)
    if made[-1:] == [_INDEX] and not keep_index:
        made[-1] = "/"
    return re.sub("/+", "/", "/" + "/".join(made))
