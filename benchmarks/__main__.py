"""`python -m benchmarks`: everything, or the parts that are asked for."""

import dataclasses
import os
import sys
import tempfile
from importlib.metadata import version
from pathlib import Path

import click

from benchmarks.charts import draw
from benchmarks.corpora import CORPORA, corpus
from benchmarks.machine import machine, moment
from benchmarks.measure import ROOT
from benchmarks.model import Corpus
from benchmarks.peers import PEERS, SAKUIN
from benchmarks.queries import write_queries
from benchmarks.render import markdown, ratios
from benchmarks.results import Figure, Results
from benchmarks.run import ROWS, Bench, measure
from benchmarks.server import stop_in_order

_TOO_MUCH = {("posts-120k", "whoosh"), ("posts-120k", "pagefind")}
"""Hours of work or more memory than a machine has."""


_QUICK_CORPORA = ("jaquad", "posts")
_QUICK_PEERS = (SAKUIN, "groonga", "tantivy")
_QUICK_ROWS = tuple(row for row in ROWS if row not in ("kernel", "nets"))


@click.command()
@click.option("--quick", is_flag=True, help="Two corpora and two peers, into docs/speed.md.")
@click.option("--corpus", "corpora", multiple=True, type=click.Choice(CORPORA))
@click.option("--peer", "peers", multiple=True, type=click.Choice(PEERS))
@click.option("--row", "--rows", "rows", multiple=True, type=click.Choice(ROWS))
@click.option("--limit", type=click.IntRange(1), help="Documents at most; for a try.")
@click.option("--work", type=click.Path(path_type=Path), help="Folder of corpora and indexes.")
@click.option("--out", type=click.Path(path_type=Path), default=ROOT / "docs", show_default="docs")
def main(
    quick: bool, corpora: tuple[str, ...], peers: tuple[str, ...], rows: tuple[str, ...],
    limit: int | None, work: Path | None, out: Path,
) -> None:  # fmt: skip
    """Measures Sakuin and its peers; without options all of it, with them some parts, whose figures
    take the place of earlier ones."""
    stop_in_order()
    work = (work or Path(tempfile.gettempdir(), "sakuin-bench")).resolve()
    saved = out / "benchmarks" / ("speed.json" if quick else "results.json")
    results = Results(machine())
    if (corpora or peers or rows) and saved.is_file():
        results = Results.load(saved)
    results.versions[SAKUIN] = version("sakuin")
    for name in corpora or (_QUICK_CORPORA if quick else CORPORA):
        made = corpus(name, work, limit)
        write_queries(made, made.folder / "queries.json")
        results.documents[name] = dataclasses.asdict(made.stats())
        answers: dict[str, list[list[str]]] = {}
        wanted = peers or (_QUICK_PEERS if quick else PEERS)
        for peer in [p for p in PEERS if p in wanted and (name, p) not in _TOO_MUCH]:
            click.echo(f"{name}: {peer}", err=True)
            measure(Bench(made, peer, results, answers), rows or (_QUICK_ROWS if quick else ROWS))
            results.measured.setdefault(name, {})[peer] = moment()
        for share in _shares(results, made):
            results.add(share)
        results.save(saved)
        _write(results, out, quick)
    for line in results.failures:
        click.echo(f"failed: {line}", err=True)
    sys.exit(1 if results.failures else 0)


def _shares(results: Results, made: Corpus) -> list[Figure]:
    """Each peer's characters/s as share of bare MeCab on all cores."""
    found = [f for f in results.figures if (f.corpus, f.row) == (made.name, "characters/s")]
    bare = next((f.value for f in found if f.peer == "mecab"), None)
    if bare is None:
        return []
    most = bare * (os.cpu_count() or 1)
    row = "share of bare MeCab × cores"
    return [Figure(made.name, row, f.peer, 100 * f.value / most, "%", True) for f in found]


def _write(results: Results, out: Path, quick: bool) -> None:
    """After each corpus, so that a run that is stopped leaves what it has."""
    if quick:
        (out / "speed.md").write_text(ratios(results), encoding="utf-8")
    else:
        charts = draw(results, out / "benchmarks")
        (out / "benchmarks.md").write_text(markdown(results, charts), encoding="utf-8")


if __name__ == "__main__":
    main()
