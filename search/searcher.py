"""Searchers: a request in, results out. The protocol, and its first implementation over the
embedded index."""

import threading
import time
from dataclasses import dataclass
from datetime import tzinfo
from pathlib import Path
from typing import Protocol, Self

import numpy as np
from numpy.typing import NDArray

from index.errors import IndexDamaged
from index.posts import Visibility
from index.store import LEFT_OUT, Manifest, Reader, current, open_current, split_folded
from search.columns import Columns, Mask
from search.evaluate import Evaluator, Matches, Scores
from search.facets import allowed, facets, filters
from search.marks import Marker
from search.parse import parse
from search.partial import Partial, partial
from search.proximity import DEPTH, nearness
from search.query import Everything, Node
from search.request import Request
from search.results import Hit, Results
from search.snippets import pieces_of, snippets


@dataclass(frozen=True)
class Status:
    """What is being searched: generation, its posts, files left out, when it was made (ISO)."""

    generation: str
    posts: int
    left_out: int
    indexed_at: str


class Searcher(Protocol):
    """What the web and the command line know of search. Both raise NoIndex without an index."""

    def search(self, request: Request) -> Results: ...

    def status(self) -> Status: ...


class EmbeddedSearcher:
    """Searches the generation in force under `index`; a new one is picked up by the next
    request. Safe to share between threads."""

    def __init__(self, index: Path, zone: tzinfo) -> None:
        self._index, self._zone = index, zone
        self._guard = threading.Lock()
        self._open: _Generation | None = None
        self._broken: str | None = None

    def search(self, request: Request) -> Results:
        with self._guard:  # Whoosh's files share one position, so one search at a time
            return self._generation().search(request)

    def status(self) -> Status:
        with self._guard:
            return self._generation().status

    def close(self) -> None:
        """Closes the generation that is open; the next search opens one again."""
        with self._guard:
            if self._open is not None:
                self._open.reader.close()
            self._open = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def _generation(self) -> "_Generation":
        name = current(self._index)
        if self._open is not None and name in (self._open.status.generation, self._broken):
            return self._open
        try:
            opened = _Generation(open_current(self._index), self._zone)
        except IndexDamaged:
            if self._open is None:
                raise
            self._broken = name  # the last good one goes on serving
            return self._open
        if self._open is not None:
            self._open.reader.close()
        self._open = opened
        return opened


def _status(manifest: Manifest) -> Status:
    listed = manifest.count(Visibility.LISTED.value)
    return Status(manifest.generation, listed, manifest.count(LEFT_OUT), manifest.indexed_at)


class _Generation:
    """One generation, opened."""

    def __init__(self, reader: Reader, zone: tzinfo) -> None:
        self.reader = reader
        self.status = _status(reader.manifest)
        self.columns = Columns(reader, zone)

    def search(self, request: Request) -> Results:
        started = time.perf_counter()
        node = parse(request.query)
        evaluator = Evaluator(self.reader, self.columns)
        matches = evaluator.matches(node)
        masks = filters(self.columns, request)
        listed = matches.hit & allowed(self.columns, masks)
        marker = Marker(node)
        order, score = self._ranked(listed, matches, node, request, marker)
        first = (request.page - 1) * request.size
        page = order[first : first + request.size]
        hits = tuple(self._hit(int(doc), float(score[doc]), marker) for doc in page)
        rest: tuple[Hit, ...] = ()
        if len(order) <= first + request.size and (first < len(order) or request.page == 1):
            found = partial(evaluator, node) if len(page) < request.size else None
            rest = self._partial(found, listed, masks, request.size - len(page), marker)
        return Results(
            query=request.query,
            total=len(order),
            page=request.page,
            size=request.size,
            hits=hits,
            partial=rest,
            facets=facets(self.columns, matches.hit, masks),
            took_ms=(time.perf_counter() - started) * 1000,
        )

    def _ranked(
        self, listed: Mask, matches: Matches, node: Node, request: Request, marker: Marker
    ) -> tuple[NDArray[np.intp], Scores]:
        """(documents, scores of all). Posts that match only by a part of a word come after all
        others, whatever the order; undated ones come last by date. Ties: newer, then id."""
        docs = np.flatnonzero(listed)
        unasked = isinstance(node, Everything) and request.sort == "relevance"
        sort = "newest" if unasked else request.sort
        if sort != "relevance":
            return docs[self._by(docs, matches, None, oldest=sort == "oldest")], matches.score
        ranked = docs[self._by(docs, matches, matches.score, oldest=False)]
        head = ranked[:DEPTH]
        score = matches.score.copy()
        score[head] *= np.array(nearness(head.tolist(), self.reader, marker), dtype=np.float32)
        near = head[self._by(head, matches, score, oldest=False)]
        return np.concatenate([near, ranked[DEPTH:]]), score

    def _by(
        self, docs: NDArray[np.intp], matches: Matches, score: Scores | None, oldest: bool
    ) -> NDArray[np.intp]:
        seconds = self.columns.seconds[docs]
        age = np.where(np.isnan(seconds), np.inf, seconds if oldest else -seconds)
        keys = [self.columns.id_order[docs], age]
        if score is not None:
            keys.append(-np.round(score[docs].astype(np.float64), 5))
        return np.lexsort((*keys, ~matches.whole[docs]))

    def _partial(
        self, found: Partial | None, listed: Mask, masks: dict[str, Mask], room: int, marker: Marker
    ) -> tuple[Hit, ...]:
        if found is None:
            return ()
        docs = np.flatnonzero(found.hit & ~listed & allowed(self.columns, masks))
        age = -np.nan_to_num(self.columns.seconds[docs], nan=-np.inf)
        ids = self.columns.id_order[docs]
        best = docs[np.lexsort((ids, age, -found.score[docs]))][:room]
        return tuple(self._partial_hit(int(doc), found, marker) for doc in best)

    def _partial_hit(self, doc: int, found: Partial, marker: Marker) -> Hit:
        return self._hit(doc, float(found.score[doc]), marker, found.missing(doc))

    def _hit(self, doc: int, score: float, marker: Marker, missing: tuple[str, ...] = ()) -> Hit:
        meta = self.reader.metas[doc]
        sections = self.reader.sections(doc)
        folded = [text for _, text in split_folded(self.reader.folded(doc))]
        marks = marker.marks(sections, folded)
        title = next((m for s, m in zip(sections, marks, strict=True) if s.field == "title"), ())
        return Hit(
            meta=meta,
            score=score,
            title=pieces_of(meta.title, 0, len(meta.title), title),
            snippets=snippets(sections, marks, meta.title),
            missing=missing,
        )
