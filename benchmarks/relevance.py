"""`python -m benchmarks.relevance`: how well the engines rank, in one run: JaQuAD's keyword queries
and questions, MRR@10. Peers take the words as alternatives (OR), ranked as they do by default,
Xapian their n-grams; of a question, which they would take for one phrase, the content words that
MeCab finds. Sakuin takes both as they are typed."""

import dataclasses
import json
import tempfile
from collections.abc import Sequence
from pathlib import Path

import click

from benchmarks.corpora import corpus, json_lines, passage_id
from benchmarks.machine import machine
from benchmarks.model import LIMIT, OR, RANKED, Query
from benchmarks.peers import SAKUIN
from benchmarks.results import Results
from benchmarks.run import Bench, measure
from benchmarks.server import stop_in_order
from index.text.analyse import analyse
from search.contract.request import Request
from search.embedded.searcher import EmbeddedSearcher

_PEERS = (SAKUIN, "groonga", "xapian", "sqlite", "tantivy")
_KINDS = ("keywords", "questions")


@click.command()
@click.option("--work", type=click.Path(path_type=Path), help="Folder of corpora and indexes.")
def main(work: Path | None) -> None:
    """Prints one table: MRR@10 of each engine, and of both halves of the queries."""
    stop_in_order()
    made = corpus("jaquad", (work or Path(tempfile.gettempdir(), "sakuin-bench")).resolve(), None)
    results = Results(machine())
    rows = []
    for peer in _PEERS:
        bench = Bench(made, peer, results, {})
        measure(bench, ("build",))
        rows.append([peer, *(_cell(bench, kind) for kind in _KINDS)])
    click.echo(f"| engine | {' | '.join(_KINDS)} |\n|---|---|---|")
    click.echo("\n".join(f"| {' | '.join(row)} |" for row in rows))
    for line in results.failures:
        click.echo(f"failed: {line}", err=True)


def _cell(bench: Bench, kind: str) -> str:
    asked = list(json_lines(kind))
    asked = asked[len(asked) // 10 :]  # the worker warms up with the first tenth
    texts = [str(one["query"]) for one in asked]
    found = _sakuin(bench, texts) if bench.peer == SAKUIN else _peer(bench, kind)
    wanted = [passage_id(int(one["relevant"])) for one in asked]
    gains = [_gain(ids, one) for ids, one in zip(found, wanted, strict=True)]
    whole, even, odd = (_mean(some) for some in (gains, gains[::2], gains[1::2]))
    return f"{whole:.3f} ({even:.3f}, {odd:.3f})"


def _sakuin(bench: Bench, texts: Sequence[str]) -> list[list[str]]:
    with EmbeddedSearcher(bench.index) as searcher:
        return [searcher.ids(Request(text, size=LIMIT)) for text in texts]


def _peer(bench: Bench, kind: str) -> list[list[str]]:
    joined = RANKED if bench.peer == "xapian" else OR
    queries = [dataclasses.asdict(Query(joined, _words(str(q["query"])))) for q in json_lines(kind)]
    path = bench.corpus.folder / f"{kind}.json"
    path.write_text(json.dumps({joined: queries}, ensure_ascii=False), encoding="utf-8")
    _, answers, _ = bench.work("ids", path)
    found: list[list[str]] = answers[joined]["ids"]
    return found


def _words(query: str) -> tuple[str, ...]:
    if " " in query:
        return tuple(query.split())
    tokens = analyse(query)
    pairs = zip(tokens.starts.tolist(), tokens.ends.tolist(), tokens.light.tolist(), strict=True)
    words = (query[start:end] for start, end, light in pairs if not light)
    return tuple(dict.fromkeys(words)) or (query,)


def _gain(ids: Sequence[str], wanted: str) -> float:
    return 1 / (ids.index(wanted) + 1) if wanted in ids else 0.0


def _mean(values: Sequence[float]) -> float:
    return sum(values) / len(values)


if __name__ == "__main__":
    main()
