"""Words that stand for one another: such as any blog may use, the owner's, and years."""

from collections import defaultdict
from collections.abc import Sequence
from functools import cache
from importlib.resources import files

from index.text import (
    LATIN_RUN,
    LONGEST_TERM,
    analyse,
    fold_literal,
    groups,
    lemma,
    spelled,
    width,
)
from index.values import AddedWords, Vocabulary
from search.expand.kinds import Alternative, Kind
from search.query import And, Leaf, Node, Not, Or, in_other_calendars

_MOST_WORDS = 3
"""Typed apart, that may have synonyms together."""


class Synonyms:
    """What words, folded as runs, may be found by besides themselves."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        common = _common()
        self._words = vocabulary.words
        self._others: dict[str, list[str]] = defaultdict(list)
        for group in (*common, *vocabulary.synonyms):
            for word in group:
                self._others[fold_literal(word)] += (other for other in group if other != word)

    def joined(self, node: Node) -> Node:
        """A query whose words have synonyms together with these as one leaf: machine learning."""
        match node:
            case And(parts):
                joined = self._in_row([self.joined(part) for part in parts])
                return And(joined) if len(joined) > 1 else joined[0]
            case Or(parts):
                return Or(tuple(self.joined(part) for part in parts))
            case Not(part):
                return Not(self.joined(part))
        return node

    def _in_row(self, left: list[Node]) -> tuple[Node, ...]:
        found: list[Node] = []
        while left:
            sizes = range(min(_MOST_WORDS, len(left)), 1, -1)
            whole = next((leaf for size in sizes if (leaf := self._whole(left[:size]))), None)
            found.append(whole or left[0])
            del left[: len(whole.text.split()) if whole else 1]
        return tuple(found)

    def _whole(self, parts: Sequence[Node]) -> Leaf | None:
        leaves = [part for part in parts if isinstance(part, Leaf) and part.field is None]
        text = " ".join(leaf.text for leaf in leaves)
        is_one = len(leaves) == len(parts) == len(text.split())
        return Leaf(text) if is_one and fold_literal(text) in self._others else None

    def of(self, literal: str) -> tuple[Alternative, ...]:
        """The ways to match the synonyms of a run, none if it has none."""
        others = dict.fromkeys((*self._others.get(literal, ()), *in_other_calendars(literal)))
        return tuple(_alternative(other, self._words) for other in others)


@cache
def _common() -> tuple[tuple[str, ...], ...]:
    lines = files(__package__).joinpath("synonyms.txt").read_text(encoding="utf-8").splitlines()
    return tuple(tuple(line.split(", ")) for line in lines if line and not line.startswith("#"))


def _alternative(text: str, added: AddedWords) -> Alternative:
    """One word is looked for as a word in any spelling, what is more as a run."""
    plain = width(text).strip()
    tokens = analyse(plain, added)
    firsts, ends = groups(tokens)
    term = "".join(tokens.spelled())
    if len(firsts) == 1 and fold_literal(term) == fold_literal(plain) and len(term) <= LONGEST_TERM:
        known = lemma(tokens, 0, int(ends[0]))
        return Alternative(Kind.SYNONYM, terms=(term, known), forms=(spelled(known),))
    literal = fold_literal(plain)
    return Alternative(Kind.SYNONYM, literals=(literal,), bordered=bool(LATIN_RUN.match(literal)))
