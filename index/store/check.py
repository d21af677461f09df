"""Checks whether an index is as it was written, byte for byte."""

from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

from index.store.generations import folder_of, require_current
from index.store.manifest import (
    NAME,
    Manifest,
    SegmentFile,
    read_manifest,
)
from index.store.records import check_records
from index.store.segment import open_segment
from index.values import IndexDamaged


def check_current(index: Path) -> Iterator[tuple[str, str]]:
    """(file, what is wrong with it, "" for nothing) of every file of the current generation. Every
    byte is read. NoIndex without a generation."""
    try:
        folder = folder_of(index, require_current(index))
        manifest = read_manifest(folder)
    except IndexDamaged as error:
        yield "", str(error)
        return
    yield f"{folder / NAME}", ""
    for records in manifest.records:
        yield f"{folder / records.file}", _wrong(partial(check_records, folder, records))
    yield from check_segments(folder, manifest)


def check_segments(folder: Path, manifest: Manifest) -> Iterator[tuple[str, str]]:
    """As `check_current`, but of the segments alone."""
    for file in manifest.segments:
        yield f"{folder / file.file}", _wrong(partial(_check_segment, folder, file))


def _check_segment(folder: Path, file: SegmentFile) -> None:
    open_segment(folder, file).file.check()


def _wrong(read: Callable[[], object]) -> str:
    """Why a file cannot be read, "" where it can."""
    try:
        read()
    except IndexDamaged as error:
        return str(error)
    return ""
