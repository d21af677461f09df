"""Documents → arrays: what a worker hands over, and what a segment is written from."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from index.posts.post import FIELDS
from index.store.document import LABELS, Document
from index.store.inverted import Detail, Inverted
from index.store.stored import encode, pack_record


@dataclass(frozen=True)
class Columns:
    """A number or more a document: `seconds`, `days`, `lengths[field]` of shape (documents,);
    `labels[name]`: the values of each document."""

    seconds: NDArray[np.float64]
    days: NDArray[np.int32]
    lengths: dict[str, NDArray[np.uint32]]
    labels: dict[str, list[tuple[str, ...]]]


@dataclass(frozen=True)
class Batch:
    """Some documents, numbered from 0: `texts` and `records` as bytes, their postings inverted."""

    ids: list[str]
    texts: list[bytes]
    records: list[bytes]
    columns: Columns
    words: Inverted
    grams: Inverted


def batch(documents: Sequence[Document]) -> Batch:
    """The documents as one batch, in their order."""
    return Batch(
        ids=[d.meta.id for d in documents],
        texts=[encode(d.folded) for d in documents],
        records=[pack_record(d) for d in documents],
        columns=Columns(
            seconds=np.array([d.seconds for d in documents], dtype=np.float64),
            days=np.array([d.day for d in documents], dtype=np.int32),
            lengths={
                name: np.array([d.lengths.get(name, 0) for d in documents], dtype=np.uint32)
                for name in FIELDS
            },
            labels={name: [d.meta.values(name) for d in documents] for name in LABELS},
        ),
        words=_inverted_words(documents),
        grams=_inverted_grams(documents),
    )


def _inverted_words(documents: Sequence[Document]) -> Inverted:
    """Sorts all occurrences by term, document, field and place at once."""
    numbers: dict[str, int] = {}
    terms: list[int] = []
    columns: list[tuple[NDArray[np.uint8], NDArray[np.int32], NDArray[np.uint8]]] = []
    for document in documents:
        words = document.words
        terms += [numbers.setdefault(term, len(numbers)) for term in words.terms]
        terms += [numbers.setdefault(term, len(numbers)) for term in words.compounds]
        single = np.arange(len(words.terms), dtype=np.int32)
        extents = np.zeros(len(single), dtype=np.uint8)
        columns.append((words.fields, single, extents))
        columns.append((words.fields[words.firsts], words.firsts, words.extents))
    if not terms:
        return _nothing()
    keys = sorted(numbers)
    rank = np.zeros(len(keys), dtype=np.int64)
    rank[[numbers[key] for key in keys]] = np.arange(len(keys))
    docs = np.repeat(
        np.arange(len(documents)),
        [len(d.words.terms) + len(d.words.compounds) for d in documents],
    )
    fields, positions, extents = (np.concatenate(column) for column in zip(*columns, strict=True))
    groups = (rank[np.array(terms)] * len(documents) + docs) * len(FIELDS) + fields
    order = np.lexsort((extents, positions, groups))
    groups = groups[order]
    firsts = np.flatnonzero(np.diff(groups, prepend=-1))
    sizes = np.bincount(groups[firsts] // len(FIELDS) // len(documents), minlength=len(keys))
    detail = Detail(
        fields=fields[order][firsts],
        counts=np.diff(firsts, append=len(groups)).astype(np.int32),
        positions=positions[order].astype(np.int32),
        extents=extents[order],
    )
    return Inverted(keys, sizes.astype(np.int64), docs[order][firsts].astype(np.int32), detail)


def _nothing() -> Inverted:
    none = np.zeros(0, dtype=np.int32)
    small = np.zeros(0, dtype=np.uint8)
    return Inverted([], np.zeros(0, dtype=np.int64), none, Detail(small, none, none, small))


def _inverted_grams(documents: Sequence[Document]) -> Inverted:
    grams = np.concatenate([d.grams for d in documents]) if documents else np.zeros(0, np.uint64)
    docs = np.repeat(np.arange(len(documents), dtype=np.int32), [len(d.grams) for d in documents])
    order = np.argsort(grams, kind="stable")
    keys, sizes = np.unique(grams, return_counts=True)
    return Inverted(keys, sizes.astype(np.int64), docs[order], None)


def shifted(part: Inverted, by: int) -> Inverted:
    """The same postings of documents numbered from `by` on."""
    return Inverted(part.keys, part.sizes, part.docs + np.int32(by), part.detail)
