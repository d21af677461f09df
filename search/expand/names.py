"""Latin names over the spaces of a query: neighbouring leaves are also tried as one word, as what
readers type with a space many write without one (Type Script, 10 km)."""

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from index.text import LATIN_RUN, width
from search.expand.measures import measures
from search.query import And, Leaf, Node, Not, Or

_MOST = 3
"""Words that make one name."""
_NAME = re.compile(rf"{LATIN_RUN.pattern}(?:[-_./]{LATIN_RUN.pattern})*")


def with_names(node: Node) -> Node:
    """The query with the names that each of its leaves makes with its neighbours."""
    match node:
        case And(parts):
            return And(_named([with_names(part) for part in parts]))
        case Or(parts):
            return Or(tuple(map(with_names, parts)))
        case Not(part):
            return Not(with_names(part))
    return node


def _named(parts: Sequence[Node]) -> tuple[Node, ...]:
    names: dict[int, list[str]] = {}
    for first in range(len(parts)):
        for stop in range(first + 1, min(first + _MOST, len(parts)) + 1):
            if name := _name(parts[first:stop]):
                for at in range(first, stop):
                    names.setdefault(at, []).append(name)
    return tuple(
        replace(part, names=tuple(names[at])) if at in names and isinstance(part, Leaf) else part
        for at, part in enumerate(parts)
    )


def _name(parts: Sequence[Node]) -> str:
    """The name that neighbouring parts make; "" where they make none."""
    leaves = [part for part in parts if isinstance(part, Leaf) and part.field is None]
    texts = [text for leaf in leaves for text in width(leaf.text).split()]
    if len(leaves) < len(parts) or not 1 < len(texts) <= _MOST:
        return ""
    name = "".join(texts)
    latin = all(map(_NAME.fullmatch, texts)) and not _of_digits(texts)
    return name if latin or (len(texts) == 2 and measures(name)) else ""


def _of_digits(texts: Sequence[str]) -> bool:
    """Whether two numbers meet: 2 7 is not 27."""
    return any(one[-1:].isdigit() and other[:1].isdigit() for one, other in pairwise(texts))
