"""Verification: random pieces of what posts show are searched for as phrases, and each has to find
its post."""

import random
import unicodedata
from collections.abc import Iterator
from itertools import chain

from index.text import fold_literal
from search.contract import Searcher, ShownPost, Verified

_LONGEST = 12
"""Characters of a piece, unless it is longer to end between characters that a reader sees."""
_NAMED = 5
"""Pieces not found that are named."""
_OF_FRESH, _OF_OTHERS = 10, 10
"""Pieces of each post that was just written, and one piece of how many is of any post."""
_TRIES = 20
"""Pieces of a post that are drawn until one is not white space."""


def verify(
    searcher: Searcher, samples: int, seed: int | None = None, written: int | None = None
) -> Verified:
    """Searches for a piece of 1 to 12 characters of each of `samples` random posts of the current
    generation, the same ones for the same `seed`. Where it is known how many posts the last build
    wrote, `written`, most pieces are of these, and fewer are enough."""
    fresh, others = _shares(samples, written)
    posts = chain(searcher.sample(fresh, seed, fresh=True), searcher.sample(others, seed))
    tried, missed = 0, []
    for post_id, piece in _pieces(posts, random.Random(seed)):
        tried += 1
        if not searcher.contains(post_id, piece):
            missed.append(f"{post_id}: {piece!r}")
    generation = searcher.status().generation
    return Verified(generation, tried, tried - len(missed), tuple(missed[:_NAMED]))


def _shares(samples: int, written: int | None) -> tuple[int, int]:
    """How many pieces are of posts that the last build wrote, and of any."""
    if written is None:
        return 0, samples
    others = -(-samples // _OF_OTHERS)
    return min(written * _OF_FRESH, samples - others), others


def _pieces(posts: Iterator[ShownPost], draw: random.Random) -> Iterator[tuple[str, str]]:
    """(id, piece) of each post that has a piece to search for."""
    for post in posts:
        pieces = (_piece(draw.choice(post.sections)[1], draw) for _ in range(_TRIES))
        piece = next((piece for piece in pieces if fold_literal(piece).strip()), None)
        if piece is not None:
            yield post.meta.id, piece


def _piece(section: str, draw: random.Random) -> str:
    """A random piece, cut between characters as a reader sees them; "" of an empty section."""
    if not section:
        return ""
    start = draw.randrange(len(section))
    end = min(start + draw.randint(1, _LONGEST), len(section))
    while start > 0 and _joined(section, start):
        start -= 1
    while end < len(section) and _joined(section, end):
        end += 1
    return section[start:end]


def _joined(text: str, at: int) -> bool:
    """Whether a reader sees the character at `at` as one with that before it."""
    mark = unicodedata.category(text[at]) in ("Mn", "Me", "Mc", "Cf") or text[at] in "ﾞﾟ゛゜"
    return mark or text[at - 1] == "\u200d"
