"""The index on disk: segments in generations, their manifest and lock; a Writer that makes one and
a Reader that opens one. Nothing on disk is executed or trusted."""

from index.store.check import check_current
from index.store.format import BODY, EncodedTexts, PostingList, PostingLists, Postings
from index.store.generations import identity, require_current
from index.store.manifest import Manifest
from index.store.reader import DocIds, Places, Reader
from index.store.segment import Labels, Segment
from index.store.segments_reader import open_current
from index.store.stored_text import Span, Stored, StoredText, section_at
from index.store.writer import StoreWriter

__all__ = [
    "BODY", "DocIds", "EncodedTexts", "Labels", "Manifest", "Places", "PostingList",
    "PostingLists", "Postings", "Reader", "Segment", "Span", "StoreWriter", "Stored",
    "StoredText", "check_current", "identity", "open_current", "require_current", "section_at",
]  # fmt: skip
