"""Searchers: a request in, results out. The protocol, and its first implementation over the
embedded index."""

import threading
import time
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Protocol, Self

import numpy as np

from index.errors import IndexDamaged
from index.post import Visibility
from index.store import LEFT_OUT, Manifest, Reader, current, open_current
from search.columns import Columns, Mask
from search.correct import corrected
from search.evaluate import Evaluator
from search.facets import allowed, facets, filters
from search.kinds import WHOLE
from search.marks import Marker
from search.matches import Matches
from search.order import Keys, Places, best
from search.parse import parse
from search.partial import Partial, partial
from search.postings import within
from search.proximity import DEPTH, nearness
from search.query import Everything, Node
from search.rank import Scorer
from search.request import Request
from search.results import Hit, Results
from search.snippets import ShownSection, pieces_of, snippets
from search.suggest import Suggester, Suggestion
from search.verify import Verified, last_verified
from search.why import Explainer


@dataclass(frozen=True)
class Status:
    """What is being searched: generation, its posts, files left out, when it was made (ISO)."""

    generation: str
    posts: int
    left_out: int
    indexed_at: str


class Searcher(Protocol):
    """What the web and the command line know of search. All raise NoIndex without an index."""

    def search(self, request: Request) -> Results: ...

    def suggest(self, typed: str, size: int) -> list[Suggestion]: ...

    def status(self) -> Status: ...

    def verified(self) -> Verified | None: ...


class EmbeddedSearcher:
    """Searches the generation in force under `index`; a new one is picked up by the next
    request. Safe to share between threads."""

    def __init__(self, index: Path) -> None:
        self._index = index
        self._guard = threading.Lock()
        # one search at a time: in many small steps under one interpreter lock, eight at once
        # answer half as many requests as one after another
        self._turn = threading.Lock()
        self._open: _Generation | None = None
        self._broken: str | None = None

    def search(self, request: Request) -> Results:
        with self._guard:
            generation = self._generation()
        with self._turn:
            return generation.search(request)

    def suggest(self, typed: str, size: int) -> list[Suggestion]:
        """What a reader may be about to type; BadParameter where `size` is out of bounds."""
        with self._guard:
            generation = self._generation()
        with self._turn:
            return generation.suggester.suggest(typed, size)

    def ids(self, request: Request) -> list[str]:
        """The ids of the hits alone, as `search` orders them."""
        with self._guard:
            generation = self._generation()
        with self._turn:
            return generation.ids(request)

    def status(self) -> Status:
        with self._guard:
            return self._generation().status

    def verified(self) -> Verified | None:
        """What was looked for in the generation in force, if anything was."""
        return last_verified(self._index, self.status().generation)

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


@dataclass(frozen=True)
class _Ranked:
    """What matches, the filters, how many pass these; (document, score) of the page asked for, and
    of partial hits with the words that each lacks."""

    matches: Matches
    masks: dict[str, Mask]
    total: int
    page: list[tuple[int, float]]
    partial: list[tuple[int, float, tuple[str, ...]]]


class _Generation:
    """One generation, opened."""

    def __init__(self, reader: Reader) -> None:
        self.reader = reader
        self.status = _status(reader.manifest)
        self.columns = Columns(reader)
        self.evaluator = Evaluator(reader, self.columns, Scorer(self.columns))
        self.suggester = Suggester(self.evaluator)

    def search(self, request: Request) -> Results:
        started = time.perf_counter()
        node = request.node or parse(request.query)
        marker = Marker(node, self.reader, self.evaluator.expand)
        ranked = self._ranked(request, node, marker)
        hits = tuple(self._hit(doc, score, marker) for doc, score in ranked.page)
        if request.explain:
            explainer = Explainer(node, self.evaluator)
            pairs = zip(hits, ranked.page, strict=True)
            hits = tuple(replace(hit, why=explainer.why(doc)) for hit, (doc, _) in pairs)
        return Results(
            query=request.query,
            total=ranked.total,
            page=request.page,
            size=request.size,
            hits=hits,
            partial=tuple(self._hit(d, score, marker, lacks) for d, score, lacks in ranked.partial),
            facets=facets(self.columns, ranked.matches.docs, ranked.masks),
            suggestion=corrected(node, self.evaluator),
            took_ms=(time.perf_counter() - started) * 1000,
        )

    def ids(self, request: Request) -> list[str]:
        """The ids of the page asked for, partial hits last."""
        node = request.node or parse(request.query)
        ranked = self._ranked(request, node, Marker(node, self.reader, self.evaluator.expand))
        docs = [doc for doc, _ in ranked.page] + [doc for doc, _, _ in ranked.partial]
        return [self.reader.post_id(doc) for doc in docs]

    def _ranked(self, request: Request, node: Node, marker: Marker) -> _Ranked:
        matches = self.evaluator.matches(node)
        masks = filters(self.columns, request)
        listed = self._listed(matches, masks)
        first, total = (request.page - 1) * request.size, len(listed.docs)
        page = self._page(listed, node, request, marker)
        room = request.size - len(page)
        rest: list[tuple[int, float, tuple[str, ...]]] = []
        if room and (first < total or request.page == 1):
            found = partial(self.evaluator, node)
            if found is not None:
                left = found.matches.where(~within(found.matches.docs, listed.docs))
                rest = self._partial(found, self._listed(left, masks), room)
        return _Ranked(matches, masks, total, page, rest)

    def _listed(self, matches: Matches, masks: dict[str, Mask]) -> Matches:
        """Those that pass the filters."""
        return matches.where(allowed(self.columns, masks)[matches.docs]) if masks else matches

    def _page(
        self, listed: Matches, node: Node, request: Request, marker: Marker
    ) -> list[tuple[int, float]]:
        """(document, score) of the page asked for. Posts that match only by a part of a word come
        after all others, whatever the order; undated ones come last by date."""
        first, end = (request.page - 1) * request.size, request.page * request.size
        unasked = isinstance(node, Everything) and request.sort == "relevance"
        sort = "newest" if unasked else request.sort
        if sort == "relevance":
            order = self._best(listed, max(end, DEPTH))
            head, tail = order[:DEPTH], order[DEPTH:]
            near = listed.where(head)
            near.score[:] *= nearness(near.docs, marker)
            again = near.where(self._best(near, DEPTH))
            docs = np.concatenate([again.docs, listed.docs[tail]])
            score = np.concatenate([again.score, listed.score[tail]])
        else:
            order = self._best(listed, end, by_score=False, oldest=sort == "oldest")
            docs, score = listed.docs[order], listed.score[order]
        return list(zip(docs[first:end].tolist(), score[first:end].tolist(), strict=True))

    def _best(
        self, matches: Matches, most: int, by_score: bool = True, oldest: bool = False
    ) -> Places:
        """The places of the first `most`: whole words first, then by score, if so asked, then by
        date. Ties: id."""
        seconds = self.columns.seconds[matches.docs]
        age = np.where(np.isnan(seconds), np.inf, seconds if oldest else -seconds)
        keys: list[Keys] = [(matches.kinds > WHOLE).astype(np.float64)]
        if by_score:
            keys.append(-np.round(matches.score.astype(np.float64), 5))
        return best([*keys, age], most, lambda place: self.reader.post_id(int(matches.docs[place])))

    def _partial(
        self, found: Partial, left: Matches, room: int
    ) -> list[tuple[int, float, tuple[str, ...]]]:
        """The first of those that are left: (document, score, words it lacks)."""
        age = -np.nan_to_num(self.columns.seconds[left.docs], nan=-np.inf)
        names = left.docs.tolist()
        order = best([-left.score, age], room, lambda at: self.reader.post_id(names[at]))
        chosen = ((names[at], float(left.score[at])) for at in order.tolist())
        return [(doc, score, found.missing(doc)) for doc, score in chosen]

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
