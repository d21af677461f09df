"""One generation, opened: which room answers which call. What most processes never ask for is
imported where it is used."""

import random
import time
from collections.abc import Callable, Iterator
from hashlib import blake2b

import numpy as np

from index.store import Manifest, Reader
from index.values import LEFT_OUT, RankingSettings, UnknownPost, Visibility, cached_property
from search.assist import Corrector
from search.contract import (
    Explanation,
    Hit,
    Request,
    Results,
    ShownPost,
    Status,
    Suggestion,
    check_query,
    check_size,
)
from search.expand import literally
from search.lookup import Columns, candidates, posted, within
from search.match import (
    Duplicates,
    Evaluator,
    Lister,
    QuerySpans,
    Scorer,
    allowed,
    count_facets,
    filters,
)
from search.query import Node
from search.show import HitMaker, bare_hit


class Generation:
    """Answers over one open generation, with the methods of Searcher. Only one thread at a time
    may call it."""

    def __init__(self, reader: Reader, ranking: RankingSettings) -> None:
        self.reader = reader
        self.is_whole = reader.is_whole
        self.status = _status(reader.manifest)
        self._columns = Columns(reader)
        self._evaluator = Evaluator(reader, self._columns, Scorer(self._columns, ranking))
        self._duplicates = Duplicates(reader)
        self._lister = Lister(reader, self._evaluator, self._duplicates)
        self._corrector = Corrector(self._evaluator)

    def search(self, request: Request) -> Results:
        """One page of results."""
        started = time.perf_counter()
        node = self._evaluator.parse(request.query)
        spans = QuerySpans(node, self.reader, self._evaluator.expand)
        listing = self._lister.listing(request, node, spans)
        explain = self._explainer(node) if request.explain else None
        maker = HitMaker(self.reader, self._columns, spans, explain, listing.duplicates)
        return Results(
            query=request.query,
            total=listing.total,
            page=request.page,
            size=request.size,
            hits=tuple(maker.hit(doc, score) for doc, score in listing.page),
            partial=tuple(maker.hit(*partial) for partial in listing.partial),
            facets=count_facets(self._columns, listing.listed, request),
            suggestion=self._suggestion(node, request),
            took_ms=(time.perf_counter() - started) * 1000,
        )

    def _suggestion(self, node: Node, request: Request) -> str | None:
        """The correction of a query, if it has hits under the same filters; None without one."""
        text = self._corrector.corrected(node)
        if text is None or not (masks := filters(self._columns, request)):
            return text
        docs = self._evaluator.docset(self._evaluator.parse(text)).docs
        return text if allowed(self._columns, masks)[docs].any() else None

    def ids(self, request: Request) -> list[str]:
        """The ids alone of the hits of `search`, partial hits last."""
        node = self._evaluator.parse(request.query)
        spans = QuerySpans(node, self.reader, self._evaluator.expand)
        listing = self._lister.listing(request, node, spans)
        docs = [doc for doc, _ in listing.page] + [doc for doc, _, _ in listing.partial]
        return [self.reader.post_id(doc) for doc in docs]

    @cached_property
    def suggest(self) -> Callable[[str, int], list[Suggestion]]:
        """Completions of what was typed; BadParameter."""
        from search.assist import Suggester

        return Suggester(self._evaluator, self._corrector).suggest

    def related(self, post_id: str, most: int) -> tuple[Hit, ...]:
        """At most `most` similar posts; UnknownPost, BadParameter."""
        from search.assist import find_related

        check_size(most)
        pairs = find_related(self._number(post_id), self._evaluator, self._duplicates, most)
        reader, columns = self.reader, self._columns
        return tuple(bare_hit(other, score, reader, columns) for other, score in pairs)

    def explain(self, query: str, post_id: str) -> tuple[Explanation, ...]:
        """Why a query finds a post, () where it does not; UnknownPost, BadParameter."""
        check_query(query)
        doc, node = self._number(post_id), self._evaluator.parse(query)
        if not within(np.array([doc], dtype=np.int32), self._evaluator.docset(node).docs)[0]:
            return ()
        return self._explainer(node)(doc)

    def _explainer(self, node: Node) -> Callable[[int], tuple[Explanation, ...]]:
        from search.assist import Explainer

        return Explainer(node, self._evaluator).explain

    def why_not(self, query: str, post: str) -> list[str]:
        """Why a query does not find a post, as lines of text; UnknownPost, BadParameter."""
        from search.assist import WhyNot

        check_query(query)
        return WhyNot(self._evaluator, self.search).lines(query, post)

    def contains(self, post_id: str, text: str) -> bool:
        """Whether a phrase finds a post, evaluated in that post alone; UnknownPost."""
        one = np.array([self._number(post_id)], dtype=np.int32)
        [literal] = literally(text).literals
        docs = candidates(self.reader, literal)
        return len(posted(self.reader, one[within(one, docs)], literal).docs) > 0

    def sample(self, size: int, seed: int | None, fresh: bool) -> Iterator[ShownPost]:
        """Random posts, drawn with replacement."""
        docs = np.flatnonzero(self.reader.fresh() if fresh else self.reader.live).tolist()
        draw = random.Random(seed)
        for _ in range(size if docs else 0):
            yield self._shown(draw.choice(docs))

    def shown(self, post_id: str) -> ShownPost:
        """A post as readers see it; UnknownPost."""
        return self._shown(self._number(post_id))

    def _shown(self, doc: int) -> ShownPost:
        stored = self.reader.stored(doc)
        text = stored.text
        sections = tuple((s.field, text.section(s)) for s in text.sections)
        return ShownPost(stored.meta, sections, tuple(text.anchors) if text.headings else ())

    def _number(self, post_id: str) -> int:
        """The number of a post's document; UnknownPost where there is none."""
        doc = self.reader.number_of(post_id)
        if doc is None:
            raise UnknownPost(f"id: expected the id of a post, found {post_id[:100]!r}")
        return doc


def _status(manifest: Manifest) -> Status:
    listed = manifest.count(Visibility.LISTED.value)
    left_out = manifest.count(LEFT_OUT)
    contents = repr((manifest.indexed_at, manifest.segments, manifest.vocabulary))
    fingerprint = blake2b(contents.encode("utf-8", "surrogatepass"), digest_size=8).hexdigest()
    return Status(
        manifest.generation, listed, left_out, manifest.indexed_at, fingerprint, manifest.timezone
    )
