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

_MEMORY_MB = 256


class Writer(Protocol):
    """Takes documents and deletions; nothing counts before `commit`."""

    def add(self, document: Document) -> None: ...

    def delete(self, post_id: str) -> None: ...

    def commit(self) -> None: ...


class WhooshWriter:
    """A Writer over one folder, new or holding an index. As a context it gives up its work and
    its lock when left without `commit`, however it is left."""

    def __init__(self, folder: Path) -> None:
        storage = FileStorage(str(folder))
        exists = whoosh_index.exists_in(str(folder))
        made = storage.open_index() if exists else storage.create_index(schema())
        self._writer: Any = made.writer(
            limitmb=_MEMORY_MB, compound=False, codec=W3Codec(compression=0)
        )
        self._open = True

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
        values: dict[str, object] = {
            KEY: {document.meta.id: 1},
            GRAMS: dict.fromkeys(document.grams, 1),
            META: pack_meta(document.meta),
            FOLDED: pack_folded(document.folded),
            SECTIONS: pack_sections(document.sections),
        }
        for name, terms in document.words.items():
            values[word_field(name)] = terms
        self._writer.add_document(**values)

    def delete(self, post_id: str) -> None:
        self._writer.delete_by_term(KEY, post_id)

    def commit(self) -> None:
        self._writer.commit()
        self._open = False
