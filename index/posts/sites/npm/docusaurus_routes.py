"""The routes that Docusaurus makes of documents, posts of a blog and pages, from their paths under
the folder of their kind."""

import posixpath
import re
from pathlib import PurePosixPath
from urllib.parse import quote

from index.posts.sites.rules import Page
from index.posts.visibility import flag

_NUMBER = re.compile(r"\d+\s*[-_.]+\s*(?P<name>[^-_.\s].*)")
_NO_NUMBER = re.compile(r"\d+[-_.]\d+")
"""How dates and versions begin, which are no numbers before a name."""
_DATED = re.compile(
    r"(?P<folder>.*)(?P<date>\d{4}[-/]\d{1,2}[-/]\d{1,2})[-/]?(?P<text>.*?)(?:/index)?.mdx?"
)
_INDEX = re.compile(r"(^|/)index$", re.IGNORECASE)
_SUFFIX = re.compile(r"\.mdx?$")
_ENCODED = re.compile(r'[\x00-\x20"<>`{}^\x7f-\U0010ffff]')
_NOT_BESIDE = re.compile(r"[\[\]|%]")
"""Signs that Docusaurus refuses in an address together with those that are encoded."""


def document(page: Page, below: str, numbered: bool) -> str | None:
    """The route of a document; None where Docusaurus refuses it. Unless `numbered`, the numbers
    before names are part of them."""
    numbered = numbered and flag(page.meta.get("parse_number_prefixes")) is not False
    path = PurePosixPath(below)
    folders, stem = path.parts[:-1], path.stem
    above = "/".join(map(_without_number, folders) if numbered else folders)
    folder = f"/{above}/" if above else "/"
    own = page.text("slug")
    if own.startswith("/"):
        return _valid(own)
    indexes = ("index", "readme", *(name.lower() for name in folders[-1:]))
    if not own and stem.lower() in indexes:
        return _valid(folder)
    name = page.text("id") or (_without_number(stem) if numbered else stem)
    return _valid(_resolved(own or name, folder))


def post(page: Page, below: str, numbered: bool = True) -> str:
    """The route of a post of a blog."""
    if own := page.text("slug"):
        return own
    match = _DATED.fullmatch(below)
    if match:
        day = match["date"].replace("-", "/")
        return f"/{day}/{match['folder']}{match['text']}"
    return "/" + _SUFFIX.sub("", below).removesuffix("/index")


def single(page: Page, below: str, numbered: bool = True) -> str | None:
    """The route of a page that is neither document nor post; None where its name has signs that
    are encoded: Docusaurus then encodes the name of the file, too, which no server finds."""
    if own := page.text("slug"):
        return own
    made = _INDEX.sub(r"\1", _SUFFIX.sub("", below))
    return None if quote(made, safe="/!'()*~") != made else f"/{made}"


def joined(*parts: str) -> str:
    """Parts of an address with one slash between them."""
    path = re.sub("/{2,}", "/", "/" + "/".join(parts[:-1]) + "/" + parts[-1].lstrip("/"))
    return re.sub(r"/([?&]|#[^!/])", r"\1", path)


def _without_number(name: str) -> str:
    match = None if _NO_NUMBER.match(name) else _NUMBER.fullmatch(name)
    return match["name"] if match else name


def _resolved(path: str, folder: str) -> str:
    """A path as links in a folder are resolved."""
    made = posixpath.normpath(folder + path)
    ends = path.endswith("/") or path.split("/")[-1] in (".", "..")
    return f"{made}/" if ends and made != "/" else made


def _valid(route: str) -> str | None:
    refused = any(sign in route for sign in "#?\\")
    mixed = _ENCODED.search(route) and _NOT_BESIDE.search(route)
    return None if refused or mixed else route
