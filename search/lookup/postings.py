"""Postings by field, united, and placed among others; all as sorted arrays."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from index.store import BODY, Postings
from index.values import FIELDS
from search.lookup.arrays import Docs
from search.lookup.kernels import places

_NOTHING = Postings(np.zeros(0, dtype=np.int32), None, None)


def in_field(postings: Postings, field: str | None) -> Postings:
    """Those of the postings that are in one field; all of them for None."""
    if field is None:
        return postings
    number = FIELDS.index(field)
    if postings.fields is None:
        return postings if number == BODY else _NOTHING
    return postings.where(postings.fields == number)


def united(parts: Sequence[Postings]) -> Postings:
    """The postings of several words as if they were one word: their counts in one field of one
    document are added."""
    parts = [part for part in parts if len(part.docs)]
    if not parts:
        return _NOTHING
    keys = np.concatenate(
        [part.docs.astype(np.int64) * len(FIELDS) + part.all_fields for part in parts]
    )
    counts = np.concatenate([part.all_counts for part in parts])
    rows, place = np.unique(keys, return_inverse=True)
    total = np.bincount(place, weights=counts, minlength=len(rows)).astype(np.int32)
    docs = (rows // len(FIELDS)).astype(np.int32)
    return Postings(docs, (rows % len(FIELDS)).astype(np.uint8), total)


def within(docs: Docs, others: Docs) -> NDArray[np.bool_]:
    """Which of `docs` are among `others`, both ascending: a mask of the shape of `docs`."""
    return _places(docs, others) >= 0


def placed(docs: Docs, others: Docs) -> tuple[NDArray[np.int32], NDArray[np.bool_]]:
    """(place of each of `docs` among `others`, whether it is there), both of the shape of `docs`;
    a place means nothing where the document is not there."""
    at = _places(docs, others)
    return at, at >= 0


def _places(docs: Docs, others: Docs) -> Docs:
    # columns of tables, and numbers that are reckoned, come in other forms
    return places(np.ascontiguousarray(docs, np.int32), np.ascontiguousarray(others, np.int32))
