"""Literals at borders in real posts: by its clauses for them a cluster leaves out none."""

import json
import random
import re
from base64 import b64decode
from bisect import bisect_left
from collections.abc import Callable, Sequence
from typing import Any

import pytest

from index.cluster.kept import unpack_kept
from index.cluster.packing import pack
from index.text.documents import documents
from index.values.post import Post, Section, Visibility
from search.cluster.clauses import Clause, at_border
from search.cluster.held import HeldPost
from search.lookup.borders import Border, begins, border_of, word_of
from search.lookup.literal import literal_spans
from tests.conftest import JST, needs_data

pytestmark = needs_data
_POSTS, _PLACES = 100, 40
_MAY_BEGIN = re.compile(r"[0-9a-z_./ー-][0-9a-z_./ー +#-]*.{0,3}")


def _sent(number: int, text: str) -> dict[str, Any]:
    """What is sent of a post."""
    post = Post(
        id=f"{number}.md", title="", url=None, date=None, authors=(), categories=(), tags=(),
        excerpt="", reading_time=1, visibility=Visibility.LISTED,
        sections=(Section("body", text),),
    )  # fmt: skip
    sent: dict[str, Any] = json.loads(pack(documents([post], JST)).posts.split(b"\n")[1])
    return sent


@pytest.fixture
def posts(real_posts: Callable[[], list[bytes]]) -> list[dict[str, Any]]:
    some = random.Random(3).sample(real_posts(), _POSTS)
    return [_sent(number, raw.decode(errors="replace")) for number, raw in enumerate(some)]


def _has(post: dict[str, Any], clause: Clause) -> bool:
    """Whether a post satisfies a clause of `at_border`."""
    [(kind, said)] = clause.items()
    match kind:
        case "bool" if "filter" in said:
            return all(_has(post, one) for one in said["filter"])
        case "bool":
            return any(_has(post, one) for one in said["should"])
        case "match_phrase" | "term":
            [(field, text)] = said.items()
            return text in post[field]
        case "terms":
            return not {*said["words"]}.isdisjoint(post["words"])
    [(field, prefix)] = said.items()
    at = bisect_left(post[field], prefix)
    return at < len(post[field]) and post[field][at].startswith(prefix)


def _literals(folded: str, draw: random.Random) -> list[str]:
    """What may begin at a border, from anywhere on."""
    runs = _MAY_BEGIN.findall(folded)
    some = [draw.choice(runs) for _ in range(_PLACES)] if runs else []
    cut = [run[draw.randrange(len(run)) :][: draw.randrange(1, 10)] for run in some]
    return [one for one in cut if border_of(one) is Border.START]


def _is_at_border(post: HeldPost, literal: str, words: Sequence[str]) -> bool:
    """Whether a post has a literal at a border, as the embedded engine sees it: at a hump only
    where it has the word."""
    if len(word_of(literal)) > 1 and word_of(literal) in words:
        return bool(literal_spans(post.stored.text, literal, Border.START))
    text = post.folded
    return any(
        begins(text[at - 1 : at] if at else "", literal[0])
        for at in range(len(text))
        if text.startswith(literal, at)
    )


def test_what_stands_at_a_border_is_told_by_words_or_starts(posts: list[dict[str, Any]]) -> None:
    draw, looked_at = random.Random(5), 0
    for sent in posts:
        post = HeldPost(unpack_kept(b64decode(sent["kept"])))
        words, starts = (sorted(set(sent.get(name, "").split(" "))) for name in ("words", "starts"))
        told = {**sent, "words": words, "starts": starts}
        for literal in _literals(post.folded, draw):
            if _is_at_border(post, literal, words):
                looked_at += 1
                assert _has(told, at_border(literal)), literal
    assert looked_at > _POSTS
