"""How well queries find the posts that answer them: `sakuin eval`."""

import json
import math
import random
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import click
import numpy as np

from index.errors import ConfigError
from index.options import settings_of, settings_option
from index.store import Reader, open_current
from search.request import LARGEST_SIZE, LONGEST_QUERY, Request
from search.searcher import EmbeddedSearcher

_DEPTH = 10
_KNOWN = 500
"""Posts that queries are made of where none are given."""


@dataclass(frozen=True)
class Judged:
    """A query, the ids of the posts that answer it, and its kind, by which figures are kept; ""
    for none of its own."""

    query: str
    relevant: frozenset[str]
    kind: str = ""


@dataclass(frozen=True)
class Measured:
    """Means over queries, each 0 to 1: MRR@10 (Voorhees 1999), nDCG@10 with gains of 0 and 1
    (Järvelin and Kekäläinen 2002), and recall at 1, 10 and 100."""

    kind: str
    queries: int
    mrr: float
    ndcg: float
    recall: tuple[float, float, float]


def measure(searcher: EmbeddedSearcher, judged: Sequence[Judged]) -> list[Measured]:
    """By kind, then of all; hits count, and partial hits after them."""
    rows = [(one.kind, _figures(searcher, one)) for one in judged]
    kinds = dict.fromkeys(kind for kind, _ in rows if kind)
    groups = [(kind, [row for of, row in rows if of == kind]) for kind in kinds]
    return [_mean(kind, some) for kind, some in [*groups, ("all", [row for _, row in rows])]]


def _figures(searcher: EmbeddedSearcher, one: Judged) -> tuple[float, ...]:
    ids = searcher.ids(Request(one.query[:LONGEST_QUERY], size=LARGEST_SIZE, collapse=False))
    found = [_relevant(name, one.relevant) for name in ids]
    places = sorted(found.index(name) for name in {*found} - {None})
    first = places[0] if places else _DEPTH
    gain = sum(1 / math.log2(rank + 2) for rank in places if rank < _DEPTH)
    ideal = sum(1 / math.log2(rank + 2) for rank in range(min(len(one.relevant), _DEPTH)))
    recall = (sum(rank < most for rank in places) / len(one.relevant) for most in (1, 10, 100))
    return (1 / (first + 1) if first < _DEPTH else 0, gain / ideal, *recall)


def _relevant(post_id: str, relevant: frozenset[str]) -> str | None:
    """Which of `relevant` a post is: by its whole id, or by the file's name without its ending."""
    names = (post_id, post_id.rpartition("/")[2].rpartition(".")[0])
    return next((name for name in names if name in relevant), None)


def _mean(kind: str, rows: Sequence[tuple[float, ...]]) -> Measured:
    mrr, ndcg, *recall = np.mean(np.array(rows), axis=0).tolist()
    return Measured(kind, len(rows), mrr, ndcg, (recall[0], recall[1], recall[2]))


def read_judged(path: Path) -> list[Judged]:
    """JSON lines `{"query", "relevant": id or ids, "kind"}` or `query TAB id[,id…] TAB kind`; the
    kind may be left out. ConfigError, naming the line, for anything else."""
    found: list[Judged] = []
    try:
        lines = path.read_text(encoding="utf-8-sig").split("\n")
    except (OSError, UnicodeDecodeError) as error:
        raise ConfigError(f"{path}: expected queries: {error}") from None
    for number, line in enumerate(lines, 1):
        if line.strip():
            try:
                found.append(_judged(line))
            except (ValueError, KeyError, TypeError):
                what = '{"query", "relevant"} or query TAB id'
                raise ConfigError(f"{path}:{number}: expected {what}") from None
    if not found:
        raise ConfigError(f"{path}: expected queries, found none")
    return found


def _judged(line: str) -> Judged:
    if line.lstrip().startswith("{"):
        raw = json.loads(line)
        ids = raw["relevant"] if isinstance(raw["relevant"], list) else [raw["relevant"]]
        return Judged(str(raw["query"]), _ids(map(str, ids)), str(raw.get("kind", "")))
    query, names, *kind = line.split("\t")
    return Judged(query, _ids(names.split(",")), kind[0] if kind else "")


def _ids(names: Iterable[str]) -> frozenset[str]:
    found = frozenset(name.strip() for name in names if name.strip())
    if not found:
        raise ValueError("no id")
    return found


def known_items(reader: Reader, seed: int = 1) -> Iterator[Judged]:
    """Queries that a post is known to answer: its title, and a heading and its tags together."""
    live = np.flatnonzero(reader.live).tolist()
    for doc in random.Random(seed).sample(live, min(_KNOWN, len(live))):
        stored, answer = reader.stored(doc), frozenset((reader.post_id(doc),))
        text = stored.text
        headings = [text.section(s) for s in text.sections if s.field == "heading"]
        yield Judged(stored.meta.title, answer, "title")
        if headings:
            yield Judged(f"{headings[0]} {' '.join(stored.meta.tags)}".strip(), answer, "heading")


@click.command("eval")
@click.argument("queries", type=click.Path(path_type=Path), required=False)
@settings_option
@click.option("--min", "least", type=float, help="Exit 1 where the MRR@10 of all is below.")
@click.option("--json", "as_json", is_flag=True, help="Print the figures as JSON.")
def eval_command(
    queries: Path | None, config: str | None, index: str | None, least: float | None, as_json: bool
) -> int:
    """Measure ranking with QUERIES, a file of queries and the posts that answer them; without one,
    with titles and headings of posts."""
    settings = settings_of(config, index)
    folder = Path(settings.index)
    judged = read_judged(queries) if queries else list(known_items(open_current(folder)))
    if not judged:
        raise ConfigError(f"{folder}: expected posts to make queries of, found none")
    with EmbeddedSearcher(folder, settings.ranking) as searcher:
        figures = measure(searcher, judged)
    click.echo(_as_json(figures) if as_json else _as_table(figures))
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
