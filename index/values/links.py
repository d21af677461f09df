"""Addresses: where they lead, and compared: which page a post states as its original."""

import re
import unicodedata
from hashlib import blake2b
from urllib.parse import unquote, urlsplit

_TO_THE_WEB = re.compile(
    r"(?:https?://[^/?#]|/(?!/)|[^:/?#]+(?:[/?#]|$)|[?#]).*",
    re.IGNORECASE,
)
_READ_ANEW = re.compile(r"[\\\s\x00-\x1f\x7f-\x9f]")
"""What a browser leaves out of an address, or takes for a slash."""


def leads_to_the_web(address: str) -> bool:
    """Whether a browser takes an address for one of http or https, or of the host that it is at:
    it has no other scheme, such as `javascript:`, and does not begin with `//`."""
    return _TO_THE_WEB.fullmatch(address) is not None and not _READ_ANEW.search(address)


def comparable(address: str) -> str:
    """An address in the form in which those of one page are equal: decoded, NFC, without scheme,
    fragment, and `index.html` or a slash at its end."""
    parts = urlsplit(address)
    path = unicodedata.normalize("NFC", unquote(parts.path)).removesuffix("index.html").rstrip("/")
    query = f"?{parts.query}" if parts.query else ""
    return f"{parts.netloc.lower()}{path or '/'}{query}"


def original(url: str | None, canonical: str | None) -> str:
    """The address, as `comparable` has it, of the page that a post at `url` states as its original;
    "" where that is none or the post itself. Where the post's address is a path the site's host is
    not known, and paths alone are compared."""
    if not canonical:
        return ""
    whole = comparable(canonical)
    if url and url.startswith("/"):
        whole = whole[len(urlsplit(canonical).netloc) :]
    return "" if url and whole == comparable(url) else whole


def link_key(address: str) -> int:
    """A number, less than 2**64, by which `comparable` addresses are looked up; 0 for none."""
    if not address:
        return 0
    data = address.encode("utf-8", "surrogatepass")
    return int.from_bytes(blake2b(data, digest_size=8).digest(), "little") or 1


def link_keys(url: str | None, canonical: str | None) -> tuple[int, int]:
    """(the key of the address of a post, that of the original of which it states to be a copy), 0
    for none."""
    return link_key(comparable(url) if url else ""), link_key(original(url, canonical))
