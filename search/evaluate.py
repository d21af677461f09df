"""The query tree → which posts match, how well, and whether by whole words; all as arrays over
document numbers."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import reduce
from typing import Any

import numpy as np
from numpy.typing import NDArray

from index.store import Postings, Reader
from index.text import GRAM, border_gram
from search.columns import Columns, Mask
from search.expand import Alternative, Expansion, Kind, Unit, expand
from search.postings import in_field, united
from search.query import And, Dated, Everything, Label, Leaf, Native, Node, Not, Or, Phrase
from search.rank import KIND_WEIGHTS, TOGETHER, Scorer
from search.runs import candidates, verified

Kinds = NDArray[np.uint8]
Scores = NDArray[np.float32]

_MOST_PREFIXED = 2_000
"""Words that one Latin prefix may stand for."""


@dataclass(frozen=True)
class Matches:
    """`hit[d]`: document d satisfies the node; `kinds[d]`: the Kinds it is matched by, 0 where
    no text is; `score[d]`: how well. All of shape (size,) and 0 where not hit."""

    hit: Mask
    kinds: Kinds
    score: Scores


class Evaluator:
    """Evaluates the nodes of one query over one generation; what a query asks twice is looked
    up once."""

    def __init__(self, reader: Reader, columns: Columns, scorer: Scorer) -> None:
        self.reader, self.columns, self.scorer = reader, columns, scorer
        self._known: dict[Node, Matches] = {}

    def matches(self, node: Node) -> Matches:
        """The matches of any node."""
        found = self._known.get(node)
        if found is None:
            found = self._known[node] = self._matches(node)
        return found

    def _matches(self, node: Node) -> Matches:
        match node:
            case Leaf():
                return self.leaf(node)
            case Phrase():
                run = Alternative(Kind.WORD, runs=(expand(node.text).run,))
                return self.alternative(run, node.field)
            case And(parts):
                return reduce(_both, map(self.matches, parts))
            case Or(parts):
                return reduce(_either, map(self.matches, parts))
            case Not(part):
                return self._filter(self.columns.live & ~self.matches(part).hit)
            case Label(field, value):
                return self._filter(self.columns.values[field].having(value, self.columns.size))
            case Dated(first, last):
                return self._filter(self.columns.between(first, last))
            case Everything():
                return self._filter(self.columns.live.copy())
            case Native(query):
                return self._native(query)

    def _native(self, query: Any) -> Matches:
        from search.native import FieldModel, native  # Whoosh's searcher is slow to import

        found = native(query, self.reader, FieldModel(self.columns))
        return self._scattered(*found, Kind.WORD)

    def _filter(self, hit: Mask) -> Matches:
        size = self.columns.size
        return Matches(hit, np.zeros(size, dtype=np.uint8), np.zeros(size, dtype=np.float32))

    def leaf(self, leaf: Leaf) -> Matches:
        """All content words, or the run as it is: the words rank, the run fills in, and both
        together rank highest."""
        expansion = expand(leaf.text)
        if not expansion.units:
            return self.alternative(expansion.whole, leaf.field)
        words = reduce(_both, (self.unit(unit, leaf.field) for unit in expansion.units))
        kinds = expansion.units[0].kinds
        if expansion.is_one_word and kinds & Kind.BEGINNING and words.hit.any():
            return words
        known = words.hit if len(expansion.units) == 1 else None
        run = self.alternative(expansion.whole, leaf.field, known)
        return self._with_run(words, run, expansion)

    def _with_run(self, words: Matches, run: Matches, expansion: Expansion) -> Matches:
        accidental = run.hit & ~words.hit
        score = words.score + run.score * accidental
        if len(expansion.units) > 1:
            share = np.float32(TOGETHER / KIND_WEIGHTS[Kind.PART])
            score = score + share * run.score * (words.hit & run.hit)
        kinds = np.where(words.hit, words.kinds, run.kinds)
        return Matches(words.hit | run.hit, kinds, score)

    def unit(self, unit: Unit, field: str | None) -> Matches:
        """One content word, by the best of its alternatives."""
        return reduce(_best, (self.alternative(way, field) for way in unit.alternatives))

    def alternative(
        self, way: Alternative, field: str | None, known: Mask | None = None
    ) -> Matches:
        """One way to match; documents in `known` are not looked into for runs."""
        if way.runs:
            postings = self._runs(way, field, known)
        elif way.prefix:
            postings = self._begun(way.prefix, field)
        else:
            postings = self._words(way.terms, field)
        docs, score = self.scorer.score(postings)
        return self._scattered(docs, score * np.float32(KIND_WEIGHTS[way.kind]), way.kind)

    def _scattered(self, docs: NDArray[np.int32], found: Scores, kind: Kind) -> Matches:
        hit = np.zeros(self.columns.size, dtype=np.bool_)
        score = np.zeros(self.columns.size, dtype=np.float32)
        hit[docs], score[docs] = True, found
        return Matches(hit, hit * np.uint8(kind), score)

    def _begun(self, prefix: str, field: str | None) -> Postings:
        """Documents in which a word begins with a Latin prefix."""
        if len(prefix) <= GRAM and field is None:
            return Postings(self.reader.gram(border_gram(prefix)), None, None)
        return self._words(self.reader.prefixed(prefix, _MOST_PREFIXED), field)

    def _words(self, words: Sequence[str], field: str | None) -> Postings:
        """Documents that hold any of the words, as if they were one word."""
        found = [in_field(self.reader.word(word), field) for word in words]
        return found[0] if len(found) == 1 else united(found)

    def _runs(self, way: Alternative, field: str | None, known: Mask | None) -> Postings:
        """Documents whose folded text holds one of the runs: the grams propose, the text decides.
        Those in `known` are not looked into."""
        found: list[Postings] = []
        for run in way.runs:
            docs = candidates(self.reader, run)
            docs = docs if known is None else docs[~known[docs]]
            if len(run) <= GRAM and field is None and not way.bordered:
                found.append(Postings(docs, None, None))
            else:
                counted = verified(self.reader, docs, run, way.bordered)
                found.append(in_field(counted, field))
        return found[0] if len(found) == 1 else united(found)


def _both(left: Matches, right: Matches) -> Matches:
    hit = left.hit & right.hit
    score = np.where(hit, left.score + right.score, np.float32(0))
    return Matches(hit, (left.kinds | right.kinds) * hit, score)


def _either(left: Matches, right: Matches) -> Matches:
    return Matches(left.hit | right.hit, _better(left, right), left.score + right.score)


def _best(left: Matches, right: Matches) -> Matches:
    score = np.maximum(left.score, right.score)
    return Matches(left.hit | right.hit, _better(left, right), score)


def _better(left: Matches, right: Matches) -> Kinds:
    """The kinds of the side that matches by the better ones."""
    least = np.minimum(left.kinds, right.kinds)
    return np.where(left.hit & right.hit, least, left.kinds | right.kinds)
