"""Addresses as text: what is one, how it is percent-encoded, the parts of dates in patterns."""

from datetime import datetime
from urllib.parse import quote, urlsplit

_SAFE = "/:@!$&'()*+,;=~-._"


def is_path(address: str) -> bool:
    """Whether an address is a path from the root of a host."""
    return address.startswith("/") and not address.startswith("//")


def is_absolute(address: str) -> bool:
    """Whether an address is http(s):// with a host."""
    try:
        parts = urlsplit(address)
        return parts.scheme.lower() in ("http", "https") and bool(parts.hostname)
    except ValueError:
        return False


def quoted(path: str) -> str:
    """A path made of names, percent-encoded."""
    return quote(path, safe=_SAFE)


def encoded(address: str) -> str | None:
    """An address percent-encoded, except for what is already; None where it would name another
    host, as `//` does."""
    printable = "".join(char for char in address if char.isprintable())
    clean = quote(printable.replace("\\", "/"), safe=_SAFE + "%?#[]")
    return None if clean.startswith("//") else clean


def date_values(date: datetime | None) -> dict[str, str]:
    """The parts of a date that placeholders of several generators name; {} where undated."""
    if date is None:
        return {}
    return {
        "year": f"{date:%Y}", "month": f"{date:%m}", "day": f"{date:%d}", "hour": f"{date:%H}",
        "minute": f"{date:%M}", "second": f"{date:%S}",
    }  # fmt: skip
