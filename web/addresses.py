"""Addresses on the page. A page has a hundred, most of which differ in one parameter."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from urllib.parse import quote, quote_plus

from flask import request, url_for

from search.contract import Request

USUAL_SIZE = 10
"""Hits on a page where no size is asked for."""
_PARAMETERS = {
    "q": "query", "category": "categories", "tag": "tags", "author": "authors", "lang": "langs",
    "from": "first", "to": "last", "sort": "sort", "size": "size", "page": "page",
    "explain": "explain", "collapse": "collapse",
}  # fmt: skip
"""Field of a Request by parameter of the page."""
_USUAL = {"sort": "relevance", "size": USUAL_SIZE, "page": 1}
_BYTES = re.compile("(?:%[89A-Fa-f][0-9A-Fa-f])+")
"""Bytes of characters that are not ASCII."""
_ASCII = re.compile(r"[\x00-\x7f]+")
_PLAIN = "!$'()*,/:;?@"
"""What may stand in a query string beside letters and digits."""


def address_of(endpoint: str, **values: str) -> str:
    """As url_for, made once for each place where the site is served."""
    return _address_of(request.script_root, endpoint, tuple(values.items()))


@lru_cache(maxsize=4096)
def _address_of(_root: str, endpoint: str, values: tuple[tuple[str, str], ...]) -> str:
    return url_for(endpoint, **dict(values))  # type: ignore[arg-type]


@dataclass(frozen=True)
class Link:
    """A choice on the page: where it leads, whether it is in force, the language that its text is
    in."""

    text: str
    href: str
    on: bool = False
    count: int | None = None
    lang: str = ""


To = Callable[..., str]
"""Gives the address for this request with other values of some parameters."""


class Addresses:
    """The addresses of a page and of those that ask for something else."""

    def __init__(self, wanted: Request, endpoint: str = "page.index") -> None:
        self._path = address_of(endpoint)
        self._parts = {name: _part(name, getattr(wanted, f)) for name, f in _PARAMETERS.items()}
        self._parts["page"] = ""

    def to(self, **changes: object) -> str:
        """The address for the request with other values of some parameters, on its first page;
        `first` and `last` stand for from and to."""
        changed = {_NAMES[name]: _part(_NAMES[name], value) for name, value in changes.items()}
        query = "&".join(filter(None, {**self._parts, **changed}.values()))
        return f"{self._path}?{query}" if query else self._path


_NAMES = {field: name for name, field in _PARAMETERS.items()}


def _part(name: str, value: object) -> str:
    """A parameter as it stands in an address, "" where it has its usual value."""
    if isinstance(value, tuple):
        return "&".join(f"{name}={_quoted(one)}" for one in value)
    if name == "explain":
        return "explain=1" if value else ""
    if name == "collapse":
        return "" if value else "collapse=0"
    if not value or value == _USUAL.get(name):
        return ""
    return f"{name}={_quoted(value.isoformat() if isinstance(value, date) else str(value))}"


@lru_cache(maxsize=4096)
def _quoted(text: str) -> str:
    """A value as it stands in an address of a page: browsers encode what is no ASCII, which takes
    three times the room."""
    return _ASCII.sub(lambda run: quote_plus(run[0], safe=_PLAIN), text)


def in_letters(address: str | None) -> str | None:
    """An address with kana, kanji and their like as themselves, which take less room than their
    bytes; browsers take both. What ASCII has escaped stays so, as it means something else."""
    return address and _BYTES.sub(lambda run: _decoded(run[0]), address)


def _decoded(run: str) -> str:
    try:
        text = bytes.fromhex(run.replace("%", "")).decode()
    except UnicodeDecodeError:
        return run
    if text.isprintable():
        return text
    return "".join(char if char.isprintable() else quote(char) for char in text)
