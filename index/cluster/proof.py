"""The proof that a generation is whole before it is published: it has as many posts as its records
say, and pieces of posts that were just written find them."""

import random
import re
from base64 import b64decode
from collections.abc import Iterator, Sequence
from itertools import count
from typing import Any

from index.cluster.client import Client
from index.cluster.kept import unpack_kept
from index.cluster.mapping import post_key, whole
from index.store import decode, require_shape
from index.values import IndexDamaged, MachineError, counted

_SAMPLES, _PROVED = 1_000, 30
"""Posts that were just written and are remembered, and those of them that are looked for."""
_LONGEST = 12
_TOGETHER = 10
_PIECES = re.compile("[^\0-\x1f]{2,}")
_POSTS = {"size": 0, "track_total_hits": True, "query": {"term": {"kind": "post"}}}


def count_posts(client: Client, index: str) -> int:
    """How many posts a search of a generation goes through."""
    return _total(client.search(index, _POSTS))


def _total(answer: Any) -> int:
    try:
        return int(require_shape(answer["hits"]["total"]["value"], int))
    except (LookupError, TypeError, ValueError):
        raise IndexDamaged("expected how many posts there are, as OpenSearch answers") from None


class Samples:
    """Some of many ids, each as likely as any other."""

    def __init__(self) -> None:
        self.ids: list[str] = []
        self._seen, self._draw = count(1), random.Random()

    def note(self, ids: Sequence[str]) -> None:
        """Perhaps takes some of these."""
        for post_id in ids:
            at = self._draw.randrange(next(self._seen))
            if len(self.ids) < _SAMPLES:
                self.ids.append(post_id)
            elif at < _SAMPLES:
                self.ids[at] = post_id


def prove(client: Client, index: str, ids: Sequence[str]) -> None:
    """Looks for a piece of some of the posts; MachineError where one does not find its post."""
    ids = random.sample(ids, min(len(ids), _PROVED))
    missed = [
        f"{post_id}: {piece!r}"
        for first in range(0, len(ids), _TOGETHER)
        for post_id, piece in _missed(client, index, ids[first : first + _TOGETHER])
    ]
    if missed:
        pieces = counted(len(missed), "piece")
        raise MachineError(
            f"{client.address}: {index}: {pieces} of {len(ids):,} posts just written not found, "
            f"such as {missed[0]}; nothing is published"
        )


def _missed(client: Client, index: str, ids: Sequence[str]) -> Iterator[tuple[str, str]]:
    keys = [post_key(post_id) for post_id in ids]
    sources = client.get_many(index, keys)
    asked, bodies = [], []
    for post_id, key, source in zip(ids, keys, sources, strict=True):
        if source is None:
            yield post_id, "all of it"
        elif piece := _piece(source):
            asked.append((post_id, piece))
            bodies.append(_question(key, piece))
    answers = client.msearch(index, bodies)
    for one, answer in zip(asked, answers, strict=True):
        if _total(answer) != 1:
            yield one


def _piece(source: Any) -> str:
    """A random piece of a post, "" of one that has none."""
    try:
        data = b64decode(source["kept"], validate=True)
    except (LookupError, TypeError, ValueError):
        raise IndexDamaged("index: expected what is kept of a post") from None
    sections = _PIECES.findall(decode(unpack_kept(data).folded))
    if not sections:
        return ""
    section = random.choice(sections)
    start = random.randrange(len(section) - 1)
    return whole(section[start : start + random.randint(2, _LONGEST)])


def _question(key: str, piece: str) -> dict[str, Any]:
    conditions = [{"match_phrase": {"text": piece}}, {"ids": {"values": [key]}}]
    return {"size": 0, "track_total_hits": True, "query": {"bool": {"filter": conditions}}}
