"""The query tree: what a reader asked, as plain values. Kinds of match are data elsewhere."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True)
class Leaf:
    """A run as typed: matched as it is, or when all its content words are there. `field` limits
    it to `title` or `author`."""

    text: str
    field: str | None = None


@dataclass(frozen=True)
class Phrase:
    """A quoted run: matched literally and contiguously, from anywhere."""

    text: str
    field: str | None = None


@dataclass(frozen=True)
class Label:
    """A whole value of `tag` or `category`, compared folded."""

    field: str
    value: str


@dataclass(frozen=True)
class Dated:
    """Posts of the days `first` to `last`, both included, in the site's time zone."""

    first: date
    last: date


@dataclass(frozen=True)
class And:
    parts: tuple["Node", ...]


@dataclass(frozen=True)
class Or:
    parts: tuple["Node", ...]


@dataclass(frozen=True)
class Not:
    part: "Node"


@dataclass(frozen=True)
class Everything:
    """All posts: what an empty query asks."""


Node = Leaf | Phrase | Label | Dated | And | Or | Not | Everything


def positive_leaves(node: Node) -> Iterator[Leaf | Phrase]:
    """Leaves and phrases outside any NOT, from left to right: what can be marked."""
    match node:
        case Leaf() | Phrase():
            yield node
        case And(parts) | Or(parts):
            for part in parts:
                yield from positive_leaves(part)


def is_choice(node: Node) -> bool:
    """Whether a post may have some of the leaves only."""
    return isinstance(node, Or) or (isinstance(node, And) and any(map(is_choice, node.parts)))
