"""What stays of a segment, read to be written again with others. Nothing that only searches needs
it."""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from index.store.batch import Batch, Columns
from index.store.format import without
from index.store.segment import Segment
from index.values import FIELDS, LABELS


def staying(segment: Segment, stay: NDArray[np.bool_]) -> Batch:
    """The documents of a mask as a batch."""
    docs = np.flatnonzero(stay)
    renumbered = np.full(segment.size, -1, dtype=np.int32)
    renumbered[docs] = np.arange(len(docs))
    bounds, hashes = segment.signatures
    return Batch(
        ids=[segment.post_id(int(doc)) for doc in docs],
        texts=[bytes(segment.text(int(doc))) for doc in docs],
        stored=[bytes(segment.stored_bytes(int(doc))) for doc in docs],
        signatures=[hashes[bounds[doc] : bounds[doc + 1]] for doc in docs],
        columns=_columns(segment, docs),
        words=without(segment.words.inverted(), renumbered),
        grams=without(segment.grams.inverted(), renumbered),
        forms=frozenset(segment.forms.beginning("")),
    )


def _columns(segment: Segment, docs: NDArray[Any]) -> Columns:
    array = segment.column
    return Columns(
        array("seconds")[docs],
        array("days")[docs],
        {field: array(f"lengths.{field}")[docs].astype(np.uint32) for field in FIELDS},
        {name: _labels(segment, name, docs) for name in LABELS},
        array("addresses")[docs],
        array("originals")[docs],
    )


def _labels(segment: Segment, name: str, docs: NDArray[Any]) -> list[tuple[str, ...]]:
    """The values that each of the documents has of a label."""
    label = segment.labels(name)
    values: list[list[str]] = [[] for _ in range(segment.size)]
    for doc, value in zip(label.docs.tolist(), label.values.tolist(), strict=True):
        values[doc].append(label.names[value])
    return [tuple(values[doc]) for doc in docs]
