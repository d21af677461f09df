"""Columns: what filters, facets, sorting and ranking need of every post, as arrays over
document numbers. Built once for a generation."""

from collections import Counter
from dataclasses import dataclass
from datetime import date, datetime, tzinfo
from typing import Any

import numpy as np
from numpy.typing import NDArray

from index.posts import FIELDS
from index.store import Meta, Reader
from index.text import literal

Mask = NDArray[np.bool_]
FACETS = ("category", "tag", "author")


@dataclass(frozen=True)
class Values:
    """A multi-valued label: `pairs` of (document, value number), each value's folded form and
    its most frequent spelling."""

    docs: NDArray[np.int32]
    numbers: NDArray[np.int32]
    by_folded: dict[str, int]
    shown: tuple[str, ...]

    def having(self, wanted: str, size: int) -> Mask:
        """The documents that have the value `wanted`, compared folded; shape (size,)."""
        mask = np.zeros(size, dtype=np.bool_)
        number = self.by_folded.get(label_key(wanted))
        if number is not None:
            mask[self.docs[self.numbers == number]] = True
        return mask

    def counts(self, hits: Mask) -> NDArray[np.int64]:
        """How many of the hits have each value."""
        return np.bincount(self.numbers[hits[self.docs]], minlength=len(self.shown))


def label_key(value: str) -> str:
    """The form in which values of labels are compared."""
    return literal(value).strip()


class Columns:
    """Arrays of shape (size,): `live`, `seconds` (since 1970, NaN undated), `days` (ordinal in
    the site's zone, 0 undated), `years`; `lengths[field]` in tokens and their live `means`."""

    def __init__(self, reader: Reader, zone: tzinfo) -> None:
        self.size = reader.size
        self.metas = reader.metas
        docs = np.fromiter(reader.metas, dtype=np.int32, count=len(reader.metas))
        self.live = np.zeros(self.size, dtype=np.bool_)
        self.live[docs] = True
        self.seconds = np.full(self.size, np.nan)
        self.days = np.zeros(self.size, dtype=np.int32)
        self.years = np.zeros(self.size, dtype=np.int32)
        for doc, meta in reader.metas.items():
            if meta.date is not None:
                moment = datetime.fromisoformat(meta.date)
                self.seconds[doc] = moment.timestamp()
                local = moment.astimezone(zone)
                self.days[doc], self.years[doc] = local.toordinal(), local.year
        self.lengths = {name: self._lengths(name) for name in FIELDS}
        self.means = {name: _mean(lengths[self.live]) for name, lengths in self.lengths.items()}
        self.values = {name: _values(reader.metas, name) for name in FACETS}
        self.id_order = self._id_order()

    def _lengths(self, name: str) -> NDArray[np.float32]:
        lengths = np.zeros(self.size, dtype=np.float32)
        for doc, meta in self.metas.items():
            lengths[doc] = meta.lengths.get(name, 0)
        return lengths

    def _id_order(self) -> NDArray[np.int32]:
        """Each document's place when sorted by id, for ties."""
        order = np.zeros(self.size, dtype=np.int32)
        for place, doc in enumerate(sorted(self.metas, key=lambda doc: self.metas[doc].id)):
            order[doc] = place
        return order

    def between(self, first: date | None, last: date | None) -> Mask:
        """The dated documents of the days from `first` to `last`, both included."""
        low = first.toordinal() if first else 1
        high = last.toordinal() if last else date.max.toordinal()
        mask: Mask = (self.days >= low) & (self.days <= high)
        return mask


def _mean(lengths: NDArray[np.float32]) -> float:
    present = lengths[lengths > 0]
    return float(present.mean(dtype=np.float64)) if len(present) else 1.0


def _values(metas: dict[int, Meta], name: str) -> Values:
    attribute = {"category": "categories", "tag": "tags", "author": "authors"}[name]
    spellings: dict[str, Counter[str]] = {}
    pairs: list[tuple[int, str]] = []
    for doc, meta in metas.items():
        keys: dict[str, str] = {}
        for value in getattr(meta, attribute):
            keys.setdefault(label_key(value), value)
        for key, value in keys.items():
            spellings.setdefault(key, Counter())[value] += 1
            pairs.append((doc, key))
    numbers = {key: number for number, key in enumerate(sorted(spellings))}
    shown = tuple(_most_frequent(spellings[key]) for key in numbers)
    columns: Any = np.array([(doc, numbers[key]) for doc, key in pairs], dtype=np.int32).reshape(
        -1, 2
    )
    return Values(columns[:, 0].copy(), columns[:, 1].copy(), numbers, shown)


def _most_frequent(spellings: Counter[str]) -> str:
    return min(spellings, key=lambda spelling: (-spellings[spelling], spelling))
