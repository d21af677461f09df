"""What a reader typed, as engines take it that have no query language of ours: words as
alternatives, since they rank what has all of them first, quoted phrases and exclusions. Of a filter
by date they know nothing; the value of another filter is a word."""

import re
from collections.abc import Iterator
from typing import TypeVar

from benchmarks.model import AND, RANKED, Query
from index.text.analyse import analyse
from search.query import (
    And,
    Label,
    Leaf,
    Node,
    Not,
    Or,
    Phrase,
    parse,
    positive_leaves,
    required_leaves,
)

T = TypeVar("T", bound=Node)
_LATIN = re.compile(r"[A-Za-z0-9][A-Za-z0-9_.+#-]*")


def asked(text: str, whole: bool = False) -> Query:
    """Of each run that holds more than content words, as sentences do, these alone, as MeCab finds
    them. `whole` leaves that to the engine; the kind is then AND unless the reader gave
    alternatives."""
    tree = parse(text)
    runs = [part.text for part in _of(tree, Leaf)] + [part.value for part in _of(tree, Label)]
    words = runs if whole else [word for run in runs for word in _cut(run)]
    without = tuple(part.text for no in _of(tree, Not) for part in _texts(no.part))
    must = tuple(part.text for part in _of(tree, Phrase))
    is_choice = list(positive_leaves(tree)) != list(required_leaves(tree))
    kind = AND if whole and not is_choice else RANKED
    return Query(kind, tuple(dict.fromkeys(words)), must=must, without=without)


def _cut(run: str) -> tuple[str, ...]:
    """A compound is one word."""
    words = content_words(run)
    compound = len("".join(words)) == sum(map(str.isalnum, run))
    return (run,) if compound else words


def content_words(text: str) -> tuple[str, ...]:
    """The words of a text that are not particles or the like, each once; the text where it has
    none. Latin stays as typed, and what is one character long with the word that it touches."""
    words = [text[start:end] for start, end in _joined(list(_pieces(text)))]
    return tuple(dict.fromkeys(words)) or (text,)


def _pieces(text: str) -> Iterator[tuple[int, int]]:
    """(start, end) of each content word."""
    latin = [match.span() for match in _LATIN.finditer(text)]
    tokens = analyse(_LATIN.sub(lambda match: " " * len(match[0]), text))
    rows = zip(tokens.starts.tolist(), tokens.ends.tolist(), tokens.light.tolist(), strict=True)
    yield from sorted([*latin, *((start, end) for start, end, light in rows if not light)])


def _joined(pieces: list[tuple[int, int]]) -> list[tuple[int, int]]:
    joined: list[tuple[int, int]] = []
    for start, end in pieces:
        before = joined[-1] if joined else (0, -1)
        if before[1] == start and 1 in (end - start, before[1] - before[0]):
            joined[-1] = (before[0], end)
        else:
            joined.append((start, end))
    return joined


def _of(tree: Node, kind: type[T]) -> Iterator[T]:
    """The parts of a kind, outside any NOT."""
    if isinstance(tree, kind):
        yield tree
    elif isinstance(tree, And | Or):
        for part in tree.parts:
            yield from _of(part, kind)


def _texts(tree: Node) -> Iterator[Leaf | Phrase]:
    yield from _of(tree, Leaf)
    yield from _of(tree, Phrase)
