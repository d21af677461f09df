"""The index on disk: generations, their manifest and lock, a Writer that fills one and a Reader
that opens one. That Whoosh is underneath shows nowhere else."""

from index.store.document import (
    FIELD_MARKS,
    Document,
    Meta,
    ShownSection,
    join_folded,
    split_folded,
)
from index.store.generations import (
    begin,
    current,
    folder_of,
    machine_errors,
    publish,
    require_current,
)
from index.store.lock import lock
from index.store.manifest import LEFT_OUT, FileRecord, Manifest, read_manifest, write_manifest
from index.store.read import Reader, open_current
from index.store.schema import engine
from index.store.write import Writer, open_writer

__all__ = [
    "FIELD_MARKS", "LEFT_OUT", "Document", "FileRecord", "Manifest", "Meta", "Reader",
    "ShownSection", "Writer", "begin", "current", "engine", "folder_of", "join_folded", "lock",
    "machine_errors", "open_current", "open_writer", "publish", "read_manifest",
    "require_current", "split_folded", "write_manifest",
]  # fmt: skip
