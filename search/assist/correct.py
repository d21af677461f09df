"""Did you mean: a query with few hits → one that differs by a slip and has many more."""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Protocol

import numpy as np

from index.store import Reader
from index.text import fold_literal
from search.assist.edits import OTHER
from search.assist.neighbours import Neighbours
from search.assist.slips import Slip, Slips
from search.contract import spend
from search.expand import WHOLE, Alternative, Expansion
from search.lookup import Border, candidates, posted, verified
from search.match import DocSet
from search.query import And, Leaf, Node

_FEW, _MORE, _MUCH_MORE = 4, 4, 12
"""Posts that have a leaf as typed up to which it is corrected; how many times as many have the
query of several leaves with its correction, and a leaf that is corrected."""
_MOST_WORDS = 8
"""Leaves of a query that is corrected: a bound for the time that a query can take."""
_LEAST_BY_COST = (1, 1, 3)
"""Posts that a correction must have, by what the slip costs."""
_WEIGHTS = (1.0, 0.5, 0.1)
"""What each of these posts counts."""
_LONGEST, _AT_ONCE = 24, 32
"""Characters of a leaf that is corrected, and posts that are read at once to see how many have a
run."""
_MOST_UNITS = 3
"""Words of a leaf that is corrected though some posts have them all."""
_MOST_KNOWN = 64
_COMPOUND = re.compile("[\u3400-\u9fff]{2,6}|[ァ-ヺー]{4,12}")
_HALF = 2
"""Of how many posts one at least must write a long vowel for it to be usual."""
_LOAN = re.compile("[ァ-ヺー]{2,}[ァ-ヺ](?!ー)(?![ァ-ヺ])")
"""Katakana that may be written with a long vowel at the end."""
_UNKNOWN = 0.1
"""What a post counts that has the word alone."""
_MOST_TRIED = 4
"""Corrections of a leaf that are tried in the whole query, the likeliest first."""

_LEAF = 15_000
"""Work of finding what a leaf may be a slip for."""


class Tallying(Protocol):
    """What tells how many documents of an index match: an Evaluator, or what only counts."""

    @property
    def reader(self) -> Reader: ...

    @property
    def expand(self) -> Callable[[str, tuple[str, ...]], Expansion]: ...

    def docset(self, node: Node) -> DocSet: ...

    def alternative(self, alternative: Alternative, field: str | None) -> DocSet: ...


class Corrector:
    """Corrects queries by the words of one index."""

    def __init__(self, evaluator: Tallying) -> None:
        self._evaluator, self._reader = evaluator, evaluator.reader
        self._known: dict[Node, str | None] = {}
        self._slips = Slips(Neighbours(self._reader), self._reader.manifest.vocabulary.words)

    def corrected(self, node: Node) -> str | None:
        """As `_corrected`; recent ones are kept, as the same query is asked again for its next
        page."""
        if node not in self._known:
            if len(self._known) >= _MOST_KNOWN:
                self._known.clear()
            self._known[node] = self._corrected(node)
        return self._known[node]

    def _corrected(self, node: Node) -> str | None:
        """The query with one leaf corrected, so that it has no fewer hits; None where the leaves
        are common as they are, or no slip of common words. Only a query of up to _MOST_WORDS
        leaves, and nothing else, is corrected."""
        leaves = correctable(node)
        total = len(self._evaluator.docset(node).docs) if leaves else 0
        if not correctable(node, total):
            return None
        least = max(total * (_MORE if len(leaves) > 1 else 1), 1)
        for others in self._corrections(leaves):
            hits = len(self._evaluator.docset(And(others) if len(others) > 1 else others[0]).docs)
            if hits >= least:
                return " ".join(map(_typed, others))
        return None

    def _corrections(self, leaves: Sequence[Leaf]) -> Iterator[tuple[Leaf, ...]]:
        """The leaves with one of them corrected, if few posts have it as typed."""
        for number, leaf in enumerate(leaves):
            if len(leaf.text) > _LONGEST or self._is_common(leaf):
                continue
            for text in self._likeliest(leaf):
                yield (*leaves[:number], Leaf(text, leaf.field), *leaves[number + 1 :])

    def _is_common(self, leaf: Leaf) -> bool:
        """Whether more than a few posts have a leaf as the one word that it is, by what else it
        stands for, or as a run; texts are read only until that is known. A run of several words
        that anyone wrote is no slip, unless it is short and of kanji alone."""
        docset = self._evaluator.docset(leaf)
        expansion = self._evaluator.expand(leaf.text, leaf.names)
        if not expansion.units or expansion.is_one_word:
            return int((docset.kinds <= WHOLE).sum()) > _FEW
        if len(expansion.units) > _MOST_UNITS and len(docset.docs) > _FEW:
            return True
        few = _FEW if _COMPOUND.fullmatch(leaf.text) else 0
        return self._held(leaf, few) > few

    def _held(self, leaf: Leaf, most: int) -> int:
        """How many posts have a leaf as a run or by what else it stands for, counted up to more
        than `most`."""
        evaluator, expansion = self._evaluator, self._evaluator.expand(leaf.text, leaf.names)
        substitutes = [evaluator.alternative(one, leaf.field).docs for one in expansion.substitutes]
        found = np.unique(np.concatenate([*substitutes, np.zeros(0, np.int32)]))
        for literal in expansion.whole.literals:
            docs = candidates(self._reader, literal)
            for first in range(0, len(docs), _AT_ONCE):
                if len(found) > most:
                    break
                some = posted(
                    self._reader,
                    docs[first : first + _AT_ONCE],
                    literal,
                    expansion.whole.bordered,
                    leaf.field,
                )
                found = np.union1d(found, some.docs)
        return len(found)

    def _likeliest(self, leaf: Leaf) -> list[str]:
        """The likeliest corrections of a leaf that few posts have."""
        spend(_LEAF)
        held, slips = self._held(leaf, _FEW), self._slips
        rated = self._rated(leaf, slips.of(leaf.text), held)
        rated = rated or self._rated(leaf, slips.farther(leaf.text), held)
        best = sorted(rated, key=lambda text: -rated[text])[:_MOST_TRIED]
        return [self._as_written(text) for text in best]

    def _as_written(self, text: str) -> str:
        """A correction with the long vowels at the ends of its katakana that most posts write: the
        index knows コンピュータ and コンピューター as one word."""
        for run in reversed(list(_LOAN.finditer(text))):
            short = fold_literal(text[: run.end()])
            docs = candidates(self._reader, short)[:_AT_ONCE]
            having, barred = (
                len(verified(self._reader, docs, one, Border.NONE).docs)
                for one in (short, f"{short}ー")
            )
            if _HALF * barred > having:
                text = f"{text[: run.end()]}ー{text[run.end() :]}"
        return text

    def _rated(self, leaf: Leaf, slips: Iterable[Slip], held: int) -> dict[str, float]:
        """The corrections of a leaf that enough posts have, and how likely each is."""
        rated: dict[str, float] = {}
        for slip in slips:
            if held and slip.cost == OTHER:
                continue
            posts = self._evidence(slip)
            least = max(_LEAST_BY_COST[slip.cost], held * _MUCH_MORE)
            if posts >= least and fold_literal(slip.corrected) != fold_literal(leaf.text):
                rate = posts * _WEIGHTS[slip.cost]
                rated[slip.corrected] = max(rated.get(slip.corrected, 0), rate)
        return rated

    def _evidence(self, slip: Slip) -> float:
        """In how many posts what was corrected is: the word, and in a longer leaf what stands
        beside it, too; a piece that no post has may be wrong whatever stands beside it."""
        word = len(np.unique(self._reader.word(slip.word).docs))
        alone = max(word, self._reader.phrase_frequency(slip.word))
        if (slip.start, slip.end) == (0, len(slip.text)):
            return alone
        if beside := self._having(slip.corrected):
            return beside
        is_wrong = alone and not self._is_there(slip.text[slip.start : slip.end])
        return alone * _UNKNOWN if is_wrong else 0

    def _having(self, text: str) -> int:
        """How many posts have a text as it is."""
        literal = fold_literal(text)
        docs = candidates(self._reader, literal)
        return len(np.unique(posted(self._reader, docs, literal).docs))

    def _is_there(self, text: str) -> bool:
        """Whether a post has a text; texts are read only until one is found."""
        literal = fold_literal(text)
        if len(self._reader.word(literal).docs):
            return True
        docs = candidates(self._reader, literal)
        return any(
            len(posted(self._reader, docs[first : first + _AT_ONCE], literal).docs)
            for first in range(0, len(docs), _AT_ONCE)
        )


def correctable(node: Node, total: int = 0) -> Sequence[Leaf]:
    """The leaves of a query with so many hits, `total`, that may be slips: none where it has
    anything else, or more than _MOST_WORDS, or where more than a few posts have them all, which is
    hardly by chance."""
    parts = node.parts if isinstance(node, And) else (node,)
    leaves = [part for part in parts if isinstance(part, Leaf)]
    some = len(leaves) == len(parts) <= _MOST_WORDS and (len(leaves) < 2 or total <= _FEW)
    return leaves if some else ()


def _typed(leaf: Leaf) -> str:
    """A leaf as a reader types it."""
    return f"{leaf.field}:{leaf.text}" if leaf.field else leaf.text
