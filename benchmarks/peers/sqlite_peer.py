"""SQLite FTS5 with tokenize='trigram': every run of three characters. Words of fewer characters
than that are found by LIKE, which reads all of the text."""

import sqlite3
import time
from pathlib import Path

from benchmarks.model import DATED, FACETS, KINDS, LIMIT, OR, Answer, Corpus, Doc, Query

_TABLES = """
CREATE TABLE posts (rowid INTEGER PRIMARY KEY, id TEXT UNIQUE, date TEXT, category TEXT);
CREATE VIRTUAL TABLE text USING fts5(title, body, tokenize='trigram');
"""
_JOINED = "FROM text JOIN posts ON posts.rowid = text.rowid WHERE "


class Peer:
    kinds = frozenset(KINDS)

    def version(self) -> str:
        return sqlite3.sqlite_version

    def build(self, corpus: Corpus, folder: Path) -> dict[str, float]:
        started = time.perf_counter()
        base = _open(folder)
        base.executescript(_TABLES)
        with base:
            for number, doc in enumerate(corpus.docs(), start=1):
                _insert(base, number, doc)
        base.close()
        return {"index": time.perf_counter() - started}

    def open(self, folder: Path, page: bool) -> "_Opened":
        if page:
            raise ValueError("SQLite is a library; it has no pages")
        return _Opened(_open(folder))

    def update(self, corpus: Corpus, folder: Path, doc: Doc) -> None:
        base = _open(folder)
        with base:
            (number,) = base.execute("SELECT rowid FROM posts WHERE id = ?", (doc.id,)).fetchone()
            base.execute("DELETE FROM text WHERE rowid = ?", (number,))
            base.execute("DELETE FROM posts WHERE rowid = ?", (number,))
            _insert(base, number, doc)
        base.close()


class _Opened:
    def __init__(self, base: sqlite3.Connection) -> None:
        self._base = base

    def search(self, query: Query) -> Answer:
        where, values, scored = _where(query)
        order = "date DESC" if query.kind == DATED else "rank" if scored else "text.rowid"
        page = f"SELECT posts.id {_JOINED}{where} ORDER BY {order} LIMIT {LIMIT}"
        ids = tuple(str(row[0]) for row in self._base.execute(page, values))
        if query.kind == FACETS:
            facets = f"SELECT category, count(*) {_JOINED}{where} GROUP BY category"
            self._base.execute(facets, values).fetchall()
        return Answer(ids)

    def close(self) -> None:
        self._base.close()


def _where(query: Query) -> tuple[str, list[str], bool]:
    """(condition, its values, whether bm25 can rank its matches)."""
    short = [word for word in query.words if len(word) < 3]
    either = query.kind == OR
    long = [word for word in query.words if len(word) >= 3]
    if either and short:  # a union would read all of the text anyway
        short, long = list(query.words), []
    parts, values = [], []
    if long:
        parts.append("text MATCH ?")
        values.append((" OR " if either else " AND ").join(_quoted(word) for word in long))
    for word in short:
        parts.append("(title LIKE ? OR body LIKE ?)")
        values += [f"%{word}%"] * 2
    where = "(" + (" OR " if either else " AND ").join(parts) + ")"
    if query.category:
        where += " AND category = ?"
        values.append(query.category)
    return where, values, bool(long)


def _quoted(word: str) -> str:
    escaped = word.replace('"', '""')
    return f'"{escaped}"'


def _insert(base: sqlite3.Connection, number: int, doc: Doc) -> None:
    row = (number, doc.id, doc.date, doc.category)
    base.execute("INSERT INTO posts VALUES (?, ?, ?, ?)", row)
    base.execute("INSERT INTO text (rowid, title, body) VALUES (?, ?, ?)",
                 (number, _text(doc.title), _text(doc.body)))  # fmt: skip


def _text(text: str) -> str:
    return text.encode("utf-8", "replace").decode()


def _open(folder: Path) -> sqlite3.Connection:
    return sqlite3.connect(folder / "posts.db")
