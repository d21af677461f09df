"""Plain Whoosh 2.7.4: TEXT fields of the words that we cut (benchmarks.tokens), BM25F, one writer.
The shown text is stored, as snippets need it."""

import time
from pathlib import Path
from typing import Any

import whoosh
from whoosh import index as whoosh_index
from whoosh.analysis import SpaceSeparatedTokenizer
from whoosh.fields import ID, NUMERIC, STORED, TEXT, Schema
from whoosh.query import And, Or, Phrase, Term

from benchmarks.model import (
    AND,
    DATED,
    FACETS,
    FILTERED,
    LIMIT,
    OR,
    PHRASE,
    WORD,
    Answer,
    Corpus,
    Doc,
    Query,
)  # fmt: skip
from benchmarks.tokens import tokens

_LIMIT_MB = 256


class Peer:
    kinds = frozenset({WORD, AND, OR, PHRASE, FILTERED, DATED, FACETS})

    def version(self) -> str:
        return str(whoosh.versionstring())

    def build(self, corpus: Corpus, folder: Path) -> dict[str, float]:
        cutting = 0.0
        started = time.perf_counter()
        index = whoosh_index.create_in(folder, _schema())
        writer = index.writer(limitmb=_LIMIT_MB)
        for doc in corpus.docs():
            before = time.perf_counter()
            title, body = tokens(doc.title), tokens(doc.body)
            cutting += time.perf_counter() - before
            writer.add_document(**_fields(doc, title, body))
        writer.commit(optimize=True)
        index.close()
        return {"tokenise": cutting, "index": time.perf_counter() - started - cutting}

    def open(self, folder: Path, page: bool) -> "_Opened":
        if page:
            raise ValueError("Whoosh is a library; it has no pages")
        return _Opened(whoosh_index.open_dir(folder))

    def update(self, corpus: Corpus, folder: Path, doc: Doc) -> None:
        index = whoosh_index.open_dir(folder)
        writer = index.writer(limitmb=_LIMIT_MB)
        writer.update_document(**_fields(doc, tokens(doc.title), tokens(doc.body)))
        writer.commit()
        index.close()


class _Opened:
    def __init__(self, index: Any) -> None:
        self._index, self._searcher = index, index.searcher()

    def search(self, query: Query) -> Answer:
        words = [_word(tokens(word)) for word in query.words]
        found = self._searcher.search(
            (Or if query.kind == OR else And)(words),
            limit=LIMIT,
            filter=Term("category", query.category) if query.category else None,
            sortedby="date" if query.kind == DATED else None,
            reverse=query.kind == DATED,
            groupedby="category" if query.kind == FACETS else None,
        )
        return Answer(tuple(hit["id"] for hit in found))

    def close(self) -> None:
        self._searcher.close()
        self._index.close()


def _schema() -> Schema:
    cut = SpaceSeparatedTokenizer()
    return Schema(
        id=ID(unique=True, stored=True),
        title=TEXT(analyzer=cut, field_boost=3.0),
        body=TEXT(analyzer=cut),
        date=NUMERIC(int, sortable=True),
        category=ID(sortable=True),
        shown=STORED(),
    )


def _fields(doc: Doc, title: list[str], body: list[str]) -> dict[str, Any]:
    return {
        "id": doc.id,
        "title": " ".join(title),
        "body": " ".join(body),
        "date": int(doc.date.replace("-", "") or 0),
        "category": doc.category,
        "shown": f"{doc.title}\n{doc.body}",
    }


def _word(terms: list[str]) -> Any:
    """A word, or the run of words that MeCab makes of it, in either field."""
    return Or([_run("title", terms), _run("body", terms)])


def _run(field: str, terms: list[str]) -> Any:
    return Term(field, terms[0]) if len(terms) == 1 else Phrase(field, terms)
