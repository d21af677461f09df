"""Whether an index on a cluster is whole: all its parts are there, and as many posts as it says."""

from collections.abc import Callable

from index.cluster.client import Client
from index.cluster.state import in_force
from index.values import NoIndex, Receipt, Visibility, counted

_HEALTH = {
    "green": "all parts are there, with their copies",
    "yellow": "all parts are there, but not all of their copies",
}


def check_cluster(
    client: Client, last: Callable[[], tuple[Receipt | None, str | None]]
) -> tuple[list[str], bool]:
    """Lines about the current generation, and whether it is whole; `last` is that of its Writer.
    NoIndex without one."""
    index = in_force(client)
    if index is None:
        raise NoIndex(f"{client.address}: no index here; run `sakuin reindex` first")
    health = client.request("GET", f"/_cluster/health/{index}")["status"]
    lines = [f"{client.address}: {index}: {_HEALTH.get(health, 'some parts are missing')}"]
    if health not in _HEALTH:
        return lines, False
    receipt, wrong = last()
    found = _count(client, index)
    wanted = receipt.contents.files.count(Visibility.LISTED.value) if receipt else found
    if wrong or found != wanted:
        return [*lines, wrong or f"expected {counted(wanted, 'post')}, found {found:,}"], False
    return [*lines, f"{counted(found, 'post')}, as its records say"], True


def _count(client: Client, index: str) -> int:
    """The posts that a search can find."""
    body = {"size": 0, "track_total_hits": True, "query": {"term": {"kind": "post"}}}
    total: int = client.search(index, body)["hits"]["total"]["value"]
    return total
