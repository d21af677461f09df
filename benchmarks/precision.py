"""How well the engines answer the queries of which a reader has judged the answers: P@5 by kind of
query, MRR@10 and nDCG@10. A slip that is put right counts as answered."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from statistics import fmean

from benchmarks.judgements import Judgement, Typed
from index.text import fold_literal
from search.quality.gains import ndcg, precision, reciprocal_rank

_FIRST = 5


@dataclass(frozen=True)
class Gains:
    """What the answer to one query is worth, each 0 to 1, and how many of its first five posts
    nobody has judged: they count as wrong."""

    kind: str
    precision: float
    mrr: float
    ndcg: float
    unjudged: int = 0


def gains(
    typed: Sequence[Typed],
    judged: Mapping[str, Judgement],
    found: Sequence[Sequence[str]],
    corrected: Sequence[str | None],
) -> list[Gains]:
    """Of each judged query, from the ids and the correction that an engine gives to it."""
    rows = zip(typed, found, corrected, strict=True)
    return [_gains(one, judged[one.id], ids, text) for one, ids, text in rows if one.id in judged]


def _gains(one: Typed, judgement: Judgement, ids: Sequence[str], corrected: str | None) -> Gains:
    if corrected is not None and fold_literal(corrected) in map(fold_literal, one.right):
        return Gains(one.kind, 1, 1, 1)
    places = [place for place, name in enumerate(ids) if name in judgement.relevant]
    known = len(judgement.relevant)
    unjudged = len(set(ids[:_FIRST]) - judgement.seen)
    worth = (precision(places, known), reciprocal_rank(places), ndcg(places, known))
    return Gains(one.kind, *worth, unjudged)


def table(by_engine: Mapping[str, list[Gains]], rival: str) -> list[str]:
    """The lines of a table, an engine a line; `below` counts the queries whose P@5 is under that
    of the rival."""
    kinds = list(dict.fromkeys(one.kind for one in by_engine[rival]))
    head = ["P@5", *kinds, "all", "MRR@10", "nDCG@10", f"below {rival}", "not judged"]
    lines = [_line(head), "|---" * len(head) + "|"]
    for engine, rows in by_engine.items():
        of_kinds = [[one.precision for one in rows if one.kind == kind] for kind in kinds]
        precisions, *others = zip(
            *((one.precision, one.mrr, one.ndcg) for one in rows), strict=True
        )
        means = [f"{fmean(some):.3f}" for some in (*of_kinds, precisions, *others)]
        rivals = (one.precision for one in by_engine[rival])
        below = sum(ours < theirs for ours, theirs in zip(precisions, rivals, strict=True))
        lines.append(_line([engine, *means, str(below), str(sum(one.unjudged for one in rows))]))
    return lines


def _line(cells: Sequence[str]) -> str:
    return f"| {' | '.join(cells)} |"
