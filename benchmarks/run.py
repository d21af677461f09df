"""One peer on one corpus, row by row."""

import json
import shutil
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from benchmarks import serving
from benchmarks.measure import Failed, disk_bytes, percentiles, run
from benchmarks.model import KINDS, Corpus
from benchmarks.peers import BUILD_ONLY, OTHER_PYTHON, SAKUIN
from benchmarks.peers.sakuin_peer import reindex_command, shell_search
from benchmarks.results import Figure, Results, agreement
from benchmarks.worker import read_queries

ROWS = ("build", "no-change", "change", "cold", "ids", "kernel", "nets", "pages", "cpu", "rate")


@dataclass(frozen=True)
class Bench:
    """A peer at work on a corpus, and where what it finds goes."""

    corpus: Corpus
    peer: str
    results: Results
    answers: dict[str, list[list[str]]]
    """Sakuin's ids of each query, by kind; empty until it was asked."""

    @property
    def index(self) -> Path:
        return self.corpus.folder.parent / f"index-{self.peer}"

    @property
    def built(self) -> Path:
        """There once the index is whole; beside it, as its size is measured."""
        return self.index.with_suffix(".built")

    @property
    def queries(self) -> Path:
        return self.corpus.folder / "queries.json"

    def add(self, row: str, value: float, unit: str, more: bool = False) -> None:
        self.results.add(Figure(self.corpus.name, row, self.peer, value, unit, more))

    def work(self, task: str, queries: Path | None = None) -> tuple[float, Any, int]:
        """(seconds of the process, its result, peak bytes of its tree) of a worker's task."""
        ran = run([
            OTHER_PYTHON.get(self.peer, sys.executable), "-m", "benchmarks.worker", task,
            self.peer, self.corpus.folder, self.index, queries or self.queries,
        ])  # fmt: skip
        return ran.seconds, json.loads(ran.stdout), ran.memory.tree


def measure(bench: Bench, rows: tuple[str, ...]) -> None:
    """The rows that the peer has, in order; a row that fails is named and the rest goes on."""
    needs_index = not bench.built.exists()
    wanted = [row for row in ROWS if row in rows or (row == "build" and needs_index)]
    for row in wanted:
        if row not in _rows_of(bench.peer):
            continue
        part = f"{bench.corpus.name}, {bench.peer}, {row}"
        try:
            _MEASURES[row](bench)
            bench.results.fail(part, None)
        except (Failed, OSError, RuntimeError) as error:
            bench.results.fail(part, str(error))
            if row == "build":
                return


def _rows_of(peer: str) -> frozenset[str]:
    if peer in BUILD_ONLY:
        return frozenset({"build"})
    own = {
        SAKUIN: {"no-change", "kernel", "nets", "pages", "cpu", "rate"},
        "groonga": {"pages", "cpu", "rate"},
        "tantivy": {"kernel"},
    }
    return frozenset({"build", "change", "cold", "ids"} | own.get(peer, set()))


def _build(bench: Bench) -> None:
    bench.built.unlink(missing_ok=True)
    shutil.rmtree(bench.index, ignore_errors=True)
    bench.index.mkdir(parents=True)
    if bench.peer == SAKUIN:
        ran = run(reindex_command(bench.corpus, bench.index, "--full"))
        seconds, tree = ran.seconds, ran.memory.tree
        bench.add("peak memory, main process", ran.memory.main / 1e6, "MB")
    else:
        _, result, tree = bench.work("build")
        seconds = sum(result["phases"].values())
        for phase, part in result["phases"].items():
            if len(result["phases"]) > 1:
                bench.add(f"of that: {phase}", part, "s")
        bench.results.versions[bench.peer] = result["version"]
    stats = bench.corpus.stats()
    bench.add("full reindex", seconds, "s")
    bench.add("posts/s", stats.documents / seconds, "/s", more=True)
    bench.add("characters/s", stats.characters / seconds, "/s", more=True)
    bench.add("peak memory, all processes", tree / 1e6, "MB")
    if size := disk_bytes(bench.index):
        bench.add("index size", size / 1e6, "MB")
        bench.add("index size ÷ text", size / stats.bytes, "×")
    bench.built.touch()


def _no_change(bench: Bench) -> None:
    bench.add("no-change reindex", run(reindex_command(bench.corpus, bench.index)).seconds, "s")


def _change(bench: Bench) -> None:
    _, result, _ = bench.work("change")
    bench.add("one changed post until found", result["seconds"], "s")
    if bench.peer == SAKUIN:  # the file is as it was again; so shall the index be
        run(reindex_command(bench.corpus, bench.index))


def _cold(bench: Bench) -> None:
    if bench.peer == SAKUIN:
        query = read_queries(bench.queries)[KINDS[0]][0]
        bench.add("cold start to first answer", run(shell_search(query, bench.index)).seconds, "s")
        bench.add("server start to first answer", serving.cold_start(bench.index, query), "s")
    else:
        bench.add("cold start to first answer", bench.work("cold")[0], "s")


def _ids(bench: Bench) -> None:
    _, answers, _ = bench.work("ids")
    for kind, found in answers.items():
        if not found["ms"]:
            continue
        _latency(bench, f"{kind}, ids", found["ms"])
        ids = found["ids"]
        if bench.peer == SAKUIN:
            bench.answers[kind] = ids
        ours = bench.answers.get(kind)
        bench.results.agree(agreement(bench.corpus.name, kind, bench.peer, ids, ours))


def _kernel(bench: Bench) -> None:
    _, answers, _ = bench.work("kernel")
    for kind, ms in answers.items():
        if ms:
            _latency(bench, f"{kind}, kernel", ms)


def _nets(bench: Bench) -> None:
    _, found, _ = bench.work("nets")
    for form, size in found["bytes"].items():
        bench.add(f"pairs {form}, size", size / 1e6, "MB")
    for form, answers in found["ms"].items():
        for kind, ms in answers.items():
            _latency(bench, f"{kind}, pairs {form}", ms)


def _pages(bench: Bench) -> None:
    _, answers, _ = bench.work("pages")
    for kind, found in answers.items():
        if found["ms"]:
            _latency(bench, f"{kind}, page", found["ms"])


def _latency(bench: Bench, label: str, ms: list[float]) -> None:
    for name, value in percentiles(ms).items():
        bench.add(f"{label}, {name}", value, "ms")


def _cpu(bench: Bench) -> None:
    found = serving.cpu(bench.peer, bench.index, read_queries(bench.queries))
    bench.add("CPU a page, mean of kinds", sum(found.values()) / len(found), "ms")
    for kind, value in found.items():
        bench.add(f"{kind}, CPU a page", value, "ms")


def _rate(bench: Bench) -> None:
    queries = read_queries(bench.queries)
    for label, value in serving.rates(bench.peer, bench.index, queries).items():
        bench.add(f"requests/s, {label}", value, "/s", more=True)
    if bench.peer == SAKUIN:
        constant = serving.constant_rates(bench.index, queries)
        for label, value in constant.items():
            row = f"requests/s, {label}"
            bench.results.add(Figure(bench.corpus.name, row, "constant answer", value, "/s", True))
        grown, dictionary, own = serving.growth(bench.index, queries)
        bench.add("memory over an empty server", grown, "MB")
        bench.add("of that: MeCab's dictionary", dictionary, "MB")
        bench.add("memory of a process that it shares with none", own, "MB")


_MEASURES: dict[str, Callable[[Bench], None]] = {
    "build": _build, "no-change": _no_change, "change": _change, "cold": _cold, "ids": _ids,
    "kernel": _kernel, "nets": _nets, "pages": _pages, "cpu": _cpu, "rate": _rate,
}  # fmt: skip
