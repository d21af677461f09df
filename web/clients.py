"""Who asks: the address that requests are counted by."""

from functools import lru_cache
from ipaddress import IPv4Address, IPv6Address, ip_address

_SITE = 64
"""Bits of an IPv6 address that tell one household or machine from others; the rest are its own to
choose."""
_LONGEST = 64


@lru_cache(maxsize=4096)
def client_of(address: str) -> str | None:
    """The client at an address, IPv6 by its /64; None for this machine itself, also by a socket
    that has no address. What is no address stands for itself."""
    if not address:
        return None
    found = _parsed(address)
    if found is None:
        return address[:_LONGEST]
    if found.is_loopback:
        return None
    if isinstance(found, IPv4Address):
        return str(found)
    return str(IPv6Address(int(found) >> (128 - _SITE) << (128 - _SITE)))


def _parsed(address: str) -> IPv4Address | IPv6Address | None:
    """An address, also with a port or a zone behind it; one of IPv4 in IPv6 is that of IPv4."""
    text = address.strip()
    if text.startswith("["):
        text = text[1:].partition("]")[0]
    elif text.count(":") == 1:
        text = text.partition(":")[0]
    try:
        found = ip_address(text.partition("%")[0])
    except ValueError:
        return None
    return (isinstance(found, IPv6Address) and found.ipv4_mapped) or found
