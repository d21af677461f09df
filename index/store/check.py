"""Checks whether an index is as it was written, byte for byte."""

from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

from index.store.as_written import as_written
from index.store.format import Folder
from index.store.generations import before, folder_of, require_current
from index.store.manifest import (
    NAME,
    Manifest,
    SegmentFile,
    read_manifest,
)
from index.store.records import check_records
from index.store.segment import COLUMNS, Segment, open_segment
from index.values import LABELS, IndexDamaged

Found = Iterator[tuple[str, str]]
"""(file, what is wrong with it, "" for nothing)."""


def check_current(index: Path) -> Found:
    """What is to be said of every file of the current generation, and of the one before, of which
    every byte is read. NoIndex without a generation."""
    try:
        name = require_current(index)
    except IndexDamaged as error:
        yield "", str(error)
        return
    yield from _check_generation(folder_of(index, name))
    if older := before(index, name):
        yield from _check_generation(folder_of(index, older))


def _check_generation(folder: Folder) -> Found:
    try:
        manifest = read_manifest(folder)
    except IndexDamaged as error:
        yield "", str(error)
        return
    yield f"{folder.path / NAME}", ""
    for records in manifest.records:
        yield f"{folder.path / records.file}", _wrong(partial(check_records, folder, records))
    for file in manifest.segments:
        yield f"{folder.path / file.file}", _wrong(partial(_read_segment, folder, file))


def check_segments(folder: Folder, manifest: Manifest) -> list[str]:
    """What is wrong with the bytes of the segments of a generation."""
    files = manifest.segments
    return list(filter(None, (_wrong(partial(_check_segment, folder, file)) for file in files)))


def _check_segment(folder: Folder, file: SegmentFile) -> None:
    open_segment(folder, file).file.check()


def _read_segment(folder: Folder, file: SegmentFile) -> None:
    """Reads every byte of a segment, and all that these stand for."""
    segment = open_segment(folder, file)
    segment.file.check()
    with as_written(segment.file.path):
        _read_all(segment)


def _read_all(segment: Segment) -> None:
    for name in COLUMNS:
        segment.column(name)
    for label in LABELS:
        segment.labels(label)
    for lists in (segment.words, segment.grams):
        for number in range(len(lists.keys)):
            listed = lists.posting_list(number)
            _ = listed.docs, listed.fields, listed.counts
    _ = segment.pairs, segment.signatures, list(segment.forms.beginning(""))
    for doc in range(segment.size):
        _ = segment.post_id(doc), segment.stored(doc).text


def _wrong(read: Callable[[], object]) -> str:
    """Why a file cannot be read, "" where it can."""
    try:
        read()
    except IndexDamaged as error:
        return str(error)
    return ""
