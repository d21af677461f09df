"""Sakuin's postings, scores and order on the very tokens that other engines get: what its kernel
costs without words' variants, the net of n-grams, dates or snippets."""

import tempfile
from collections.abc import Iterator, Sequence
from functools import reduce
from itertools import islice
from pathlib import Path

import numpy as np

from benchmarks.model import LIMIT, OR, Corpus, Doc
from benchmarks.tokens import tokens
from index.store.batch import batch
from index.store.format.folder import Folder
from index.store.manifest import Manifest
from index.store.segments_reader import SegmentsReader
from index.store.segments_writer import SegmentsWriter
from index.values.documents import Documents, Occurrences, OffsetMap
from index.values.post import FIELDS, Meta
from search.expand.kinds import Alternative, Kind
from search.lookup.columns import Columns
from search.lookup.top_k import best
from search.match.docset import both, either
from search.match.evaluate import Evaluator
from search.match.scoring import Scorer

_BATCH = 500


class Tokens:
    """An index of tokens in memory."""

    def __init__(self, corpus: Corpus) -> None:
        self._numbers: dict[str, int] = {}
        with tempfile.TemporaryDirectory() as folder:
            with SegmentsWriter(Folder(Path(folder))) as writer:
                docs = corpus.docs()
                while some := list(islice(docs, _BATCH)):
                    writer.add(batch(self._documents(some)))
                segments = writer.commit()
            reader = SegmentsReader(Folder(Path(folder)), Manifest("", {}, "", segments, {}))
        columns = Columns(reader)
        self._evaluator = Evaluator(reader, columns, Scorer(columns))

    def best(self, kind: str, terms: Sequence[str]) -> int:
        ways = (Alternative(Kind.WORD, terms=(term,)) for term in terms)
        parts = (self._evaluator.alternative(way, None) for way in ways)
        found = reduce(either if kind == OR else both, parts)
        return len(best([-found.score, found.docs], LIMIT))

    def _documents(self, docs: Sequence[Doc]) -> Documents:
        rows = [row for number, doc in enumerate(docs) for row in self._tokens(number, doc)]
        of, fields, terms = np.array(rows, dtype=np.int64).reshape(-1, 3).T
        none = np.zeros(0, dtype=np.int32)
        return Documents(
            metas=[Meta(doc.id, "", None, None, (), (), (), "", 1) for doc in docs],
            seconds=np.full(len(docs), np.nan),
            days=np.zeros(len(docs), dtype=np.int64),
            folded=["\x01"] * len(docs),
            shown=["\x01"] * len(docs),
            offsets=[OffsetMap(none.reshape(0, 3), "")] * len(docs),
            seams=[none.reshape(0, 2)] * len(docs),
            anchors=[()] * len(docs),
            occurrences=Occurrences(
                vocabulary=list(self._numbers), bounds=of.searchsorted(np.arange(len(docs) + 1)),
                terms=terms.astype(np.int32), docs=of, fields=fields.astype(np.uint8),
                starts=np.zeros(len(of), dtype=np.int32), ends=np.zeros(len(of), dtype=np.int32),
                compounds=none, firsts=none.astype(np.int64), extents=none.astype(np.uint8),
            ),
            signatures=[none.astype(np.uint32)] * len(docs),
            grams=(none.astype(np.uint64), none.astype(np.int64)),
        )  # fmt: skip

    def _tokens(self, number: int, doc: Doc) -> Iterator[tuple[int, int, int]]:
        for field, text in (("title", doc.title), ("body", doc.body)):
            for token in tokens(text):
                term = self._numbers.setdefault(token, len(self._numbers))
                yield number, FIELDS.index(field), term
