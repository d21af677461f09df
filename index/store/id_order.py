"""The order of ids over several segments."""

from collections.abc import Sequence

import numpy as np

from index.store.segment import Segment
from index.values import Int32s


def ranks_of_ids(segments: Sequence[Segment]) -> Int32s:
    """The place of each document in the order of ids; documents are numbered through the segments.
    One segment knows the order of its own."""
    bases = np.cumsum([0, *(segment.size for segment in segments)])
    parts = zip(segments, bases.tolist(), strict=False)
    docs = np.concatenate(
        [np.zeros(0, np.int64), *(segment.by_id.astype(np.int64) + base for segment, base in parts)]
    )
    size = int(bases[-1])
    if len(segments) > 1:
        ids = [post_id for segment in segments for post_id in segment.ids]
        docs = docs[sorted(range(size), key=ids.__getitem__)]
    ranks = np.zeros(size, dtype=np.int32)
    ranks[docs] = np.arange(size)
    return ranks
