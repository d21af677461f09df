"""One generation on the cluster, as it was when it was opened: what is known of all of its posts,
and the posts that were read."""

import math
import threading
from base64 import b64decode
from collections import Counter, OrderedDict
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from index.cluster import Client, post_key, unpack_kept
from index.store import Manifest
from index.values import FIELDS, LABELS, IndexDamaged, cached_property
from search.cluster.asking import Known
from search.cluster.clauses import EVERYTHING, Clause, posts
from search.cluster.counts import Counts, best_body, ids_of
from search.cluster.held import Held, HeldPost
from search.contract import spend
from search.lookup import Statistics

_CACHED = 24_000_000
"""Bytes of what is kept of posts that are held in memory, compressed; some times as many in all."""
_MOST_VALUES = 10_000
"""Values of a label whose spellings are known."""
_AT_ONCE = 100
"""Posts that are read by one request."""
_READ = 200
"""Work of reading a post."""
_BETWEEN = "\1"
"""What is between a folded value of a label and its spelling."""


class Opened:
    """The generation that is the index `name` of the cluster; its `token` tells it from others of
    that name; `fresh` are some of the posts that were written for it. Threads share it."""

    def __init__(
        self,
        client: Client,
        name: str,
        manifest: Manifest,
        token: str = "",
        fresh: Sequence[str] = (),
    ) -> None:
        self.client, self.name, self.manifest = client, name, manifest
        self.token, self.fresh = token, fresh
        self.known = Known()
        self._posts: OrderedDict[str, tuple[HeldPost, int]] = OrderedDict()
        self._bytes = 0
        self._lock = threading.Lock()

    def counts(self) -> Counts:
        """What the whole index has, for one call."""
        return Counts(self.client, self.manifest, self.name, self.known)

    def search(self, body: Mapping[str, Any]) -> Any:
        """The answer to one search."""
        return self.client.search(self.name, body)

    def best(self, query: Clause, size: int) -> list[str]:
        """The ids of the posts that score best by a query, the best first."""
        return ids_of(self.search(best_body(query, size)))

    @cached_property
    def statistics(self) -> Statistics:
        """What scores need of all posts."""
        means = {f"mean_{name}": {"avg": {"field": f"length_{name}"}} for name in FIELDS}
        newest = {"newest": {"max": {"field": "seconds"}}}
        answer = self.search({
            "size": 0, "track_total_hits": True, "query": posts(EVERYTHING),
            "aggs": means | newest,
        })  # fmt: skip
        found = {name: one["value"] for name, one in answer["aggregations"].items()}
        return Statistics(
            live=answer["hits"]["total"]["value"],
            means={name: found[f"mean_{name}"] or 1.0 for name in FIELDS},
            newest=math.nan if found["newest"] is None else found["newest"],
        )

    @cached_property
    def spellings(self) -> dict[str, dict[str, str]]:
        """The most frequent spelling of each value of the labels, by its folded form."""
        aggs = {name: {"terms": {"field": f"l_{name}", "size": _MOST_VALUES}} for name in LABELS}
        answer = self.search({"size": 0, "query": posts(EVERYTHING), "aggs": aggs})
        return {name: _spellings(answer["aggregations"][name]["buckets"]) for name in LABELS}

    def held(self, ids: Sequence[str], counts: Counts) -> Held:
        """Posts as a Reader, in their order; those that the index does not have are left out."""
        found = self.posts(ids)
        some = [post for post in map(found.get, ids) if post is not None]
        return Held(some, self.manifest, counts)

    def posts(self, ids: Iterable[str]) -> dict[str, HeldPost]:
        """Posts by their ids, without those that the index does not have."""
        wanted = list(dict.fromkeys(ids))
        with self._lock:
            found = {one: self._posts[one][0] for one in wanted if one in self._posts}
            for one in found:
                self._posts.move_to_end(one)
        missing = [one for one in wanted if one not in found]
        for first in range(0, len(missing), _AT_ONCE):
            some = missing[first : first + _AT_ONCE]
            spend(_READ * len(some))
            sources = self.client.get_many(self.name, [post_key(one) for one in some])
            for post_id, source in zip(some, sources, strict=True):
                if source is not None:
                    found[post_id] = self._keep(post_id, _kept(source))
        return found

    def _keep(self, post_id: str, data: bytes) -> HeldPost:
        post = HeldPost(unpack_kept(data))
        if post.stored.meta.id != post_id:
            raise IndexDamaged(f"{self.name}: expected the post {post_id[:100]!r}")
        with self._lock:
            _, before = self._posts.pop(post_id, (None, 0))
            self._posts[post_id] = post, len(data)
            self._bytes += len(data) - before
            while self._bytes > _CACHED and len(self._posts) > 1:
                _, (_, size) = self._posts.popitem(last=False)
                self._bytes -= size
        return post


def _kept(source: Mapping[str, Any]) -> bytes:
    """The bytes kept of a post; IndexDamaged where there are none."""
    try:
        return b64decode(source["kept"], validate=True)
    except (LookupError, TypeError, ValueError):
        raise IndexDamaged("index: expected what is kept of a post") from None


def _spellings(buckets: Sequence[Mapping[str, Any]]) -> dict[str, str]:
    counted: dict[str, Counter[str]] = {}
    for bucket in buckets:
        key, _, shown = str(bucket["key"]).partition(_BETWEEN)
        counted.setdefault(key, Counter())[shown] += bucket["doc_count"]
    return {
        key: min(some, key=lambda shown: (-some[shown], shown)) for key, some in counted.items()
    }
