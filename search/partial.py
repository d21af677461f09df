"""Partial hits: posts with most of the words of a query, for when no more has all of them."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from search.columns import Mask
from search.evaluate import Evaluator, Matches, Scores
from search.expand import expand
from search.query import And, Leaf, Node


@dataclass(frozen=True)
class Partial:
    """`hit[d]`: d has most of the words and obeys the rest; `score[d]`; `has[w, d]`: d has
    the word `words[w]`."""

    hit: Mask
    score: Scores
    words: tuple[str, ...]
    has: NDArray[np.bool_]

    def missing(self, doc: int) -> tuple[str, ...]:
        return tuple(w for w, has in zip(self.words, self.has[:, doc], strict=True) if not has)


def partial(evaluator: Evaluator, node: Node) -> Partial | None:
    """None where the query has fewer than two words that could be missing. Only plain leaves
    that all are asked for may miss words; the rest is obeyed whole."""
    parts = tuple(dict.fromkeys(node.parts)) if isinstance(node, And) else (node,)
    loose = [part for part in parts if isinstance(part, Leaf) and _may_miss(part)]
    found = {word: match for leaf in loose for word, match in _words(evaluator, leaf)}
    if len(found) < 2:
        return None
    has = np.stack([match.hit for match in found.values()])
    hit = _most(has, apart=len(loose) > 1 or not _tiled(loose[0]))
    score: Scores = np.stack([m.score for m in found.values()]).sum(axis=0, dtype=np.float32)
    for part in parts:
        if part not in loose:
            match = evaluator.matches(part)
            hit &= match.hit
            score = score + match.score
    return Partial(hit, score, tuple(found), has)


def _may_miss(leaf: Leaf) -> bool:
    return leaf.field is None and bool(expand(leaf.text).units)


def _words(evaluator: Evaluator, leaf: Leaf) -> list[tuple[str, Matches]]:
    """The leaf's words and what each matches; a leaf of one word matches as a leaf does."""
    units = expand(leaf.text).units
    if len(units) == 1:
        return [(leaf.text, evaluator.matches(leaf))]
    return [(unit.text, evaluator.unit(unit, None)) for unit in units]


def _tiled(leaf: Leaf) -> bool:
    """Whether a leaf is its words and nothing between them: to its reader it is one word."""
    expansion = expand(leaf.text)
    return sum(len(unit.run) for unit in expansion.units) >= len(expansion.run)


def _most(has: NDArray[np.bool_], apart: bool) -> Mask:
    """Half of the words; of words typed as one compound at least two."""
    count = has.sum(axis=0)
    least = max(1 if apart else 2, (len(has) + 1) // 2)
    mask: Mask = count >= least
    return mask
