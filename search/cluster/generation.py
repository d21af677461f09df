"""One generation on the cluster: which room answers which call."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from hashlib import blake2b

from index.values import LEFT_OUT, FileEntry, RankingSettings, Visibility, cached_property
from search.assist import Corrector, correctable
from search.cluster.answer import Answer
from search.cluster.counts import Counts
from search.cluster.groups import Groups, groups_of
from search.cluster.opened import Opened
from search.cluster.plan import Plan, Planner
from search.cluster.related import related
from search.cluster.suggestions import Suggestions
from search.cluster.tally import Tally
from search.cluster.told import Told
from search.contract import (
    Hit,
    Request,
    Results,
    Status,
    Suggestion,
    Work,
    check_size,
    taking,
)


class ClusterGeneration:
    """Answers over one generation, with the methods of Searcher that ask for many posts; `told` has
    those about one. Threads share it. `entries` gives the records of all files."""

    def __init__(
        self,
        opened: Opened,
        ranking: RankingSettings,
        entries: Callable[[], Mapping[str, FileEntry]],
    ) -> None:
        self.opened = opened
        self._planner = Planner(opened, ranking)
        self.told = Told(opened, self._planner, self.search, entries)

    @cached_property
    def _groups(self) -> Groups:
        return groups_of(self.opened)

    def search(self, request: Request) -> Results:
        """One page of results."""
        counts = self.opened.counts()
        answer = self._answer(request, counts)
        found = answer.results(lambda plan, total: self._corrected(plan, total, counts))
        suggestion = self._useful(found.suggestion, answer.plan, counts)
        return replace(found, suggestion=suggestion, took_ms=answer.took_ms)

    def _answer(self, request: Request, counts: Counts) -> Answer:
        return Answer(self.opened, self._planner, self._groups, request, counts)

    def _corrected(self, plan: Plan, total: int, counts: Counts) -> str | None:
        """The correction of a query; what it may be a slip for is looked for, at some cost, once it
        is known that few posts have it."""
        leaves = correctable(plan.node, total)
        if not leaves:
            return None
        tally, before = Tally(counts, self._planner.scene(counts)), counts.guesses
        for node in (plan.node, *leaves):
            tally.docset(node)
        if counts.guesses > before:
            return None
        with taking(Work()):  # no text is read: what it asks for is what it costs
            return Corrector(tally).corrected(plan.node)

    def _useful(self, text: str | None, plan: Plan, counts: Counts) -> str | None:
        """A correction, if it has hits under the filters of a plan; None without one."""
        if text is None or not plan.filters:
            return text
        asked = plan.request
        other = Request(text, categories=asked.categories, tags=asked.tags, authors=asked.authors,
                        langs=asked.langs, first=asked.first, last=asked.last, size=1)  # fmt: skip
        return text if self._answer(other, counts).total else None

    def ids(self, request: Request) -> list[str]:
        """The ids alone of the hits of `search`, partial hits last."""
        results = self._answer(request, self.opened.counts()).results(lambda plan, total: None)
        return [hit.meta.id for hit in (*results.hits, *results.partial)]

    def suggest(self, typed: str, size: int) -> list[Suggestion]:
        """Completions of what was typed; BadParameter."""
        return Suggestions(self.opened, self._planner, self.opened.counts()).suggest(typed, size)

    def related(self, post_id: str, most: int) -> tuple[Hit, ...]:
        """At most `most` similar posts; UnknownPost, BadParameter."""
        check_size(most)
        self.told.post(post_id)
        counts = self.opened.counts()
        return related(post_id, most, self.opened, self._planner, self._groups, counts)

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
