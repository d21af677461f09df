"""Posts that are nearly identical, found by their signatures."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from index.signature import shared
from index.store import Reader
from search.matches import Docs, Matches

_ALIKE = 0.9
"""Share of passages from which on two posts are one to a reader."""
_MIXERS = (0x9E3779B1, 0x85EBCA6B, 0xC2B2AE35, 0x27D4EB2F)
"""Odd numbers: hashes times each are four orders of all passages. Of two posts that are alike, the
first passage is the same in one order or another in 9,999 of 10,000 cases."""


@dataclass(frozen=True)
class Collapsed:
    """`matches` without those that another one stands for; the `members` of groups in order, end to
    end, and the group of each, ascending."""

    matches: Matches
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


def all_of(matches: Matches) -> Collapsed:
    """Matches of which none stands for another."""
    none: Docs = np.zeros(0, dtype=np.int32)
    return Collapsed(matches, none, none)


class Duplicates:
    """Which documents of one generation are nearly identical."""

    def __init__(self, reader: Reader) -> None:
        self.group = _groups(reader)
        """The group of each document, shape (size,): a number from 0 on, -1 for none."""

    def collapse(
        self, matches: Matches, order: Callable[[NDArray[np.intp]], NDArray[np.intp]]
    ) -> Collapsed:
        """Keeps of each group the first by `order`, which sorts places of matches."""
        group = self.group[matches.docs]
        places = np.flatnonzero(group >= 0)
        if len(np.unique(group[places])) == len(places):
            return all_of(matches)
        ordered = order(places)
        ordered = ordered[group[ordered].argsort(kind="stable")]
        groups = group[ordered]
        stays = np.ones(len(matches.docs), dtype=np.bool_)
        stays[ordered[1:][groups[1:] == groups[:-1]]] = False
        return Collapsed(matches.where(stays), matches.docs[ordered], groups)


def _groups(reader: Reader) -> NDArray[np.int32]:
    bounds, hashes = reader.signatures()
    group = np.full(reader.size, -1, dtype=np.int32)
    docs = np.flatnonzero(np.diff(bounds) > 0)
    leader: dict[int, int] = {}
    for low, high in _candidates(docs, bounds, hashes) if len(docs) else ():
        if not (reader.live[low] and reader.live[high]):
            continue
        one, other = (hashes[bounds[doc] : bounds[doc + 1]] for doc in (low, high))
        if _leader(leader, low) != _leader(leader, high) and shared(one, other) >= _ALIKE:
            leader[max(_leader(leader, low), _leader(leader, high))] = min(
                _leader(leader, low), _leader(leader, high)
            )
    numbers: dict[int, int] = {}
    for doc in sorted({*leader, *leader.values()}):
        group[doc] = numbers.setdefault(_leader(leader, doc), len(numbers))
    return group


def _leader(leader: dict[int, int], doc: int) -> int:
    while doc in leader:
        doc = leader[doc]
    return doc


def _candidates(
    docs: NDArray[np.intp], bounds: NDArray[np.int64], hashes: NDArray[np.uint32]
) -> Sequence[tuple[int, int]]:
    """Pairs of documents whose first passages in an order are the same; of many of these, such as
    have the first in the next order in common stand together, and neighbours are compared."""
    minima = [_first(docs, bounds, hashes * np.uint32(mixer)) for mixer in _MIXERS]
    pairs: set[tuple[int, int]] = set()
    for number, key in enumerate(minima):
        order = np.lexsort((minima[number - 1], key))
        same = np.flatnonzero(np.diff(key[order].astype(np.int64)) == 0)
        low, high = docs[order[same]], docs[order[same + 1]]
        pairs.update(
            zip(np.minimum(low, high).tolist(), np.maximum(low, high).tolist(), strict=True)
        )
    return sorted(pairs)


def _first(
    docs: NDArray[np.intp], bounds: NDArray[np.int64], mixed: NDArray[np.uint32]
) -> NDArray[np.uint32]:
    found: NDArray[np.uint32] = np.minimum.reduceat(mixed, bounds[docs])
    return found
