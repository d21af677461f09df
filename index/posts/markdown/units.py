"""Blocks → the units that repeats are found among: sentences, in paragraphs."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from index.posts.markdown.blocks import Block

_STOP = r"(?:[。！？]|[!?](?![\w/=&#.]))"
_UNSTOPPED = r"[^\n。！？!?]*+(?:[!?](?=[\w/=&#.])[^\n。！？!?]*+)*+"
_SENTENCE = re.compile(rf"{_UNSTOPPED}{_STOP}+[」』）)”]*[ \n]*|[^\n]+\n?|\n")
_CLOSING, _STOPS = "」』）)”", {*"。！？!?"}
_NOISE = re.compile(r"[\W_]+")
_PERIOD = 8
"""Letters that a text which is only said again and again has at least; cheers are shorter."""
_TIMES = 3
"""How often such a text is said at least."""
_TRIES = 100
"""Places that are tried where a text may begin anew, since a try takes time by its length."""


@dataclass
class Unit:
    """A sentence, or a piece of one, of block number `block` and of one of the post's paragraphs,
    by number; at an `edge` it may have been broken off. `in_list` is as in Block, `under` the
    heading above. `repeat` says that it is to be removed."""

    block: int
    paragraph: int
    text: str
    key: str
    edge: bool
    ends: bool
    in_list: int = 0
    under: str = ""
    repeat: bool = False
    reason: str = "repeat"


def letters(text: str) -> str:
    """The letters of a text, folded, by which sentences are compared."""
    if text.isalnum():
        return text.casefold()
    return _NOISE.sub("", text).casefold()


def units(blocks: Sequence[Block]) -> list[Unit]:
    """The sentences of text blocks in order; at an edge are those without an end, and those that
    follow a marker line."""
    found: list[Unit] = []
    after_marker, under, paragraph = False, "", 0
    for index, block in enumerate(blocks):
        if block.kind == "text":
            first = len(found)
            for pieces, keys in _paragraphs(*_sentences(block.text), block.text):
                for piece, key in zip(pieces, keys, strict=True):
                    ends = _has_end(piece)
                    one = Unit(index, paragraph, piece, key, not ends, ends, block.in_list, under)
                    found.append(one)
                paragraph += 1
            found[first].edge |= after_marker
        under = block.text if block.kind == "heading" else under
        after_marker = block.kind == "marker"
    return found


def _has_end(piece: str) -> bool:
    """Whether a piece has the end of a sentence, perhaps inside brackets."""
    return piece.rstrip().rstrip(_CLOSING)[-1:] in _STOPS


def _paragraphs(pieces: list[str], keys: list[str], text: str) -> list[tuple[list[str], list[str]]]:
    """(sentences, the letters of each) of the text of a block, or, where it is one text said again
    and again, of that text each time."""
    key = "".join(keys)
    length = period(key) if len(key) >= _PERIOD * _TIMES else 0
    if not length:
        return [(pieces, keys)]
    places = [place for place, char in enumerate(text) for _ in letters(char)]
    begins = [0, *places[length::length], len(text)]
    return [_sentences(text[begin:end]) for begin, end in pairwise(begins)]


def _sentences(text: str) -> tuple[list[str], list[str]]:
    """(the sentences of a text, the letters of each)."""
    pieces = _SENTENCE.findall(text)
    return pieces, list(map(letters, pieces))


def period(key: str) -> int:
    """How many letters a text repeats from its first to its last, 0 where it does not."""
    length, last = 0, len(key) // _TIMES
    for _ in range(_TRIES):
        begin = max(_PERIOD, length + 1)
        length = key.find(key[:_PERIOD], begin, last + _PERIOD)
        if length < 0 or key.startswith(key[length:]):
            return max(length, 0)
    return 0
