"""What corrections ask of an index, told by counts: documents are numbered so that what n posts
have, the first n have. Of several things posts have, the rarest tells how many have all; where a
query is asked for as a whole it is counted exactly."""

from collections.abc import Callable
from typing import cast

import numpy as np

from index.store import Reader
from search.cluster.counts import Counts
from search.cluster.scene import Scene
from search.expand import Alternative, Expansion, Kind
from search.match import DocSet
from search.query import Node

_MOST = 10_000
"""Documents that a number of posts is shown as."""


class Tally:
    """As an Evaluator, of documents that only their number is known of."""

    def __init__(self, counts: Counts, scene: Scene) -> None:
        self._counts, self._of = counts, scene.conditions
        self.reader = cast(Reader, counts)
        self.expand: Callable[[str, tuple[str, ...]], Expansion] = scene.evaluator.expand
        self.parse = scene.evaluator.parse

    def docset(self, node: Node) -> DocSet:
        """As many documents as posts match, those by whole words first."""
        many = min(self._counts.counted(lambda: self._of.of(node).may), _MOST)
        whole = min(self._counts.counted(lambda: self._of.of(node).whole), many)
        kinds = np.full(many, Kind.PART, dtype=np.uint8)
        kinds[:whole] = Kind.WORD
        return DocSet(np.arange(many, dtype=np.int32), kinds, np.zeros(many, np.float32))

    def alternative(self, alternative: Alternative, field: str | None) -> DocSet:
        """As many documents as posts have an alternative."""
        many = min(
            self._counts.counted(lambda: self._of.alternative(alternative, field).may), _MOST
        )
        kinds = np.full(many, alternative.kind, dtype=np.uint8)
        return DocSet(np.arange(many, dtype=np.int32), kinds, np.zeros(many, np.float32))
