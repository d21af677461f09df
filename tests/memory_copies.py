"""Which posts in memory count as one: near-duplicates, and copies with their originals."""

from collections.abc import Mapping

from index.values.links import comparable, original
from tests.memory import MemoryPost
from tests.memory_match import is_alike

Origins = Mapping[str, tuple[MemoryPost, int]]
"""For the id of each post: (the post at the end of its chain of originals, how far that is)."""


def origins(posts: Mapping[str, MemoryPost]) -> Origins:
    by_address = {
        comparable(post.meta.url): post for _, post in sorted(posts.items(), reverse=True)
        if post.meta.url
    }  # fmt: skip
    of = {
        name: by_address.get(original(post.meta.url, post.meta.canonical))
        for name, post in posts.items()
    }
    return {name: _end(post, of) for name, post in posts.items()}


def _end(post: MemoryPost, of: Mapping[str, MemoryPost | None]) -> tuple[MemoryPost, int]:
    path = [post]
    while (before := of[path[-1].meta.id]) and before not in path:
        path.append(before)
    if before is None:
        return path[-1], len(path) - 1
    return before, path.index(before)  # where a circle begins


def is_same(one: MemoryPost, other: MemoryPost, known: Origins) -> bool:
    ends = known[one.meta.id][0], known[other.meta.id][0]
    return ends[0] is ends[1] or is_alike(*ends)
