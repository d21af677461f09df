"""Posting lists by key: sorted keys, and where the posting list of each is."""

from bisect import bisect_left
from collections.abc import Iterator
from typing import Any

import numpy as np

from index.store.format.block_file import BlockFile
from index.store.format.inverted import Inverted
from index.store.format.keys import BEYOND, Texts
from index.store.format.packing import unpack
from index.store.format.posting_list import PostingList, Postings
from index.values import IndexDamaged


def place(keys: Any, key: Any) -> int | None:
    """The number of a key among sorted keys, numbers or Texts; None where it is not there."""
    if isinstance(keys, Texts):
        return keys.place(key)
    number = bisect_left(keys, key)
    return number if number < len(keys) and keys[number] == key else None


class PostingLists:
    """The posting lists of a segment of `size` documents by key: the words, as UTF-8, or the
    grams, as numbers."""

    def __init__(self, file: BlockFile, name: str, keys: Any, size: int) -> None:
        self.keys, self._size = keys, size
        # single numbers are read faster of a memoryview than of an array
        self._sorted = memoryview(keys.data) if isinstance(keys, np.ndarray) else keys
        self._file, self._name = file, name
        self._data = file.view(f"{name}.records")
        self._places = file.bounds(f"{name}.sizes", len(self._data))
        if len(self._places) != len(keys) + 1:
            raise file.damaged(f"expected a posting list for each of {len(keys):,} {name}")

    def place(self, key: Any) -> int | None:
        """The number of a key; None where it is not there."""
        return place(self._sorted, key)

    def get(self, key: Any) -> PostingList | None:
        """The posting list of a key, None where it is not there; IndexDamaged where it is cut."""
        number = place(self._sorted, key)
        return None if number is None else self.posting_list(number)

    def posting_list(self, number: int) -> PostingList:
        """The posting list of the key of a number; IndexDamaged where it is cut."""
        data = self._data[self._places[number] : self._places[number + 1]]
        try:
            return PostingList(data, self._size)
        except IndexError:
            raise IndexDamaged(f"{self._file.path}: expected postings") from None

    def prefixed(self, prefix: bytes) -> Iterator[bytes]:
        """The words that begin with `prefix`, in order."""
        return (self.keys[number] for number in self._begun(prefix))

    def begun(self, prefix: bytes, single: bool) -> Postings:
        """The postings of the words that begin with `prefix`, one word after another; with `single`
        none of words that only compounds of several tokens make."""
        numbers = self._begun(prefix)
        lists = self._unpacked(numbers, np.array(numbers, np.uint64), detailed=True)
        postings = lists.postings()
        return postings.where(np.repeat(lists.are_single, lists.sizes)) if single else postings

    def _begun(self, prefix: bytes) -> range:
        """The numbers of the words that begin with `prefix`."""
        return range(self.keys.from_on(prefix), self.keys.from_on(prefix + BEYOND))

    def inverted(self) -> Inverted:
        """All posting lists, unpacked into memory."""
        detailed = not isinstance(self.keys, np.ndarray)
        keys = (
            [key.decode("utf-8", "surrogatepass") for key in self.keys] if detailed else self.keys
        )
        return self._unpacked(range(len(self.keys)), keys, detailed)

    def _unpacked(self, numbers: range, keys: Any, detailed: bool) -> Inverted:
        """The posting lists of neighbouring numbers."""
        places = np.array(self._places[numbers.start : numbers.stop + 1], dtype=np.int64)
        data = np.frombuffer(self._data[int(places[0]) : int(places[-1])], np.uint8)
        lists = unpack(data, places - places[0], keys, detailed)
        if lists.docs.min(initial=0) < 0 or lists.docs.max(initial=-1) >= self._size:
            raise self._file.damaged("expected postings of its documents")
        return lists
