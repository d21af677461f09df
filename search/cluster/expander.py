"""What expands the leaves of queries by the vocabulary of a generation on the cluster."""

from collections.abc import Iterable
from typing import cast

from index.store import Reader
from search.cluster.counts import Counts
from search.expand import Expander, Expansion

Wanted = tuple[str, tuple[str, ...]]
"""A leaf and its names."""


class ClusterExpander(Expander):
    """An Expander by what is known so far. An expansion that takes more is made anew, by nothing
    that an earlier one has kept, until all is known."""

    def __init__(self, counts: Counts) -> None:
        super().__init__(counts.manifest.vocabulary, cast(Reader, counts))
        self._counts = counts

    def prepare(self, leaves: Iterable[Wanted]) -> None:
        """Nothing: most leaves are known."""

    def expand(self, text: str, names: tuple[str, ...] = ()) -> Expansion:
        """The expansion of the text of a leaf, which makes `names` with its neighbours."""
        return self._counts.kept(("expansion", text, names), lambda: self._made(text, names))

    def _made(self, text: str, names: tuple[str, ...]) -> Expansion:
        reader = cast(Reader, self._counts)
        return Expander(self._counts.manifest.vocabulary, reader).expand(text, names)
