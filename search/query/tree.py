"""The query tree, as plain values. How its leaves are matched is decided elsewhere."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True)
class Leaf:
    """A run as typed, without a space: a post matches it as it is, or when it has all its content
    words. `field` limits it to `title` or `author`; `names` are what it makes with neighbouring
    leaves if they are written as one word."""

    text: str
    field: str | None = None
    names: tuple[str, ...] = ()


@dataclass(frozen=True)
class Phrase:
    """A quoted text: matched literally and contiguously, from anywhere, in mid-word too."""

    text: str
    field: str | None = None


@dataclass(frozen=True)
class Label:
    """A whole value of `tag`, `category` or `lang`, compared folded."""

    field: str
    value: str


@dataclass(frozen=True)
class Dated:
    """Posts of the days `first` to `last`, both included, in the site's time zone."""

    first: date
    last: date


@dataclass(frozen=True)
class And:
    """Posts that match all parts."""

    parts: tuple["Node", ...]


@dataclass(frozen=True)
class Or:
    """Posts that match any of the parts."""

    parts: tuple["Node", ...]


@dataclass(frozen=True)
class Not:
    """Posts that do not match the part."""

    part: "Node"


@dataclass(frozen=True)
class Everything:
    """All posts: what an empty query matches."""


Node = Leaf | Phrase | Label | Dated | And | Or | Not | Everything


def positive_leaves(node: Node) -> Iterator[Leaf | Phrase]:
    """Leaves and phrases outside any NOT, from left to right: what can be highlighted."""
    match node:
        case Leaf() | Phrase():
            yield node
        case And(parts) | Or(parts):
            for part in parts:
                yield from positive_leaves(part)


def required_leaves(node: Node) -> Iterator[Leaf | Phrase]:
    """Those of the positive leaves that every post has: none of a choice."""
    match node:
        case Leaf() | Phrase():
            yield node
        case And(parts):
            for part in parts:
                yield from required_leaves(part)
