"""Packed texts ↔ blocks."""

import numpy as np

from index.store.format.blocks import BlockFile, BlockWriter
from index.values import Packed


def write_packed(blocks: BlockWriter, name: str, texts: Packed) -> None:
    """Writes texts as the blocks `name`."""
    blocks.array(name, texts.data)
    blocks.lengths(f"{name}.lengths", texts.lengths)


def read_packed(blocks: BlockFile, name: str) -> Packed:
    """The inverse of `write_packed`; IndexDamaged, ValueError or KeyError where they are not as
    written."""
    data = blocks.array(name)
    bounds = np.array(blocks.bounds(f"{name}.lengths"), dtype=np.int64)
    if bounds[-1] != len(data):
        raise ValueError(f"expected {name} of {bounds[-1]:,} bytes")
    return Packed(data, bounds[1:] - bounds[:-1])
