"""Related posts on the cluster: it gives those that share the telling words of a post, and their
scores are worked out here."""

from search.assist import find_related, telling_words
from search.cluster.clauses import all_of, none_of, posts
from search.cluster.counts import Counts
from search.cluster.groups import Groups
from search.cluster.opened import Opened
from search.cluster.plan import Planner
from search.contract import Hit
from search.match import Duplicates
from search.show import bare_hit

_POOL = 50
"""Posts that are read."""
_LEAST_SHARED = 2


def related(
    post_id: str, most: int, opened: Opened, planner: Planner, groups: Groups, counts: Counts
) -> tuple[Hit, ...]:
    """At most `most` posts similar to one, best first."""
    one = opened.held([post_id], counts)
    telling = counts.settled(lambda: telling_words(0, planner.of_posts(one, planner.scene(counts))))
    if not telling:
        return ()
    relevance = planner.scene(counts).relevance
    clauses = [relevance.words([term], weight) for term, weight in telling]
    same = [post_id, *groups.alike(post_id)]
    query = {
        "bool": {
            "filter": [posts(all_of([none_of({"terms": {"id": same}})]))],
            "should": clauses, "minimum_should_match": _LEAST_SHARED,
        }
    }  # fmt: skip
    held = opened.held([post_id, *opened.best(query, most + _POOL)], counts)

    def found() -> tuple[Hit, ...]:
        reading = planner.of_posts(held, planner.scene(counts))
        pairs = find_related(0, reading, Duplicates(held), most)
        return tuple(bare_hit(doc, score, held, reading.columns) for doc, score in pairs)

    return counts.settled(found)
