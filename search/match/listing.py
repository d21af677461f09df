"""What a request lists: of all that its query matches, what passes the filters, near-duplicates
collapsed, the best first; then partial hits."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from functools import cache

import numpy as np

from index.store import Reader
from search.contract import Request
from search.expand import WHOLE
from search.lookup import Columns, Docs, Keys, Mask, Places, best, within
from search.match.closeness import DEPTH, closeness
from search.match.docset import DocSet
from search.match.evaluate import Evaluator
from search.match.facets import allowed, filters
from search.match.near_duplicates import Collapsed, Duplicates, all_of
from search.match.partial import Partial, closer, partial
from search.match.spans import QuerySpans
from search.query import Everything, Node, query_language

Ranked = tuple[int, float]
"""(document, score)."""


@dataclass(frozen=True)
class Listing:
    """What a request lists. `listed(name)` are the documents listed without the filter `name`;
    `total` counts those listed with all; `page` are those on the page requested; `partial` are
    (document, score, words it lacks); `duplicates(doc)` are the documents collapsed into one."""

    listed: Callable[[str], Docs]
    total: int
    page: list[Ranked]
    partial: list[tuple[int, float, tuple[str, ...]]]
    duplicates: Callable[[int], list[int]]


@dataclass(frozen=True)
class Order:
    """How documents are ordered: by `sort`; where that is relevance, those in the first of the
    `languages` before those in the next, in others last."""

    sort: str
    languages: tuple[str, ...]


def order_of(request: Request, node: Node) -> Order:
    """The order that a request asks for. The language of what is typed counts before those that
    the reader prefers."""
    sort = "newest" if isinstance(node, Everything) else "relevance"
    typed = query_language(request.query)
    languages = dict.fromkeys([typed, *request.prefer] if typed else request.prefer)
    return Order(request.sort if request.sort != "relevance" else sort, tuple(languages))


class Lister:
    """Lists documents of one index."""

    def __init__(self, reader: Reader, evaluator: Evaluator, duplicates: Duplicates) -> None:
        self._reader, self._evaluator, self._duplicates = reader, evaluator, duplicates
        self._columns: Columns = evaluator.columns

    def listing(self, request: Request, node: Node, spans: QuerySpans) -> Listing:
        """The listing of a request; `node` is its query's tree, `spans` where its leaves are."""
        docset = self.by_age(self._evaluator.docset(node))
        masks = filters(self._columns, request)
        order = order_of(request, node)

        @cache
        def without(filtered: str) -> Collapsed:
            return self._listed(docset, masks, filtered, request, order)

        def listed(but: str) -> Docs:
            return without(but if but in masks else "").docset.docs

        full = without("")
        first, total = (request.page - 1) * request.size, len(full.docset.docs)
        page = self._page(full.docset, order, request, spans)
        room = request.size - len(page)
        some = None
        if room and (first < total or request.page == 1):
            some = partial(self._evaluator, node)
        if some is None:
            return Listing(listed, total, page, [], full.rest)
        left = some.docset.where(~within(some.docset.docs, docset.docs))
        if request.collapse:
            left = self._duplicates.unlike(left, full.docset.docs)
        others = self._listed(self.by_age(left), masks, "", request, order)
        shown = self.partial(some, others.docset, room, order, spans)
        return Listing(listed, total, page, shown, lambda doc: full.rest(doc) + others.rest(doc))

    def by_age(self, docset: DocSet) -> DocSet:
        score = self._evaluator.scorer.by_age(docset.docs, docset.score)
        return DocSet(docset.docs, docset.kinds, score)

    def _listed(
        self, docset: DocSet, masks: Mapping[str, Mask], but: str, request: Request, order: Order
    ) -> Collapsed:
        """The documents that pass the filters except `but`; of near-duplicates the first in
        `order` alone."""
        if masks:
            docset = docset.where(allowed(self._columns, masks, but)[docset.docs])
        if not request.collapse:
            return all_of(docset)
        return self._duplicates.collapse(
            docset,
            lambda places: places[self._best(docset.where(places), len(places), order)],
        )

    def _page(
        self, listed: DocSet, order: Order, request: Request, spans: QuerySpans
    ) -> list[Ranked]:
        """The documents on the page requested. Posts that match only by a part of a word come after
        all others in every order; by date, undated ones come last."""
        first, end = (request.page - 1) * request.size, request.page * request.size
        return _pairs(self.closest(listed, end, order, spans))[first:end]

    def ordered(self, docset: DocSet, order: Order) -> DocSet:
        """All documents in order, closeness apart."""
        return docset.where(self._best(docset, len(docset.docs), order))

    def closest(self, docset: DocSet, most: int, order: Order, spans: QuerySpans) -> DocSet:
        """The best documents in order, at least `most` if there are; by relevance, closeness counts
        among the first DEPTH."""
        ranked = docset.where(self._best(docset, max(most, DEPTH), order))
        if order.sort != "relevance":
            return ranked
        head, tail = ranked.where(slice(DEPTH)), ranked.where(slice(DEPTH, None))
        scorer = self._evaluator.scorer
        score = head.score * closeness(head.docs, spans, self._reader, scorer)
        near = DocSet(head.docs, head.kinds, score)
        return near.where(self._best(near, DEPTH, order)).then(tail)

    def _best(self, docset: DocSet, most: int, order: Order) -> Places:
        """The places of the first `most`: whole words before parts, then where `order` is by
        relevance by language and score, then by date, then by id."""
        seconds = self._columns.seconds[docset.docs]
        age = np.where(np.isnan(seconds), np.inf, seconds if order.sort == "oldest" else -seconds)
        keys: list[Keys] = [docset.kinds > WHOLE]
        if order.sort == "relevance":
            ranks = self._columns.language_ranks(docset.docs, order.languages)
            keys += [] if ranks is None else [ranks]
            keys.append(-np.round(docset.score.astype(np.float64), 5))
        return best([*keys, age], most, lambda places: self._columns.ranks[docset.docs[places]])

    def partial(
        self, hits: Partial, left: DocSet, room: int, order: Order, spans: QuerySpans
    ) -> list[tuple[int, float, tuple[str, ...]]]:
        """The first `room` of those that are left: (document, score, words it lacks)."""
        by_relevance = replace(order, sort="relevance")
        left = left.where(self._best(left, 4 * DEPTH, by_relevance))
        left = closer(hits, left, spans, self._evaluator)
        chosen = _pairs(self.closest(left, room, by_relevance, spans))[:room]
        return [(doc, score, hits.missing(doc)) for doc, score in chosen]


def _pairs(docset: DocSet) -> list[Ranked]:
    """(document, score) of each."""
    return list(zip(docset.docs.tolist(), docset.score.tolist(), strict=True))
