"""One task of one peer in a process of its own: `python -m benchmarks.worker TASK PEER CORPUS
INDEX [QUERIES]`. Prints a JSON object. Standard library only, as peers bring their own."""

import dataclasses
import json
import sys
import time
from pathlib import Path
from typing import Any

from benchmarks.model import AND, OR, WORD, Corpus, Opened, Query
from benchmarks.peers import builder, engine, measured_kernel
from benchmarks.server import stop_in_order

_CHANGED = "zqkxwvj"
"""A word that no document has."""


def read_queries(path: Path) -> dict[str, list[Query]]:
    """Queries by kind."""
    raw = json.loads(path.read_text(encoding="utf-8"))
    return {
        kind: [
            Query(
                q["kind"], tuple(q["words"]), q["category"], tuple(q["must"]), tuple(q["without"])
            )
            for q in queries
        ]
        for kind, queries in raw.items()
    }


def _build(name: str, corpus: Corpus, index: Path, _queries: Path | None) -> dict[str, Any]:
    chosen = builder(name)
    return {"phases": chosen.build(corpus, index), "version": chosen.version()}


def _timed(opened: Opened, query: Query) -> tuple[float, tuple[str, ...]]:
    started = time.perf_counter()
    answer = opened.search(query)
    seconds = time.perf_counter() - started
    return (seconds if answer.seconds is None else answer.seconds) * 1000, answer.ids


def _queries(name: str, index: Path, path: Path | None, page: bool) -> dict[str, Any]:
    """{kind: {"ms": milliseconds of each query, "ids": its answer}}; the first tenth of each kind
    warms up and is left out."""
    assert path is not None
    answers: dict[str, Any] = {}
    chosen = engine(name)
    opened = chosen.open(index, page)
    try:
        for kind, queries in read_queries(path).items():
            if kind not in chosen.kinds:
                continue
            warm = len(queries) // 10
            for query in queries[:warm]:
                opened.search(query)
            timed = [_timed(opened, query) for query in queries[warm:]]
            answers[kind] = {"ms": [ms for ms, _ in timed], "ids": [ids for _, ids in timed]}
    finally:
        opened.close()
    return answers


def _ids(name: str, _corpus: Corpus, index: Path, path: Path | None) -> dict[str, Any]:
    return _queries(name, index, path, page=False)


def _pages(name: str, _corpus: Corpus, index: Path, path: Path | None) -> dict[str, Any]:
    return _queries(name, index, path, page=True)


def _kernel(name: str, corpus: Corpus, index: Path, path: Path | None) -> dict[str, Any]:
    """{kind: milliseconds of each query}, of those whose words are one token each."""
    from benchmarks.tokens import tokens

    assert path is not None
    opened = measured_kernel(name).kernel(corpus, index)
    answers: dict[str, list[float]] = {}
    for kind, queries in read_queries(path).items():
        if kind not in (WORD, AND, OR):
            continue
        asked = [[token for word in query.words for token in tokens(word)] for query in queries]
        single = [t for t, q in zip(asked, queries, strict=True) if len(t) == len(q.words)]
        for terms in single[: len(single) // 10]:
            opened.best(kind, terms)
        answers[kind] = []
        for terms in single[len(single) // 10 :]:
            started = time.perf_counter()
            opened.best(kind, terms)
            answers[kind].append((time.perf_counter() - started) * 1000)
    return answers


def _nets(_name: str, _corpus: Corpus, index: Path, path: Path | None) -> dict[str, Any]:
    """What `nets.compare` finds."""
    from benchmarks.nets import compare

    assert path is not None
    return compare(index, read_queries(path))


def _cold(name: str, _corpus: Corpus, index: Path, path: Path | None) -> dict[str, Any]:
    """The first answer after the start of a process."""
    assert path is not None
    opened = engine(name).open(index, False)
    try:
        return {"ids": opened.search(read_queries(path)[WORD][0]).ids}
    finally:
        opened.close()


def _change(name: str, corpus: Corpus, index: Path, _path: Path | None) -> dict[str, Any]:
    """Seconds from one changed document to its being found, the index opened for it."""
    doc = next(corpus.docs())
    changed = dataclasses.replace(doc, body=f"{doc.body}\n{_CHANGED}")
    chosen = engine(name)
    started = time.perf_counter()
    chosen.update(corpus, index, changed)
    opened = chosen.open(index, False)
    try:
        found = opened.search(Query(WORD, (_CHANGED,))).ids
        seconds = time.perf_counter() - started
    finally:
        opened.close()
    if found != (doc.id,):
        raise RuntimeError(f"expected the changed document {doc.id}, found {found}")
    return {"seconds": seconds}


_TASKS = {
    "build": _build, "ids": _ids, "kernel": _kernel, "pages": _pages, "cold": _cold,
    "change": _change, "nets": _nets,
}  # fmt: skip


def main() -> None:
    stop_in_order()
    task, name, corpus, index, *rest = sys.argv[1:]
    folder = Path(corpus)
    queries = Path(rest[0]) if rest else None
    result = _TASKS[task](name, Corpus(folder.name, folder), Path(index), queries)
    print(json.dumps(result, ensure_ascii=False))


if __name__ == "__main__":
    main()
