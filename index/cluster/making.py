"""An index of the cluster from its beginning to its being in force: made empty or as a clone, its
settings while it is written and when it is whole, and the step by which a name leads to it."""

import time
from contextlib import suppress
from typing import Any

from index.cluster.client import Client
from index.cluster.mapping import body
from index.cluster.names import in_force_or_none
from index.values import (
    ClusterSettings,
    Conflict,
    IndexDamaged,
    MachineError,
    NoIndex,
    SakuinError,
)

_WHILE_WRITTEN = {
    "index.routing.rebalance.enable": "none",
    "index.number_of_replicas": 0,
    "index.refresh_interval": "-1",
}
"""It has no copies until it is whole, and stays where it is."""
_PATIENCE = 60.0
"""Seconds in which the parts of an index have to be there."""
_MORE_PATIENCE = 30.0
"""Seconds in which their copies may be there, too."""
_PAUSE = 0.2


_UNKNOWN = "recovery_source_enabled"
"""A setting that OpenSearch has since 2.15."""
_BOTH: tuple[dict[str, Any], ...] = ({"term": {"kind": "post"}}, {"exists": {"field": "text"}})
"""What every post has: what is stored of it anyway, and its text."""


def make_empty(client: Client, index: str, settings: ClusterSettings) -> None:
    """Makes an index without posts."""
    made = body(settings)
    made["settings"].update(_WHILE_WRITTEN)
    try:
        _make(client, f"/{index}", made)
    except MachineError as error:
        if _UNKNOWN not in str(error):
            raise
        made["mappings"]["_source"].pop(_UNKNOWN)
        _make(client, f"/{index}", made)


def make_clone(client: Client, base: str, index: str) -> None:
    """Makes an index with all that another has, whose files they share; IndexDamaged where that is
    not there."""
    settings = {**_WHILE_WRITTEN, "index.blocks.write": False}
    try:
        _make(client, f"/{base}/_clone/{index}", {"settings": settings})
        await_status(client, index, "yellow", _PATIENCE)
    except NoIndex:
        raise IndexDamaged(f"{client.address}: {base} is gone") from None


def _make(client: Client, path: str, body: Any) -> None:
    """Makes an index of a name that none has; one that is there was made by an attempt of this
    request whose answer was lost."""
    with suppress(Conflict):
        client.request("PUT", path, body)


def make_final(client: Client, index: str, replicas: int) -> None:
    """Seals an index, closes it for writing, waits for its parts and, a while, for their copies,
    and looks whether these have all that was sent."""
    _seal(client, index)
    copied = {"index.number_of_replicas": replicas, "index.routing.rebalance.enable": "all"}
    _change(client, index, {**copied, "index.blocks.write": True})
    health = await_status(client, index, "yellow", _PATIENCE)
    if health["number_of_data_nodes"] > replicas:
        health = _await(client, index, "green", _MORE_PATIENCE)
    copies = ("_primary", "_replica") if replicas and health["status"] == "green" else ("_primary",)
    for copy in copies:
        posts, texts = (_having(client, index, copy, one) for one in _BOTH)
        if posts != texts:
            reason = f"expected {posts:,} posts with their texts in each copy, found {texts:,}"
            raise MachineError(f"{client.address}: {index}: {reason}; nothing is published")


def _change(client: Client, index: str, settings: dict[str, Any]) -> None:
    client.request("PUT", f"/{index}/_settings", settings)


def _having(client: Client, index: str, copy: str, clause: dict[str, Any]) -> int:
    """How many documents of one copy of each part satisfy a clause."""
    path = f"/{index}/_search?preference={copy}&allow_partial_search_results=false"
    body = {"size": 0, "track_total_hits": True, "query": clause}
    return int(client.request("POST", path, body)["hits"]["total"]["value"])


def _seal(client: Client, index: str) -> None:
    """Writes an index through until the files of each part have all operations, so that copies are
    made of these alone; MachineError where that takes too long."""
    path = "filter_path=indices.*.shards.*.commit.user_data,indices.*.shards.*.seq_no"
    flush = f"/{index}/_flush?force=true&wait_if_ongoing=true"
    until = time.monotonic() + _PATIENCE
    while True:
        client.request("POST", flush)
        found = client.request("GET", f"/{index}/_stats?level=shards&{path}")
        parts = found["indices"][index]["shards"].values()
        if all(_is_sealed(copy) for part in parts for copy in part):
            client.request("POST", flush)  # copies are made of files that were whole when written
            return
        if time.monotonic() > until:
            raise MachineError(f"{client.address}: {index}: expected it to be written through")
        time.sleep(_PAUSE)


def _is_sealed(copy: Any) -> bool:
    """Whether the files of a copy of a part have all of its operations, and it knows."""
    last = copy["seq_no"]["max_seq_no"]
    written = int(copy["commit"]["user_data"]["local_checkpoint"])
    return bool(last == written == copy["seq_no"]["global_checkpoint"])


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
