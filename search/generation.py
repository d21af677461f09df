"""One generation, opened: searched, suggested from, explained."""

import time
from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import cache
from hashlib import blake2b

import numpy as np

from index.config import RankingSettings
from index.errors import BadParameter, UnknownPost
from index.post import Visibility
from index.store import LEFT_OUT, Manifest, Reader
from search.arrays import Docs, Mask
from search.columns import Columns
from search.correct import corrected
from search.duplicates import Collapsed, Duplicates, all_of
from search.evaluate import Evaluator
from search.facets import allowed, facets, filters
from search.kinds import WHOLE
from search.marks import Marker
from search.matches import Matches
from search.order import Keys, Places, best
from search.partial import Partial, partial
from search.postings import within
from search.proximity import DEPTH, closeness
from search.query import Everything, Node
from search.rank import Scorer
from search.related import related
from search.request import LARGEST_SIZE, Request
from search.results import Hit, Results
from search.snippets import ShownSection, pieces_of, snippets
from search.suggest import Suggester
from search.why import Explainer


@dataclass(frozen=True)
class Status:
    """What is being searched: generation, its posts, files left out, when it was made (ISO);
    `fingerprint`: of all that answers depend on in it."""

    generation: str
    posts: int
    left_out: int
    indexed_at: str
    fingerprint: str


def _status(manifest: Manifest) -> Status:
    listed = manifest.count(Visibility.LISTED.value)
    left_out = manifest.count(LEFT_OUT)
    made_of = (manifest.indexed_at, manifest.segments, manifest.vocabulary)
    fingerprint = blake2b(repr(made_of).encode("utf-8", "surrogatepass"), digest_size=8).hexdigest()
    return Status(manifest.generation, listed, left_out, manifest.indexed_at, fingerprint)


@dataclass(frozen=True)
class _Ranked:
    """What is listed without the filter of a name, how much is listed; (document, score) of the
    page asked for, and of partial hits with the words that each lacks; the documents that each
    stands for."""

    listed: Callable[[str], Docs]
    total: int
    page: list[tuple[int, float]]
    partial: list[tuple[int, float, tuple[str, ...]]]
    rest: Callable[[int], list[int]]


class Generation:
    """One generation, opened. Callers take turns."""

    def __init__(self, reader: Reader, ranking: RankingSettings) -> None:
        self.reader = reader
        self.status = _status(reader.manifest)
        self.columns = Columns(reader)
        self.evaluator = Evaluator(reader, self.columns, Scorer(self.columns, ranking))
        self.duplicates = Duplicates(reader)
        self.suggester = Suggester(self.evaluator)

    def search(self, request: Request) -> Results:
        started = time.perf_counter()
        node = request.node or self.evaluator.parse(request.query)
        marker = Marker(node, self.reader, self.evaluator.expand)
        ranked = self._ranked(request, node, marker)
        explainer = Explainer(node, self.evaluator) if request.explain else None
        hits = tuple(self._hit(doc, score, marker, explainer, ranked) for doc, score in ranked.page)
        partial_hits = tuple(
            replace(self._hit(doc, score, marker, explainer, ranked), missing=missing)
            for doc, score, missing in ranked.partial
        )
        return Results(
            query=request.query,
            total=ranked.total,
            page=request.page,
            size=request.size,
            hits=hits,
            partial=partial_hits,
            facets=facets(self.columns, ranked.listed),
            suggestion=self._meant(node, request),
            took_ms=(time.perf_counter() - started) * 1000,
        )

    def _meant(self, node: Node, request: Request) -> str | None:
        """A query that may have been meant and finds something under the same filters."""
        text = corrected(node, self.evaluator)
        if text is None or not (masks := filters(self.columns, request)):
            return text
        docs = self.evaluator.matches(self.evaluator.parse(text)).docs
        return text if allowed(self.columns, masks)[docs].any() else None

    def ids(self, request: Request) -> list[str]:
        """The ids of the page asked for, partial hits last."""
        node = request.node or self.evaluator.parse(request.query)
        ranked = self._ranked(request, node, Marker(node, self.reader, self.evaluator.expand))
        docs = [doc for doc, _ in ranked.page] + [doc for doc, _, _ in ranked.partial]
        return [self.reader.post_id(doc) for doc in docs]

    def related(self, post_id: str, most: int) -> tuple[Hit, ...]:
        """Posts that are like one, without snippets; UnknownPost, BadParameter."""
        if not 1 <= most <= LARGEST_SIZE:
            raise BadParameter(f"size: expected 1 to {LARGEST_SIZE}, found {most}")
        doc = self.reader.number_of(post_id)
        if doc is None:
            raise UnknownPost(f"id: expected the id of a post, found {post_id[:100]!r}")
        found = related(doc, self.evaluator, self.duplicates, most)
        return tuple(self._bare(other, score) for other, score in found)

    def _bare(self, doc: int, score: float) -> Hit:
        meta = self.reader.stored(doc).meta
        title = pieces_of(meta.title, 0, len(meta.title), ())
        return Hit(meta, score, title, snippets=(), day=self.columns.day(doc))

    def _ranked(self, request: Request, node: Node, marker: Marker) -> _Ranked:
        matches = self._by_age(self.evaluator.matches(node))
        masks = filters(self.columns, request)
        sort = "newest" if isinstance(node, Everything) else request.sort
        sort = request.sort if request.sort != "relevance" else sort

        @cache
        def without(filtered: str) -> Collapsed:
            return self._listed(matches, masks, filtered, request, sort)

        def listed(but: str) -> Docs:
            return without(but if but in masks else "").matches.docs

        found = without("")
        first, total = (request.page - 1) * request.size, len(found.matches.docs)
        page = self._page(found.matches, sort, request, marker)
        room = request.size - len(page)
        some = None
        if room and (first < total or request.page == 1):
            some = partial(self.evaluator, node)
        if some is None:
            return _Ranked(listed, total, page, [], found.rest)
        left = some.matches.where(~within(some.matches.docs, matches.docs))
        if request.collapse:
            left = self.duplicates.unlike(left, found.matches.docs)
        others = self._listed(self._by_age(left), masks, "", request, sort)
        shown = self._partial(some, others.matches, room, marker)
        return _Ranked(listed, total, page, shown, lambda doc: found.rest(doc) + others.rest(doc))

    def _by_age(self, matches: Matches) -> Matches:
        score = self.evaluator.scorer.by_age(matches.docs, matches.score)
        return replace(matches, score=score)

    def _listed(
        self, matches: Matches, masks: dict[str, Mask], but: str, request: Request, sort: str
    ) -> Collapsed:
        """Those that pass the filters, but one, and of nearly identical ones the first."""
        if masks:
            matches = matches.where(allowed(self.columns, masks, but)[matches.docs])
        if not request.collapse:
            return all_of(matches)
        return self.duplicates.collapse(
            matches,
            lambda places: places[self._best(matches.where(places), len(places), sort)],
        )

    def _page(
        self, listed: Matches, sort: str, request: Request, marker: Marker
    ) -> list[tuple[int, float]]:
        """(document, score) of the page asked for. Posts that match only by a part of a word come
        after all others, whatever the order; undated ones come last by date."""
        first, end = (request.page - 1) * request.size, request.page * request.size
        return _pairs(self._closest(listed, end, sort, marker))[first:end]

    def _closest(self, matches: Matches, most: int, sort: str, marker: Marker) -> Matches:
        """The best `most` in order; by relevance the first DEPTH of them by how close their words
        stand, too."""
        ranked = matches.where(self._best(matches, max(most, DEPTH), sort))
        if sort != "relevance":
            return ranked
        head, tail = ranked.where(slice(DEPTH)), ranked.where(slice(DEPTH, None))
        scorer = self.evaluator.scorer
        score = head.score * closeness(head.docs, marker, self.reader, scorer)
        near = Matches(head.docs, head.kinds, score)
        return near.where(self._best(near, DEPTH, sort)).then(tail)

    def _best(self, matches: Matches, most: int, sort: str) -> Places:
        """The places of the first `most`: whole words first, then by score, if so asked, then by
        date. Ties: id."""
        seconds = self.columns.seconds[matches.docs]
        age = np.where(np.isnan(seconds), np.inf, seconds if sort == "oldest" else -seconds)
        keys: list[Keys] = [matches.kinds > WHOLE]
        if sort == "relevance":
            keys.append(-np.round(matches.score.astype(np.float64), 5))
        return best([*keys, age, self.columns.ranks[matches.docs]], most)

    def _partial(
        self, found: Partial, left: Matches, room: int, marker: Marker
    ) -> list[tuple[int, float, tuple[str, ...]]]:
        """The first of those that are left: (document, score, words it lacks)."""
        chosen = _pairs(self._closest(left, room, "relevance", marker))[:room]
        return [(doc, score, found.missing(doc)) for doc, score in chosen]

    def _hit(
        self, doc: int, score: float, marker: Marker, explainer: Explainer | None, ranked: _Ranked
    ) -> Hit:
        found = marker.found(doc)
        meta = found.stored.meta
        marks = marker.marks(doc)
        sections = [ShownSection(s.field, found.text_of(s)) for s in found.sections]
        tags = [(s, m) for s, m in zip(sections, marks, strict=True) if s.field == "tag" and m]
        title = next((m for s, m in zip(sections, marks, strict=True) if s.field == "title"), ())
        return Hit(
            meta=meta,
            score=score,
            title=pieces_of(meta.title, 0, len(meta.title), title),
            snippets=snippets(sections, marks, meta.title),
            day=self.columns.day(doc),
            matched_tags=tuple(pieces_of(s.text, 0, len(s.text), m) for s, m in tags),
            why=explainer.why(doc) if explainer else None,
            duplicates=tuple(self.reader.stored(o).meta for o in ranked.rest(doc)),
        )


def _pairs(matches: Matches) -> list[tuple[int, float]]:
    """(document, score) of each."""
    return list(zip(matches.docs.tolist(), matches.score.tolist(), strict=True))
