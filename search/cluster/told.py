"""What is told of single posts: why a query finds one or not, what it shows, and some at random."""

import random
from collections.abc import Callable, Iterator, Mapping

from index.values import FileEntry, UnknownPost
from search.assist import Explainer, WhyNot
from search.cluster.clauses import EVERYTHING, all_of, posts
from search.cluster.clauses import literal as run_of
from search.cluster.held import Held, HeldPost
from search.cluster.opened import Opened
from search.cluster.plan import Planner
from search.contract import Explanation, Request, Results, ShownPost, check_query
from search.expand import literally
from search.lookup import candidates, posted

_MOST_DRAWN = 5_000
"""Posts among which samples are drawn."""


class Told:
    """Tells of posts of one generation, with the methods of Searcher about one post; `search`
    searches it, `entries` gives the records of all files."""

    def __init__(
        self,
        opened: Opened,
        planner: Planner,
        search: Callable[[Request], Results],
        entries: Callable[[], Mapping[str, FileEntry]],
    ) -> None:
        self._opened, self._planner = opened, planner
        self._search, self._entries = search, entries

    def explain(self, query: str, post_id: str) -> tuple[Explanation, ...]:
        """Why a query finds a post, () where it does not; UnknownPost, BadParameter."""
        check_query(query)
        counts = self._opened.counts()
        one = Held([self.post(post_id)], self._opened.manifest, counts)

        def explained() -> tuple[Explanation, ...]:
            evaluator = self._planner.of_posts(one, self._planner.scene(counts))
            node = evaluator.parse(query)
            found = len(evaluator.docset(node).docs) > 0
            return Explainer(node, evaluator).explain(0) if found else ()

        return counts.settled(explained)

    def why_not(self, query: str, post: str) -> list[str]:
        """Why a query does not find a post, as lines of text; UnknownPost, BadParameter."""
        check_query(query)
        counts = self._opened.counts()

        def lines() -> list[str]:
            named = WhyNot.named(post, self._entries())
            found = self._opened.posts([named]).values()
            one = Held(list(found), self._opened.manifest, counts, self._entries)
            evaluator = self._planner.of_posts(one, self._planner.scene(counts))
            return WhyNot(evaluator, self._search).lines(query, post)

        return counts.settled(lines)

    def contains(self, post_id: str, text: str) -> bool:
        """Whether a phrase finds a post: as the cluster tells, and as it is read; UnknownPost."""
        self.post(post_id)
        counts = self._opened.counts()
        [literal] = literally(text).literals
        one = Held([self.post(post_id)], self._opened.manifest, counts)
        docs = candidates(one, literal)
        return len(posted(one, docs, literal).docs) > 0 and self._has(post_id, literal)

    def _has(self, post_id: str, literal: str) -> bool:
        clause = all_of([{"term": {"id": post_id}}, run_of(literal)])
        body = {"size": 0, "track_total_hits": True, "query": clause}
        return bool(self._opened.search(body)["hits"]["total"]["value"])

    def sample(self, size: int, seed: int | None, fresh: bool) -> Iterator[ShownPost]:
        """Random posts, drawn with replacement."""
        draw = random.Random(seed)
        ids = sorted(self._opened.fresh) if fresh else self._drawn(size, draw)
        for _ in range(size if ids else 0):
            yield self.shown(draw.choice(ids))

    def _drawn(self, size: int, draw: random.Random) -> list[str]:
        """The ids of posts at random, more than are wanted."""
        order = {"seed": draw.getrandbits(31), "field": "_seq_no"}
        drawn = {"function_score": {"query": posts(EVERYTHING), "random_score": order}}
        return self._opened.best(drawn, min(max(4 * size, 100), _MOST_DRAWN))

    def shown(self, post_id: str) -> ShownPost:
        """A post as readers see it; UnknownPost."""
        stored = self.post(post_id).stored
        text = stored.text
        sections = tuple((s.field, text.section(s)) for s in text.sections)
        return ShownPost(stored.meta, sections, tuple(text.anchors) if text.headings else ())

    def post(self, post_id: str) -> HeldPost:
        """A post; UnknownPost where there is none."""
        found = self._opened.posts([post_id]).get(post_id)
        if found is None:
            raise UnknownPost(f"id: expected the id of a post, found {post_id[:100]!r}")
        return found
