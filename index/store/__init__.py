"""The index on disk: generations, their manifest and lock, a Writer that fills one and a Reader
that opens one. Segments are our own files; Whoosh is known here alone."""

from index.store.batch import Batch, batch
from index.store.check import check_current, check_segments
from index.store.document import (
    LABELS,
    Documents,
    Edits,
    Meta,
    Words,
    join_sections,
)
from index.store.encoded import EncodedTexts
from index.store.generations import (
    begin,
    current,
    discard_leftovers,
    folder_of,
    identity,
    machine_errors,
    publish,
)
from index.store.lock import lock
from index.store.manifest import (
    LEFT_OUT,
    FileRecord,
    Manifest,
    SegmentFile,
    read_manifest,
    read_records,
    states,
    write_manifest,
    write_records,
)
from index.store.read import open_current
from index.store.reader import DocIds, Places, Reader
from index.store.record import BODY, Postings
from index.store.schema import engine
from index.store.segment import Labels
from index.store.stored import Span, Stored, StoredText, section_at
from index.store.write import open_writer

__all__ = [
    "BODY", "LABELS", "LEFT_OUT", "Batch", "DocIds", "Documents", "Edits", "EncodedTexts",
    "FileRecord", "Labels", "Manifest", "Meta", "Places", "Postings", "Reader",
    "SegmentFile", "Span", "Stored", "StoredText", "Words", "batch", "begin",
    "check_current", "check_segments", "current", "discard_leftovers", "engine", "folder_of",
    "identity", "join_sections", "lock",
    "machine_errors", "open_current", "open_writer", "publish", "read_manifest", "read_records",
    "section_at", "states", "write_manifest", "write_records",
]  # fmt: skip
