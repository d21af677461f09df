"""Measures of ranking: how well queries find the posts that answer them."""

from collections.abc import Sequence
from dataclasses import dataclass
from statistics import fmean

from search.contract import LARGEST_SIZE, LONGEST_QUERY, Request, Searcher
from search.quality.gains import ndcg, reciprocal_rank
from search.quality.judged import Judged


@dataclass(frozen=True)
class Measured:
    """The measures of the queries of one kind, each a mean over them, 0 to 1: MRR@10, nDCG@10, and
    recall at 1, 10 and 100."""

    kind: str
    queries: int
    mrr: float
    ndcg: float
    recall: tuple[float, float, float]


def measure(searcher: Searcher, judged: Sequence[Judged]) -> list[Measured]:
    """The measures of each kind of query, then of all under the kind `all`. Partial hits count
    after full ones; near-duplicates are not collapsed. `judged` must not be empty."""
    rows = [(one.kind, _figures(searcher, one)) for one in judged]
    kinds = dict.fromkeys(kind for kind, _ in rows if kind)
    groups = [(kind, [row for of, row in rows if of == kind]) for kind in kinds]
    return [_mean(kind, some) for kind, some in [*groups, ("all", [row for _, row in rows])]]


def _figures(searcher: Searcher, one: Judged) -> tuple[float, ...]:
    """(reciprocal rank, nDCG, recall at 1, 10 and 100) of one query."""
    ids = searcher.ids(Request(one.query[:LONGEST_QUERY], size=LARGEST_SIZE, collapse=False))
    relevant = [_relevant(name, one.relevant) for name in ids]
    places = sorted(relevant.index(name) for name in {*relevant} - {None})
    known = len(one.relevant)
    recall = (sum(rank < most for rank in places) / known for most in (1, 10, 100))
    return (reciprocal_rank(places), ndcg(places, known), *recall)


def _relevant(post_id: str, relevant: frozenset[str]) -> str | None:
    """Which of `relevant` a post is, by its id or its file name without the suffix; None for
    none."""
    names = (post_id, post_id.rpartition("/")[2].rpartition(".")[0])
    return next((name for name in names if name in relevant), None)


def _mean(kind: str, rows: Sequence[tuple[float, ...]]) -> Measured:
    mrr, ndcg, *recall = (fmean(column) for column in zip(*rows, strict=True))
    return Measured(kind, len(rows), mrr, ndcg, (recall[0], recall[1], recall[2]))
