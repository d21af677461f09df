"""tantivy through tantivy-py. Documents and queries are cut by us (benchmarks.tokens); its
whitespace tokenizer gets the words, joined by spaces. One thread writes; one segment merge at the
end is awaited. The shown text is stored, as snippets need it."""

import time
from collections.abc import Sequence
from pathlib import Path

import tantivy

from benchmarks.model import (
    AND,
    DATED,
    FACETS,
    FILTERED,
    LIMIT,
    OR,
    PHRASE,
    RANKED,
    WORD,
    Answer,
    Corpus,
    Doc,
    Kernel,
    Query,
)  # fmt: skip
from benchmarks.tokens import tokens

_HEAP = 256_000_000
"""Bytes that the writer may fill before it writes a segment."""
_FACETS = {"category": {"terms": {"field": "category", "size": 20}}}


class Peer:
    kinds = frozenset({WORD, AND, OR, PHRASE, FILTERED, DATED, FACETS, RANKED})

    def version(self) -> str:
        from importlib.metadata import version

        return version("tantivy")

    def build(self, corpus: Corpus, folder: Path) -> dict[str, float]:
        cutting = 0.0
        started = time.perf_counter()
        index = tantivy.Index(_schema(), str(folder))
        writer = index.writer(heap_size=_HEAP, num_threads=1)
        for doc in corpus.docs():
            before = time.perf_counter()
            title, body = tokens(doc.title), tokens(doc.body)
            cutting += time.perf_counter() - before
            writer.add_document(_document(doc, title, body))
        writer.commit()
        writer.wait_merging_threads()
        return {"tokenise": cutting, "index": time.perf_counter() - started - cutting}

    def open(self, folder: Path, page: bool) -> "Opened":
        if page:
            raise ValueError("tantivy is a library; it has no pages")
        return Opened(tantivy.Index.open(str(folder)))

    def kernel(self, corpus: Corpus, folder: Path) -> Kernel:
        return Opened(tantivy.Index.open(str(folder)))

    def update(self, corpus: Corpus, folder: Path, doc: Doc) -> None:
        writer = tantivy.Index.open(str(folder)).writer(heap_size=_HEAP, num_threads=1)
        writer.delete_documents_by_term("id", doc.id)
        writer.add_document(_document(doc, tokens(doc.title), tokens(doc.body)))
        writer.commit()
        writer.wait_merging_threads()


class Opened:
    """Answers from an index; queries are cut as documents were."""

    def __init__(self, index: tantivy.Index) -> None:
        self._schema, self._searcher = index.schema, index.searcher()

    def search(self, query: Query) -> Answer:
        wanted = self._wanted(query)
        by_date = "date" if query.kind == DATED else None
        found = self._searcher.search(wanted, limit=LIMIT, order_by_field=by_date)
        if query.kind == FACETS:
            self._searcher.aggregate(wanted, _FACETS)
        docs = (self._searcher.doc(address) for _, address in found.hits)
        return Answer(tuple(str(doc["id"][0]) for doc in docs))

    def best(self, kind: str, terms: Sequence[str]) -> int:
        """Documents alone, without reading their ids."""
        wanted = self._wanted(Query(kind, tuple(terms)))
        return len(self._searcher.search(wanted, limit=LIMIT).hits)

    def close(self) -> None:
        """Nothing to do: the searcher goes with its last user."""

    def _wanted(self, query: Query) -> tantivy.Query:
        kinds = tantivy.Occur
        occur = kinds.Should if query.kind in (OR, RANKED) else kinds.Must
        joined = ((occur, query.words), (kinds.Must, query.must), (kinds.MustNot, query.without))
        parts = [(how, self._word(tokens(word))) for how, words in joined for word in words]
        if query.category:
            label = tantivy.Query.term_query(self._schema, "category", query.category)
            parts.append((tantivy.Occur.Must, tantivy.Query.const_score_query(label, 0.0)))
        return parts[0][1] if len(parts) == 1 else tantivy.Query.boolean_query(parts)

    def _word(self, terms: list[str]) -> tantivy.Query:
        """A word, or the run of words that MeCab makes of it, in either field."""
        title = tantivy.Query.boost_query(self._run("title", terms), 3.0)
        should = tantivy.Occur.Should
        return tantivy.Query.boolean_query([(should, title), (should, self._run("body", terms))])

    def _run(self, field: str, terms: list[str]) -> tantivy.Query:
        if not terms:
            return tantivy.Query.empty_query()
        if len(terms) == 1:
            return tantivy.Query.term_query(self._schema, field, terms[0])
        return tantivy.Query.phrase_query(self._schema, field, list(terms))


def _schema() -> tantivy.Schema:
    made = tantivy.SchemaBuilder()
    made.add_text_field("id", stored=True, tokenizer_name="raw", index_option="basic")
    made.add_text_field("title", tokenizer_name="whitespace")
    made.add_text_field("body", tokenizer_name="whitespace")
    made.add_integer_field("date", fast=True)
    made.add_text_field("category", fast=True, tokenizer_name="raw", index_option="basic")
    made.add_bytes_field("shown", stored=True)
    return made.build()


def _document(doc: Doc, title: list[str], body: list[str]) -> tantivy.Document:
    made = tantivy.Document()
    made.add_text("id", doc.id)
    made.add_text("title", " ".join(title))
    made.add_text("body", " ".join(body))
    made.add_integer("date", int(doc.date.replace("-", "") or 0))
    made.add_text("category", doc.category)
    made.add_bytes("shown", f"{doc.title}\n{doc.body}".encode("utf-8", "replace"))
    return made
