"""What templates make of values."""

from collections.abc import Iterable
from functools import lru_cache
from urllib.parse import unquote, urlsplit

from flask import Blueprint

from search.contract import Pieces
from search.show import LONGEST_SNIPPET
from web.addresses import address_of, in_letters

_NEAR = 14
"""Characters before a match that a narrow window shows."""


def install_filters(page: Blueprint) -> None:
    """Has the templates of an application know these."""
    for name, made in (
        ("ends_open", ends_open), ("ahead", ahead), ("path_of", path_of), ("number", number),
        ("in_letters", in_letters),
    ):  # fmt: skip
        page.add_app_template_filter(made, name)
    page.add_app_template_global(address_of, "url_for")


def ends_open(pieces: Iterable[tuple[str, bool]]) -> bool:
    """Whether a snippet breaks off before its sentence ends: at a comma, or where it is full."""
    text = "".join(text for text, _ in pieces).rstrip()
    full = len(text) >= LONGEST_SNIPPET - 10 and not text.endswith(tuple("。．.！？!?」』）)"))
    return full or text.endswith(tuple("、，,"))


def number(value: int) -> str:
    """12,345"""
    return f"{value:,}"


def ahead(pieces: Pieces) -> tuple[str, Pieces]:
    """(what stands so far before the first match that a narrow window has no room for it, the
    rest)."""
    first, matched = pieces[0] if pieces else ("", True)
    if matched or len(pieces) < 2 or len(first) <= 2 * _NEAR:
        return "", pieces
    cut = max((first.rfind(mark, 0, -_NEAR) + 1 for mark in "。、，！？ 　"), default=0)
    cut = cut if cut > len(first) - 2 * _NEAR else len(first) - _NEAR
    return first[:cut], ((first[cut:], False), *pieces[1:])


@lru_cache(maxsize=4096)
def path_of(address: str) -> str:
    """An address as people read it: its host, where it states one, and folders."""
    parts = urlsplit(address)
    folders = (unquote(part) for part in parts.path.split("/") if part)
    return " › ".join(filter(None, [parts.netloc, *folders]))
