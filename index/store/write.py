"""Documents → a Whoosh index in one generation's folder."""

from pathlib import Path
from types import TracebackType
from typing import Any, Protocol, Self

from whoosh import index as whoosh_index
from whoosh.codec.whoosh3 import W3Codec
from whoosh.filedb.filestore import FileStorage

from index.store.codec import pack_folded, pack_meta, pack_sections
from index.store.document import Document
from index.store.schema import FOLDED, GRAMS, KEY, META, SECTIONS, schema, word_field

_MEMORY_MB = 1_024
_BATCH = 1_500_000
"""Postings of one segment. Whoosh sorts that many in about 400 MB; more it would spill to disk
and merge from there, several times slower."""


class Writer(Protocol):
    """Takes documents and deletions; nothing counts before `commit`. As a context it gives up
    its work when left without one."""

    def __enter__(self) -> Self: ...

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None: ...

    def add(self, document: Document) -> None: ...

    def delete(self, post_id: str) -> None: ...

    def commit(self) -> None: ...


class WhooshWriter:
    """A Writer over a Whoosh index; it gives up Whoosh's lock however it is left."""

    def __init__(self, folder: Path) -> None:
        storage = FileStorage(str(folder))
        exists = whoosh_index.exists_in(str(folder))
        made = storage.open_index() if exists else storage.create_index(schema())
        self._index: Any = made
        self._writer: Any = self._open_writer()
        self._open = True
        self._postings = 0
        self._merge = True

    def _open_writer(self) -> Any:
        return self._index.writer(limitmb=_MEMORY_MB, compound=False, codec=W3Codec(compression=0))

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if not self._open:
            return
        try:
            self._writer.cancel()
        except Exception:
            # Whoosh fails to cancel where its files are gone; the folder is thrown away anyway
            self._writer.writelock.release()

    def add(self, document: Document) -> None:
        grams = dict.fromkeys(document.grams, 1)
        values: dict[str, object] = {
            KEY: {document.meta.id: 1},
            GRAMS: grams,
            META: pack_meta(document.meta),
            FOLDED: pack_folded(document.folded),
            SECTIONS: pack_sections(document.sections),
        }
        for name, terms in document.words.items():
            values[word_field(name)] = terms
        self._writer.add_document(**values)
        self._postings += sum(map(len, document.words.values())) + len(grams)
        if self._postings > _BATCH:
            self._writer.commit(merge=False)
            self._writer, self._postings, self._merge = self._open_writer(), 0, False

    def delete(self, post_id: str) -> None:
        self._writer.delete_by_term(KEY, post_id)

    def commit(self) -> None:
        self._writer.commit(merge=self._merge)
        self._open = False


def open_writer(folder: Path) -> Writer:
    """A Writer over one generation's folder, new or holding an index."""
    return WhooshWriter(folder)
