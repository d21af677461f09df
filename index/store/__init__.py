"""The index on disk: segments in generations, their manifest and lock; a Writer that makes one and
a Reader that opens one. Nothing on disk is executed or trusted."""

from typing import TYPE_CHECKING

from index.store.batch import Ranked, in_order, ranked
from index.store.format import (
    BODY,
    EncodedTexts,
    Folder,
    PostingList,
    PostingLists,
    Postings,
    decode,
    encode,
    inflated,
    pack_numbers,
    pack_stored,
    read_json,
    require_shape,
)
from index.store.generations import current, identity, modified, pointer_of, require_current
from index.store.kernels import columns
from index.store.manifest import PROGRAM, Manifest
from index.store.opened import open_current
from index.store.reader import DocIds, Places, Reader
from index.store.records import read_shapes, require_records, written_shapes
from index.store.segment import Labels, Segment
from index.store.stored_text import Span, Stored, StoredText
from index.values import lazily

if TYPE_CHECKING:
    from index.store.check import check_current
    from index.store.writer import StoreSession, StoreWriter

__getattr__ = lazily(
    __name__,
    {"StoreSession": "writer", "StoreWriter": "writer", "check_current": "check"},
)

__all__ = [
    "BODY", "PROGRAM", "DocIds", "EncodedTexts", "Folder", "Labels", "Manifest", "Places",
    "PostingList", "PostingLists", "Postings", "Ranked", "Reader", "Segment", "Span",
    "StoreSession", "StoreWriter", "Stored", "StoredText", "check_current", "columns", "current",
    "decode", "encode", "identity", "in_order", "inflated", "modified", "open_current",
    "pack_numbers", "pack_stored", "pointer_of", "ranked", "read_json", "read_shapes",
    "require_current", "require_records", "require_shape", "written_shapes",
]  # fmt: skip
