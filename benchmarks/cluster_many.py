"""`python -m benchmarks.cluster_many CORPUS COPIES`: the posts of a corpus many times over in an
index on one real node: what a million cost, and how they are asked. Each post is read and analysed
once, and sent COPIES times, each with an id and an address of its own, and so unlike the others
that none are near-duplicates. Adds its figures to docs/benchmarks/cluster.json."""

import tempfile
from contextlib import AbstractContextManager
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Self

import click
import numpy as np

from benchmarks import kuromoji
from benchmarks.cluster import CLUSTER, Bench, ask_cluster, bytes_of, save, table
from benchmarks.corpora import CORPORA, corpus
from index.cluster import ClusterWriter
from index.cluster.packing import pack
from index.cluster.session import ClusterSession
from index.pipeline import Options, build
from index.values import ClusterSettings, Contents, Documents, Receipt, Records, Settings, Snapshot
from tests.nodes import Nodes

_HEAP = "4g"
_SETTINGS = ClusterSettings(replicas=0)
_ODD = 2_654_435_761


def _as_it_is(documents: Documents) -> Documents:
    return documents


def _copy(documents: Documents, number: int) -> Documents:
    """The same posts as others."""
    metas = [
        replace(meta, id=f"{number:04}/{meta.id}", url=f"/{number:04}{meta.url or '/'}")
        for meta in documents.metas
    ]
    other = np.uint32(number * _ODD % (1 << 32))
    signatures = [np.sort(signature ^ other) for signature in documents.signatures]
    return replace(documents, metas=metas, signatures=signatures)


def _copied(records: Records, number: int) -> Records:
    return Records.of({f"{number:04}/{name}": entry for name, entry in records.items()})


class _Many:
    """A Writer, and its Session, that send all that another writes `copies` times."""

    pack = staticmethod(_as_it_is)

    def __init__(self, writer: ClusterWriter, copies: int) -> None:
        self._writer, self._copies, self.version = writer, copies, writer.version
        self._session: ClusterSession

    def exclusive(self, now: datetime) -> AbstractContextManager[None]:
        return self._writer.exclusive(now)

    def last(self) -> tuple[Receipt | None, str | None]:
        return None, None

    def snapshot(self) -> Snapshot | None:
        return None

    def keep(self, snapshot: Snapshot) -> None: ...

    def begin(self, base: Receipt | None) -> Self:
        self._session = self._writer.begin(base)
        return self

    def __enter__(self) -> Self:
        self._session.__enter__()
        return self

    def __exit__(self, *raised: object) -> None:
        self._session.__exit__(*raised)

    def add(self, packed: Documents) -> None:
        for number in range(self._copies):
            self._session.add(pack(_copy(packed, number)))

    def delete(self, post_id: str) -> None: ...

    def publish(self, contents: Contents) -> Receipt:
        parts = [_copied(contents.files, number) for number in range(self._copies)]
        return self._session.publish(replace(contents, files=Records.joined(parts)))


@click.command()
@click.argument("name", type=click.Choice(CORPORA))
@click.argument("copies", type=int)
@click.option("--limit", type=int, help="Posts of the corpus at most.")
def main(name: str, copies: int, limit: int | None) -> None:
    """Measures one corpus, COPIES times over."""
    made = corpus(name, Path(tempfile.gettempdir(), "sakuin-bench").resolve(), limit)
    with tempfile.TemporaryDirectory() as place, Nodes(1, _HEAP, measured=True) as nodes:
        bench = Bench(made, nodes, Path(place))
        posts = _fill(bench, copies)
        ask_cluster(bench)
        bench.note("node: resident bytes", CLUSTER, bench.node().memory_info().rss)
    save(f"{made.name}, {posts:,} posts", bench)
    click.echo("\n".join(table(bench)))


def _fill(bench: Bench, copies: int) -> int:
    """Sends all; how many posts there are then."""
    now = datetime.now(Settings().tz)
    with kuromoji.open_client(bench.address("ours")) as client:
        before = sum(bench.node().cpu_times()[:2])
        writer = _Many(ClusterWriter(client, _SETTINGS), copies)
        report = build(bench.corpus.posts, writer, Settings(), now, Options())
        posts = report.posts
        bench.note("posts", CLUSTER, posts)
        bench.note("posts/s", CLUSTER, posts / report.seconds)
        spent = (sum(bench.node().cpu_times()[:2]) - before) * 1_000 / posts
        bench.note("CPU s a thousand posts: the node", CLUSTER, spent)
        size = bytes_of(client, f"{client.address.name}-000001") / posts
        bench.note("index bytes a post", CLUSTER, size)
    return posts


if __name__ == "__main__":
    main()
