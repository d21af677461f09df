"""What stands beside the generations of an index: which is in force, and how it was verified."""

from collections.abc import Mapping
from typing import Any

from index.cluster.client import Client
from index.store import require_shape
from index.values import IndexDamaged

_SHAPE = {"generation": str, "samples": int, "found": int, "missed": [str]}


def in_force(client: Client) -> str | None:
    """The index behind the name, which is the current generation; None where there is none.
    IndexDamaged where there are several."""
    name = client.address.name
    found = client.request("GET", f"/_alias/{name}", absent=True) or {}
    if len(found) > 1:
        raise IndexDamaged(f"{client.address}: expected one index there, found {len(found)}")
    return next(iter(found), None)


def write_verified(client: Client, verified: Mapping[str, Any]) -> None:
    """Keeps the result of a verification."""
    client.request("PUT", _path(client), dict(verified))


def read_verified(client: Client, generation: str) -> Mapping[str, Any] | None:
    """The result of a generation; None where there is none that can be read."""
    found = client.request("GET", _path(client), seconds=client.seconds, absent=True) or {}
    try:
        kept: dict[str, Any] = require_shape(found.get("_source"), _SHAPE)
    except ValueError:
        return None
    return kept if kept["generation"] == generation else None


def forget_verified(client: Client) -> None:
    """Deletes the result."""
    client.request("DELETE", _path(client), absent=True)


def _path(client: Client) -> str:
    return f"/{client.address.name}-state/_doc/verified"
