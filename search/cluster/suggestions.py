"""How what a reader is typing may go on: told by some of the posts that have what begins so, and
counted in all."""

from collections.abc import Iterator
from dataclasses import replace

from index.text import begun as kana_begun
from index.text import fold_literal, fold_word, katakana, label_key, loose
from search.assist import Corrector, Suggester, last_word, term_of
from search.cluster.clauses import Clause, all_of, any_of, begun, literal, posts, words
from search.cluster.conditions import label
from search.cluster.counts import Counts
from search.cluster.opened import Opened
from search.cluster.relevance import constant
from search.cluster.sampled import Sampled
from search.cluster.scene import Scene, Scenes
from search.cluster.tally import Tally
from search.contract import MOST_SUGGESTIONS, Suggestion, check_query, check_size
from search.query import check_leaves

_SAMPLE = 60
"""Posts that are read."""
_MOST_TERMS = 500
"""Words that are read as typed, of which posts are looked for."""
_TITLED = 2.0


class Suggestions:
    """Suggests what one generation has."""

    def __init__(self, opened: Opened, planner: Scenes, counts: Counts) -> None:
        self._opened, self._planner, self._counts = opened, planner, counts

    def suggest(self, typed: str, size: int) -> list[Suggestion]:
        """At most `size` suggestions; BadParameter where the text is too long or `size` out of
        bounds."""
        check_query(typed)
        check_leaves(typed)
        check_size(size, MOST_SUGGESTIONS)
        head, last = last_word(typed)
        if not last:
            return []
        query = self._counts.settled(lambda: self._query(head, last))
        found = self._opened.posts(self._opened.best(query, _SAMPLE))
        sample = Sampled(list(found.values()), self._opened.manifest, self._counts)
        some = self._counts.settled(lambda: self._of_sample(sample, typed, size))
        return self._counts.settled(lambda: self._counted(some, head))

    def _of_sample(self, sample: Sampled, typed: str, size: int) -> list[Suggestion]:
        scene = self._planner.scene(self._counts)
        evaluator = self._planner.of_sample(sample, scene)
        corrector = Corrector(Tally(self._counts, scene))
        return Suggester(evaluator, corrector).suggest(typed, size)

    def _query(self, head: str, last: str) -> Clause:
        """The query for posts that have what begins as typed, and all that is before it."""
        scene = self._planner.scene(self._counts)
        before = self._before(scene, head)
        some = list(self._begun(last))
        titled = constant(begun(term_of(last), "title"), _TITLED)
        return {
            "bool": {
                "filter": [posts(all_of([before, any_of(some)]))],
                "should": [titled, *(constant(one, 1.0) for one in some[:2])],
            }
        }

    def _before(self, scene: Scene, head: str) -> Clause:
        """The posts that match the words before the last, by whole words if any does."""
        if not head:
            return all_of(())
        node = scene.evaluator.parse(head)
        whole = self._counts.counted(lambda: scene.conditions.of(node).whole)
        condition = scene.conditions.of(node)
        return condition.whole if whole else condition.may

    def _begun(self, last: str) -> Iterator[Clause]:
        """What has words, tags or text that begin as typed, or that are read so."""
        folded = fold_literal(last)
        yield begun(term_of(last))
        yield literal(folded)
        for name in ("tag", "category"):
            yield {"prefix": {f"k_{name}": label_key(last)}}
        for kana in kana_begun(folded) if len(folded) > 1 else ():
            yield begun(fold_word(katakana(kana)))
            pairs = self._counts.read(loose(kana), _MOST_TERMS)
            yield words(list(dict.fromkeys(term for _, term in pairs)))

    def _counted(self, some: list[Suggestion], head: str) -> list[Suggestion]:
        """Suggestions with how many posts have them; titles stay behind, as they were."""
        before = self._before(self._planner.scene(self._counts), head)
        texts = [one for one in some if one.kind in ("tag", "phrase")]
        rest = [one for one in some if one not in texts]
        counted = [replace(one, count=self._having(one, head, before)) for one in texts]
        return sorted((one for one in counted if one.count), key=lambda one: -one.count) + rest

    def _having(self, one: Suggestion, head: str, before: Clause) -> int:
        text = one.text.removeprefix(f"{head} ") if head else one.text
        if one.kind == "tag":
            clause = any_of(label(name, [text]) for name in ("tag", "category"))
        else:
            term = term_of(text)
            clause = words([term]) if self._counts.frequency(term) else literal(fold_literal(text))
        return self._counts.count(all_of([before, clause]))
