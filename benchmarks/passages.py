"""The passages of a text around words, short enough to be read by the thousand."""

import re
import unicodedata
from collections.abc import Sequence

_WIDTH, _MOST = 56, 3
_SPACE = re.compile(r"\s+")


def passages(text: str, words: Sequence[str]) -> str:
    """At most three pieces of the text, of 56 characters each, that hold most of the words; the
    beginning where none is there."""
    shown = _SPACE.sub(" ", unicodedata.normalize("NFKC", text))
    folded = shown.casefold()
    wanted = {unicodedata.normalize("NFKC", word).casefold() for word in words if word.strip()}
    pieces: list[tuple[int, int]] = []
    while wanted and len(pieces) < _MOST:
        start = max(_starts(folded, wanted), key=lambda at: _held(folded, at, wanted), default=-1)
        if start < 0:
            break
        pieces.append((start, start + _WIDTH))
        wanted -= {word for word in wanted if word in folded[start : start + _WIDTH]}
    return " … ".join(shown[start:end] for start, end in sorted(pieces) or [(0, _WIDTH)])


def _starts(text: str, words: set[str]) -> list[int]:
    """Where a piece may begin: a little before each of the first places of each word."""
    places = [
        match.start()
        for word in sorted(words)
        for match, _ in zip(re.finditer(re.escape(word), text), range(200), strict=False)
    ]
    return [max(0, place - _WIDTH // 4) for place in sorted(places)]


def _held(text: str, start: int, words: set[str]) -> int:
    """The characters of the words that a piece holds."""
    piece = text[start : start + _WIDTH]
    return sum(len(word) for word in words if word in piece)
