"""Partial hits: posts with most of the words of a query, listed after those with all."""

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from index.text import analyse
from search.lookup import Docs, Mask, Scores, within
from search.match.docset import DocSet, both, scores_of
from search.match.evaluate import Evaluator
from search.match.kernels import NEARBY
from search.match.scoring import Scorer
from search.match.spans import QuerySpans
from search.match.together import best_passages
from search.query import And, Leaf, Node, Phrase

_SENTENCE = 3
"""Content words of a leaf from which on it counts as a sentence."""
_OF_COMPOUND = 2
"""Words of a compound that a post has at least."""
_SHARE, _SHARE_OF_SENTENCE, _SHARE_OF_TELLING = 0.5, 0.25, 0.6
"""The share of the weight of all words that is enough."""


@dataclass(frozen=True)
class Partial:
    """The `docset` of the posts with most of the words, of each of the `words` its own, and the
    `leaves` that may lack some."""

    docset: DocSet
    words: dict[str, DocSet]
    leaves: list[Leaf]

    def missing(self, doc: int) -> tuple[str, ...]:
        """The words that a document lacks."""
        one = np.array([doc], dtype=np.int32)
        return tuple(word for word, has in self.words.items() if not within(one, has.docs)[0])


def partial(evaluator: Evaluator, node: Node) -> Partial | None:
    """The partial hits of a query; full hits are among them. None where it has fewer than two
    words, or none that may be missing. Only leaves without a field, joined by AND, may lack words;
    all other parts have to match, and a phrase counts as a word that every post has."""
    parts = tuple(dict.fromkeys(node.parts)) if isinstance(node, And) else (node,)
    whole = loose_leaves(evaluator, node)
    loose = [piece for leaf in whole for piece in pieces_of_word(evaluator, leaf)]
    found = [row for leaf in loose for row in _words(evaluator, leaf)]
    quoted = [part for part in parts if isinstance(part, Phrase)]
    found += [(one.text, evaluator.docset(one), evaluator.having(one)) for one in quoted]
    words = {word: match for word, match, _ in found}
    spread = {word: many for word, _, many in found}
    if len(words) < 2 or not loose:
        return None
    apart = len(whole) > 1 or not evaluator.expand(whole[0].text, whole[0].names).is_tiled
    longest = max(len(evaluator.expand(leaf.text, leaf.names).units) for leaf in loose)
    docset = _most(words, spread, apart, longest >= _SENTENCE, evaluator.scorer)
    for part in parts:
        if isinstance(part, Phrase):
            docset = docset.where(within(docset.docs, evaluator.docset(part).docs))
        elif part not in whole:
            docset = both(docset, evaluator.docset(part))
    return Partial(docset, words, loose)


def loose_leaves(evaluator: Evaluator, node: Node) -> list[Leaf]:
    """The leaves of a query of which a partial hit may lack words, or which it may lack."""
    parts = dict.fromkeys(node.parts) if isinstance(node, And) else (node,)
    return [part for part in parts if isinstance(part, Leaf) and _may_miss(evaluator, part)]


def closer(hits: Partial, some: DocSet, spans: QuerySpans, evaluator: Evaluator) -> DocSet:
    """Some of the partial hits with scores that count of a leaf, where a post lacks it, no more
    than the best passage has: words scattered through a long post say little."""
    order = some.docs.argsort()
    docs = some.docs[order]
    score = np.zeros(len(docs), dtype=np.float32)
    for leaf in hits.leaves:
        score += _of_leaf(hits, leaf, docs, spans, evaluator)
    closer = np.empty_like(score)
    closer[order] = score
    return replace(some, score=closer)


def _of_leaf(
    hits: Partial, leaf: Leaf, docs: Docs, spans: QuerySpans, evaluator: Evaluator
) -> Scores:
    """The score of each document by a leaf: in full where it matches, else that of those of its
    words which are in one passage."""
    expansion, whole = evaluator.expand(leaf.text, leaf.names), evaluator.docset(leaf)
    score = np.zeros(len(docs), dtype=np.float32)
    if len(expansion.units) > 1:
        words = [hits.words[unit.name] for unit in expansion.units]
        places = [spans.places(docs, unit) for unit in expansion.units]
        scores = np.stack([scores_of(word, docs) for word in words], axis=1)
        score = best_passages(docs, places, scores, evaluator.reader, NEARBY)
    return np.maximum(score, scores_of(whole, docs))


def _may_miss(evaluator: Evaluator, leaf: Leaf) -> bool:
    """Whether a post may lack words of a leaf."""
    expansion = evaluator.expand(leaf.text, leaf.names)
    return leaf.field is None and bool(expansion.units or expansion.substitutes)


def pieces_of_word(evaluator: Evaluator, leaf: Leaf) -> list[Leaf]:
    """A leaf; in place of one word that no post has, such as シフト表, the pieces it is made of."""
    expansion = evaluator.expand(leaf.text, leaf.names)
    if len(expansion.units) != 1 or evaluator.having(leaf):
        return [leaf]
    text = expansion.units[0].text
    tokens = analyse(text, evaluator.reader.manifest.vocabulary.words)
    slices = zip(tokens.starts.tolist(), tokens.ends.tolist(), strict=True)
    pieces = [Leaf(text[start:end]) for start, end in dict.fromkeys(slices)]
    return pieces if len(pieces) > 1 and not text.isascii() else [leaf]


def _words(evaluator: Evaluator, leaf: Leaf) -> list[tuple[str, DocSet, int]]:
    """(word of a leaf, its docset, how many documents have it); a leaf of one word has the docset
    of the leaf."""
    units = evaluator.expand(leaf.text, leaf.names).units
    if len(units) < 2:
        return [(leaf.text, evaluator.docset(leaf), evaluator.having(leaf))]
    pairs = ((unit, evaluator.unit(unit, None)) for unit in units)
    return [
        (unit.name, docset, max(len(docset.docs), evaluator.spread.unit(unit)))
        for unit, docset in pairs
    ]


def _most(
    words: dict[str, DocSet], spread: dict[str, int], apart: bool, sentence: bool, scorer: Scorer
) -> DocSet:
    """The documents with half of the words, or with half of their weight by idf, of a `sentence` a
    quarter, since few of its words are what it is about. Words that are not `apart`, being typed
    as one compound, have to be two at least; where no post has two, one that tells the most.
    Single characters do not count then: 空 is nothing of 名前空感."""
    docs = np.unique(np.concatenate([word.docs for word in words.values()]))
    count = np.zeros(len(docs), dtype=np.int64)
    weight = np.zeros(len(docs))
    score: NDArray[np.float32] = np.zeros(len(docs), dtype=np.float32)
    total = 0.0
    for text, word in words.items():
        at = docs.searchsorted(word.docs)
        tells = apart or len(text) > 1
        count[at] += tells
        score[at] += word.score
        idf = float(scorer.idf(spread[text])) if spread[text] else 0.0
        weight[at] += idf * tells
        total += idf
    least = 1 if apart else _OF_COMPOUND
    enough: Mask = count >= max(least, (len(words) + 1) // 2)
    share = _SHARE_OF_SENTENCE if sentence else _SHARE
    most = count.max(initial=0)
    share = share if most >= least else _SHARE_OF_TELLING
    enough |= (weight >= share * total) & (count >= min(least, most))
    return DocSet(docs, np.zeros(len(docs), dtype=np.uint8), score).where(enough)
