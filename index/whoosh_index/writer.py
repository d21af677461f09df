"""Documents that a program adds through Whoosh's interface → the next generation."""

import time
from collections.abc import Callable
from contextlib import ExitStack
from datetime import datetime
from pathlib import Path
from typing import Any

from whoosh.fields import Schema
from whoosh.index import LockError
from whoosh.reading import IndexReader
from whoosh.writing import IndexingError, IndexWriter

from index.store import PROGRAM, StoreSession, StoreWriter
from index.text import documents
from index.values import (
    Contents,
    FileEntry,
    LockHeld,
    Post,
    Receipt,
    Records,
    Visibility,
    parse_timezone,
)
from index.whoosh_index.posts import post_of

_MOST_WAITING = 256
"""Posts that are analysed together."""


class WhooshWriter(IndexWriter):
    """One generation in the making: it holds the index until `commit` or `cancel`. An id is there
    once: a document that is added again replaces the one before, as `update_document` does."""

    def __init__(
        self,
        path: Path,
        schema: Schema,
        open_reader: Callable[[], IndexReader],
        timeout: float = 0.0,
        delay: float = 0.1,
    ) -> None:
        self.schema, self._path, self._open_reader = schema, path, open_reader
        self._writer = StoreWriter(path, PROGRAM)
        self._held = ExitStack()
        self.is_closed = False
        self._hold(timeout, delay)
        try:
            self._last = self._opened()
        except BaseException:
            self._held.close()
            raise
        self._waiting: dict[str, Post] = {}
        self._gone: set[str] = set()
        self._session: StoreSession | None = None
        self._added: dict[str, FileEntry] = {}
        self._dropped: set[str] = set()
        self._reader: IndexReader | None = None

    def _hold(self, timeout: float, delay: float) -> None:
        """Takes the lock, waiting for it if so asked."""
        until = time.monotonic() + timeout
        while True:
            try:
                self._held.enter_context(self._writer.exclusive(datetime.now().astimezone()))
                return
            except LockHeld as error:
                if time.monotonic() >= until:
                    raise LockError(str(error)) from None
                time.sleep(delay)

    def _opened(self) -> Receipt:
        last, damage = self._writer.last()
        if last is None or damage:
            raise IndexingError(damage or f"{self._path}: no index here any more")
        return last

    def reader(self, **_: Any) -> IndexReader:
        """Of the generation that is built upon: what this writer adds is not in it yet."""
        if self._reader is None:
            self._reader = self._open_reader()
        return self._reader

    def add_document(self, **fields: Any) -> None:
        """Adds a document, or replaces the one of the same id. UnknownFieldError, or ValueError
        that says what was expected, leaves the writer as it was."""
        self._require_open()
        post = post_of(fields, self.schema, self._zone)
        self._waiting[post.id] = post
        self._added[post.id] = FileEntry("", Visibility.LISTED.value)
        if len(self._waiting) >= _MOST_WAITING:
            self._flush()

    def update_document(self, **fields: Any) -> None:
        """As `add_document`."""
        self.add_document(**fields)

    def delete_document(self, docnum: int, delete: bool = True) -> None:
        """Takes out the document that `reader` knows by a number."""
        self._require_open()
        if not delete:
            raise ValueError("delete: expected True, what is deleted does not come back")
        self.delete_id(self.reader().stored_fields(docnum)["id"])

    def delete_id(self, post_id: str) -> None:
        """Takes out a document by its id, whether it was committed or not."""
        self._require_open()
        self._waiting.pop(post_id, None)
        self._added.pop(post_id, None)
        self._dropped.add(post_id)
        self._gone.add(post_id)

    def add_reader(self, reader: IndexReader) -> None:
        """Adds all documents of a reader, by their stored fields."""
        for fields in reader.all_stored_fields():
            self.add_document(**fields)

    def add_field(self, fieldname: str, fieldtype: Any, **_: Any) -> None:
        raise IndexingError(f"{fieldname}: the schema of this index is fixed")

    def remove_field(self, fieldname: str, **_: Any) -> None:
        raise IndexingError(f"{fieldname}: the schema of this index is fixed")

    def commit(self, **_: Any) -> None:
        """Puts what was added and deleted in force, in one step, and lets go of the index."""
        self._require_open()
        try:
            if self._waiting or self._gone or self._session:
                self._flush()
                contents = self._last.contents
                now = datetime.now().astimezone().isoformat(timespec="seconds")
                files = contents.files.updated(Records.of(self._added), self._dropped)
                made = Contents(contents.basis, now, files, contents.vocabulary, contents.timezone)
                self._begun().publish(made)
        finally:
            self._close()

    def cancel(self) -> None:
        """Gives up what was added and deleted, and lets go of the index."""
        self._require_open()
        self._close()

    @property
    def _zone(self) -> Any:
        return parse_timezone(self._last.contents.timezone)

    def _begun(self) -> StoreSession:
        if self._session is None:
            self._session = self._held.enter_context(self._writer.begin(self._last))
        return self._session

    def _flush(self) -> None:
        session = self._begun()
        for post_id in (*self._gone, *self._waiting):
            session.delete(post_id)
        words = self._last.contents.vocabulary.words
        session.add(self._writer.pack(documents(list(self._waiting.values()), self._zone, words)))
        self._gone.clear()
        self._waiting.clear()

    def _require_open(self) -> None:
        if self.is_closed:
            raise IndexingError("This writer is closed")

    def _close(self) -> None:
        self.is_closed = True
        self._reader = None
        self._held.close()
