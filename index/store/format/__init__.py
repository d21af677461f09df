"""Bytes ↔ arrays: the file of a segment, and how postings, texts and stored posts are packed in
it. Nothing here knows of generations."""

from index.store.format.block_file import BlockFile, View, inode_of
from index.store.format.blocks import BlockWriter
from index.store.format.encoded import EncodedTexts, decode, encode
from index.store.format.folder import Folder
from index.store.format.inflated import inflated
from index.store.format.inverted import Detail, Inverted, detailed, merged, without
from index.store.format.keys import Texts, read_numbers, write_numbers, write_texts
from index.store.format.lines import Lines, write_lines
from index.store.format.lookup import PostingLists, place
from index.store.format.packing import pack, varint_lengths, write_varints
from index.store.format.plain_json import read_json, require_shape
from index.store.format.posting_list import BODY, PostingList, Postings, end_to_end
from index.store.format.ragged import deltas, ranges, ranks, starts_of
from index.store.format.spill import Gathered
from index.store.format.stored import pack_numbers, pack_stored, unpack_meta, unpack_shown
from index.store.format.texts import read_packed, write_packed

__all__ = [
    "BODY", "BlockFile", "BlockWriter", "Detail", "EncodedTexts", "Folder", "Gathered", "Inverted",
    "Lines", "PostingList", "PostingLists", "Postings", "Texts", "View", "decode", "deltas",
    "detailed", "encode", "end_to_end", "inflated", "inode_of", "merged", "pack", "pack_numbers",
    "pack_stored", "place", "ranges", "ranks", "read_json", "read_numbers", "read_packed",
    "require_shape", "starts_of", "unpack_meta", "unpack_shown", "varint_lengths", "without",
    "write_lines", "write_numbers", "write_packed", "write_texts", "write_varints",
]  # fmt: skip
