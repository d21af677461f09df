"""If you can see it, you can find it: random pieces of what is shown, looked for as quotes."""

import random
import unicodedata
from collections.abc import Iterator

from index.text import fold_literal
from search.contract import Searcher, ShownPost, Verified

_LONGEST = 12
_NAMED = 5
_TRIES = 20


def verify(searcher: Searcher, samples: int, seed: int | None = None) -> Verified:
    """Looks for pieces of 1 to 12 characters of random posts of the generation in force."""
    tried, missed = 0, []
    for post_id, piece in _pieces(searcher.sample(samples, seed), random.Random(seed)):
        tried += 1
        if not searcher.contains(post_id, piece):
            missed.append(f"{post_id}: {piece!r}")
    generation = searcher.status().generation
    return Verified(generation, tried, tried - len(missed), tuple(missed[:_NAMED]))


def _pieces(posts: Iterator[ShownPost], draw: random.Random) -> Iterator[tuple[str, str]]:
    """(post, piece) of each."""
    for post in posts:
        pieces = (_piece(draw.choice(post.sections)[1], draw) for _ in range(_TRIES))
        piece = next((piece for piece in pieces if fold_literal(piece).strip()), None)
        if piece is not None:
            yield post.id, piece


def _piece(section: str, draw: random.Random) -> str:
    """Some characters, cut where a reader sees one end and the next begin."""
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
    """Whether the character at `at` is one with the one before it to a reader."""
    mark = unicodedata.category(text[at]) in ("Mn", "Me", "Mc", "Cf") or text[at] in "ﾞﾟ゛゜"
    return mark or text[at - 1] == "\u200d"
