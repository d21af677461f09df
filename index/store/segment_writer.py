"""Batches → the file of a segment."""

from array import array
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from index.store.batch import Batch, Columns, shifted
from index.store.format import (
    BlockWriter,
    Folder,
    Gathered,
    Inverted,
    merged,
    pack,
    ranks,
    starts_of,
    write_lines,
    write_numbers,
    write_texts,
)
from index.store.label_writer import LabelWriter
from index.store.pair_writer import LEAST, frequent, gather, packed
from index.values import FIELDS, LABELS, Int64s, Packed

_ROW = np.dtype(
    [("seconds", "f8"), ("addresses", "u8"), ("originals", "u8"), ("days", "i4")]
    + [(field, "u4") for field in FIELDS]
)
"""What is kept of a document's columns until all are written."""

_PARTS = 64
"""Small parts of ids that are joined, as they take more memory apart."""


class SegmentWriter:
    """Writes a segment from batches; the file is valid only after `close`. `len` is how many
    documents were added."""

    def __init__(self, folder: Folder, name: str) -> None:
        self.name, self._folder = name, folder
        self._blocks = BlockWriter(folder.create(name))
        self._blocks.stream("texts")
        self._lengths = array("Q")
        self._size = 0
        self._ids: list[Packed] = []
        self._asked: set[str] = set()
        self._numbers: dict[str, int] = {}
        self._rows = bytearray()
        self._labels = {label: LabelWriter() for label in LABELS}
        self._signatures = bytearray()
        self._signed = array("I")
        self._words, self._grams = Gathered(folder), Gathered(folder)
        self._forms: set[str] = set()

    def __len__(self) -> int:
        return self._size

    def __contains__(self, post_id: str) -> bool:
        if len(self._asked) < self._size:  # few builds ask
            new = np.arange(len(self._asked), self._size)
            self._asked.update(self._all_ids().take(new))
        return post_id in self._asked

    def add(self, batch: Batch) -> None:
        """Adds documents, numbered on from those added before."""
        base = self._size
        for text, stored in zip(batch.texts, batch.stored, strict=True):
            self._blocks.append(text + stored)
            self._lengths.extend((len(text), len(stored)))
        self._size += len(batch.ids)
        self._ids.append(Packed.of(batch.ids))
        if len(self._ids) == _PARTS:
            self._all_ids()
        for label, values in batch.columns.labels.items():
            self._labels[label].add(base, values)
        self._rows += _rows(batch.columns).tobytes()
        for signature in batch.signatures:
            self._signatures += signature.tobytes()
            self._signed.append(len(signature))
        self._words.add(shifted(self._numbered(batch.words), base))
        self._grams.add(shifted(batch.grams, base))
        self._forms |= batch.forms
        if self._words.is_full:
            self._words.spill(list(self._numbers))
            self._grams.spill()

    def _numbered(self, words: Inverted) -> Inverted:
        """The same posting lists with numbers as keys in place of words."""
        numbers = self._numbers
        for word in words.keys:
            if word not in numbers:
                numbers[str(word)] = len(numbers)
        keys = np.fromiter(map(numbers.__getitem__, words.keys), np.uint64, len(words.keys))
        return replace(words, keys=keys)

    def abandon(self) -> None:
        """Gives up the segment; the file stays, without being valid."""
        self._words.close()
        self._grams.close()
        self._blocks.abandon()

    def close(self) -> None:
        """Writes postings, columns and directory, and closes the file."""
        blocks = self._blocks
        blocks.lengths("texts.lengths", self._lengths)
        words = sorted(self._numbers)
        rank = ranks([self._numbers[word] for word in words], len(words))
        keys, _ = self._write_lists("words", self._words, rank)
        write_texts(blocks, "words", [words[number] for number in keys.tolist()])
        grams, sizes = self._write_lists("grams", self._grams)
        write_numbers(blocks, "grams.keys", grams)
        if len(self) >= LEAST:
            self._write_pairs(frequent(grams, sizes, len(self)))
        write_lines(blocks, "forms", sorted(self._forms))
        self._write_ids()
        self._write_columns()
        self._write_signatures()
        blocks.close({"documents": self._size})

    def _write_lists(
        self,
        name: str,
        gathered: Gathered,
        rank: NDArray[np.uint64] | None = None,
        packed: Callable[[Inverted], tuple[bytes, Int64s]] = pack,
    ) -> tuple[NDArray[np.uint64], Int64s]:
        """Writes posting lists and returns their keys and sizes; with `rank`, `rank[key]` is the
        key."""
        lengths: list[Int64s] = [np.zeros(0, dtype=np.int64)]
        keys, sizes = [np.zeros(0, dtype=np.uint64)], [np.zeros(0, dtype=np.int64)]
        self._blocks.stream(f"{name}.records")
        for piece in merged(gathered.parts, rank):
            data, length = packed(piece)
            self._blocks.append(data)
            lengths.append(length)
            keys.append(np.asarray(piece.keys, dtype=np.uint64))
            sizes.append(piece.sizes)
        gathered.close()
        self._blocks.lengths(f"{name}.sizes", np.concatenate(lengths))
        return np.concatenate(keys), np.concatenate(sizes)

    def _write_pairs(self, pairs: NDArray[np.uint64]) -> None:
        """Writes the places of pairs, read from the texts that were written."""
        gathered = Gathered(self._folder)
        bounds = starts_of(np.array(self._lengths, dtype=np.int64)).tolist()
        with self._blocks.reread("texts") as read:
            gather(
                gathered,
                len(self),
                lambda doc: read(bounds[2 * doc], bounds[2 * doc + 1]),
                pairs,
            )
        keys, _ = self._write_lists("pairs", gathered, packed=packed)
        write_numbers(self._blocks, "pairs.keys", keys)

    def _write_ids(self) -> None:
        ids = self._all_ids().unpacked()
        order = sorted(range(len(ids)), key=ids.__getitem__)
        write_texts(self._blocks, "ids", [ids[doc] for doc in order])
        self._blocks.array("ids.docs", np.array(order, dtype=np.uint32))

    def _all_ids(self) -> Packed:
        """The ids of all documents, from now on as one part."""
        self._ids = [Packed.joined(self._ids)]
        return self._ids[0]

    def _write_columns(self) -> None:
        rows = np.frombuffer(self._rows, dtype=_ROW)
        self._blocks.array("seconds", rows["seconds"])
        self._blocks.array("days", rows["days"])
        for field in FIELDS:
            lengths = rows[field]
            narrow = np.uint16 if lengths.max(initial=0) < 1 << 16 else np.uint32
            self._blocks.array(f"lengths.{field}", lengths.astype(narrow))
        for label, values in self._labels.items():
            values.write(self._blocks, label)
        for name in ("addresses", "originals"):
            self._blocks.array(name, rows[name])

    def _write_signatures(self) -> None:
        self._blocks.lengths("signatures.lengths", self._signed)
        self._blocks.array("signatures", np.frombuffer(self._signatures, dtype=np.uint32))


def _rows(columns: Columns) -> NDArray[Any]:
    """Columns, without the labels, as a row a document."""
    rows = np.zeros(len(columns.days), dtype=_ROW)
    for name in ("seconds", "days", "addresses", "originals"):
        rows[name] = getattr(columns, name)
    for field, lengths in columns.lengths.items():
        rows[field] = lengths
    return rows
