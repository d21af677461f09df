"""The query tree → what scores posts on the cluster, so that the best come first. It is near to the
scores of search/match, not the same: of the first posts these are worked out again."""

from collections.abc import Iterator, Sequence
from typing import Any

from index.values import FIELDS
from search.cluster.clauses import NOTHING, Clause
from search.cluster.conditions import Conditions
from search.cluster.counts import Counts
from search.expand import Alternative, Expansion, Kind, Unit, literally
from search.match import KIND_WEIGHTS, OTHER_FIELDS, Scorer, robertson_idf
from search.query import Node, Phrase, positive_leaves

WHOLE_WORDS, LANGUAGE = 4096.0, 512.0
"""What whole words and the language of the reader add, more than all else together."""
_MOST_LANGUAGES = 6
_FRAME = 0.1
_LEAST = 1e-6
"""What a clause counts at least: none may be 0."""


class Relevance:
    """Clauses that score posts of one generation."""

    def __init__(self, counts: Counts, conditions: Conditions, scorer: Scorer) -> None:
        self._counts, self._of, self._scorer = counts, conditions, scorer
        self._fields = [f"w_{name}^{scorer.weights[name]}" for name in FIELDS]

    def leaves(self, node: Node, expand: Any) -> list[Clause]:
        """The clauses of all leaves that a post may have."""
        some: list[Clause] = []
        for leaf in dict.fromkeys(positive_leaves(node)):
            if isinstance(leaf, Phrase):
                some += self._alternative(literally(leaf.text), leaf.field, 1.0)
            else:
                some += self.expansion(expand(leaf.text, leaf.names), leaf.field)
        return some

    def expansion(self, expansion: Expansion, field: str | None) -> list[Clause]:
        """The clauses of one leaf."""
        key = ("relevance", expansion, field)
        return self._counts.kept(key, lambda: self._expansion(expansion, field))

    def _expansion(self, expansion: Expansion, field: str | None) -> list[Clause]:
        units = [self.unit(unit, field) for unit in expansion.units]
        units += [self.unit(unit, field, _FRAME) for unit in expansion.frames]
        together = self._scorer.settings.together * (1 if len(expansion.units) > 1 else 2)
        weight = together / KIND_WEIGHTS[Kind.PART] if expansion.units else 1.0
        whole = list(self._alternative(expansion.whole, field, weight))
        if expansion.is_begun_word:
            whole = []
        others = [
            clause for one in expansion.substitutes for clause in self._alternative(one, field, 1.0)
        ]
        return [*(one for one in units if one != NOTHING), *whole, *_best(others)]

    def unit(self, unit: Unit, field: str | None, weight: float = 1.0) -> Clause:
        """The clause of one content word: its best alternative."""
        some = [
            clause for one in unit.alternatives for clause in self._alternative(one, field, weight)
        ]
        return next(iter(_best(some)), NOTHING)

    def words(self, terms: Sequence[str], weight: float, field: str | None = None) -> Clause:
        """What scores any of some words, in one field, or in all by their weights."""
        return {
            "multi_match": {
                "query": " ".join(terms), "type": "best_fields", "boost": max(weight, _LEAST),
                "fields": self._fields if field is None else [f"w_{field}"],
                "tie_breaker": OTHER_FIELDS, "analyzer": "words",
            }
        }  # fmt: skip

    def _alternative(
        self, alternative: Alternative, field: str | None, weight: float
    ) -> Iterator[Clause]:
        weight *= KIND_WEIGHTS[alternative.kind]
        if terms := self._of.terms(alternative):
            yield self.words(terms, weight, field)
        if alternative.prefix or alternative.literals or alternative.alike:
            having = self._counts.counted(lambda: self._of.alternative(alternative, field).may)
            if having:
                idf = robertson_idf(self._scorer.live, min(having, self._scorer.live))
                yield constant(self._of.alternative(alternative, field).may, weight * idf)


def constant(clause: Clause, score: float) -> Clause:
    """What has the same score in all posts that satisfy a clause."""
    return {"constant_score": {"filter": clause, "boost": max(score, _LEAST)}}


def languages(wanted: Sequence[str]) -> list[Clause]:
    """What brings posts in the first of some languages, and those in none that is known, before
    those in the next."""
    some = wanted[:_MOST_LANGUAGES]
    unknown: Clause = {"bool": {"must_not": [{"exists": {"field": "k_lang"}}]}}
    steps: list[tuple[Clause, float]] = [
        ({"term": {"k_lang": one}}, (len(some) - place) * LANGUAGE)
        for place, one in enumerate(some)
    ]
    steps += [(unknown, len(some) * LANGUAGE)] if some else []
    return [constant(clause, score) for clause, score in steps]


def _best(clauses: Sequence[Clause]) -> list[Clause]:
    if len(clauses) < 2:
        return list(clauses)
    return [{"dis_max": {"queries": list(clauses)}}]
