"""The generations of an index on a cluster: `name-000001` and so on, one of which its name, an
alias, leads to."""

import re
from typing import Any

from index.cluster.client import Client
from index.cluster.mapping import OWNER
from index.store import require_shape
from index.values import IndexDamaged, NoIndex, NotOurs

_NUMBER = re.compile(r"[0-9]{6,18}")
_META = {"sakuin": int, "owner": str}
_UUID = {"settings": {"index": {"uuid": str}}}
_OTHER = "expected a name for an index of its own: what is there belongs to another program"


def current(client: Client, name: str) -> tuple[str, str]:
    """The index of the generation in force, and what tells it from others of that name, as one that
    is built anew after it was taken away; NoIndex without one, NotOurs where the name leads to
    something else."""
    path = f"/{name}/_settings/index.uuid"
    found = client.request("GET", path, seconds=client.seconds, absent=True)
    if found is None:
        raise NoIndex(f"{client.address}: no index here yet; run `sakuin reindex` first")
    index = _generation_of(client, name, found)
    try:
        said = require_shape(found[index], _UUID)
    except ValueError:
        raise NotOurs(f"{client.address}: {_OTHER}") from None
    return index, said["settings"]["index"]["uuid"]


def in_force_or_none(client: Client, name: str) -> str | None:
    """The index of the generation in force, None where there is none; NotOurs."""
    found = client.request("GET", f"/_alias/{name}", absent=True)
    if found is None:
        if client.request("GET", f"/{name}", absent=True) is not None:
            raise NotOurs(f"{client.address}: {_OTHER}")
        return None
    return _generation_of(client, name, found)


def _generation_of(client: Client, name: str, found: Any) -> str:
    """The one index that something was found of, a generation; NotOurs."""
    if not isinstance(found, dict) or len(found) != 1:
        raise NotOurs(f"{client.address}: {_OTHER}")
    [index] = found
    if number_of(index, name) is None:
        raise NotOurs(f"{client.address}: {_OTHER}")
    return str(index)


def number_of(index: str, name: str) -> int | None:
    """The number of a generation; None where an index is none of that name."""
    number = index.removeprefix(f"{name}-")
    return int(number) if number != index and _NUMBER.fullmatch(number) else None


def index_of(name: str, number: int) -> str:
    """The index of a generation."""
    return f"{name}-{number:06d}"


def generations(client: Client, name: str) -> dict[int, str]:
    """The indexes by number whose names are those of generations, whoever made them."""
    path = f"/_cat/indices/{name}-*?format=json&h=index&expand_wildcards=all"
    rows = client.request("GET", path, absent=True) or []
    try:
        names = [row["index"] for row in require_shape(rows, [{"index": str}])]
    except ValueError:
        raise IndexDamaged(f"{client.address}: expected the names of indexes") from None
    numbers = {number_of(one, name): one for one in names}
    return {number: numbers[number] for number in sorted(n for n in numbers if n is not None)}


def format_of(client: Client, index: str) -> int:
    """The format that an index of ours says it has; NotOurs where it is none, NoIndex."""
    meta = _meta(client.request("GET", f"/{index}/_mapping"), index)
    try:
        require_shape(meta, _META)
    except ValueError:
        raise NotOurs(f"{client.address}: {index}: {_OTHER}") from None
    if meta["owner"] != OWNER:
        raise NotOurs(f"{client.address}: {index}: {_OTHER}")
    return int(meta["sakuin"])


def _meta(found: Any, index: str) -> Any:
    for name in (index, "mappings", "_meta"):
        found = found.get(name) if isinstance(found, dict) else None
    return found


def drop(client: Client, index: str) -> bool:
    """Deletes a generation; False where that is not ours, and stays."""
    try:
        format_of(client, index)
    except NotOurs:
        return False
    except NoIndex:
        return True
    client.request("DELETE", f"/{index}", absent=True)
    return True
