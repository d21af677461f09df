"""Synonyms: common ones, the owner's, years in the other calendar, and numbers with their units."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from functools import cache
from importlib.resources import files

from index.text import (
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
from search.expand.measures import measures
from search.lookup import Border, border_of
from search.query import And, Leaf, Node, Not, Or, in_other_calendars

_FILES = ("synonyms.txt", "sudachi.txt")
_MOST_WORDS = 3
"""Neighbouring words that may have synonyms together."""


class Synonyms:
    """The synonyms of words and of texts of several words, all compared as folded literals."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self._words = vocabulary.words
        self._common = _common()
        self._own = _others(vocabulary.synonyms)

    def joined(self, node: Node) -> Node:
        """The query with neighbouring leaves that have synonyms together, such as machine learning,
        made one leaf."""
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
        parts: list[Node] = []
        while left:
            sizes = range(min(_MOST_WORDS, len(left)), 1, -1)
            whole = next((leaf for size in sizes if (leaf := self._whole(left[:size]))), None)
            parts.append(whole or left[0])
            del left[: len(whole.text.split()) if whole else 1]
        return tuple(parts)

    def _whole(self, parts: Sequence[Node]) -> Leaf | None:
        """The parts as one leaf; None where that has no synonyms."""
        leaves = [part for part in parts if isinstance(part, Leaf) and part.field is None]
        text = " ".join(leaf.text for leaf in leaves)
        is_one = len(leaves) == len(parts) == len(text.split())
        return Leaf(text) if is_one and any(self._known(fold_literal(text))) else None

    def of(self, literal: str, shown: str = "") -> tuple[Alternative, ...]:
        """An alternative for each synonym of a literal, given as typed, too, where its case may
        count; () without any."""
        same = (*in_other_calendars(literal), *measures(shown or literal))
        others = dict.fromkeys((*self._known(literal), *same))
        return tuple(_alternative(other, self._words) for other in others)

    def _known(self, literal: str) -> tuple[str, ...]:
        """The synonyms in groups of words, the common ones first."""
        return (*self._common.get(literal, ()), *self._own.get(literal, ()))


def _others(groups: Iterable[Sequence[str]]) -> dict[str, list[str]]:
    """The others in the groups of each word, by its folded literal."""
    others: dict[str, list[str]] = defaultdict(list)
    for group in groups:
        for word in group:
            others[fold_literal(word)] += (other for other in group if other != word)
    return dict(others)


@cache
def _common() -> dict[str, list[str]]:
    """`_others` of the common synonyms in the files beside this one; folded once for all searchers,
    since that takes longer than most queries."""
    folder = files(__package__)
    texts = (folder.joinpath(name).read_text(encoding="utf-8") for name in _FILES)
    lines = (line for text in texts for line in text.splitlines())
    return _others(line.split(", ") for line in lines if line and not line.startswith("#"))


def _alternative(text: str, added: AddedWords) -> Alternative:
    """A single word is matched as a word, in any spelling; several words as a literal."""
    plain = width(text).strip()
    tokens = analyse(plain, added)
    firsts, ends = groups(tokens)
    term = tokens.term(0, len(tokens))
    if len(firsts) == 1 and fold_literal(term) == fold_literal(plain) and len(term) <= LONGEST_TERM:
        known = lemma(tokens, 0, int(ends[0]))
        return Alternative(Kind.SYNONYM, terms=(term, known), forms=(spelled(known),))
    literal = fold_literal(plain)
    bordered = Border.BOTH if literal[:1].isdigit() else border_of(literal)
    return Alternative(Kind.SYNONYM, literals=(literal,), bordered=bordered)
