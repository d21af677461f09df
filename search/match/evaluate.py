"""The query tree → docsets: which posts match, by which kinds, with which scores."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import reduce

import numpy as np

from index.store import Reader
from search.contract import spend
from search.expand import Alternative, Expander, Expansion, Kind, Unit, literally, terms_of
from search.lookup import (
    Columns,
    Docs,
    within,
)
from search.match.docset import (
    NOTHING,
    DocSet,
    apart,
    best,
    both,
    either,
    filled,
    passed,
    scored,
    scores_of,
)
from search.match.found import of_literals, of_prefix, of_words
from search.match.scoring import KIND_WEIGHTS, Scorer
from search.match.spans import NO_PLACES, Posts
from search.match.spread import ALL_READ, Spread
from search.match.together import Mask, best_passages
from search.query import (
    And,
    Dated,
    Everything,
    Label,
    Leaf,
    Node,
    Not,
    Or,
    Phrase,
    check_leaves,
    parse,
    positive_leaves,
)

_MOST_KNOWN = 64
MOST_READ = 256
"""Posts that are read for a word that is no word of the index."""
_FRAME = 0.1
"""What a word counts that only frames a question."""
_TINY = 0.5
_ALTERNATIVE, _PER_UNIT = 60, 10
"""Work of an alternative, and how many documents make a unit."""


class Evaluator:
    """Evaluates nodes over one generation, or over some posts of one, of which an `expander` knows
    the vocabulary and `spread` how many have what. Recent docsets are kept, as the same query is
    evaluated again for its next page. Threads may share one."""

    def __init__(
        self,
        reader: Reader,
        columns: Columns,
        scorer: Scorer,
        expander: Expander | None = None,
        spread: Spread = ALL_READ,
    ) -> None:
        self.reader, self.columns, self.scorer, self.spread = reader, columns, scorer, spread
        expander = expander or Expander(reader.manifest.vocabulary, reader)
        self.expand, self._joined, self._prepare = (
            expander.expand, expander.joined, expander.prepare,
        )  # fmt: skip
        self._known: dict[Node, DocSet] = {}
        self._units: dict[tuple[Unit, str | None], DocSet] = {}

    def parse(self, query: str) -> Node:
        """The tree of a query as typed, words that have synonyms together being one leaf;
        BadParameter where it has too many leaves."""
        check_leaves(query)
        node = self._joined(parse(query))
        leaves = (leaf for leaf in positive_leaves(node) if isinstance(leaf, Leaf))
        self._prepare((leaf.text, leaf.names) for leaf in leaves)
        return node

    def docset(self, node: Node) -> DocSet:
        """The docset of any node."""
        docset = self._known.get(node)
        if docset is None:
            docset = self._docset(node)
            if len(self._known) >= _MOST_KNOWN:
                self._known.clear()
            self._known[node] = docset
        return docset

    def having(self, leaf: Leaf | Phrase) -> int:
        """How many documents match a leaf."""
        return max(len(self.docset(leaf).docs), self.spread.leaf(leaf))

    def documents(self, term: str) -> int:
        """How many documents have a word of the index."""
        return self.spread.word(term) or len(np.unique(self.reader.word(term).docs))

    def _docset(self, node: Node) -> DocSet:
        match node:
            case Leaf():
                return self.leaf(node)
            case Phrase():
                return self.alternative(literally(node.text), node.field)
            case And(parts):
                return reduce(both, map(self.docset, parts))
            case Or(parts):
                return reduce(either, map(self.docset, parts))
            case Not(part):
                mask = self.columns.live.copy()
                mask[self.docset(part).docs] = False
                return passed(mask)
            case Label(field, value):
                return passed(self.columns.values[field].having(value))
            case Dated(first, last):
                return passed(self.columns.between(first, last) & self.columns.live)
            case Everything():
                return passed(self.columns.live)

    def leaf(self, leaf: Leaf) -> DocSet:
        """The docset of a leaf: what it is as typed, and what else it stands for."""
        expansion, field = self.expand(leaf.text, leaf.names), leaf.field
        words, literal, share = self.typed(expansion, field)
        substitutes = (docset for _, docset in self.substitutes(expansion, field, words))
        return filled(reduce(best, substitutes, words), literal, share)

    def substitutes(
        self, expansion: Expansion, field: str | None, words: DocSet
    ) -> Iterator[tuple[Alternative, DocSet]]:
        """Each substitute of a leaf with its docset. None scores higher for being rarer than the
        leaf's own `words`."""
        least = max(len(words.docs), self.spread.words(expansion, field))
        for alternative in expansion.substitutes:
            yield alternative, self.alternative(alternative, field, least=least)

    def typed(self, expansion: Expansion, field: str | None) -> tuple[DocSet, DocSet, float]:
        """(documents with all content words; documents with the leaf as a literal, which fill in
        where words are not; the share of the literal's score that is added where both are, so that
        words rank highest that stand together). 深層 and 学習 apart are no 深層学習."""
        if not expansion.units:
            literal = self.alternative(expansion.whole, field)
            fills_in = expansion.whole.kind is Kind.PART
            return (NOTHING, literal, 0) if fills_in else (literal, NOTHING, 0)
        required = expansion.required
        words = reduce(both, (self.unit(unit, field) for unit in required))
        if expansion.is_begun_word and (len(words.docs) or self.spread.surely(expansion, field)):
            return words, NOTHING, 0
        if expansion.is_one_word:
            [exact, *_] = expansion.units[0].alternatives
            return words, self.alternative(expansion.whole, field, words.docs, but=exact), 0
        literal = self.alternative(expansion.whole, field)
        if len(required) > 1:
            if field is None:
                words = words.where(self._together(words.docs, required))
            if expansion.is_tiled:
                words = apart(words, literal.docs, KIND_WEIGHTS[Kind.PART])
        lacking = [(unit, 1.0) for unit in expansion.units[len(required) :]]
        for unit, weight in (*lacking, *((frame, _FRAME) for frame in expansion.frames)):
            more = scores_of(self.unit(unit, field), words.docs)
            words = replace(words, score=words.score + np.float32(weight) * more)
        # nothing but the literal tells a run of one word, 使ってみた, from its word alone
        share = self.scorer.settings.together * (1 if len(expansion.units) > 1 else 2)
        return words, literal, share / KIND_WEIGHTS[Kind.PART]

    def _together(self, docs: Docs, units: Sequence[Unit]) -> Mask:
        """Which documents have the content words, all of which each has, in one passage. A word
        that is no word of the index is looked for in the texts; where these are too many it counts
        as if it were in each passage."""
        posts, places = Posts(self.reader), []
        for unit in units:
            of_terms = posts.places(docs, unit) if unit.is_term else NO_PLACES
            lacking = docs[~within(docs, np.unique(of_terms[:, 0]))]
            if max(len(lacking), self.spread.lacking(units, unit)) <= MOST_READ:
                places.append(np.concatenate([of_terms, posts.read(lacking, unit)]))
        if len(places) < 2 or not len(docs):
            return np.ones(len(docs), dtype=np.bool_)
        ones = np.ones((len(docs), len(places)), dtype=np.float32)
        return best_passages(docs, places, ones, self.reader) > len(places) - _TINY

    def unit(self, unit: Unit, field: str | None) -> DocSet:
        """The docset of one content word: each document by its best alternative."""
        docset = self._units.get((unit, field))
        if docset is None:
            docset = reduce(best, (docset for _, docset in self.alternatives(unit, field)))
            if len(self._units) >= _MOST_KNOWN:
                self._units.clear()
            self._units[unit, field] = docset
        return docset

    def alternatives(self, unit: Unit, field: str | None) -> Iterator[tuple[Alternative, DocSet]]:
        """Each alternative of one content word with its docset. None scores higher for being rarer
        than the word as typed, which comes first; posts that have that are not searched for other
        literals."""
        exact, *others = unit.alternatives
        docset = self.alternative(exact, field)
        yield exact, docset
        least = max(len(docset.docs), self.spread.alternative(exact, field, None))
        for alternative in others:
            yield alternative, self.alternative(alternative, field, docset.docs, least, exact)

    def alternative(
        self,
        alternative: Alternative,
        field: str | None,
        known: Docs | None = None,
        least: int = 0,
        but: Alternative | None = None,
    ) -> DocSet:
        """The docset of one alternative in one field, in all for None. Documents in `known`, which
        have `but`, are not searched for its literals. It scores as if it were in `least` documents
        at least."""
        least = max(least, self.spread.alternative(alternative, field, but))
        if alternative.literals or alternative.alike:
            postings = of_literals(self.reader, alternative, field, known)
        elif alternative.prefix:
            postings = of_prefix(self.reader, alternative.prefix, field)
        else:
            terms = terms_of(alternative, self.reader)
            if not terms:
                return NOTHING
            postings = of_words(self.reader, terms, field)
        spend(_ALTERNATIVE + len(postings.docs) // _PER_UNIT)
        docs, score = self.scorer.score(postings, least)
        return scored(docs, score * np.float32(KIND_WEIGHTS[alternative.kind]), alternative.kind)
