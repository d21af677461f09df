"""A client of the cluster that the settings name."""

from collections.abc import Callable
from importlib.util import find_spec

from index.cluster.address import parse_address
from index.cluster.client import Client
from index.cluster.watch import Call
from index.values import ConfigError, Settings


def open_client(settings: Settings, told: Callable[[Call], None] | None = None) -> Client:
    """The client, which tells of its calls; ConfigError where the address is none, or what speaks
    to clusters is not installed."""
    address = parse_address(settings.index)
    if find_spec("opensearchpy") is None:
        raise ConfigError(f"{address}: expected the extra: pip install 'sakuin[cluster]'")
    return Client(address, settings.cluster, told=told)
