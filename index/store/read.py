"""One generation, opened for reading: postings as arrays, records and texts by document number."""

from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray
from whoosh.filedb.filestore import FileStorage

from index.errors import IndexDamaged
from index.store.codec import unpack_folded, unpack_meta, unpack_sections
from index.store.document import Meta, ShownSection
from index.store.generations import folder_of, require_current
from index.store.manifest import Manifest, read_manifest
from index.store.schema import FOLDED, GRAMS, META, SECTIONS, word_field

DocIds = NDArray[np.int32]
Counts = NDArray[np.float32]

_CACHED_TERMS = 4_096
_CACHED_TEXTS = 4_096


class Reader(Protocol):
    """What search needs of an index. Document numbers run from 0 to `size` - 1; those of
    deleted posts are never returned. Postings are sorted by document number."""

    manifest: Manifest
    size: int
    metas: dict[int, Meta]

    def postings(self, field: str, term: str) -> tuple[DocIds, Counts]:
        """(documents, frequencies) of a word in a field."""
        ...

    def prefixed(self, field: str, prefix: str) -> Sequence[str]:
        """The words of a field that begin with `prefix`, in order."""
        ...

    def gram(self, gram: str) -> DocIds:
        """The documents whose folded text holds a character or a pair of neighbours."""
        ...

    def folded(self, doc: int) -> str:
        """The folded text, sections opened by their field's mark."""
        ...

    def sections(self, doc: int) -> list[ShownSection]:
        """The shown text with its tokens."""
        ...

    def close(self) -> None: ...


class WhooshReader:
    """A Reader over a Whoosh index; made by `open_current`."""

    def __init__(self, folder: Path, manifest: Manifest) -> None:
        self.manifest = manifest
        self._index: Any = FileStorage(str(folder), supports_mmap=True).open_index()
        self._reader: Any = self._index.reader()
        self._leaves = [(leaf, base) for leaf, base in self._reader.leaf_readers()]
        self.size: int = self._reader.doc_count_all()
        live = np.ones(self.size, dtype=np.bool_)
        live[[doc for doc in range(self.size) if self._reader.is_deleted(doc)]] = False
        self._live = live
        self._columns = {
            name: [(leaf.column_reader(name), base) for leaf, base in self._leaves]
            for name in (META, FOLDED, SECTIONS)
        }
        self.metas = {int(d): unpack_meta(self._value(META, int(d))) for d in np.flatnonzero(live)}
        self._cached_postings = lru_cache(maxsize=_CACHED_TERMS)(self._read)
        self._cached_folded = lru_cache(maxsize=_CACHED_TEXTS)(self._unpack_folded)

    def postings(self, field: str, term: str) -> tuple[DocIds, Counts]:
        return self._cached_postings(word_field(field), term)

    def _read(self, name: str, term: str) -> tuple[DocIds, Counts]:
        docs: list[int] = []
        counts: list[float] = []
        key = term.encode("utf-8", "surrogatepass")
        for leaf, base in self._leaves:
            if (name, key) not in leaf:
                continue
            matcher = leaf.postings(name, key)
            while matcher.is_active():
                docs.append(matcher.id() + base)
                counts.append(matcher.weight())
                matcher.next()
        found = np.array(docs, dtype=np.int32)
        alive = self._live[found]
        return found[alive], np.array(counts, dtype=np.float32)[alive]

    def prefixed(self, field: str, prefix: str) -> Sequence[str]:
        name = word_field(field)
        found = {
            term for leaf, _ in self._leaves for term in leaf.expand_prefix(name, prefix.encode())
        }
        return sorted(term.decode("utf-8", "surrogatepass") for term in found)

    def gram(self, gram: str) -> DocIds:
        return self._cached_postings(GRAMS, gram)[0]

    def folded(self, doc: int) -> str:
        return self._cached_folded(doc)

    def _unpack_folded(self, doc: int) -> str:
        return unpack_folded(self._value(FOLDED, doc))

    def sections(self, doc: int) -> list[ShownSection]:
        return unpack_sections(self._value(SECTIONS, doc))

    def _value(self, name: str, doc: int) -> bytes:
        column, base = next((c, b) for c, b in reversed(self._columns[name]) if b <= doc)
        value: bytes = column[doc - base]
        return value

    def close(self) -> None:
        self._reader.close()
        self._index.close()


def open_current(index: Path) -> Reader:
    """The generation in force; NoIndex where there is none, IndexDamaged where it is broken.

    A generation may be dropped between reading its name and opening it; the next is tried then.
    """
    for attempt in range(3):
        name = require_current(index)
        folder = folder_of(index, name)
        try:
            return WhooshReader(folder, read_manifest(folder))
        except IndexDamaged:
            if attempt == 2 or require_current(index) == name:
                raise
        except Exception as error:
            # Whoosh reports damage as whatever its parsers trip over: zlib, struct, pickle, EOF
            if attempt == 2 or require_current(index) == name:
                raise IndexDamaged(f"{folder}: cannot be opened: {error!r}") from error
    raise AssertionError("unreachable")
