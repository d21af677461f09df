"""A segment: some documents and their postings in one file that never changes."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from index.store.format import (
    BlockFile,
    EncodedTexts,
    Lines,
    PostingList,
    PostingLists,
    Texts,
    place,
    read_numbers,
)
from index.store.manifest import SegmentFile
from index.store.pairs import Pairs, documents_of, fields_of
from index.store.stored_text import Stored
from index.values import IndexDamaged, Int64s, Signature


@dataclass(frozen=True)
class Labels:
    """Which documents have which values of a label: document `docs[i]` has value
    `names[values[i]]`. Both arrays are of shape (pairs,)."""

    docs: NDArray[np.int64]
    values: NDArray[np.int64]
    names: list[str]


class Segment:
    """A segment opened for reading; its documents are numbered from 0 to `size` - 1. IndexDamaged
    from any method where the file is not as written."""

    def __init__(self, path: Path) -> None:
        self.file = BlockFile(path)
        self.size: int = self.file.attributes["documents"]

    @cached_property
    def words(self) -> PostingLists:
        """The posting lists of words, whose keys are UTF-8."""
        return PostingLists(self.file, "words", Texts(self.file, "words"))

    @cached_property
    def grams(self) -> PostingLists:
        """The posting lists of grams, whose keys are their numbers."""
        return PostingLists(self.file, "grams", read_numbers(self.file, "grams.keys"))

    @cached_property
    def pairs(self) -> Pairs | None:
        """Pairs of characters with their places; None where the segment is too small for them."""
        if not self.file.has("pairs.keys"):
            return None
        keys = read_numbers(self.file, "pairs.keys")
        return Pairs(keys, self.file.bounds("pairs.sizes"), self.file.view("pairs.records"))

    def list_of(self, key: bytes | int) -> PostingList | None:
        """The posting list of a word (bytes) or of a gram (int); None where there is none."""
        return (self.words if isinstance(key, bytes) else self.grams).get(key)

    @cached_property
    def forms(self) -> Lines:
        """Lines of a form, NUL and a word that is indexed under it."""
        return Lines(self.file, "forms")

    @cached_property
    def _texts(self) -> tuple[Any, Any]:
        return self.file.view("texts"), self.file.bounds("texts.lengths")

    def encoded(self, docs: NDArray[Any]) -> list[memoryview]:
        """The folded texts of documents as they are stored."""
        view, bounds = self._texts
        ends = np.asarray(bounds)
        texts: list[memoryview] = view.slices(ends[2 * docs], ends[2 * docs + 1])
        return texts

    def occurrences(
        self, docs: NDArray[Any], literal: str, pairs: Sequence[int]
    ) -> tuple[Int64s, Int64s]:
        """(place in `docs`, which ascend, number of the field) of each occurrence of a literal that
        has these pairs one after another, without overlaps: by places of pairs where the segment
        has them, else by texts."""
        wanted = docs.astype(np.int32)
        found = self.pairs.find(wanted, pairs) if self.pairs else None
        if found is None:
            of, _, fields = EncodedTexts(self.encoded(docs)).find(literal)
            return of, fields
        places, is_whole = found
        of = documents_of(places)
        if is_whole and not _overlaps_itself(literal):
            return docs.searchsorted(of), fields_of(places)
        some = np.flatnonzero(np.isin(wanted, of))
        of, _, fields = EncodedTexts(self.encoded(docs[some])).find(literal)
        return some[of], fields

    def text(self, doc: int) -> memoryview:
        """The folded text of one document as it is stored."""
        view, bounds = self._texts
        data: memoryview = view[bounds[2 * doc] : bounds[2 * doc + 1]]
        return data

    def stored_bytes(self, doc: int) -> memoryview:
        """What is stored of a document beside its folded text."""
        view, bounds = self._texts
        data: memoryview = view[bounds[2 * doc + 1] : bounds[2 * doc + 2]]
        return data

    def stored(self, doc: int) -> Stored:
        """The post of a document as stored."""
        return Stored(self.text(doc), self.stored_bytes(doc))

    @cached_property
    def ids(self) -> Texts:
        """The ids of the posts, sorted."""
        return Texts(self.file, "ids")

    @property
    def by_id(self) -> NDArray[np.uint32]:
        """The documents in the order of their ids."""
        return self.file.array("ids.docs")

    @cached_property
    def _id_places(self) -> NDArray[np.int64]:
        """The place of each document among the sorted ids."""
        places = np.zeros(self.size, dtype=np.int64)
        places[self.by_id] = np.arange(self.size)
        return places

    def post_id(self, doc: int) -> str:
        """The id of a document's post."""
        key: bytes = self.ids[int(self._id_places[doc])]
        return key.decode("utf-8", "surrogatepass")

    def number_of(self, post_id: str) -> int | None:
        """The document of a post, deleted or not; None where there is none."""
        at = place(self.ids, post_id.encode("utf-8", "surrogatepass"))
        return None if at is None else int(self.by_id[at])

    def labels(self, name: str) -> Labels:
        """The values of a label in all documents."""
        names = json.loads(bytes(self.file.buffer(f"{name}.names")))
        docs, values = self.file.array(f"{name}.docs"), self.file.array(f"{name}.values")
        return Labels(docs.astype(np.int64), values.astype(np.int64), names)

    @cached_property
    def signatures(self) -> tuple[NDArray[np.int64], Signature]:
        """(bounds of shape (size + 1,), hashes): the signature of a document is
        `hashes[bounds[doc] : bounds[doc + 1]]`."""
        bounds = np.array(self.file.bounds("signatures.lengths"), dtype=np.int64)
        return bounds, self.file.array("signatures")


def _overlaps_itself(literal: str) -> bool:
    """Whether a text may have a literal again before its end, as ああ in あああ."""
    return any(literal.startswith(literal[at:]) for at in range(1, len(literal)))


def open_segment(folder: Path, file: SegmentFile) -> Segment:
    """A segment of a generation; IndexDamaged where it is not the one that the manifest
    describes."""
    segment = Segment(folder / file.file)
    actual = (len(segment.file), segment.file.checksum, segment.size)
    if actual != (file.bytes, file.checksum, file.documents):
        raise IndexDamaged(f"{folder / file.file}: damaged: not the file of its manifest")
    return segment
