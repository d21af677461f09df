"""The values of a label as documents bring them → blocks; names are kept once."""

import json
from array import array
from collections.abc import Sequence

import numpy as np

from index.store.format import BlockWriter


class LabelWriter:
    """Gathers the values of one label in a few bytes a value."""

    def __init__(self) -> None:
        self._numbers: dict[str, int] = {}
        self._docs, self._values = array("I"), array("I")

    def add(self, first: int, values: Sequence[tuple[str, ...]]) -> None:
        """Takes the values of documents that are numbered from `first` on."""
        for doc, some in enumerate(values, first):
            for value in some:
                self._docs.append(doc)
                self._values.append(self._numbers.setdefault(value, len(self._numbers)))

    def write(self, blocks: BlockWriter, label: str) -> None:
        """Writes the blocks of the label."""
        blocks.array(f"{label}.docs", np.array(self._docs, dtype=np.uint32))
        blocks.array(f"{label}.values", np.array(self._values, dtype=np.uint32))
        blocks.stream(f"{label}.names")
        blocks.append(json.dumps(list(self._numbers), ensure_ascii=False).encode())
