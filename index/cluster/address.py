"""Where an index on a cluster is: `opensearch://host1,host2:9201,[::1]/name`."""

import re
from dataclasses import dataclass

from index.values import ConfigError

_SCHEMES = {"opensearch": False, "opensearchs": True}
"""Whether a scheme stands for TLS."""
_WANTED = "opensearch://host1,host2:9201/name, or opensearchs:// for TLS"
_WHOLE = re.compile(r"([a-z]+)://([^/]*)/([^/]*)/?", re.IGNORECASE)
_HOST = re.compile(r"([a-z0-9_.-]+|\[[0-9a-f:.]+\])(?::(\d{1,5}))?", re.IGNORECASE)
_NAME = re.compile(r"[a-z0-9][a-z0-9._-]{0,199}")
_OWN = re.compile(r".*-(?:\d+|state)")
"""How the indexes are named that stand behind a name."""
_PORT = 9200


@dataclass(frozen=True)
class Address:
    """The hosts of a cluster with their ports, whether they are spoken to by TLS, and the name of
    the index there."""

    hosts: tuple[tuple[str, int], ...]
    name: str
    tls: bool = False

    @property
    def places(self) -> str:
        """The hosts and ports, for people."""
        return ",".join(f"[{h}]:{p}" if ":" in h else f"{h}:{p}" for h, p in self.hosts)

    def __str__(self) -> str:
        return f"opensearch{'s' * self.tls}://{self.places}/{self.name}"


def is_cluster(index: str) -> bool:
    """Whether the index of the settings is no folder: it has an address, if only a wrong one."""
    return "://" in index


def parse_address(index: str) -> Address:
    """The address that a text stands for; ConfigError says what was expected."""
    whole = _WHOLE.fullmatch(index)
    tls = _SCHEMES.get(whole[1].lower()) if whole else None
    if whole is None or tls is None or "@" in whole[2]:
        raise ConfigError(_refused(index))
    hosts = tuple(_host(one) for one in whole[2].split(","))
    return Address(hosts, _name(whole[3]), tls)


def _refused(index: str) -> str:
    """What is wrong with an address; one that may hold a password is not repeated."""
    if "@" in index:
        return f"index: expected {_WANTED}; user and password belong into [cluster] of sakuin.toml"
    return f"index: expected {_WANTED}, found {index!r}"


def _host(text: str) -> tuple[str, int]:
    found = _HOST.fullmatch(text)
    port = int(found[2] or _PORT) if found else 0
    if found is None or not 0 < port < 65_536:
        raise ConfigError(f"index: expected hosts such as search1 or 10.0.0.5:9201, found {text!r}")
    return found[1].strip("[]").lower(), port


def _name(text: str) -> str:
    if not _NAME.fullmatch(text) or _OWN.fullmatch(text):
        wanted = "a name of small letters, digits and ._- that begins with a letter or digit"
        hint = "and ends in neither -000001 nor -state, as what stands behind it"
        raise ConfigError(f"index: expected {wanted}, {hint}, found {text!r}")
    return text
