"""Documents → a batch of arrays: what a worker returns, and what a segment is written from."""

from collections.abc import Set
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from index.store.format import Inverted, detailed, encode, pack_stored
from index.values import (
    FIELDS,
    LABELS,
    Documents,
    Int64s,
    Occurrences,
    Signature,
    link_keys,
)


@dataclass(frozen=True)
class Columns:
    """Values of each document, all of length (documents,): `seconds` since 1970 (NaN undated),
    `days` (ordinals, 0 undated), `lengths[field]` in tokens, `labels[name]`, the values of that
    label, and keys of links: `addresses`, where it is, and `originals`, that of which it states to
    be a copy (0 for none)."""

    seconds: NDArray[np.float64]
    days: NDArray[np.int32]
    lengths: dict[str, NDArray[np.uint32]]
    labels: dict[str, list[tuple[str, ...]]]
    addresses: NDArray[np.uint64]
    originals: NDArray[np.uint64]


@dataclass(frozen=True)
class Batch:
    """Some documents, numbered from 0: ids, folded texts and what is stored beside them as bytes,
    signatures, columns, the posting lists of words and grams, and the forms of the words."""

    ids: list[str]
    texts: list[bytes]
    stored: list[bytes]
    signatures: list[Signature]
    columns: Columns
    words: Inverted
    grams: Inverted
    forms: Set[str]


def batch(documents: Documents) -> Batch:
    """The documents as one batch, in their order."""
    count = len(documents.metas)
    words = documents.occurrences
    lengths = np.bincount(words.docs * len(FIELDS) + words.fields, minlength=count * len(FIELDS))
    keys = np.array([link_keys(m.url, m.canonical) for m in documents.metas], dtype=np.uint64)
    keys = keys.reshape(count, 2)
    by_field = lengths.astype(np.uint32).reshape(count, len(FIELDS))
    return Batch(
        ids=[meta.id for meta in documents.metas],
        texts=[encode(text) for text in documents.folded],
        stored=[pack_stored(documents, doc) for doc in range(count)],
        signatures=list(documents.signatures),
        columns=Columns(
            seconds=documents.seconds.astype(np.float64),
            days=documents.days.astype(np.int32),
            lengths={name: by_field[:, number] for number, name in enumerate(FIELDS)},
            labels={name: [meta.values(name) for meta in documents.metas] for name in LABELS},
            addresses=keys[:, 0],
            originals=keys[:, 1],
        ),
        words=_inverted_words(words, count),
        grams=_inverted_grams(*documents.grams),
        forms=documents.forms,
    )


@dataclass(frozen=True)
class Ranked:
    """The occurrences of all words and compounds of some posts: number i is of the term
    `keys[ranks[i]]`, which ascend, in document `docs[i]` and field `fields[i]`, has its first token
    at `positions[i]` and `extents[i]` more."""

    keys: list[str]
    ranks: Int64s
    docs: Int64s
    fields: Int64s
    positions: Int64s
    extents: NDArray[np.uint8]


def ranked(words: Occurrences) -> Ranked:
    """All occurrences; those of single tokens come first."""
    numbers, used = np.unique(np.concatenate([words.terms, words.compounds]), return_inverse=True)
    spelled = [words.vocabulary[number] for number in numbers.tolist()]
    order = sorted(range(len(spelled)), key=spelled.__getitem__)
    rank = np.zeros(len(order), dtype=np.int64)
    rank[order] = np.arange(len(order))
    single = np.arange(len(words.terms)) - words.bounds[:-1][words.docs]
    docs, fields, positions = (
        np.concatenate([column, column[words.firsts]]).astype(np.int64)
        for column in (words.docs, words.fields, single)
    )
    extents = np.concatenate([np.zeros(len(single), dtype=np.uint8), words.extents])
    return Ranked(
        [spelled[number] for number in order], rank[used], docs, fields, positions, extents
    )


def _inverted_words(words: Occurrences, count: int) -> Inverted:
    """The posting lists of all words and compounds: their occurrences, sorted by term, document,
    field and position at once."""
    found = ranked(words)
    groups, positions, extents = in_order(
        (found.ranks * count + found.docs) * len(FIELDS) + found.fields,
        found.positions,
        found.extents,
    )
    lists, of, detail = detailed(groups, count, positions, extents)
    sizes = np.bincount(lists, minlength=len(found.keys)).astype(np.int64)
    return Inverted(found.keys, sizes, of, detail)


def in_order(
    groups: Int64s, positions: Int64s, extents: NDArray[np.uint8]
) -> tuple[Int64s, Int64s, NDArray[np.uint8]]:
    """The three sorted by all: as one number each, which sorts several times faster, where that has
    room for them."""
    width = int(positions.max(initial=0)) + 1
    if (int(groups.max(initial=0)) + 1) * width >= 1 << 55:
        order = np.lexsort((extents, positions, groups))
        return groups[order], positions[order], extents[order]
    whole = np.sort((groups * width + positions) << 8 | extents)
    groups, positions = np.divmod(whole >> 8, width)
    return groups, positions, whole.astype(np.uint8)


def _inverted_grams(numbers: NDArray[np.uint64], docs: NDArray[np.int64]) -> Inverted:
    """The posting lists of grams, given as sorted pairs (number of the gram, document)."""
    firsts = np.flatnonzero(np.append(True, numbers[1:] != numbers[:-1])[: len(numbers)])
    sizes = np.diff(firsts, append=len(numbers)).astype(np.int64)
    return Inverted(numbers[firsts], sizes, docs.astype(np.int32), None)


def shifted(part: Inverted, by: int) -> Inverted:
    """The same posting lists with `by` added to each document."""
    return Inverted(part.keys, part.sizes, part.docs + np.int32(by), part.detail)
