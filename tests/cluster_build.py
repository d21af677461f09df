"""`python -m tests.cluster_build POSTS ADDRESS full|changes CALL before|after [SHARE]`: one build
of an index on a cluster, or of a share, by a process that is killed at a call of its client."""

import os
import signal
import sys
from base64 import b64decode
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from index.cluster import (
    Client,
    ClusterWriter,
    ShareWriter,
    current,
    parse_address,
    unpack_kept,
)
from index.cluster.notes import Patience
from index.pipeline.build import Options, build
from index.pipeline.report import Report
from index.store import decode
from index.values.settings import ClusterSettings, Settings
from index.values.share import ALL, Share, parse_share
from tests.conftest import NOW
from tests.nodes import three_nodes

NAME = "blog"
SETTINGS = ClusterSettings(shards=2, replicas=1)
PATIENCE = Patience(come=20, silent=4, sign=0.5, look=0.1, rest=5)


@contextmanager
def opened(address: str) -> Iterator[tuple[Client, ClusterWriter]]:
    """A client of an address, and the Writer of the index there."""
    with Client(parse_address(address), SETTINGS, sleep=lambda _: None) as client:
        yield client, ClusterWriter(client, SETTINGS)


def built(
    posts: Path, address: str, full: bool = False, share: Share = ALL, **settings: Any
) -> Report:
    """One build in this process, or its share of one."""
    with opened(address) as (client, writer):
        if not share.is_whole:
            writer = ShareWriter(client, SETTINGS, share, PATIENCE)
        options = Options(full, allow_loss=True, isolated=False, share=share)
        return build(posts, writer, Settings(jobs=1, **settings), NOW, options)


def indexes(client: Client, name: str = NAME) -> list[str]:
    """The indexes that stand behind a name."""
    rows = client.request("GET", "/_cat/indices?format=json&h=index&expand_wildcards=all")
    return sorted(row["index"] for row in rows if row["index"].startswith(name))


@contextmanager
def on_nodes(name: str = NAME) -> Iterator[str]:
    """The address of an index on the nodes that a run shares; what is made there goes again."""
    address = three_nodes().address(name)
    yield address
    with opened(address) as (client, _):
        for index in indexes(client, name):
            client.request("DELETE", f"/{index}")


def texts(client: Client, index: str) -> dict[str, str]:
    """The folded text of each post of a generation."""
    body = {"size": 1000, "query": {"term": {"kind": "post"}}, "sort": [{"id": "asc"}]}
    sources = [hit["_source"] for hit in client.search(index, body)["hits"]["hits"]]
    kept = {one["id"]: unpack_kept(b64decode(one["kept"])) for one in sources}
    return {name: decode(one.folded) for name, one in kept.items()}


def found(client: Client, literal: str) -> list[str]:
    """The posts of the current generation that have a literal."""
    body = {"query": {"match_phrase": {"text": literal}}, "sort": [{"id": "asc"}], "size": 100}
    hits = client.search(current(client, NAME)[0], body)["hits"]["hits"]
    return [hit["_source"]["id"] for hit in hits]


def _killed_at(last: str, moment: str) -> None:
    """Has this process killed before it asks for the `last` time, a number, or for what such a path
    names, or after it was answered."""
    ask, calls = Client._ask, Counter[str]()

    def counted(self: Client, method: str, path: str, *arguments: Any, **named: Any) -> Any:
        calls["all"] += 1
        is_last = calls["all"] >= int(last) if last.isdigit() else last in path
        if is_last and moment == "before":
            os.kill(os.getpid(), signal.SIGKILL)
        answer = ask(self, method, path, *arguments, **named)
        if is_last:
            os.kill(os.getpid(), signal.SIGKILL)
        return answer

    Client._ask = counted  # type: ignore[method-assign]


if __name__ == "__main__":
    posts, address, kind, call, moment, *share = sys.argv[1:]
    _killed_at(call, moment)
    built(Path(posts), address, kind == "full", parse_share(share[0]) if share else ALL)
