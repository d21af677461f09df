"""Near-duplicates: posts that share most of their passages, recognised by their signatures, and
those that state to be copies of another."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from index.store import Reader
from index.text import MIXERS, MOST
from index.values import Int64s, cached_property
from search.lookup import Docs, Mask
from search.match.copies import Chains, chains_of
from search.match.docset import DocSet

Hashes = NDArray[np.uint32]

_LEAST_SHARE = 0.9
"""Share of passages in common from which on two posts are near-duplicates."""
_AT_ONCE = 8_192
"""Pairs that are compared in one step."""


@dataclass(frozen=True)
class Collapsed:
    """A docset with one document of each group of near-duplicates, and the groups: document
    `members[i]` is in group `groups[i]`, which ascend, the one that is kept first in each."""

    docset: DocSet
    members: Docs
    groups: Docs

    def rest(self, doc: int) -> list[int]:
        """The documents that were collapsed into one of the docset, in order."""
        at = np.flatnonzero(self.members == doc)
        if not len(at):
            return []
        end = self.groups.searchsorted(self.groups[at[0]], side="right")
        others: list[int] = self.members[at[0] + 1 : end].tolist()
        return others


def all_of(docset: DocSet) -> Collapsed:
    """A docset left as it is."""
    none: Docs = np.zeros(0, dtype=np.int32)
    return Collapsed(docset, none, none)


class Duplicates:
    """Which documents of one generation are near-duplicates; told when first asked for."""

    def __init__(self, reader: Reader) -> None:
        self._reader = reader

    @cached_property
    def _chains(self) -> Chains:
        return chains_of(self._reader)

    @cached_property
    def group(self) -> NDArray[np.int32]:
        """The group of each document, shape (size,): a number from 0 on, -1 for none."""
        return _groups(self._reader, self._chains)

    @cached_property
    def steps(self) -> NDArray[np.int32]:
        """How far each document is from its original, shape (size,), 0 where it is none's copy."""
        steps = np.zeros(self._reader.size, dtype=np.int32)
        steps[list(self._chains)] = [away for _, away in self._chains.values()]
        return steps

    def collapse(
        self, docset: DocSet, order: Callable[[NDArray[np.intp]], NDArray[np.intp]]
    ) -> Collapsed:
        """Keeps the first document of each group, an original before its copies; `order` sorts
        places of the docset."""
        group = self.group[docset.docs]
        places = np.flatnonzero(group >= 0)
        if len(np.unique(group[places])) == len(places):
            return all_of(docset)
        ordered = order(places)
        ordered = ordered[self.steps[docset.docs[ordered]].argsort(kind="stable")]
        ordered = ordered[group[ordered].argsort(kind="stable")]
        groups = group[ordered]
        stays = np.ones(len(docset.docs), dtype=np.bool_)
        stays[ordered[1:][groups[1:] == groups[:-1]]] = False
        return Collapsed(docset.where(stays), docset.docs[ordered], groups)

    def unlike(self, docset: DocSet, shown: Docs) -> DocSet:
        """The documents that are near-duplicates of none of those shown."""
        groups = self.group[shown]
        return docset.where(~np.isin(self.group[docset.docs], groups[groups >= 0]))


def _groups(reader: Reader, chains: Chains) -> NDArray[np.int32]:
    """The group of each document, shape (size,), -1 for none: near-duplicates, and originals with
    what states to be a copy of them, to which alone that belongs."""
    group = np.full(reader.size, -1, dtype=np.int32)
    low, high = _near(reader)
    copies = np.array(list(chains), dtype=np.int64)
    apart = ~(np.isin(low, copies) | np.isin(high, copies))
    firsts = np.array([doc for doc, _ in chains.values()], dtype=np.int64)
    low, high = np.append(low[apart], firsts), np.append(high[apart], copies)
    leaders = _leaders(reader.size, low, high)
    grouped = np.unique(np.concatenate([low, high]))
    group[grouped] = np.unique(leaders[grouped], return_inverse=True)[1]
    return group


def _near(reader: Reader) -> tuple[Int64s, Int64s]:
    """Pairs (lower, higher) of documents that share most of their passages."""
    bounds, hashes = reader.signatures()
    if not len(hashes):
        return np.zeros(0, dtype=np.int64), np.zeros(0, dtype=np.int64)
    low, high = _candidates(reader.live, bounds, hashes)
    near = shares(low, high, bounds, hashes) >= _LEAST_SHARE
    return low[near], high[near]


def shares(ones: Int64s, others: Int64s, bounds: Int64s, hashes: Hashes) -> NDArray[np.float64]:
    """The similarity, 0 to 1, of each pair of documents `ones[i]`, `others[i]`: the passages they
    have in common as a share of those of the document with more. The signature of a document is
    `hashes[bounds[doc] : bounds[doc + 1]]`."""
    parts = [slice(first, first + _AT_ONCE) for first in range(0, len(ones), _AT_ONCE)]
    return np.concatenate(
        [np.zeros(0), *(_shares(ones[part], others[part], bounds, hashes) for part in parts)]
    )


def _shares(ones: Int64s, others: Int64s, bounds: Int64s, hashes: Hashes) -> NDArray[np.float64]:
    sizes = np.diff(bounds)
    last = np.full(len(sizes), np.iinfo(np.uint32).max, dtype=np.uint32)
    full = np.flatnonzero(sizes == MOST)
    last[full] = hashes[bounds[full + 1] - 1]
    known = np.minimum(last[ones], last[others])  # hashes up to here are in both signatures
    passages, counts = [], []
    for docs in (ones, others):
        before = np.cumsum(sizes[docs]) - sizes[docs]
        pair = np.repeat(np.arange(len(docs)), sizes[docs])
        hashed = hashes[np.arange(len(pair)) + (bounds[docs] - before)[pair]]
        kept = hashed <= known[pair]
        passages.append(pair[kept] << 32 | hashed[kept])
        counts.append(np.bincount(pair[kept], minlength=len(docs)))
    both = np.sort(np.concatenate(passages), kind="stable")  # a merge of two sorted arrays
    common = both[1:][both[1:] == both[:-1]] >> 32
    shared = np.bincount(common, minlength=len(ones))
    return shared / np.maximum(np.maximum(*counts), 1)


def _leaders(size: int, low: Int64s, high: Int64s) -> Int64s:
    """For each document the lowest one of its component in the graph with these edges."""
    leaders = np.arange(size)
    while True:
        one, other = leaders[low], leaders[high]
        if (one == other).all():
            return leaders
        least = np.minimum(one, other)
        np.minimum.at(leaders, one, least)
        np.minimum.at(leaders, other, least)
        while (leaders != leaders[leaders]).any():
            leaders = leaders[leaders]


def _candidates(live: Mask, bounds: Int64s, hashes: Hashes) -> tuple[Int64s, Int64s]:
    """Pairs (lower, higher) of live documents with the same first passage in one of the orders of
    MIXERS. Of many such documents only neighbours are paired, after sorting them by their first
    passages in the other orders."""
    some = np.flatnonzero(np.diff(bounds) > 0)
    firsts = [np.minimum.reduceat(hashes * np.uint32(mixer), bounds[some]) for mixer in MIXERS]
    stay = live[some]
    docs, minima = some[stay], [first[stay] for first in firsts]
    sums = np.add.reduceat(hashes, bounds[some])[stay]  # copies, having the same, are neighbours
    pairs = []
    for number, key in enumerate(minima):
        order = np.lexsort((sums, *minima[:number], *minima[number + 1 :], key))
        same = np.flatnonzero(np.diff(key[order].astype(np.int64)) == 0)
        one, other = docs[order[same]], docs[order[same + 1]]
        pairs.append(np.minimum(one, other) << 32 | np.maximum(one, other))
    unique = np.unique(np.concatenate(pairs))
    return unique >> 32, unique & 0xFFFFFFFF
