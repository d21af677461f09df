"""One generation on the cluster: which room answers which call."""

import random
from collections.abc import Callable, Iterator, Mapping
from hashlib import blake2b

from index.values import (
    LEFT_OUT,
    FileEntry,
    RankingSettings,
    UnknownPost,
    Visibility,
    cached_property,
)
from search.assist import Corrector, Explainer, WhyNot
from search.cluster.answer import Answer
from search.cluster.clauses import EVERYTHING, all_of, posts
from search.cluster.clauses import literal as run_of
from search.cluster.counts import Counts
from search.cluster.groups import Groups, groups_of
from search.cluster.held import Held, HeldPost
from search.cluster.opened import Opened
from search.cluster.plan import Plan, Planner
from search.cluster.related import related
from search.cluster.suggestions import Suggestions
from search.cluster.tally import Tally
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
from search.lookup import candidates, posted

_MOST_DRAWN = 5_000
"""Posts among which samples are drawn."""


class ClusterGeneration:
    """Answers over one generation, with the methods of Searcher. Threads share it. `entries` gives
    the records of all files."""

    def __init__(
        self,
        opened: Opened,
        ranking: RankingSettings,
        entries: Callable[[], Mapping[str, FileEntry]],
    ) -> None:
        self.opened, self._entries = opened, entries
        self._planner = Planner(opened, ranking)

    @cached_property
    def _groups(self) -> Groups:
        return groups_of(self.opened)

    def search(self, request: Request) -> Results:
        """One page of results."""
        counts = self.opened.counts()
        answer = Answer(self.opened, self._planner, self._groups, request, counts)
        return answer.results(lambda plan, total: self._suggestion(plan, total, counts))

    def _suggestion(self, plan: Plan, total: int, counts: Counts) -> str | None:
        """The correction of a query, if it has hits under the same filters; None without one."""
        text = counts.settled(lambda: self._corrected(plan, counts))
        if text is None or not plan.filters:
            return text
        other = Request(text, categories=plan.request.categories, tags=plan.request.tags,
                        authors=plan.request.authors, langs=plan.request.langs,
                        first=plan.request.first, last=plan.request.last, size=1)  # fmt: skip
        found = Answer(self.opened, self._planner, self._groups, other, counts)
        return text if found.total else None

    def _corrected(self, plan: Plan, counts: Counts) -> str | None:
        scene = self._planner.scene(counts)
        return Corrector(Tally(counts, scene)).corrected(plan.node)

    def ids(self, request: Request) -> list[str]:
        """The ids alone of the hits of `search`, partial hits last."""
        results = Answer(
            self.opened, self._planner, self._groups, request, self.opened.counts()
        ).results(lambda plan, total: None)
        return [hit.meta.id for hit in (*results.hits, *results.partial)]

    def suggest(self, typed: str, size: int) -> list[Suggestion]:
        """Completions of what was typed; BadParameter."""
        return Suggestions(self.opened, self._planner, self.opened.counts()).suggest(typed, size)

    def related(self, post_id: str, most: int) -> tuple[Hit, ...]:
        """At most `most` similar posts; UnknownPost, BadParameter."""
        check_size(most)
        self._post(post_id)
        counts = self.opened.counts()
        return related(post_id, most, self.opened, self._planner, self._groups, counts)

    def explain(self, query: str, post_id: str) -> tuple[Explanation, ...]:
        """Why a query finds a post, () where it does not; UnknownPost, BadParameter."""
        check_query(query)
        counts = self.opened.counts()
        one = Held([self._post(post_id)], self.opened.manifest, counts)

        def explained() -> tuple[Explanation, ...]:
            evaluator = self._planner.of_posts(one, self._planner.scene(counts))
            node = evaluator.parse(query)
            found = len(evaluator.docset(node).docs) > 0
            return Explainer(node, evaluator).explain(0) if found else ()

        return counts.settled(explained)

    def why_not(self, query: str, post: str) -> list[str]:
        """Why a query does not find a post, as lines of text; UnknownPost, BadParameter."""
        check_query(query)
        counts = self.opened.counts()

        def lines() -> list[str]:
            named = WhyNot.named(post, self._entries())
            found = self.opened.posts([named]).values()
            one = Held(list(found), self.opened.manifest, counts, self._entries)
            evaluator = self._planner.of_posts(one, self._planner.scene(counts))
            return WhyNot(evaluator, self.search).lines(query, post)

        return counts.settled(lines)

    def contains(self, post_id: str, text: str) -> bool:
        """Whether a phrase finds a post: as the cluster tells, and as it is read; UnknownPost."""
        self._post(post_id)
        counts = self.opened.counts()
        [literal] = literally(text).literals
        one = Held([self._post(post_id)], self.opened.manifest, counts)
        docs = candidates(one, literal)
        return len(posted(one, docs, literal).docs) > 0 and self._has(post_id, literal)

    def _has(self, post_id: str, literal: str) -> bool:
        clause = all_of([{"term": {"id": post_id}}, run_of(literal)])
        body = {"size": 0, "track_total_hits": True, "query": clause}
        return bool(self.opened.search(body)["hits"]["total"]["value"])

    def sample(self, size: int, seed: int | None, fresh: bool) -> Iterator[ShownPost]:
        """Random posts, drawn with replacement."""
        draw = random.Random(seed)
        ids = sorted(self.opened.fresh) if fresh else self._drawn(size, draw)
        for _ in range(size if ids else 0):
            yield self.shown(draw.choice(ids))

    def _drawn(self, size: int, draw: random.Random) -> list[str]:
        """The ids of posts at random, more than are wanted."""
        order = {"seed": draw.getrandbits(31), "field": "_seq_no"}
        body = {
            "size": min(max(4 * size, 100), _MOST_DRAWN), "_source": False,
            "query": {"function_score": {"query": posts(EVERYTHING), "random_score": order}},
            "sort": [{"_score": "desc"}, {"id": "asc"}],
        }  # fmt: skip
        return [hit["sort"][-1] for hit in self.opened.search(body)["hits"]["hits"]]

    def shown(self, post_id: str) -> ShownPost:
        """A post as readers see it; UnknownPost."""
        stored = self._post(post_id).stored
        text = stored.text
        sections = tuple((s.field, text.section(s)) for s in text.sections)
        return ShownPost(stored.meta, sections, tuple(text.anchors) if text.headings else ())

    def _post(self, post_id: str) -> HeldPost:
        """A post; UnknownPost where there is none."""
        found = self.opened.posts([post_id]).get(post_id)
        if found is None:
            raise UnknownPost(f"id: expected the id of a post, found {post_id[:100]!r}")
        return found

    @cached_property
    def status(self) -> Status:
        """What is searched."""
        manifest = self.opened.manifest
        contents = f"{manifest.generation} {self.opened.token} {manifest.indexed_at}"
        digest = blake2b(contents.encode("utf-8", "surrogatepass"), digest_size=8).hexdigest()
        return Status(
            manifest.generation,
            manifest.count(Visibility.LISTED.value),
            manifest.count(LEFT_OUT),
            manifest.indexed_at,
            digest,
            manifest.timezone,
        )
