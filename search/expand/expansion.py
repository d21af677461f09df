"""What a leaf of a query becomes: its content words, and what each may be matched by."""

from dataclasses import dataclass
from functools import reduce
from operator import or_

from index.text import fold_literal, width
from search.expand.kinds import Alternative, Kind


@dataclass(frozen=True)
class Unit:
    """One content word of a leaf, `text` as typed and `literal` folded: what it may be matched by,
    the best kind first."""

    text: str
    literal: str
    alternatives: tuple[Alternative, ...]

    @property
    def kinds(self) -> Kind:
        """Of all its alternatives."""
        return reduce(or_, (alternative.kind for alternative in self.alternatives))


@dataclass(frozen=True)
class Expansion:
    """A leaf's content words, its `units`, and the `whole` leaf as literals: as typed, with spaces
    where Latin and Japanese touch, as many write them (Go言語, Go 言語), and of one word its other
    spellings. Without content words the whole alone counts, as a word does. `substitutes`: what
    a leaf typed in kana or romaji, or one that has synonyms, may stand for."""

    units: tuple[Unit, ...]
    whole: Alternative
    substitutes: tuple[Alternative, ...] = ()

    @property
    def literal(self) -> str:
        """The leaf as typed, folded."""
        return self.whole.literals[0]

    @property
    def is_tiled(self) -> bool:
        """Whether it is its words and nothing between them: to its reader it is one word."""
        return sum(len(unit.literal) for unit in self.units) >= len(self.literal)

    @property
    def is_one_word(self) -> bool:
        return len(self.units) == 1 and self.units[0].literal == self.literal

    @property
    def is_begun_word(self) -> bool:
        """One Latin word, found from a border on: its literal adds nothing to that."""
        begun = self.is_one_word and bool(self.units[0].kinds & Kind.BEGINNING)
        return begun and len(self.whole.literals) == 1


def literally(text: str) -> Alternative:
    """The one way to match what is quoted: as it is."""
    return Alternative(Kind.WORD, literals=(fold_literal(width(text).strip()),))
