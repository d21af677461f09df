"""Searchers: a request in, results out. The protocol, and its first implementation over the
embedded index."""

import threading
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol, Self

import numpy as np

from index.errors import IndexDamaged
from index.post import Visibility
from index.store import LEFT_OUT, Manifest, Reader, current, open_current
from search.columns import Columns, Mask
from search.evaluate import Evaluator, Matches, Scores
from search.expand import Kind
from search.facets import allowed, facets, filters
from search.marks import Marker
from search.order import Docs, Keys, best
from search.parse import parse
from search.partial import Partial, partial
from search.proximity import DEPTH, nearness
from search.query import Everything, Node
from search.rank import Scorer
from search.request import Request
from search.results import Hit, Results
from search.snippets import ShownSection, pieces_of, snippets


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

    def __init__(self, index: Path) -> None:
        self._index = index
        self._guard = threading.Lock()
        self._open: _Generation | None = None
        self._broken: str | None = None

    def search(self, request: Request) -> Results:
        with self._guard:
            generation = self._generation()
        return generation.search(request)

    def status(self) -> Status:
        with self._guard:
            return self._generation().status

    def close(self) -> None:
        """Closes the generation that is open; the next search opens one again."""
        with self._guard:
            self._open = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def _generation(self) -> "_Generation":
        name = None
        try:
            name = current(self._index)
            if self._open is not None and name in (self._open.status.generation, self._broken):
                return self._open
            opened = _Generation(open_current(self._index))
        except IndexDamaged:
            if self._open is None:
                raise
            self._broken = name  # the last good one goes on serving
            return self._open
        self._open = opened  # searches under way keep the one they began with
        return opened


def _status(manifest: Manifest) -> Status:
    listed = manifest.count(Visibility.LISTED.value)
    return Status(manifest.generation, listed, manifest.count(LEFT_OUT), manifest.indexed_at)


class _Generation:
    """One generation, opened."""

    def __init__(self, reader: Reader) -> None:
        self.reader = reader
        self.status = _status(reader.manifest)
        self.columns = Columns(reader)
        self.scorer = Scorer(self.columns)

    def search(self, request: Request) -> Results:
        started = time.perf_counter()
        node = request.node or parse(request.query)
        evaluator = Evaluator(self.reader, self.columns, self.scorer)
        matches = evaluator.matches(node)
        masks = filters(self.columns, request)
        listed = matches.hit & allowed(self.columns, masks)
        marker = Marker(node, self.reader)
        total = int(listed.sum())
        first = (request.page - 1) * request.size
        page = self._page(listed, matches, node, request, marker)
        hits = tuple(self._hit(doc, score, marker) for doc, score in page)
        rest: tuple[Hit, ...] = ()
        if total <= first + request.size and (first < total or request.page == 1):
            found = partial(evaluator, node) if len(page) < request.size else None
            rest = self._partial(found, listed, masks, request.size - len(page), marker)
        return Results(
            query=request.query,
            total=total,
            page=request.page,
            size=request.size,
            hits=hits,
            partial=rest,
            facets=facets(self.columns, matches.hit, masks),
            took_ms=(time.perf_counter() - started) * 1000,
        )

    def _page(
        self, listed: Mask, matches: Matches, node: Node, request: Request, marker: Marker
    ) -> list[tuple[int, float]]:
        """(document, score) of the page asked for. Posts that match only by a part of a word come
        after all others, whatever the order; undated ones come last by date."""
        docs = np.flatnonzero(listed)
        first, end = (request.page - 1) * request.size, request.page * request.size
        unasked = isinstance(node, Everything) and request.sort == "relevance"
        sort = "newest" if unasked else request.sort
        score = matches.score
        if sort == "relevance":
            order = self._best(docs, matches, score, max(end, DEPTH))
            head = order[:DEPTH]
            score = score.copy()
            score[head] *= np.array(nearness(head.tolist(), marker), dtype=np.float32)
            order = np.concatenate([self._best(head, matches, score, DEPTH), order[DEPTH:]])
        else:
            order = self._best(docs, matches, None, end, oldest=sort == "oldest")
        return [(int(doc), float(score[doc])) for doc in order[first:end]]

    def _best(
        self, docs: Docs, matches: Matches, score: Scores | None, most: int, oldest: bool = False
    ) -> Docs:
        """The first `most` documents: whole words first, then by score, if any, then by date.
        Ties: id."""
        seconds = self.columns.seconds[docs]
        age = np.where(np.isnan(seconds), np.inf, seconds if oldest else -seconds)
        keys: list[Keys] = [(matches.kinds[docs] > Kind.WORD).astype(np.float64)]
        if score is not None:
            keys.append(-np.round(score[docs].astype(np.float64), 5))
        return best(docs, [*keys, age], most, self.reader.post_id)

    def _partial(
        self, found: Partial | None, listed: Mask, masks: dict[str, Mask], room: int, marker: Marker
    ) -> tuple[Hit, ...]:
        if found is None:
            return ()
        docs = np.flatnonzero(found.hit & ~listed & allowed(self.columns, masks))
        age = -np.nan_to_num(self.columns.seconds[docs], nan=-np.inf)
        order = best(docs, [-found.score[docs], age], room, self.reader.post_id)
        return tuple(self._partial_hit(int(doc), found, marker) for doc in order)

    def _partial_hit(self, doc: int, found: Partial, marker: Marker) -> Hit:
        return self._hit(doc, float(found.score[doc]), marker, found.missing(doc))

    def _hit(self, doc: int, score: float, marker: Marker, missing: tuple[str, ...] = ()) -> Hit:
        found = marker.found(doc)
        meta = found.stored.meta
        marks = marker.marks(doc)
        sections = [ShownSection(s.field, found.text_of(s)) for s in found.sections]
        title = next((m for s, m in zip(sections, marks, strict=True) if s.field == "title"), ())
        return Hit(
            meta=meta,
            score=score,
            title=pieces_of(meta.title, 0, len(meta.title), title),
            snippets=snippets(sections, marks, meta.title),
            missing=missing,
        )
