"""`python -m benchmarks.relevance`: how well the engines rank, in one run: MRR@10 on JaQuAD's
keyword queries and questions, and P@5 on queries over real posts whose answers a reader has judged.
Sakuin takes all as they are typed, the peers as `benchmarks.asked` reads it, and ranks as it does
by default."""

import tempfile
from collections.abc import Sequence
from pathlib import Path

import click

from benchmarks.corpora import corpus, json_lines, passage_id
from benchmarks.judgements import read_judgements, read_typed
from benchmarks.machine import machine
from benchmarks.model import Corpus
from benchmarks.precision import Gains, gains, table
from benchmarks.ranked import ENGINES, OVER_WORDS, corrections, rankings
from benchmarks.results import Results
from benchmarks.run import Bench, measure
from benchmarks.server import stop_in_order

_KINDS = ("keywords", "questions")


@click.command()
@click.option("--work", type=click.Path(path_type=Path), help="Folder of corpora and indexes.")
def main(work: Path | None) -> None:
    """Prints two tables, an engine a line: MRR@10 on JaQuAD, of all queries and of both halves;
    P@5 by kind of query on the real posts, MRR@10 and nDCG@10."""
    stop_in_order()
    folder = (work or Path(tempfile.gettempdir(), "sakuin-bench")).resolve()
    results = Results(machine())
    _jaquad(corpus("jaquad", folder, None), results)
    _judged(corpus("posts", folder, None), results)
    for line in results.failures:
        click.echo(f"failed: {line}", err=True)


def _jaquad(made: Corpus, results: Results) -> None:
    click.echo(f"| MRR@10 | {' | '.join(_KINDS)} |\n|---|---|---|")
    for peer in (*ENGINES, "sqlite"):
        bench = Bench(made, peer, results, {})
        measure(bench, ("build",))
        click.echo(f"| {peer} | {' | '.join(_cell(bench, kind) for kind in _KINDS)} |")


def _cell(bench: Bench, kind: str) -> str:
    asked = list(json_lines(kind))
    asked = asked[len(asked) // 10 :]  # what was measured since the first tenth warmed up
    found = rankings(bench, [str(one["query"]) for one in asked])
    wanted = [passage_id(int(one["relevant"])) for one in asked]
    worth = [_gain(ids, one) for ids, one in zip(found, wanted, strict=True)]
    whole, even, odd = (_mean(some) for some in (worth, worth[::2], worth[1::2]))
    return f"{whole:.3f} ({even:.3f}, {odd:.3f})"


def _judged(made: Corpus, results: Results) -> None:
    typed, judged = read_typed(), read_judgements()
    by_engine: dict[str, list[Gains]] = {}
    texts = [one.query for one in typed]
    for peer in ENGINES if judged else ():
        bench = Bench(made, peer, results, {})
        measure(bench, ("build",))
        by_engine[peer] = gains(typed, judged, rankings(bench, texts), corrections(bench, texts))
    click.echo("\n".join(["", *table(by_engine, OVER_WORDS)] if judged else []))
    left_out = [one.query for one in typed if one.id not in judged]
    click.echo(f"left out, without a post judged right: {', '.join(left_out) or 'none'}")


def _gain(ids: Sequence[str], wanted: str) -> float:
    return 1 / (ids.index(wanted) + 1) if wanted in ids else 0.0


def _mean(values: Sequence[float]) -> float:
    return sum(values) / len(values)


if __name__ == "__main__":
    main()
