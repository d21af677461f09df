"""The query tree → which posts match, how well, and whether by whole words; all as arrays over
document numbers."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import reduce

import numpy as np
from numpy.typing import NDArray

from index.posts import FIELDS
from index.store import Reader, split_folded
from index.text import GRAM, LATIN_RUN, border_gram, cover
from search.columns import Columns, Mask
from search.expand import Expansion, Unit, expand
from search.query import And, Dated, Everything, Label, Leaf, Node, Not, Or, Phrase
from search.rank import Scorer
from search.runs import begins_bordered, literal_spans

Scores = NDArray[np.float32]

_MOST_PREFIXED = 2_000
"""Words that one Latin prefix may stand for."""


@dataclass(frozen=True)
class Matches:
    """`hit[d]`: document d satisfies the node; `whole[d]`: by whole words everywhere;
    `score[d]`: how well, 0 where not hit. All of shape (size,)."""

    hit: Mask
    whole: Mask
    score: Scores


class Evaluator:
    """Evaluates the nodes of one query over one generation; what a query asks twice is looked
    up once."""

    def __init__(self, reader: Reader, columns: Columns) -> None:
        self.reader, self.columns = reader, columns
        self.scorer = Scorer(columns)
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
                return self.run_matches((expand(node.text).run,), node.field, bordered=False)
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

    def _filter(self, hit: Mask) -> Matches:
        return Matches(hit, hit, np.zeros(self.columns.size, dtype=np.float32))

    def leaf(self, leaf: Leaf) -> Matches:
        """All content words, or the run as it is: the words rank, the run fills in, and both
        together rank highest."""
        expansion = expand(leaf.text)
        if not expansion.units:
            return self.run_matches(expansion.runs, leaf.field, expansion.bordered)
        words = reduce(_both, (self.unit(unit, leaf.field) for unit in expansion.units))
        if expansion.is_one_word and expansion.units[0].prefix and words.hit.any():
            return words
        known = words.hit if len(expansion.units) == 1 else None
        run = self.run_matches(expansion.runs, leaf.field, expansion.bordered, known)
        return self._with_run(words, run, expansion)

    def _with_run(self, words: Matches, run: Matches, expansion: Expansion) -> Matches:
        scorer = self.scorer
        accidental = run.hit & ~words.hit
        score = words.score + scorer.part(run.score) * accidental
        if len(expansion.units) > 1:
            score = score + scorer.together(run.score) * (words.hit & run.hit)
        return Matches(words.hit | run.hit, words.whole, score.astype(np.float32))

    def unit(self, unit: Unit, field: str | None) -> Matches:
        """One content word: as a word, from a border, or literally where it has symbols."""
        if unit.term is None:
            return self.run_matches((unit.run,), field, bool(LATIN_RUN.match(unit.run)))
        fields = (field,) if field else FIELDS
        whole = self.word_matches(dict.fromkeys(fields, (unit.term,)))
        if not unit.prefix:
            return whole
        begun = self._begun(unit.term, field)
        score = np.maximum(whole.score, self.scorer.part(begun.score))
        return Matches(whole.hit | begun.hit, whole.hit, score)

    def _begun(self, prefix: str, field: str | None) -> Matches:
        """Documents in which a word begins with a Latin prefix."""
        if len(prefix) <= GRAM and field is None:
            return self._once(self.reader.gram(border_gram(prefix)))
        fields = (field,) if field else FIELDS
        found = {name: self.reader.prefixed(name, prefix) for name in fields}
        shortest = {
            n: sorted(t, key=lambda w: (len(w), w))[:_MOST_PREFIXED] for n, t in found.items()
        }
        return self.word_matches(shortest)

    def _once(self, docs: NDArray[np.int32]) -> Matches:
        """Documents known to match, how often being unknown."""
        counts = np.zeros(self.columns.size, dtype=np.float32)
        counts[docs] = 1
        return self._scored({"body": counts})

    def _scored(self, frequencies: Mapping[str, Scores]) -> Matches:
        """The documents with any occurrence, and their scores."""
        hit = np.zeros(self.columns.size, dtype=np.bool_)
        for counts in frequencies.values():
            hit |= counts > 0
        return Matches(hit, hit, self.scorer.score(frequencies, hit))

    def word_matches(self, terms: Mapping[str, Sequence[str]]) -> Matches:
        """Documents that hold any of the words given for each field, as if they were one word."""
        size = self.columns.size
        frequencies: dict[str, Scores] = {}
        for name, words in terms.items():
            for word in words:
                docs, counts = self.reader.postings(name, word)
                if len(docs):
                    total = frequencies.setdefault(name, np.zeros(size, dtype=np.float32))
                    total[docs] += counts
        return self._scored(frequencies)

    def run_matches(
        self, runs: Sequence[str], field: str | None, bordered: bool, known: Mask | None = None
    ) -> Matches:
        """Documents whose folded text holds one of the runs: the grams propose, the text decides.
        Those in `known` are not looked into."""
        frequencies: dict[str, Scores] = {}
        size = self.columns.size
        for run in runs:
            docs = self._candidates(run)
            docs = docs if known is None else docs[~known[docs]]
            if len(run) <= GRAM and field is None and not bordered:
                frequencies.setdefault("body", np.zeros(size, dtype=np.float32))[docs] += 1
                continue
            humps = self._with_word_of(run) if bordered else None
            for doc in docs:
                for name, count in self._occurrences(int(doc), run, field, humps).items():
                    frequencies.setdefault(name, np.zeros(size, dtype=np.float32))[doc] += count
        return self._scored(frequencies)

    def _candidates(self, run: str) -> NDArray[np.int32]:
        lists = sorted((self.reader.gram(gram) for gram in set(cover(run))), key=len)
        if not lists:
            return np.zeros(0, dtype=np.int32)
        return reduce(lambda a, b: a[np.isin(a, b, assume_unique=True)], lists)

    def _with_word_of(self, run: str) -> Mask:
        """Documents that hold the Latin word that a run begins with: only there can the run
        begin inside another word, at a hump. One letter is too little to tell a hump by."""
        word = LATIN_RUN.match(run)
        terms = (word[0],) if word and len(word[0]) > 1 else ()
        return self.word_matches(dict.fromkeys(FIELDS, terms)).hit

    def _occurrences(
        self, doc: int, run: str, field: str | None, humps: Mask | None
    ) -> dict[str, int]:
        """How often each field holds the run; from borders only where `humps` is given, which
        says in which documents a run may begin at a hump."""
        folded = self.reader.folded(doc)
        if run not in folded:
            return {}
        found: dict[str, int] = {}
        for name, text in split_folded(folded):
            if run in text and (field is None or name == field):
                count = text.count(run) if humps is None else _bordered_count(text, run)
                if count:
                    found[name] = found.get(name, 0) + count
        if found or humps is None or not humps[doc]:
            return found
        return self._from_humps(doc, run, field)

    def _from_humps(self, doc: int, run: str, field: str | None) -> dict[str, int]:
        """Occurrences that begin at a hump of camelCase, which only the shown text has."""
        found: dict[str, int] = {}
        parts = split_folded(self.reader.folded(doc))
        for section, (name, text) in zip(self.reader.sections(doc), parts, strict=True):
            if run in text and (field is None or name == field):
                spans = literal_spans(section.text, text, run, bordered=True)
                if spans:
                    found[name] = found.get(name, 0) + len(spans)
        return found


def _bordered_count(text: str, run: str) -> int:
    count, at = 0, text.find(run)
    while at >= 0:
        count += begins_bordered(text, run, at)
        at = text.find(run, at + 1)
    return count


def _both(left: Matches, right: Matches) -> Matches:
    hit = left.hit & right.hit
    score = np.where(hit, left.score + right.score, np.float32(0))
    return Matches(hit, left.whole & right.whole, score)


def _either(left: Matches, right: Matches) -> Matches:
    whole = (left.hit & left.whole) | (right.hit & right.whole)
    return Matches(left.hit | right.hit, whole, left.score + right.score)
