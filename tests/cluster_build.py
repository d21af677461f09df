"""`python -m tests.cluster_build POSTS ADDRESS full|changes CALL before|after`: one build of an
index on a cluster, by a process that is killed at a call of its client."""

import os
import signal
import sys
from base64 import b64decode
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from index.cluster import Client, ClusterWriter, current, parse_address, unpack_kept
from index.pipeline.build import Options, build
from index.pipeline.report import Report
from index.store import decode
from index.values.settings import ClusterSettings, Settings
from tests.conftest import NOW

NAME = "blog"
SETTINGS = ClusterSettings(shards=2, replicas=1)


@contextmanager
def opened(address: str) -> Iterator[tuple[Client, ClusterWriter]]:
    """A client of an address, and the Writer of the index there."""
    with Client(parse_address(address), SETTINGS, sleep=lambda _: None) as client:
        yield client, ClusterWriter(client, SETTINGS)


def built(posts: Path, address: str, full: bool = False) -> Report:
    """One build in this process."""
    with opened(address) as (_, writer):
        options = Options(full, allow_loss=True, isolated=False)
        return build(posts, writer, Settings(jobs=1), NOW, options)


def indexes(client: Client) -> list[str]:
    rows = client.request("GET", "/_cat/indices?format=json&h=index&expand_wildcards=all")
    return sorted(row["index"] for row in rows if row["index"].startswith(NAME))


def texts(client: Client, index: str) -> dict[str, str]:
    """The folded text of each post of a generation."""
    body = {"size": 1000, "query": {"term": {"kind": "post"}}, "sort": [{"id": "asc"}]}
    sources = [hit["_source"] for hit in client.search(index, body)["hits"]["hits"]]
    kept = {one["id"]: unpack_kept(b64decode(one["kept"])) for one in sources}
    return {name: decode(one.folded) for name, one in kept.items()}


def found(client: Client, literal: str) -> list[str]:
    """The posts of the current generation that have a literal."""
    body = {"query": {"match_phrase": {"text": literal}}, "sort": [{"id": "asc"}], "size": 100}
    hits = client.search(current(client, NAME), body)["hits"]["hits"]
    return [hit["_source"]["id"] for hit in hits]


def _killed_at(last: int, moment: str) -> None:
    """Has this process killed before it asks for the `last` time, or after it was answered."""
    ask, calls = Client._ask, Counter[str]()

    def counted(self: Client, *arguments: Any, **named: Any) -> Any:
        calls["all"] += 1
        if calls["all"] >= last and moment == "before":
            os.kill(os.getpid(), signal.SIGKILL)
        answer = ask(self, *arguments, **named)
        if calls["all"] >= last:
            os.kill(os.getpid(), signal.SIGKILL)
        return answer

    Client._ask = counted  # type: ignore[method-assign]


if __name__ == "__main__":
    posts, address, kind, call, moment = sys.argv[1:]
    _killed_at(int(call), moment)
    built(Path(posts), address, kind == "full")
