"""Which posts of a generation are near-duplicates: told of those that may be, which the cluster
finds by what near-duplicates have in common."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from search.cluster.clauses import Clause, any_of
from search.cluster.held import Held
from search.cluster.opened import Opened
from search.match import Duplicates

_MOST_BANDS, _MOST_SUSPECTS = 5_000, 5_000
"""Values of what posts have in common, and posts, that are looked at."""
_AT_ONCE = 1_000
MOST_GROUPED = 2_000
"""Posts with near-duplicates of an index that are asked for with each query."""


@dataclass(frozen=True)
class Groups:
    """The group of each post that has near-duplicates, and how far it is from its original, 0 where
    it is none's copy, by ids; whether these `are_all` that there are, and not too many to be asked
    for with each query."""

    of: Mapping[str, tuple[int, int]]
    are_all: bool = True

    def clause(self) -> Clause | None:
        """The posts that have near-duplicates; None without any, or with too many."""
        if not 0 < len(self.of) <= MOST_GROUPED:
            return None
        return {"terms": {"id": list(self.of)}}

    def hidden(self, ids: Sequence[str]) -> dict[str, list[str]]:
        """Of posts in order: those that count as one with a better one, by the id of that. The
        original comes before its copies."""
        members: dict[int, list[str]] = {}
        for post_id in ids:
            if post_id in self.of:
                members.setdefault(self.of[post_id][0], []).append(post_id)
        hidden: dict[str, list[str]] = {}
        for some in members.values():
            best, *others = sorted(some, key=lambda one: self.of[one][1])
            if others:
                hidden[best] = others
        return hidden

    def several(self, ids: Sequence[str]) -> list[str]:
        """Those of some posts of whose near-duplicates there are others among them."""
        counts = Counter(self.of[one][0] for one in ids if one in self.of)
        return [one for one in ids if one in self.of and counts[self.of[one][0]] > 1]

    def alike(self, post_id: str) -> list[str]:
        """The posts that count as one with a post, itself not among them."""
        mine = self.of.get(post_id)
        if mine is None:
            return []
        return [one for one, (number, _) in self.of.items() if number == mine[0] and one != post_id]


def groups_of(opened: Opened) -> Groups:
    """The groups of one generation; they may not be all where it has several shards, each of which
    tells only what it has twice, or too many suspects."""
    suspects, are_all = _suspects(opened)
    groups = groups_among(opened.held(suspects, opened.counts()))
    return replace(groups, are_all=are_all and len(groups.of) <= MOST_GROUPED)


def groups_among(held: Held) -> Groups:
    """The groups that some posts make."""
    if not held.size:
        return Groups({})
    found = Duplicates(held)
    of = {
        held.post_id(doc): (number, step)
        for doc, (number, step) in enumerate(
            zip(found.group.tolist(), found.steps.tolist(), strict=True)
        )
        if number >= 0
    }
    return Groups(of)


def _suspects(opened: Opened) -> tuple[list[str], bool]:
    """The posts that may have near-duplicates, are copies or originals; whether these are all."""
    bands = {"bands": {"terms": {"field": "bands", "size": _MOST_BANDS, "min_doc_count": 2}}}
    copies = {"copies": {"terms": {"field": "original", "size": _MOST_BANDS}}}
    answer = opened.search({"size": 0, "aggs": bands | copies})
    shared, originals = (
        [bucket["key"] for bucket in answer["aggregations"][name]["buckets"]]
        for name in ("bands", "copies")
    )
    found: dict[str, None] = {}
    for clause in (*_linked(originals), *_chunks("bands", shared)):
        if len(found) < _MOST_SUSPECTS:
            found |= dict.fromkeys(opened.best(clause, _MOST_SUSPECTS))
    are_few = max(len(found), len(shared) + 1, len(originals) + 1) < _MOST_SUSPECTS
    return sorted(found), are_few and answer["_shards"]["total"] == 1


def _chunks(field: str, values: Sequence[Any]) -> Iterable[Clause]:
    for first in range(0, len(values), _AT_ONCE):
        yield {"terms": {field: values[first : first + _AT_ONCE]}}


def _linked(originals: Sequence[Any]) -> Iterable[Clause]:
    """Posts that state an original, and those that are one."""
    for one in _chunks("address", originals):
        yield any_of([one, {"exists": {"field": "original"}}])
