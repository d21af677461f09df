"""Documents → a batch of arrays: what a worker returns, and what a segment is written from."""

from collections.abc import Iterable, Set
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
    comparable,
    link_key,
    original,
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
            addresses=_keys(comparable(m.url) if m.url else "" for m in documents.metas),
            originals=_keys(original(m.url, m.canonical) for m in documents.metas),
        ),
        words=_inverted_words(words, count),
        grams=_inverted_grams(*documents.grams),
        forms=documents.forms,
    )


def _keys(addresses: Iterable[str]) -> NDArray[np.uint64]:
    return np.array([link_key(address) for address in addresses], dtype=np.uint64)


def _inverted_words(words: Occurrences, count: int) -> Inverted:
    """The posting lists of all words and compounds: their occurrences, sorted by term, document,
    field and position at once."""
    numbers, used = np.unique(np.concatenate([words.terms, words.compounds]), return_inverse=True)
    spelled = [words.vocabulary[number] for number in numbers.tolist()]
    order = sorted(range(len(spelled)), key=spelled.__getitem__)
    rank = np.zeros(len(order), dtype=np.int64)
    rank[order] = np.arange(len(order))
    single = np.arange(len(words.terms)) - words.bounds[:-1][words.docs]
    docs, fields, positions = (
        np.concatenate([column, column[words.firsts]])
        for column in (words.docs, words.fields, single)
    )
    extents = np.concatenate([np.zeros(len(single), dtype=np.uint8), words.extents])
    groups, positions, extents = _sorted(
        (rank[used] * count + docs) * len(FIELDS) + fields, positions, extents
    )
    lists, of, detail = detailed(groups, count, positions, extents)
    sizes = np.bincount(lists, minlength=len(order)).astype(np.int64)
    keys = [spelled[number] for number in order]
    return Inverted(keys, sizes, of, detail)


def _sorted(
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
