"""The query tree → what scores posts on the cluster, so that the best come first. It is near to the
scores of search/match, not the same: of the first posts these are worked out again."""

import math
from collections.abc import Iterator, Sequence
from typing import Any

from index.text import GRAM
from index.values import FIELDS
from search.cluster.clauses import NOTHING, Clause, at_border, literal
from search.cluster.conditions import Conditions
from search.cluster.counts import Counts
from search.expand import Alternative, Expansion, Kind, Unit, literally
from search.lookup import Border, Statistics
from search.match import K1, KIND_WEIGHTS, OTHER_FIELDS, B, Scorer, robertson_idf
from search.query import Node, Phrase, positive_leaves

WHOLE_WORDS, LANGUAGE = 4096.0, 512.0
"""What whole words and the language of the reader add, more than all else together."""
_MOST_LANGUAGES = 6
_FRAME = 0.1
_LEAST = 1e-6
"""What a clause counts at least: none may be 0."""
_PAIR = 0.5
"""What a pair of characters counts of what a longer literal does, by how rare they are."""


class Relevance:
    """Clauses that score posts of one generation, whose `statistics` the scorer has, too."""

    def __init__(
        self, counts: Counts, conditions: Conditions, scorer: Scorer, statistics: Statistics
    ) -> None:
        self._counts, self._of, self._scorer = counts, conditions, scorer
        self._newest = statistics.newest
        self._pivot = statistics.means["body"] * (1 + K1 * (1 - B)) / (K1 * B)
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

    def by_age(self, clauses: Sequence[Clause]) -> Sequence[Clause]:
        """Clauses whose scores together newer posts raise, where the settings say so."""
        settings = self._scorer.settings
        if not clauses or not settings.freshness or math.isnan(self._newest):
            return clauses
        newer: Clause = {"seconds": {
            "origin": self._newest, "scale": settings.half_life * 86_400, "decay": 0.5,
        }}  # fmt: skip
        dated = {"exists": {"field": "seconds"}}
        functions = [{"weight": 1}, {"filter": dated, "exp": newer, "weight": settings.freshness}]
        query = {"bool": {"should": list(clauses)}}
        return [{"function_score": {
            "query": query, "functions": functions, "score_mode": "sum", "boost_mode": "multiply",
        }}]  # fmt: skip

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
                yield self._unindexed(alternative, field, weight, idf)

    def _unindexed(
        self, alternative: Alternative, field: str | None, weight: float, idf: float
    ) -> Clause:
        """What scores an alternative that is no word of the index, nor one of several. Where grams
        alone tell who has it, it is not counted how often."""
        by_gram = alternative.bordered is Border.NONE and field is None
        long = [one for one in alternative.literals if len(one) >= GRAM + by_gram]
        some = [self._literal(one, alternative.bordered, field, weight, idf) for one in long]
        if alternative.prefix or alternative.alike or len(long) < len(alternative.literals):
            some.append(self._brief(self._of.alternative(alternative, field).may, weight * idf))
        return _best(some)[0]

    def _literal(
        self, text: str, bordered: Border, field: str | None, weight: float, idf: float
    ) -> Clause:
        """What scores a literal: by how often it is in the text, and by that of the title. The
        cluster counts how rare each pair of its characters is."""
        pairs = len(text) + 1 - GRAM
        boost = max(weight / (1 + _PAIR * (pairs - 1)), _LEAST)
        found: Clause = {"match_phrase": {f"t_{field}" if field else "text": {
            "query": text, "boost": boost,
        }}}  # fmt: skip
        some = [found]
        if field is None:
            some.append(
                constant(literal(text, "title"), self._scorer.weights["title"] * weight * idf)
            )
        best = {"dis_max": {"queries": some, "tie_breaker": OTHER_FIELDS}}
        if bordered is Border.NONE:
            return best
        return {"bool": {"filter": [at_border(text, field)], "must": [best]}}

    def _brief(self, clause: Clause, score: float) -> Clause:
        """What scores the posts that satisfy a clause as if they had a word once in a body of their
        length, or nearly so."""
        long: Clause = {"length_body": {"origin": 0, "scale": self._pivot, "decay": 0.5}}
        found = constant(clause, score * (K1 + 1) / (1 + K1 * (1 - B)))
        return {"function_score": {"query": found, "exp": long}}


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
