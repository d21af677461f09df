"""Xapian with its n-grams of one and two characters (CJK_NGRAM), through Debian's bindings, which
only Debian's own Python can load. A word or phrase is asked for in quotes."""

import re
import time
from importlib import import_module
from pathlib import Path
from typing import Any

from benchmarks.model import DATED, FACETS, KINDS, LIMIT, OR, RANKED, Answer, Corpus, Doc, Query

_xapian: Any = import_module("xapian")
_BATCH = 10_000
_DATE, _CATEGORY = 0, 1


class Peer:
    kinds = frozenset((*KINDS, RANKED))

    def version(self) -> str:
        return str(_xapian.version_string())

    def build(self, corpus: Corpus, folder: Path) -> dict[str, float]:
        started = time.perf_counter()
        base = _xapian.WritableDatabase(str(folder), _xapian.DB_CREATE_OR_OPEN)
        for number, doc in enumerate(corpus.docs(), start=1):
            base.add_document(_document(doc))
            if number % _BATCH == 0:
                base.commit()
        base.commit()
        base.close()
        return {"index": time.perf_counter() - started}

    def open(self, folder: Path, page: bool) -> "_Opened":
        if page:
            raise ValueError("Xapian is a library; it has no pages")
        return _Opened(_xapian.Database(str(folder)))

    def update(self, corpus: Corpus, folder: Path, doc: Doc) -> None:
        base = _xapian.WritableDatabase(str(folder), _xapian.DB_OPEN)
        base.replace_document(f"Q{doc.id}"[:240], _document(doc))
        base.commit()
        base.close()


class _Opened:
    def __init__(self, base: Any) -> None:
        self._base = base
        self._parser = _xapian.QueryParser()
        self._parser.set_database(base)
        self._parser.add_prefix("title", "S")
        kinds = _xapian.QueryParser
        self._flags = kinds.FLAG_PHRASE | kinds.FLAG_CJK_NGRAM

    def search(self, query: Query) -> Answer:
        enquire = _xapian.Enquire(self._base)
        enquire.set_query(self._wanted(query))
        if query.kind == DATED:
            enquire.set_sort_by_value(_DATE, True)
        spy = _xapian.ValueCountMatchSpy(_CATEGORY)
        if query.kind == FACETS:
            enquire.add_matchspy(spy)
        found = enquire.get_mset(0, LIMIT, self._base.get_doccount() if query.kind == FACETS else 0)
        return Answer(tuple(_id(match.document) for match in found))

    def close(self) -> None:
        self._base.close()

    def _wanted(self, query: Query) -> Any:
        if query.kind == RANKED:
            return self._ranked(query)
        operator = _xapian.Query.OP_OR if query.kind == OR else _xapian.Query.OP_AND
        wanted = _xapian.Query(operator, [self._word(word) for word in query.words])
        if not query.category:
            return wanted
        label = _xapian.Query(f"XC{query.category}")
        return _xapian.Query(_xapian.Query.OP_FILTER, wanted, label)

    def _ranked(self, query: Query) -> Any:
        kinds = _xapian.Query
        wanted = kinds(kinds.OP_OR, [self._loose(word) for word in query.words])
        if query.must:
            must = kinds(kinds.OP_AND, [self._word(phrase) for phrase in query.must])
            wanted = kinds(kinds.OP_AND_MAYBE, must, wanted)
        without = kinds(kinds.OP_OR, [self._word(phrase) for phrase in query.without])
        return kinds(kinds.OP_AND_NOT, wanted, without)

    def _word(self, word: str) -> Any:
        return self._either('"' + word.replace('"', " ") + '"')

    def _loose(self, word: str) -> Any:
        """Its n-grams, in any order; some mixtures of scripts the parser only takes in quotes."""
        try:
            return self._either(re.sub(r"\W+", " ", word))
        except _xapian.QueryParserError:
            return self._word(word)

    def _either(self, asked: str) -> Any:
        """In the body or the title."""
        either = [self._parser.parse_query(asked, self._flags, prefix) for prefix in ("", "S")]
        return _xapian.Query(_xapian.Query.OP_OR, either)


def _document(doc: Doc) -> Any:
    made = _xapian.Document()
    generator = _xapian.TermGenerator()
    generator.set_flags(_xapian.TermGenerator.FLAG_CJK_NGRAM)
    generator.set_document(made)
    generator.index_text(_bytes(doc.title), 3, "S")
    generator.index_text(_bytes(doc.body))
    made.add_boolean_term(f"Q{doc.id}"[:240])
    made.add_boolean_term(f"XC{doc.category}")
    made.add_value(_DATE, doc.date)
    made.add_value(_CATEGORY, doc.category)
    made.set_data(_bytes(f"{doc.id}\n{doc.title}\n{doc.body}"))
    return made


def _bytes(text: str) -> bytes:
    return text.encode("utf-8", "replace")


def _id(document: Any) -> str:
    return bytes(document.get_data()).split(b"\n", 1)[0].decode()
