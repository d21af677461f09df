"""Packed texts ↔ blocks."""

import numpy as np

from index.store.format.block_file import BlockFile
from index.store.format.blocks import BlockWriter
from index.values import Packed, reason_of


def write_packed(blocks: BlockWriter, name: str, texts: Packed) -> None:
    """Writes texts as the blocks `name`."""
    blocks.array(name, texts.data)
    blocks.lengths(f"{name}.lengths", texts.lengths)


def read_packed(blocks: BlockFile, name: str) -> Packed:
    """The inverse of `write_packed`; IndexDamaged where they are not as written."""
    blocks.require(name, "u1", blocks.count(name))
    bounds = np.array(blocks.bounds(f"{name}.lengths", blocks.count(name)), dtype=np.int64)
    texts = Packed(blocks.array(name), bounds[1:] - bounds[:-1])
    try:
        texts.require_texts()
    except ValueError as error:
        raise blocks.damaged(f"expected {name} in UTF-8: {reason_of(error)}") from None
    return texts
