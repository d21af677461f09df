"""What search needs of an index, whatever holds it."""

from collections.abc import Mapping, Sequence
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from index.store.format import EncodedTexts, Postings
from index.store.manifest import Manifest
from index.store.segment import Labels, Segment
from index.store.stored_text import Stored, StoredText
from index.values import FileEntry, Signature

DocIds = NDArray[np.int32]
Slices = list[tuple[int, int]]
Places = NDArray[np.int64]
"""Shape (n, 4): document, field, first token, last token; tokens are numbered through all
fields."""


class Reader(Protocol):
    """What search needs of an index. Document numbers run from 0 to `size` - 1. Postings are
    sorted by document, and never of deleted ones; the columns, of shape (size,), hold those too:
    `live[doc]` tells. Its files close when the last who uses it lets go of it."""

    manifest: Manifest
    size: int
    live: NDArray[np.bool_]

    def word(self, term: str) -> Postings:
        """The postings of a word in all fields."""
        ...

    def gram(self, number: int) -> DocIds:
        """The documents whose folded text holds a gram."""
        ...

    def prefixed(self, prefix: str, most: int) -> Sequence[str]:
        """The first words, in order, that begin with `prefix`."""
        ...

    def forms(self, form: str) -> Sequence[str]:
        """The words that may be looked for by a form, which ends in NUL, in order."""
        ...

    def read(self, reading: str, most: int) -> Sequence[tuple[str, str]]:
        """(reading in hiragana, word) of the first words whose loose reading begins so."""
        ...

    def frequency(self, term: str) -> int:
        """In how many fields of live documents a word is."""
        ...

    def seconds(self) -> NDArray[np.float64]:
        """Dates, in seconds since 1970; NaN undated."""
        ...

    def days(self) -> NDArray[np.int32]:
        """Dates, as ordinals in the site's zone; 0 undated."""
        ...

    def lengths(self, field: str) -> NDArray[np.int64]:
        """Tokens of a field."""
        ...

    def labels(self, name: str) -> Sequence[Labels]:
        """The values of a label, in parts that each have names of their own."""
        ...

    def signatures(self) -> tuple[NDArray[np.int64], Signature]:
        """(where each document's begins, shape (size + 1,); the signatures, end to end)."""
        ...

    def number_of(self, post_id: str) -> int | None:
        """The document of a post; None where no live one is."""
        ...

    def post_id(self, doc: int) -> str: ...

    def id_ranks(self) -> DocIds:
        """The place of each document among all in the order of their ids; shape (size,)."""
        ...

    def encoded(self, docs: DocIds) -> EncodedTexts:
        """The folded texts of some documents, sections opened by their field's mark."""
        ...

    def stored(self, doc: int) -> Stored:
        """What is shown of a post."""
        ...

    def slices(self, doc: int, term: str, text: StoredText) -> Slices:
        """Where a word stands in the shown text of a document, which is `text`."""
        ...

    def places(self, docs: DocIds, term: str) -> Places:
        """Where a word stands in some documents, ascending."""
        ...

    def entries(self) -> Mapping[str, FileEntry]:
        """All files that the index was made of, by post id."""
        ...

    def segments(self) -> Sequence[tuple[Segment, NDArray[np.bool_]]]:
        """The segments and which of their documents live, in the order of documents: what Whoosh
        reads."""
        ...
