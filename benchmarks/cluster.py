"""`python -m benchmarks.cluster [CORPUS]…`: an index on one real node beside one in a folder, and a
plain index of OpenSearch with kuromoji on the same node: how fast they are made and asked, how much
room they take, how well they rank. Needs an unpacked OpenSearch, as `make bench-cluster` fetches
one. Prints a table and writes docs/benchmarks/cluster.json."""

import json
import os
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

import click
import psutil

from benchmarks import kuromoji
from benchmarks.cluster_asked import Asked, ask, plain, sakuin
from benchmarks.cluster_cost import cpu_seconds
from benchmarks.corpora import CORPORA, corpus, json_lines, passage_id
from benchmarks.judgements import read_typed
from benchmarks.machine import machine, moment
from benchmarks.measure import ROOT, disk_bytes, percentiles
from benchmarks.model import Corpus
from index.cluster import ClusterWriter
from index.pipeline import Options, Writer, build
from index.store import StoreWriter
from index.values import ClusterSettings, Settings
from tests.nodes import Nodes

_OUT = ROOT / "docs" / "benchmarks" / "cluster.json"
_ASKED = 300
_HEAP = "1g"
_CLUSTER = ClusterSettings(replicas=0)
FOLDER, CLUSTER, PLAIN = "folder", "cluster", "plain"
Figures = dict[str, dict[str, float]]
"""By row the figure of each engine."""


@dataclass
class Bench:
    """A corpus, the node, and what was found."""

    corpus: Corpus
    nodes: Nodes
    folder: Path
    figures: Figures = field(default_factory=dict)

    def note(self, row: str, engine: str, value: float) -> None:
        self.figures.setdefault(row, {})[engine] = round(value, 4)
        click.echo(f"{self.corpus.name}: {row}, {engine}: {value:,.4g}", err=True)

    def address(self, name: str) -> str:
        return self.nodes.address(f"{self.corpus.name}-{name}")

    def node(self) -> psutil.Process:
        return psutil.Process(self.nodes.pid(0))

    def places(self) -> dict[str, tuple[Any, str]]:
        """How each engine is opened, and where."""
        return {
            FOLDER: (sakuin, str(self.folder / "index")),
            CLUSTER: (sakuin, self.address("ours")),
            PLAIN: (plain, self.address("plain")),
        }


@click.command()
@click.argument("names", nargs=-1, type=click.Choice(CORPORA))
@click.option("--work", type=click.Path(path_type=Path), help="Folder of corpora.")
@click.option("--limit", type=int, help="Posts of a corpus at most.")
def main(names: Sequence[str], work: Path | None, limit: int | None) -> None:
    """Measures JaQuAD and the real posts, or the corpora that are named."""
    folder = (work or Path(tempfile.gettempdir(), "sakuin-bench")).resolve()
    for name in names or ("jaquad", "posts"):
        made = corpus(name, folder, limit)
        with tempfile.TemporaryDirectory() as place, Nodes(1, _HEAP, measured=True) as nodes:
            bench = Bench(made, nodes, Path(place))
            _measure(bench)
        save(name if limit is None else f"{name}-{limit}", bench)
        click.echo("\n".join(table(bench)))


def _measure(bench: Bench) -> None:
    for step, seconds in cpu_seconds(bench.corpus).items():
        bench.note(f"CPU s a thousand posts: {step}", CLUSTER, seconds)
    _make_folder(bench)
    _make_cluster(bench)
    _make_plain(bench)
    for kind, (queries, wanted) in _queries(bench).items():
        found = _ask(bench, kind, queries)
        if wanted:
            _rank(bench, kind, found, wanted)
    bench.note("node: resident bytes", CLUSTER, bench.node().memory_info().rss)


def _queries(bench: Bench) -> dict[str, tuple[list[str], list[str]]]:
    """What is asked of a corpus, by kind: queries, and the id that each is to find, if known."""
    if not bench.corpus.name.startswith("jaquad"):
        return {"judged queries": ([one.query for one in read_typed()], [])}
    asked = {
        kind: list(json_lines(kind))[_ASKED : 2 * _ASKED] for kind in ("keywords", "questions")
    }
    return {
        kind: (
            [str(row["query"]) for row in rows],
            [passage_id(int(row["relevant"])) for row in rows],
        )
        for kind, rows in asked.items()
    }


def _make_folder(bench: Bench) -> None:
    index = bench.folder / "index"
    _built(bench, FOLDER, StoreWriter(index))
    bench.note("index bytes a post", FOLDER, disk_bytes(index) / bench.corpus.stats().documents)


def _make_cluster(bench: Bench) -> None:
    with kuromoji.open_client(bench.address("ours")) as client:
        before = sum(bench.node().cpu_times()[:2])
        _built(bench, CLUSTER, ClusterWriter(client, _CLUSTER))
        thousands = bench.corpus.stats().documents / 1_000
        spent = (sum(bench.node().cpu_times()[:2]) - before) / thousands
        bench.note("CPU s a thousand posts: the node", CLUSTER, spent)
        index = f"{client.address.name}-000001"
        bench.note("index bytes a post", CLUSTER, bytes_of(client, index) / thousands / 1_000)
        asked = {"size": 0, "aggs": {"lines": {"value_count": {"field": "line"}}}}
        lines = client.search(index, asked)["aggregations"]["lines"]["value"]
        bench.note("lines of vocabulary", CLUSTER, lines)


def _make_plain(bench: Bench) -> None:
    documents = bench.corpus.stats().documents
    with kuromoji.open_client(bench.address("plain")) as client:
        bench.note("posts/s", PLAIN, documents / kuromoji.fill(client, bench.corpus))
        size = bytes_of(client, client.address.name) / documents
        bench.note("index bytes a post", PLAIN, size)


def bytes_of(client: Any, index: str) -> int:
    found = client.request("GET", f"/{index}/_stats/store")
    return int(found["indices"][index]["primaries"]["store"]["size_in_bytes"])


def _built(bench: Bench, engine: str, writer: Writer) -> None:
    settings, before = Settings(), sum(os.times()[:4])
    report = build(bench.corpus.posts, writer, settings, datetime.now(settings.tz), Options())
    bench.note("posts/s", engine, report.posts / report.seconds)
    spent = (sum(os.times()[:4]) - before) * 1_000 / report.posts
    bench.note("CPU s a thousand posts: all of the build here", engine, spent)


def ask_cluster(bench: Bench) -> None:
    """Asks the index on the cluster alone."""
    for kind, (queries, _) in _queries(bench).items():
        _asked(bench, kind, CLUSTER, queries)


def _asked(bench: Bench, kind: str, engine: str, queries: Sequence[str]) -> Asked:
    asked = ask(*bench.places()[engine], queries)
    for name, value in percentiles(asked.ms).items():
        bench.note(f"{kind}: {name}, ms", engine, value)
    if asked.refused:
        bench.note(f"{kind}: refused for their work", engine, asked.refused)
    bench.note(f"{kind}: searcher's resident bytes", engine, asked.memory)
    return asked


def _ask(bench: Bench, kind: str, queries: Sequence[str]) -> dict[str, Asked]:
    found = {engine: _asked(bench, kind, engine, queries) for engine in bench.places()}
    pairs = zip(found[FOLDER].ids, found[CLUSTER].ids, strict=True)
    shared = [len({*ours} & {*others}) / len(ours) for ours, others in pairs if ours]
    bench.note(f"{kind}: of the folder's first ten found", CLUSTER, sum(shared) / len(shared))
    return found


def _rank(bench: Bench, kind: str, found: dict[str, Asked], wanted: Sequence[str]) -> None:
    for engine, asked in found.items():
        pairs = zip(asked.ids, wanted, strict=True)
        worth = [1 / (ids.index(one) + 1) if one in ids else 0.0 for ids, one in pairs]
        bench.note(f"{kind}: MRR@10", engine, sum(worth) / len(worth))


def table(bench: Bench) -> list[str]:
    engines = (FOLDER, CLUSTER, PLAIN)
    rows = [
        f"| {row} | {' | '.join(_cell(values, engine) for engine in engines)} |"
        for row, values in bench.figures.items()
    ]
    head = f"| {bench.corpus.name} | {' | '.join(engines)} |"
    return [head, "| --- | ---: | ---: | ---: |", *rows]


def _cell(values: dict[str, float], engine: str) -> str:
    return f"{values[engine]:,.4g}" if engine in values else "—"


def save(name: str, bench: Bench) -> None:
    """Adds what was found of a corpus to what is known of others."""
    known = json.loads(_OUT.read_text(encoding="utf-8")) if _OUT.is_file() else {}
    stats = bench.corpus.stats()
    said = {"measured": moment(), "documents": stats.documents, "bytes": stats.bytes}
    known = {**known, "machine": machine(), name: {**said, "figures": bench.figures}}
    _OUT.write_text(json.dumps(known, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
