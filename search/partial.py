"""Partial hits: posts with most of the words of a query, for when no more has all of them."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from search.columns import Mask
from search.evaluate import Evaluator, Scores
from search.expand import expand
from search.query import And, Leaf, Node


@dataclass(frozen=True)
class Partial:
    """`hit[d]`: d has at least half the words and obeys the rest; `score[d]`; `has[w, d]`: d has
    the word `words[w]`."""

    hit: Mask
    score: Scores
    words: tuple[str, ...]
    has: NDArray[np.bool_]

    def missing(self, doc: int) -> tuple[str, ...]:
        return tuple(w for w, has in zip(self.words, self.has[:, doc], strict=True) if not has)


def partial(evaluator: Evaluator, node: Node) -> Partial | None:
    """None where the query has fewer than two words that could be missing. Only plain leaves
    that all are asked for may miss; quotes, NOT, labels and alternatives are obeyed whole."""
    parts = node.parts if isinstance(node, And) else (node,)
    leaves = [part for part in parts if isinstance(part, Leaf)]
    units = list(dict.fromkeys((u, leaf.field) for leaf in leaves for u in expand(leaf.text).units))
    if len(units) < 2:
        return None
    rest = [evaluator.matches(part) for part in parts if not isinstance(part, Leaf)]
    found = [evaluator.unit(unit, field) for unit, field in units]
    has = np.stack([match.hit for match in found])
    hit = has.sum(axis=0) * 2 >= len(units)
    score: Scores = np.stack([match.score for match in found]).sum(axis=0, dtype=np.float32)
    for match in rest:
        hit &= match.hit
        score = score + match.score
    return Partial(hit, score.astype(np.float32), tuple(unit.text for unit, _ in units), has)
