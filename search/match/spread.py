"""In how many documents of the whole index something is, where a reader has but some of them."""

from collections.abc import Sequence
from typing import Protocol

from search.expand import Alternative, Expansion, Unit
from search.query import Leaf, Phrase


class Spread(Protocol):
    """Numbers of documents in the whole index; 0 where those that the reader has are all."""

    def alternative(
        self, alternative: Alternative, field: str | None, but: Alternative | None
    ) -> int:
        """That have an alternative in a field, but not the other one."""
        ...

    def unit(self, unit: Unit) -> int:
        """That have a content word."""
        ...

    def words(self, expansion: Expansion, field: str | None) -> int:
        """That have all words of a leaf."""
        ...

    def surely(self, expansion: Expansion, field: str | None) -> int:
        """That have all words of a leaf, those left out of which only their text tells."""
        ...

    def lacking(self, units: Sequence[Unit], unit: Unit) -> int:
        """That have all of several content words, but one of them only as what is no word of the
        index."""
        ...

    def leaf(self, leaf: Leaf | Phrase) -> int:
        """That match a leaf."""
        ...

    def word(self, term: str) -> int:
        """That have a word of the index."""
        ...


class AllRead:
    """The Spread where the reader has the whole index."""

    def alternative(
        self, alternative: Alternative, field: str | None, but: Alternative | None
    ) -> int:
        return 0

    def unit(self, unit: Unit) -> int:
        return 0

    def words(self, expansion: Expansion, field: str | None) -> int:
        return 0

    def surely(self, expansion: Expansion, field: str | None) -> int:
        return 0

    def lacking(self, units: Sequence[Unit], unit: Unit) -> int:
        return 0

    def leaf(self, leaf: Leaf | Phrase) -> int:
        return 0

    def word(self, term: str) -> int:
        return 0


ALL_READ = AllRead()
