"""An index of the cluster from its beginning to its being in force: made empty or as a clone, its
settings while it is written and when it is whole, and the step by which a name leads to it."""

import time
from typing import Any

from index.cluster.client import Client
from index.cluster.mapping import body
from index.cluster.names import in_force_or_none
from index.values import (
    ClusterSettings,
    IndexDamaged,
    MachineError,
    NoIndex,
    SakuinError,
)

_WHILE_WRITTEN = {
    "index.number_of_replicas": 0,
    "index.refresh_interval": "-1",
    "index.translog.durability": "async",
}
"""It is written through when it is whole; before that nobody misses it."""
_PATIENCE = 60.0
"""Seconds in which the parts of an index have to be there."""
_MORE_PATIENCE = 30.0
"""Seconds in which their copies may be there, too."""
_PAUSE = 0.2
_UNKNOWN = "recovery_source"
"""How a setting begins that OpenSearch has since 2.15."""


def make_empty(client: Client, index: str, settings: ClusterSettings) -> None:
    """Makes an index without posts."""
    made = body(settings)
    made["settings"].update(_WHILE_WRITTEN)
    try:
        client.request("PUT", f"/{index}", made)
    except MachineError as error:
        if _UNKNOWN not in str(error):
            raise
        made["mappings"]["_source"].pop("recovery_source_enabled")
        client.request("PUT", f"/{index}", made)


def make_clone(client: Client, base: str, index: str) -> None:
    """Makes an index with all that another has, whose files they share; IndexDamaged where that is
    not there."""
    settings = {**_WHILE_WRITTEN, "index.blocks.write": False}
    try:
        client.request("PUT", f"/{base}/_clone/{index}", {"settings": settings})
        await_status(client, index, "yellow", _PATIENCE)
    except NoIndex:
        raise IndexDamaged(f"{client.address}: {base} is gone") from None


def make_final(client: Client, index: str, replicas: int) -> None:
    """Writes an index through, closes it for writing, and waits for its parts and, a while, for
    their copies."""
    client.request("POST", f"/{index}/_flush?force=true&wait_if_ongoing=true")
    settings = {
        "index.number_of_replicas": replicas,
        "index.translog.durability": "request",
        "index.blocks.write": True,
    }
    client.request("PUT", f"/{index}/_settings", settings)
    health = await_status(client, index, "yellow", _PATIENCE)
    if health["number_of_data_nodes"] > replicas:
        _await(client, index, "green", _MORE_PATIENCE)


def await_status(client: Client, index: str, wanted: str, seconds: float) -> Any:
    """Waits until an index has a status or a better one; MachineError where it has not."""
    health = _await(client, index, wanted, seconds)
    if not _is(health, wanted):
        reason = f"expected all of its parts within {seconds:.0f} seconds"
        raise MachineError(f"{client.address}: {index}: {reason}; it is {health['status']}")
    return health


def _await(client: Client, index: str, wanted: str, seconds: float) -> Any:
    until = time.monotonic() + seconds
    while True:
        health = client.request("GET", f"/_cluster/health/{index}")
        if _is(health, wanted) or time.monotonic() > until:
            return health
        time.sleep(_PAUSE)


def _is(health: Any, wanted: str) -> bool:
    return health["status"] in ("green", wanted)


def swap(client: Client, name: str, old: str | None, new: str) -> None:
    """Lets the name lead to the new index in place of the old one, in one step. It is done or not,
    whatever becomes of the answer."""
    actions: list[dict[str, Any]] = [{"add": {"index": new, "alias": name}}]
    if old is not None:
        actions.append({"remove": {"index": old, "alias": name, "must_exist": True}})
    if in_force_or_none(client, name) == new:
        return
    try:
        client.request("POST", "/_aliases", {"actions": actions})
    except SakuinError:
        if in_force_or_none(client, name) != new:
            raise
