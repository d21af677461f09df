"""One index on disk as a build writes it: held for one writer at a time, made in generations."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from datetime import datetime
from pathlib import Path
from typing import Self

from index.store.batch import Batch, batch
from index.store.check import check_segments
from index.store.format import Folder
from index.store.generations import (
    begin,
    current,
    discard_leftovers,
    folder_of,
    machine_errors,
    publish,
)
from index.store.lock import lock
from index.store.manifest import (
    FORMAT,
    POSTS,
    PROGRAM,
    Manifest,
    read_manifest,
    write_manifest,
)
from index.store.records import read_records, write_records
from index.store.segments_writer import SegmentsWriter
from index.store.snapshot import read_snapshot, write_snapshot
from index.values import Contents, Documents, IndexDamaged, NotOurs, Receipt, Snapshot

_OTHER = {
    POSTS: "made of a folder of posts: change them and run `sakuin reindex`",
    PROGRAM: "written by a program; a folder of posts needs an index of its own",
}


class StoreWriter:
    """The Writer of an index on disk, for its `owner`."""

    pack: Callable[[Documents], Batch] = staticmethod(batch)
    version = f"store {FORMAT}"

    def __init__(self, index: Path, owner: str = POSTS) -> None:
        self._index, self._owner = index, owner

    @contextmanager
    def exclusive(self, now: datetime) -> Iterator[None]:
        """Holds the index; LockHeld, MachineError."""
        with machine_errors(self._index):
            Folder(self._index).make()
            with lock(self._index, now):
                yield

    def last(self) -> tuple[Receipt | None, str | None]:
        """(the generation in force, why it cannot be built upon). Every byte of it is read; of a
        damaged one what can be told of its files is. NotOurs where it has another owner."""
        try:
            name = current(self._index)
            if name is None:
                return None, None
            folder = folder_of(self._index, name)
            manifest = read_manifest(folder)
            if manifest.owner != self._owner:
                raise NotOurs(f"{self._index}: {_OTHER[manifest.owner]}")
            files = read_records(folder, manifest.records)
        except IndexDamaged as error:
            return None, str(error)
        contents = Contents(
            manifest.basis, manifest.indexed_at, files, manifest.vocabulary, manifest.timezone
        )
        wrong = check_segments(folder, manifest)
        return Receipt(name, contents), wrong[0] if wrong else None

    def snapshot(self) -> Snapshot | None:
        """The snapshot that was kept last."""
        return read_snapshot(self._index)

    def keep(self, snapshot: Snapshot) -> None:
        """Keeps a snapshot in place of the one before; without room there is none."""
        with suppress(OSError):
            write_snapshot(self._index, snapshot)

    def begin(self, base: Receipt | None) -> "StoreSession":
        """The next generation."""
        return StoreSession(self._index, base.generation if base else None, self._owner)


class StoreSession:
    """The next generation, in a folder of its own until it is published."""

    def __init__(self, index: Path, base: str | None, owner: str) -> None:
        self._index, self._owner = index, owner
        last = read_manifest(folder_of(index, base)) if base else None
        self._records = last.records if last else ()
        self._name, self._folder = begin(index, base)
        self._is_published = False
        try:
            self._writer = SegmentsWriter(self._folder, last.segments if last else ())
        except BaseException:
            discard_leftovers(index)
            raise

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._writer.__exit__()
        if not self._is_published:
            discard_leftovers(self._index)  # its room may be what is wanted

    def add(self, packed: Batch) -> None:
        self._writer.add(packed)

    def delete(self, post_id: str) -> None:
        self._writer.delete(post_id)

    def publish(self, contents: Contents) -> Receipt:
        """Whole, durable, and then in force."""
        write_manifest(
            self._folder,
            Manifest(
                generation=self._name,
                basis=dict(contents.basis),
                indexed_at=contents.indexed_at,
                segments=self._writer.commit(),
                counts=contents.files.counts(),
                records=write_records(self._folder, contents.files, self._records),
                vocabulary=contents.vocabulary,
                owner=self._owner,
                timezone=contents.timezone,
            ),
        )
        publish(self._index, self._name)
        self._is_published = True
        return Receipt(self._name, contents)
