"""Docsets: the documents that a part of a query matches, as sorted arrays, and how they combine."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from search.expand import Kind
from search.lookup import Docs, Kinds, Mask, Scores, placed


@dataclass(frozen=True)
class DocSet:
    """Documents that match, ascending unless said otherwise, the bits of the Kinds by which they
    do (0 where no text is matched, as by a filter), and their scores. All of shape (n,)."""

    docs: Docs
    kinds: Kinds
    score: Scores

    def where(self, chosen: NDArray[Any] | slice) -> "DocSet":
        """Some of the documents: by a mask of shape (n,), a slice, or their places, in that
        order."""
        return DocSet(self.docs[chosen], self.kinds[chosen], self.score[chosen])

    def then(self, rest: "DocSet") -> "DocSet":
        """These documents, then those of `rest`: for docsets ordered by rank."""
        return DocSet(
            np.concatenate([self.docs, rest.docs]),
            np.concatenate([self.kinds, rest.kinds]),
            np.concatenate([self.score, rest.score]),
        )


NOTHING = DocSet(np.zeros(0, np.int32), np.zeros(0, np.uint8), np.zeros(0, np.float32))


def scored(docs: Docs, score: Scores, kind: Kind) -> DocSet:
    """Documents that all match by one kind."""
    return DocSet(docs, np.full(len(docs), kind, dtype=np.uint8), score)


def passed(mask: Mask) -> DocSet:
    """The documents that pass a filter."""
    docs = np.flatnonzero(mask).astype(np.int32)
    return DocSet(docs, np.zeros(len(docs), dtype=np.uint8), np.zeros(len(docs), np.float32))


def both(left: DocSet, right: DocSet) -> DocSet:
    """AND: documents of both, with the kinds of both, the scores added."""
    if len(left.docs) > len(right.docs):
        left, right = right, left
    at, there = placed(left.docs, right.docs)
    at = at[there]
    kinds = left.kinds[there] | right.kinds[at]
    return DocSet(left.docs[there], kinds, left.score[there] + right.score[at])


def either(left: DocSet, right: DocSet) -> DocSet:
    """OR: documents of either, with the better kinds, the scores added."""
    return _united(left, right, np.minimum, np.add)


def best(left: DocSet, right: DocSet) -> DocSet:
    """Alternatives of one word: documents of either, with the better kinds and the better score."""
    if not len(right.docs):
        return left
    return _united(left, right, np.minimum, np.maximum)


def filled(words: DocSet, literal: DocSet, share: float) -> DocSet:
    """The documents of `words`, and those of the `literal` that lack them. Where a document is in
    both, `share` of the literal's score is added."""
    return _united(words, literal, _first, lambda score, more: score + np.float32(share) * more)


def scores_of(docset: DocSet, docs: Docs) -> Scores:
    """The score of each of `docs` in a docset that ascends, 0 where it is not in it."""
    score = np.zeros(len(docs), dtype=np.float32)
    at, there = placed(docs, docset.docs)
    score[there] = docset.score[at[there]]
    return score


def apart(words: DocSet, together: Docs, share: float) -> DocSet:
    """The documents of words that make up one compound. Those that have them only apart, being
    not in `together`, match by a part of it, with `share` of the score."""
    whole = placed(words.docs, together)[1]
    kinds = np.where(whole, words.kinds, words.kinds | np.uint8(Kind.PART))
    return replace(
        words, kinds=kinds, score=words.score * np.where(whole, np.float32(1), np.float32(share))
    )


def _first(left: Kinds, right: Kinds) -> Kinds:
    return left


def _united(
    left: DocSet,
    right: DocSet,
    kinds_of_both: Callable[[Kinds, Kinds], Kinds],
    score_of_both: Callable[[Scores, Scores], Scores],
) -> DocSet:
    """Documents of either; for those of both, kinds and scores are combined by the functions."""
    if not len(right.docs):
        return left
    if not len(left.docs):
        return right
    docs = np.concatenate([left.docs, right.docs])
    order = docs.argsort(kind="stable")
    docs = docs[order]
    kinds = np.concatenate([left.kinds, right.kinds])[order]
    score = np.concatenate([left.score, right.score])[order]
    first = np.ones(len(docs), dtype=np.bool_)
    np.not_equal(docs[1:], docs[:-1], out=first[1:])
    second = np.flatnonzero(~first)
    if len(second):
        kinds[second - 1] = kinds_of_both(kinds[second - 1], kinds[second])
        score[second - 1] = score_of_both(score[second - 1], score[second])
        return DocSet(docs[first], kinds[first], score[first])
    return DocSet(docs, kinds, score)
