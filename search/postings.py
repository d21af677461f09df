"""Sets of postings, as sorted arrays."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from index.post import FIELDS
from index.store import BODY, Postings

_NOTHING = Postings(np.zeros(0, dtype=np.int32), None, None)


def in_field(postings: Postings, field: str | None) -> Postings:
    """The postings of one field; of all for None."""
    if field is None:
        return postings
    number = FIELDS.index(field)
    if postings.fields is None:
        return postings if number == BODY else _NOTHING
    here = postings.fields == number
    counts = None if postings.counts is None else postings.counts[here]
    return Postings(postings.docs[here], postings.fields[here], counts)


def united(parts: Sequence[Postings]) -> Postings:
    """The postings of several words as of one: what stands in one field of one document is
    counted together."""
    parts = [part for part in parts if len(part.docs)]
    if not parts:
        return _NOTHING
    keys = np.concatenate([
        part.docs.astype(np.int64) * len(FIELDS) + (BODY if part.fields is None else part.fields)
        for part in parts
    ])  # fmt: skip
    counts = np.concatenate([
        np.ones(len(part.docs), dtype=np.int32) if part.counts is None else part.counts
        for part in parts
    ])  # fmt: skip
    rows, place = np.unique(keys, return_inverse=True)
    total = np.bincount(place, weights=counts, minlength=len(rows)).astype(np.int32)
    docs = (rows // len(FIELDS)).astype(np.int32)
    return Postings(docs, (rows % len(FIELDS)).astype(np.uint8), total)


def intersected(few: NDArray[np.int32], many: NDArray[np.int32]) -> NDArray[np.int32]:
    """The documents of both; the shorter list first."""
    if not len(few) or not len(many):
        return few[:0]
    place = np.searchsorted(many, few)
    place[place == len(many)] = 0
    both: NDArray[np.int32] = few[many[place] == few]
    return both
