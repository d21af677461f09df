"""The protocol through which search reads an index."""

from collections.abc import Mapping, Sequence
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from index.store.format import EncodedTexts, Postings
from index.store.manifest import Manifest
from index.store.segment import Labels, Segment
from index.store.stored_text import Stored, StoredText
from index.values import FileEntry, Int64s, Signature

DocIds = NDArray[np.int32]
Slices = list[tuple[int, int]]
Places = NDArray[np.int64]
"""Shape (n, 4): document, field, first token, last token; tokens are numbered through all
fields."""


class Reader(Protocol):
    """One generation of an index, opened for reading. Documents are numbered from 0 to `size` - 1.
    Postings ascend by document and have no deleted ones; columns, of shape (size,), do have them,
    `live` being the mask of the others. Files are closed when nothing refers to it any more.
    IndexDamaged from any method where the index is not as written."""

    manifest: Manifest
    size: int
    live: NDArray[np.bool_]

    def is_whole(self) -> bool:
        """Whether its files are as long as they were when they were opened. One that was cut since
        ends the process that reads it."""
        ...

    def fresh(self) -> NDArray[np.bool_]:
        """The live documents in segments that were written for this generation, as a mask."""
        ...

    def word(self, term: str) -> Postings:
        """The postings of a word in all fields."""
        ...

    def gram(self, number: int) -> DocIds:
        """The documents, ascending, whose folded text has a gram, given by its number."""
        ...

    def prefixed(self, prefix: str, most: int) -> Sequence[str]:
        """The first `most` words, in order, that begin with `prefix`."""
        ...

    def begun(self, prefix: str, single: bool) -> Postings:
        """The postings of all words that begin with `prefix`, one word after another; with `single`
        none of words that only compounds of several tokens make."""
        ...

    def forms(self, form: str) -> Sequence[str]:
        """The words, in order, that are indexed under a form, which ends in NUL."""
        ...

    def read(self, reading: str, most: int) -> Sequence[tuple[str, str]]:
        """(reading in hiragana, word) of the first `most` words whose loose reading begins with
        `reading`, sorted."""
        ...

    def phrase(self, text: str) -> DocIds:
        """The documents, ascending, with a phrase, given as a folded literal."""
        ...

    def phrase_frequency(self, text: str) -> int:
        """How many live documents have a phrase."""
        ...

    def phrases(self, beginning: str, most: int) -> Sequence[str]:
        """The first `most` phrases, folded literals in order, that begin so."""
        ...

    def frequency(self, term: str | int) -> int:
        """How many postings a word has: in how many fields of live documents it is; or a gram,
        given by its number: in how many live documents."""
        ...

    def seconds(self) -> NDArray[np.float64]:
        """The dates in seconds since 1970, NaN where undated."""
        ...

    def days(self) -> NDArray[np.int32]:
        """The days of the dates, as ordinals in the site's time zone, 0 where undated."""
        ...

    def lengths(self, field: str) -> NDArray[np.int64]:
        """The length of a field in tokens."""
        ...

    def labels(self, name: str) -> Sequence[Labels]:
        """The values of a label in live documents, in parts that number values differently."""
        ...

    def signatures(self) -> tuple[NDArray[np.int64], Signature]:
        """(bounds of shape (size + 1,), hashes): the signature of a document is
        `hashes[bounds[doc] : bounds[doc + 1]]`."""
        ...

    def links(self) -> tuple[NDArray[np.uint64], NDArray[np.uint64]]:
        """(keys of addresses, keys of the originals of which documents state to be copies), both of
        shape (size,), 0 for none."""
        ...

    def number_of(self, post_id: str) -> int | None:
        """The document of a post; None where there is no live one."""
        ...

    def post_id(self, doc: int) -> str:
        """The id of a document's post."""
        ...

    def id_ranks(self) -> DocIds:
        """The place of each document in the order of ids, shape (size,)."""
        ...

    def encoded(self, docs: DocIds) -> EncodedTexts:
        """The folded texts of documents, in their order, each section after its field's mark."""
        ...

    def occurrences(
        self, docs: DocIds, literal: str, pairs: Sequence[int]
    ) -> tuple[Int64s, Int64s]:
        """(place in `docs`, which ascend, number of the field) of each occurrence of a literal,
        whose `pairs` of neighbouring characters are given as grams, without overlaps."""
        ...

    def stored(self, doc: int) -> Stored:
        """A post as stored: what results list and show of it."""
        ...

    def slices(self, doc: int, term: str, text: StoredText) -> Slices:
        """The slices of `text`, the shown text of a document, that are a word."""
        ...

    def places(self, docs: DocIds, term: str) -> Places:
        """The occurrences of a word in some documents, which ascend."""
        ...

    def entries(self) -> Mapping[str, FileEntry]:
        """All files that the index was built from, by post id."""
        ...

    def segments(self) -> Sequence[tuple[Segment, NDArray[np.bool_]]]:
        """(segment, mask of its live documents), in the order of documents, for Whoosh's
        interface."""
        ...
