"""SQLite FTS5 over words: documents and queries are cut by us (benchmarks.tokens), its unicode61
tokenizer gets the words, joined by spaces; bm25 with the title counted threefold."""

import sqlite3
import time
from pathlib import Path

from benchmarks.model import LIMIT, RANKED, Answer, Corpus, Query
from benchmarks.tokens import tokens

_FOUND = f"SELECT id FROM text WHERE text MATCH ? ORDER BY bm25(text, 0, 3, 1) LIMIT {LIMIT}"


class Peer:
    kinds = frozenset({RANKED})

    def version(self) -> str:
        return sqlite3.sqlite_version

    def build(self, corpus: Corpus, folder: Path) -> dict[str, float]:
        cutting = 0.0
        started = time.perf_counter()
        base = _open(folder)
        base.execute("CREATE VIRTUAL TABLE text USING fts5(id UNINDEXED, title, body)")
        with base:
            for doc in corpus.docs():
                before = time.perf_counter()
                row = (doc.id, _cut(doc.title), _cut(doc.body))
                cutting += time.perf_counter() - before
                base.execute("INSERT INTO text VALUES (?, ?, ?)", row)
        base.close()
        return {"tokenise": cutting, "index": time.perf_counter() - started - cutting}

    def open(self, folder: Path, page: bool) -> "_Opened":
        if page:
            raise ValueError("SQLite is a library; it has no pages")
        return _Opened(_open(folder))


class _Opened:
    def __init__(self, base: sqlite3.Connection) -> None:
        self._base = base

    def search(self, query: Query) -> Answer:
        if not (wanted := _wanted(query)):
            return Answer(())
        return Answer(tuple(str(row[0]) for row in self._base.execute(_FOUND, (wanted,))))

    def close(self) -> None:
        self._base.close()


def _wanted(query: Query) -> str:
    """In the syntax of FTS5; empty where no word is left."""
    words, must, without = (
        [f'"{cut}"' for text in texts if (cut := _cut(text))]
        for texts in (query.words, query.must, query.without)
    )
    parts = [f"({' OR '.join(words)})"] if words else []
    wanted = " AND ".join([*parts, *must])
    return f"({wanted}) NOT ({' OR '.join(without)})" if wanted and without else wanted


def _cut(text: str) -> str:
    return " ".join(tokens(text.encode("utf-8", "replace").decode())).replace('"', " ")


def _open(folder: Path) -> sqlite3.Connection:
    return sqlite3.connect(folder / "posts.db")
