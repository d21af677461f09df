"""What the engines of `benchmarks.relevance` answer to queries as typed, in their order."""

import dataclasses
import json
from collections.abc import Sequence

from benchmarks.asked import asked
from benchmarks.model import LIMIT, OR, RANKED, Query
from benchmarks.peers import SAKUIN
from benchmarks.run import Bench
from search.contract.request import Request
from search.embedded.searcher import EmbeddedSearcher

OVER_WORDS = "sqlite_words"
ENGINES = (SAKUIN, "groonga", "xapian", OVER_WORDS, "tantivy", "lucene", "recipe")
_WHOLE = ("lucene", "recipe")
"""Those that find words in what was typed themselves."""
_WARM = 9
"""The worker warms up with a tenth of what it gets: one query more for so many."""


def rankings(bench: Bench, texts: Sequence[str]) -> list[list[str]]:
    """At most LIMIT ids for each text, best first; Sakuin's hits, then its partial ones."""
    if bench.peer == SAKUIN:
        with EmbeddedSearcher(bench.index) as searcher:
            return [searcher.ids(Request(text, size=LIMIT, collapse=False)) for text in texts]
    queries = [_query(bench.peer, text) for text in [*texts[: len(texts) // _WARM], *texts]]
    path = bench.corpus.folder / "ranked.json"
    kind = OR if bench.peer == "sqlite" else RANKED
    plain = {kind: [dataclasses.asdict(query) for query in queries]}
    path.write_text(json.dumps(plain, ensure_ascii=False), encoding="utf-8")
    _, answers, _ = bench.work("ids", path)
    found: list[list[str]] = answers[kind]["ids"]
    return found


def _query(peer: str, text: str) -> Query:
    query = asked(text, whole=peer in _WHOLE)
    # trigrams know alternatives alone; only the recipe tells all words from any of them
    kind = OR if peer == "sqlite" else query.kind if peer == "recipe" else RANKED
    return dataclasses.replace(query, kind=kind)


def corrections(bench: Bench, texts: Sequence[str]) -> list[str | None]:
    """What Sakuin suggests in the place of each text; the others suggest nothing."""
    if bench.peer != SAKUIN:
        return [None] * len(texts)
    with EmbeddedSearcher(bench.index) as searcher:
        return [searcher.search(Request(text, size=LIMIT)).suggestion for text in texts]
