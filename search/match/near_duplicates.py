"""Posts that are nearly identical, found by their signatures."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from index.store import Reader
from index.text import MOST
from index.values import Int64s
from search.lookup import Docs, Mask
from search.match.docset import DocSet

Hashes = NDArray[np.uint32]

_ALIKE = 0.9
"""Share of passages from which on two posts are one to a reader."""
_AT_ONCE = 8_192
"""Pairs that are compared in one step."""
_MIXERS = (0x9E3779B1, 0x85EBCA6B, 0xC2B2AE35, 0x27D4EB2F)
"""Odd numbers: hashes times each are four orders of all passages. Of two posts that are just alike
enough, the first passage is the same in one order or another in 9,985 of 10,000 cases."""


@dataclass(frozen=True)
class Collapsed:
    """`matches` without those that another one stands for; the `members` of groups in order, end to
    end, and the group of each, ascending."""

    docset: DocSet
    members: Docs
    groups: Docs

    def rest(self, doc: int) -> list[int]:
        """The documents that one of the matches stands for, in order."""
        at = np.flatnonzero(self.members == doc)
        if not len(at):
            return []
        end = self.groups.searchsorted(self.groups[at[0]], side="right")
        others: list[int] = self.members[at[0] + 1 : end].tolist()
        return others


def all_of(docset: DocSet) -> Collapsed:
    """Matches of which none stands for another."""
    none: Docs = np.zeros(0, dtype=np.int32)
    return Collapsed(docset, none, none)


class Duplicates:
    """Which documents of one generation are nearly identical."""

    def __init__(self, reader: Reader) -> None:
        self.group = _groups(reader)
        """The group of each document, shape (size,): a number from 0 on, -1 for none."""

    def collapse(
        self, docset: DocSet, order: Callable[[NDArray[np.intp]], NDArray[np.intp]]
    ) -> Collapsed:
        """Keeps of each group the first by `order`, which sorts places of matches."""
        group = self.group[docset.docs]
        places = np.flatnonzero(group >= 0)
        if len(np.unique(group[places])) == len(places):
            return all_of(docset)
        ordered = order(places)
        ordered = ordered[group[ordered].argsort(kind="stable")]
        groups = group[ordered]
        stays = np.ones(len(docset.docs), dtype=np.bool_)
        stays[ordered[1:][groups[1:] == groups[:-1]]] = False
        return Collapsed(docset.where(stays), docset.docs[ordered], groups)

    def unlike(self, docset: DocSet, shown: Docs) -> DocSet:
        """Those that are not nearly identical with any document that is shown."""
        groups = self.group[shown]
        return docset.where(~np.isin(self.group[docset.docs], groups[groups >= 0]))


def _groups(reader: Reader) -> NDArray[np.int32]:
    bounds, hashes = reader.signatures()
    group = np.full(reader.size, -1, dtype=np.int32)
    if not len(hashes):
        return group
    low, high = _candidates(reader.live, bounds, hashes)
    alike = shares(low, high, bounds, hashes) >= _ALIKE
    leaders = _leaders(reader.size, low[alike], high[alike])
    grouped = np.unique(np.concatenate([low[alike], high[alike]]))
    group[grouped] = np.unique(leaders[grouped], return_inverse=True)[1]
    return group


def shares(ones: Int64s, others: Int64s, bounds: Int64s, hashes: Hashes) -> NDArray[np.float64]:
    """For each pair of documents the share of its passages that the one with more of them has in
    common with the other; `hashes[bounds[doc] : bounds[doc + 1]]` is the signature of one."""
    parts = [slice(first, first + _AT_ONCE) for first in range(0, len(ones), _AT_ONCE)]
    return np.concatenate(
        [np.zeros(0), *(_shares(ones[part], others[part], bounds, hashes) for part in parts)]
    )


def _shares(ones: Int64s, others: Int64s, bounds: Int64s, hashes: Hashes) -> NDArray[np.float64]:
    sizes = np.diff(bounds)
    last = np.full(len(sizes), np.iinfo(np.uint32).max, dtype=np.uint32)
    full = np.flatnonzero(sizes == MOST)
    last[full] = hashes[bounds[full + 1] - 1]
    known = np.minimum(last[ones], last[others])  # as far as both are
    passages, counts = [], []
    for docs in (ones, others):
        before = np.cumsum(sizes[docs]) - sizes[docs]
        pair = np.repeat(np.arange(len(docs)), sizes[docs])
        hashed = hashes[np.arange(len(pair)) + (bounds[docs] - before)[pair]]
        kept = hashed <= known[pair]
        passages.append(pair[kept] << 32 | hashed[kept])
        counts.append(np.bincount(pair[kept], minlength=len(docs)))
    both = np.sort(np.concatenate(passages), kind="stable")  # two that are in order: a merge
    common = both[1:][both[1:] == both[:-1]] >> 32
    found = np.bincount(common, minlength=len(ones))
    return found / np.maximum(np.maximum(*counts), 1)


def _leaders(size: int, low: Int64s, high: Int64s) -> Int64s:
    """The lowest document of each document's component in the graph of these edges."""
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
    """Pairs of documents that live, whose first passages in an order are the same; of many of
    these, such as have those in the other orders in common stand together, and neighbours are
    compared."""
    some = np.flatnonzero(np.diff(bounds) > 0)
    firsts = [np.minimum.reduceat(hashes * np.uint32(mixer), bounds[some]) for mixer in _MIXERS]
    stay = live[some]
    docs, minima = some[stay], [first[stay] for first in firsts]
    pairs = []
    for number, key in enumerate(minima):
        order = np.lexsort((*minima[:number], *minima[number + 1 :], key))
        same = np.flatnonzero(np.diff(key[order].astype(np.int64)) == 0)
        one, other = docs[order[same]], docs[order[same + 1]]
        pairs.append(np.minimum(one, other) << 32 | np.maximum(one, other))
    found = np.unique(np.concatenate(pairs))
    return found >> 32, found & 0xFFFFFFFF
