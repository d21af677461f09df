"""How well the fixture blog is searched: MRR@10 and nDCG@10 by kind of query, over queries that
were judged by reading its posts. `python -m tests.relevance` writes the golden file anew; agree
with what changed before."""

import json
import tempfile
from dataclasses import replace
from pathlib import Path

from search.contract import Request, Searcher
from search.quality import measure, read_judged
from search.quality.judged import Judged
from tests.conftest import FIXTURE, ROOT, build, searcher

GOLDEN = ROOT / "tests" / "golden" / "relevance.json"
JUDGED = ROOT / "tests" / "golden" / "judged.jsonl"
_SLIPS = "slips"


def relevance(source: Searcher) -> dict[str, dict[str, float]]:
    """By kind of query its figures, in thousandths. Of a slip what is offered in its place is
    asked for, if anything is."""
    judged = [_as_offered(source, one) for one in read_judged(JUDGED)]
    return {
        row.kind: {"queries": row.queries, "mrr": round(row.mrr, 3), "ndcg": round(row.ndcg, 3)}
        for row in measure(source, judged)
    }


def _as_offered(source: Searcher, one: Judged) -> Judged:
    if one.kind != _SLIPS:
        return one
    return replace(one, query=source.search(Request(one.query)).suggestion or one.query)


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as folder:
        build(FIXTURE, Path(folder))
        with searcher(Path(folder)) as opened:
            made = json.dumps(relevance(opened), indent=2, ensure_ascii=False)
    GOLDEN.write_text(made + "\n", encoding="utf-8")
