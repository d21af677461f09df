"""`sakuin eval`: how well queries find the posts that answer them."""

import json
from collections.abc import Sequence
from pathlib import Path

import click

from index.options import FILE, settings_of, settings_option
from index.say import say, say_json
from index.values import ConfigError
from search.open import open_searcher
from search.quality import Measured, known_items, measure, read_judged


@click.command("eval")
@click.argument("queries", type=FILE, required=False)
@settings_option
@click.option("--min", "least", type=float, help="Exit 1 where the MRR@10 of all is below.")
@click.option("--json", "as_json", is_flag=True, help="Print the figures as JSON.")
def eval_command(
    queries: Path | None, config: str | None, index: str | None, least: float | None, as_json: bool
) -> int:
    """Measure how well queries find their posts.

    QUERIES is a file of queries and the posts that answer them; without one, titles and headings
    of posts are the queries."""
    settings = settings_of(config, index)
    with open_searcher(settings) as searcher:
        judged = read_judged(queries) if queries else list(known_items(searcher))
        if not judged:
            raise ConfigError(f"{settings.index}: expected posts to make queries of, found none")
        figures = measure(searcher, judged)
    if as_json:
        say_json(_as_json(figures))
    else:
        say(_as_table(figures))
    return 1 if least is not None and figures[-1].mrr < least else 0


def _as_json(figures: Sequence[Measured]) -> str:
    rows = [
        {"kind": f.kind, "queries": f.queries, "mrr@10": f.mrr, "ndcg@10": f.ndcg,
         "recall@1": f.recall[0], "recall@10": f.recall[1], "recall@100": f.recall[2]}
        for f in figures
    ]  # fmt: skip
    return json.dumps(rows, ensure_ascii=False)


def _as_table(figures: Sequence[Measured]) -> str:
    head = f"{'kind':12} queries  MRR@10 nDCG@10    R@1   R@10  R@100"
    rows = [
        f"{f.kind:12} {f.queries:7,} {f.mrr:7.3f} {f.ndcg:7.3f} "
        + " ".join(f"{value:6.3f}" for value in f.recall)
        for f in figures
    ]
    return "\n".join([head, *rows])
