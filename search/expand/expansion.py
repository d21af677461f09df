"""What a leaf of a query is expanded to: its content words with their alternatives."""

import re
from dataclasses import dataclass
from functools import reduce
from operator import or_

from index.text import fold_literal, width
from search.expand.kinds import Alternative, Kind

_UNINFLECTED = re.compile("[\u3005\u3400-\u9fff]+[ぁ-ゖ]*[うくぐすつぬぶむるい]")
"""A verb or adjective as dictionaries have it."""


@dataclass(frozen=True)
class Unit:
    """One content word of a leaf: its `text` as typed, its folded `literal`, and the alternatives
    that match it, the word as typed first."""

    text: str
    literal: str
    alternatives: tuple[Alternative, ...]

    @property
    def name(self) -> str:
        """The word as it is called: as typed, but uninflected (変わる for 変わっ)."""
        base = next(iter(self.alternatives[0].terms), "")
        is_base = base[:1] == self.text[:1] and _UNINFLECTED.fullmatch(base)
        return base if is_base else self.text

    @property
    def kinds(self) -> Kind:
        """The kinds of all its alternatives."""
        return reduce(or_, (alternative.kind for alternative in self.alternatives))

    @property
    def is_term(self) -> bool:
        """Whether it may be a word of an index, as typed or spelled otherwise; C++ is none."""
        return any(one.terms for one in self.alternatives if one.kind <= Kind.SPELLING)


@dataclass(frozen=True)
class Expansion:
    """What may match a leaf. `units` are its content words, but for those that only frame a
    question, its `frames`, which a post may lack. Where it `asks` a post may lack the last unit,
    too: a question's verb, since answers put it otherwise (パッチはどうやって送るの). `whole` is
    the leaf as literals: as typed, with spaces where Latin and Japanese touch, as many write them
    (Go言語, Go 言語), and of a single word its other spellings. Without units the whole alone
    counts, like a word. `substitutes` are alternatives of the whole leaf: what it stands for if
    typed in kana or romaji, and synonyms."""

    units: tuple[Unit, ...]
    whole: Alternative
    substitutes: tuple[Alternative, ...] = ()
    frames: tuple[Unit, ...] = ()
    asks: bool = False

    @property
    def required(self) -> tuple[Unit, ...]:
        """The content words that a post has to have."""
        return self.units[:-1] if self.asks else self.units

    @property
    def literal(self) -> str:
        """The leaf as typed, folded."""
        return self.whole.literals[0]

    @property
    def core(self) -> str:
        """The leaf as typed, folded, without what frames it."""
        at = self.literal.rfind(self.frames[0].literal) if self.frames else 0
        return self.literal[:at] if at > 0 else self.literal

    @property
    def is_tiled(self) -> bool:
        """Whether its units make up the leaf without gaps, so that it reads as one word."""
        return sum(len(unit.literal) for unit in self.units) >= len(self.literal)

    @property
    def is_one_word(self) -> bool:
        """Whether the leaf is a single unit and nothing else."""
        return len(self.units) == 1 and self.units[0].literal == self.literal

    @property
    def is_begun_word(self) -> bool:
        """Whether it is one Latin word, which is matched from a border on anyway: its literal
        matches nothing more."""
        begun = self.is_one_word and bool(self.units[0].kinds & Kind.BEGINNING)
        return begun and len(self.whole.literals) == 1


def literally(text: str) -> Alternative:
    """The one alternative of a quoted text: its literal."""
    return Alternative(Kind.WORD, literals=(fold_literal(width(text).strip()),))
