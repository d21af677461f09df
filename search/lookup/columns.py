"""Columns: what filters, facets, sorting and ranking need of every post, as arrays indexed by
document number. Built once for a generation."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np
from numpy.typing import NDArray

from index.store import Labels, Reader
from index.text import label_key
from index.values import FIELDS, LABELS, cached_property
from search.lookup.arrays import Docs, Mask

FACETS = LABELS
_FEW = 4
"""How many times fewer documents than all are counted one by one."""
_EPOCH = date(1970, 1, 1).toordinal()


@dataclass(frozen=True)
class Values:
    """The values of a multi-valued label in `size` documents. Document `docs[i]` has value
    `numbers[i]`, both of shape (n,) and each pair once; `by_folded` gives the number of a folded
    value, `shown[number]` its most frequent spelling."""

    size: int
    docs: NDArray[np.int32]
    numbers: NDArray[np.int32]
    by_folded: dict[str, int]
    shown: tuple[str, ...]

    @cached_property
    def order(self) -> NDArray[np.int32]:
        """The place of each value among all in the order of their spellings."""
        order = np.zeros(len(self.shown), dtype=np.int32)
        order[sorted(range(len(order)), key=self.shown.__getitem__)] = np.arange(len(order))
        return order

    def having(self, wanted: str) -> Mask:
        """The documents that have the value `wanted`, compared folded; shape (size,)."""
        mask = np.zeros(self.size, dtype=np.bool_)
        number = self.by_folded.get(label_key(wanted))
        if number is not None:
            mask[self.docs[self.numbers == number]] = True
        return mask

    def counts(self, docs: Docs) -> NDArray[np.int64]:
        """How many of the documents, which ascend, have each value; shape (values,)."""
        bounds = self._bounds
        if len(docs) * _FEW > len(bounds):
            hits = np.zeros(len(bounds), dtype=np.bool_)
            hits[docs] = True
            return np.bincount(self.numbers[hits[self.docs]], minlength=len(self.shown))
        first, end = bounds[docs], bounds[docs + 1]
        sizes = end - first
        shift = np.repeat(end - sizes.cumsum(), sizes)
        numbers = self.numbers[shift + np.arange(len(shift))]
        return np.bincount(numbers, minlength=len(self.shown))

    @cached_property
    def _bounds(self) -> NDArray[np.intp]:
        """Where the pairs of each document begin and the last ones end, shape (size + 1,)."""
        return self.docs.searchsorted(np.arange(self.size + 1))


@dataclass(frozen=True)
class Statistics:
    """What scores need of all documents of an index: how many are `live`, the mean length of each
    field, in tokens, in those that have it, and the date of the newest in seconds since 1970, NaN
    where none is dated."""

    live: int
    means: Mapping[str, float]
    newest: float


class Columns:
    """Arrays of shape (size,), one entry a document: `live` (not deleted), `seconds` since 1970
    (NaN where undated), `days` (ordinals in the site's time zone, 0 where undated), `years` (0
    where undated) and `lengths[field]` in tokens. `values[label]` are their values. The
    `statistics` are those of the whole index where the reader has but a part of it, of which
    values are rarely asked for."""

    def __init__(self, reader: Reader, statistics: Statistics | None = None) -> None:
        self.size = reader.size
        self.live = reader.live
        self.seconds = reader.seconds()
        self.days = reader.days()
        self.years = _years(self.days)
        self._reader = reader
        self.lengths = {name: reader.lengths(name).astype(np.float32) for name in FIELDS}
        self.statistics = statistics or self._own_statistics()
        self.values = _ByNeed(reader)
        if statistics is None:
            self.values.update({name: self.values[name] for name in FACETS})

    @cached_property
    def _languages(self) -> NDArray[np.int16]:
        languages = np.full(self.size, -1, dtype=np.int16)
        languages[self.values["lang"].docs] = self.values["lang"].numbers
        return languages

    def _own_statistics(self) -> Statistics:
        means = {name: _mean(lengths[self.live]) for name, lengths in self.lengths.items()}
        dated = self.seconds[self.live & ~np.isnan(self.seconds)]
        newest = float(dated.max()) if len(dated) else np.nan
        return Statistics(int(self.live.sum()), means, newest)

    @cached_property
    def ranks(self) -> NDArray[np.int32]:
        """The place of each document in the order of ids."""
        return self._reader.id_ranks()

    def day(self, doc: int) -> date | None:
        """The day of a document's date, None where it is undated."""
        ordinal = int(self.days[doc])
        return date.fromordinal(ordinal) if ordinal else None

    def months(self, docs: Docs) -> NDArray[np.int64]:
        """The months, 1 to 12, of the dates of documents that have one."""
        return _since_1970(self.days[docs], "M") % 12 + 1

    def language_ranks(self, docs: Docs, languages: Sequence[str]) -> NDArray[np.int16] | None:
        """The place of each document's language among `languages`, the last for others. One whose
        language is not known comes with the first: nothing says that the reader cannot read it.
        None where the index has but one language, or none of these."""
        known = self.values["lang"]
        wanted = [known.by_folded[one] for one in languages if one in known.by_folded]
        if len(known.shown) < 2 or not wanted:
            return None
        ranks = np.full(len(known.shown) + 1, len(wanted), dtype=np.int16)
        ranks[wanted] = np.arange(len(wanted))
        ranks[-1] = 0
        return ranks[self._languages[docs]]

    def between(self, first: date | None, last: date | None) -> Mask:
        """The dated documents of the days `first` to `last`, both included, as a mask of shape
        (size,); None is no bound."""
        low = first.toordinal() if first else 1
        high = last.toordinal() if last else date.max.toordinal()
        mask: Mask = (self.days >= low) & (self.days <= high)
        return mask


class _ByNeed(dict[str, Values]):
    """The values of each label, worked out at first use."""

    def __init__(self, reader: Reader) -> None:
        super().__init__()
        self._reader = reader

    def __missing__(self, name: str) -> Values:
        values = self[name] = _values(self._reader.labels(name), self._reader.size)
        return values


def _years(days: NDArray[np.int32]) -> NDArray[np.int32]:
    """The years of ordinal days, 0 for 0."""
    return np.where(days > 0, _since_1970(days, "Y") + 1970, 0).astype(np.int32)


def _since_1970(days: NDArray[np.int32], unit: str) -> NDArray[np.int64]:
    """The years, `Y`, or the months, `M`, from 1970 to those of ordinal days."""
    dates = (days.astype(np.int64) - _EPOCH).astype("datetime64[D]")
    return dates.astype(f"datetime64[{unit}]").astype(np.int64)


def _mean(lengths: NDArray[np.float32]) -> float:
    present = lengths[lengths > 0]
    return float(present.mean(dtype=np.float64)) if len(present) else 1.0


def _values(parts: Sequence[Labels], size: int) -> Values:
    """The labels of all segments as one: values that fold to the same form become one value, and a
    document has each value once."""
    numbers: dict[str, int] = {}
    pairs = [np.zeros(0, dtype=np.int64)]
    spellings: dict[int, Counter[str]] = {}
    for part in parts:
        number_of = _numbered(part, numbers, spellings)
        pairs.append(part.docs << 32 | number_of[part.values])
    ordered = np.sort(np.concatenate(pairs))  # np.unique would hash them, which takes longer
    unique = ordered[np.diff(ordered, prepend=-1) > 0]
    shown = tuple(_most_frequent(spellings[number]) for number in range(len(numbers)))
    docs, values = unique >> 32, unique & 0xFFFFFFFF
    return Values(size, docs.astype(np.int32), values.astype(np.int32), numbers, shown)


def _numbered(
    part: Labels, numbers: dict[str, int], spellings: dict[int, Counter[str]]
) -> NDArray[np.int64]:
    """The number of each name of a part that is used, 0 for others. New folded forms are added to
    `numbers`, the names and how often they are used to `spellings`."""
    used = np.bincount(part.values, minlength=len(part.names))
    number_of = np.zeros(len(part.names), dtype=np.int64)
    for place, name in enumerate(part.names):
        if used[place]:
            number = numbers.setdefault(label_key(name), len(numbers))
            spellings.setdefault(number, Counter())[name] += int(used[place])
            number_of[place] = number
    return number_of


def _most_frequent(spellings: Counter[str]) -> str:
    return min(spellings, key=lambda spelling: (-spellings[spelling], spelling))
