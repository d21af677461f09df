"""A segment: some documents and their postings in one file that never changes."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, BinaryIO

import numpy as np
from numpy.typing import NDArray

from index.store.format import (
    BlockFile,
    EncodedTexts,
    Folder,
    Lines,
    PostingList,
    PostingLists,
    Texts,
    inode_of,
    place,
    read_json,
    read_numbers,
    require_shape,
)
from index.store.manifest import SegmentFile
from index.store.pairs import Pairs, documents_of, fields_of
from index.store.stored_text import Stored
from index.values import FIELDS, LABELS, IndexDamaged, Int64s, Signature, cached_property, reason_of

_LAST_DAY = date.max.toordinal()
_LAST_SECOND = 1e12
"""Beyond all dates, in seconds from 1970."""
COLUMNS = {
    "seconds": "f8", "days": "i4", "addresses": "u8", "originals": "u8",
    **{f"lengths.{field}": "u2 u4" for field in FIELDS},
}  # fmt: skip
"""The blocks that have a value for each document, and their types."""
_BOUNDS = {"seconds": (-_LAST_SECOND, _LAST_SECOND), "days": (0, _LAST_DAY)}
"""From where to where such values are; NaN is none."""


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

    def __init__(self, file: BinaryIO) -> None:
        self.file = BlockFile(file)
        size = self.file.attributes.get("documents")
        if type(size) is not int or size < 0:
            raise self.file.damaged("expected how many documents it has")
        self.size: int = size
        self._require_blocks()

    def _require_blocks(self) -> None:
        """IndexDamaged where blocks have not as many values as there are documents, of their
        types."""
        require = self.file.require
        require("texts", "u1", self.file.count("texts"))
        require("texts.lengths", "u1 u2", 2 * self.size)
        require("signatures", "u4", self.file.count("signatures"))
        require("signatures.lengths", "u1 u2", self.size)
        require("ids.docs", "u4", self.size)
        for name, kinds in COLUMNS.items():
            require(name, kinds, self.size)
        for label in LABELS:
            require(f"{label}.docs", "u4", self.file.count(f"{label}.values"))
            require(f"{label}.values", "u4", self.file.count(f"{label}.values"))

    def column(self, name: str) -> NDArray[Any]:
        """A value for each document."""
        values = self.file.array(name)
        low, high = _BOUNDS.get(name, (0, np.inf))
        if name in _BOUNDS and ((values < low) | (values > high)).any():
            raise self.file.damaged(f"expected {name} within their bounds")
        return values

    @cached_property
    def words(self) -> PostingLists:
        """The posting lists of words, whose keys are UTF-8."""
        return PostingLists(self.file, "words", Texts(self.file, "words"), self.size)

    @cached_property
    def grams(self) -> PostingLists:
        """The posting lists of grams, whose keys are their numbers."""
        keys = read_numbers(self.file, "grams.keys", self.file.count("grams.sizes"))
        return PostingLists(self.file, "grams", keys, self.size)

    @cached_property
    def pairs(self) -> Pairs | None:
        """Pairs of characters with their places; None where the segment is too small for them."""
        if not self.file.has("pairs.keys"):
            return None
        keys = read_numbers(self.file, "pairs.keys", self.file.count("pairs.sizes"))
        data = self.file.view("pairs.records")
        return Pairs(keys, self.file.bounds("pairs.sizes", len(data)), data)

    def list_of(self, key: bytes | int) -> PostingList | None:
        """The posting list of a word (bytes) or of a gram (int); None where there is none."""
        return (self.words if isinstance(key, bytes) else self.grams).get(key)

    @cached_property
    def forms(self) -> Lines:
        """Lines of a form, NUL and a word that is indexed under it."""
        return Lines(self.file, "forms")

    @cached_property
    def _texts(self) -> tuple[Any, Any]:
        data = self.file.view("texts")
        return data, self.file.bounds("texts.lengths", len(data))

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
        rows = wanted.searchsorted(of)
        if (wanted.take(rows, mode="clip") != of).any():
            raise self.file.damaged("expected places in documents that have them")
        if is_whole and not _overlaps_itself(literal):
            return rows, fields_of(places)
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
        ids = Texts(self.file, "ids")
        if len(ids) != self.size:
            raise self.file.damaged(f"expected {self.size:,} ids")
        return ids

    @cached_property
    def by_id(self) -> NDArray[np.uint32]:
        """The documents in the order of their ids."""
        docs = self.file.array("ids.docs")
        if not _below(docs, self.size) or (np.bincount(docs, minlength=self.size) != 1).any():
            raise self.file.damaged("expected each document once")
        return docs

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
        docs, values = self.file.array(f"{name}.docs"), self.file.array(f"{name}.values")
        try:
            names = require_shape(read_json(str(self.file.buffer(f"{name}.names"), "utf-8")), [str])
        except ValueError as error:
            raise self.file.damaged(f"expected the values of {name}: {reason_of(error)}") from None
        if not _below(docs, self.size) or not _below(values, len(names)):
            raise self.file.damaged(f"expected values of {name} that documents have")
        return Labels(docs.astype(np.int64), values.astype(np.int64), names)

    @cached_property
    def signatures(self) -> tuple[NDArray[np.int64], Signature]:
        """(bounds of shape (size + 1,), hashes): the signature of a document is
        `hashes[bounds[doc] : bounds[doc + 1]]`."""
        hashes = self.file.array("signatures")
        bounds = self.file.bounds("signatures.lengths", len(hashes))
        return np.array(bounds, dtype=np.int64), hashes


def _below(numbers: NDArray[Any], top: int) -> bool:
    return not len(numbers) or bool(numbers.max() < top)


def _overlaps_itself(literal: str) -> bool:
    """Whether a text may have a literal again before its end, as ああ in あああ."""
    return any(literal.startswith(literal[at:]) for at in range(1, len(literal)))


def open_segment(folder: Folder, file: SegmentFile, known: Iterable[Segment] = ()) -> Segment:
    """A segment of a generation, that of `known` which is of the same file, if there is one;
    IndexDamaged where it is not the one that the manifest describes."""
    held = opened(folder, file.file)
    inode = inode_of(held)
    segment = next((one for one in known if one.file.inode == inode), None)
    if segment is None:
        segment = Segment(held)
    else:
        held.close()
    actual = (len(segment.file), segment.file.checksum, segment.size)
    if actual != (file.bytes, file.checksum, file.documents):
        raise segment.file.damaged("not the file of its manifest")
    return segment


def opened(folder: Folder, name: str) -> BinaryIO:
    """A file of a generation; IndexDamaged where it cannot be opened."""
    try:
        return folder.open(name)
    except OSError as error:
        raise IndexDamaged(f"{folder.path / name}: cannot be opened: {reason_of(error)}") from None
