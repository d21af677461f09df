"""An index as a `whoosh.index.Index`."""

from datetime import datetime
from pathlib import Path
from typing import Any

from whoosh.fields import Schema
from whoosh.index import Index
from whoosh.reading import EmptyReader, IndexReader, MultiReader, SegmentReader

from index.store import (
    PROGRAM,
    Reader,
    StoreWriter,
    current,
    modified,
    open_current,
    require_current,
)
from index.values import ConfigError, Contents, Records, parse_timezone
from index.whoosh_index.codec import SegmentCodec
from index.whoosh_index.part import Part
from index.whoosh_index.schema import schema
from index.whoosh_index.writer import WhooshWriter


class WhooshIndex(Index):
    """An index on disk, of whichever owner. Readers and searchers are of the generation that was
    in force when they were made; `refresh` gives an index of the one in force now."""

    def __init__(self, path: Path) -> None:
        self.path, self.schema = path, schema()
        self.indexname, self.storage = path.name, None
        self._generation = int(require_current(path))

    def __repr__(self) -> str:
        return f"WhooshIndex({str(self.path)!r})"

    def latest_generation(self) -> int:
        return int(require_current(self.path))

    def up_to_date(self) -> bool:
        return self.latest_generation() == self._generation

    def refresh(self) -> "WhooshIndex":
        return self if self.up_to_date() else WhooshIndex(self.path)

    def last_modified(self) -> float:
        """When the generation in force was made, in seconds since 1970."""
        return modified(self.path)

    def is_empty(self) -> bool:
        return self.doc_count() == 0

    def doc_count(self) -> int:
        return int(self.reader().doc_count())

    def doc_count_all(self) -> int:
        """As `doc_count`: what is deleted is not there at all."""
        return self.doc_count()

    def optimize(self) -> None:
        """Nothing: segments are merged as they are written."""

    def reader(self, reuse: IndexReader | None = None) -> IndexReader:
        """A reader of the generation in force. It and its files close with its last user."""
        return whoosh_reader(open_current(self.path), self.schema)

    def writer(self, timeout: float = 0.0, delay: float = 0.1, **_: Any) -> WhooshWriter:
        """A writer of the next generation. NotOurs where the index is made of a folder of posts,
        `whoosh.index.LockError` where another writer is at work for longer than `timeout`
        seconds."""
        return WhooshWriter(self.path, self.schema, self.reader, timeout, delay)


def whoosh_reader(opened: Reader, known: Schema) -> IndexReader:
    """A reader of Whoosh's over the segments of one of ours."""
    zone = parse_timezone(opened.manifest.timezone)
    generation, codec = int(opened.manifest.generation), SegmentCodec()
    readers = [
        SegmentReader(None, known, Part(segment, live, zone), generation, codec)
        for segment, live in opened.segments()
    ]
    if len(readers) == 1:
        return readers[0]  # Whoosh is faster with one: spelling by automata
    return MultiReader(readers, generation=generation) if readers else EmptyReader(known)


def open_index(path: Path | str) -> WhooshIndex:
    """The index in a folder; NoIndex where there is none, IndexDamaged where it is broken."""
    return WhooshIndex(Path(path))


def create_index(path: Path | str, timezone: str = "+09:00") -> WhooshIndex:
    """A new index, empty, that programs write to; `timezone` is that of its days. ConfigError
    where there is an index already: nothing is ever emptied."""
    folder = Path(path)
    parse_timezone(timezone)
    writer = StoreWriter(folder, PROGRAM)
    now = datetime.now().astimezone()
    with writer.exclusive(now):
        if current(folder) is not None:  # only under the lock is it sure to stay so
            raise ConfigError(f"{folder}: expected no index yet; open_index opens the one there is")
        with writer.begin(None) as session:
            session.publish(
                Contents({}, now.isoformat(timespec="seconds"), Records.of({}), timezone=timezone)
            )
    return WhooshIndex(folder)
