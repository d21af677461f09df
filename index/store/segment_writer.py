"""Batches → the file of a segment."""

import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from index.store.batch import Batch, Columns, shifted
from index.store.format import (
    BlockWriter,
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
from index.store.pairs import LEAST, frequent, gather, packed
from index.values import FIELDS, LABELS, Int64s, Signature


class SegmentWriter:
    """Writes a segment from batches; the file is valid only after `close`. `len` is how many
    documents were added."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._blocks = BlockWriter(path)
        self._blocks.stream("texts")
        self._lengths: list[int] = []
        self._ids: list[str] = []
        self.ids: set[str] = set()
        self._numbers: dict[str, int] = {}
        self._columns: list[Columns] = []
        self._signatures: list[Signature] = []
        self._words, self._grams = Gathered(path.parent), Gathered(path.parent)
        self._forms: set[str] = set()

    def __len__(self) -> int:
        return len(self._ids)

    def add(self, batch: Batch) -> None:
        """Adds documents, numbered on from those added before."""
        base = len(self._ids)
        for text, stored in zip(batch.texts, batch.stored, strict=True):
            self._blocks.append(text + stored)
            self._lengths += (len(text), len(stored))
        self._ids += batch.ids
        self.ids.update(batch.ids)
        self._columns.append(batch.columns)
        self._signatures += batch.signatures
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
        self._write_links()
        self._write_signatures()
        blocks.close({"documents": len(self._ids)})

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
        data, gathered = self._blocks.reread("texts"), Gathered(self.path.parent)
        bounds = starts_of(np.array(self._lengths, dtype=np.int64)).tolist()
        texts = [data[bounds[2 * doc] : bounds[2 * doc + 1]] for doc in range(len(self))]
        gather(gathered, texts, pairs)
        keys, _ = self._write_lists("pairs", gathered, packed=packed)
        write_numbers(self._blocks, "pairs.keys", keys)

    def _write_ids(self) -> None:
        order = sorted(range(len(self._ids)), key=self._ids.__getitem__)
        write_texts(self._blocks, "ids", [self._ids[doc] for doc in order])
        self._blocks.array("ids.docs", np.array(order, dtype=np.uint32))

    def _write_columns(self) -> None:
        none = np.zeros(0)
        self._blocks.array("seconds", np.concatenate([none, *(c.seconds for c in self._columns)]))
        days = np.concatenate([none, *(c.days for c in self._columns)])
        self._blocks.array("days", days.astype(np.int32))
        for field in FIELDS:
            lengths = np.concatenate([none, *(c.lengths[field] for c in self._columns)])
            narrow = np.uint16 if lengths.max(initial=0) < 1 << 16 else np.uint32
            self._blocks.array(f"lengths.{field}", lengths.astype(narrow))
        for label in LABELS:
            self._write_label(label, [v for c in self._columns for v in c.labels[label]])

    def _write_links(self) -> None:
        none = np.zeros(0, dtype=np.uint64)
        for name in ("addresses", "originals"):
            keys = (getattr(columns, name) for columns in self._columns)
            self._blocks.array(name, np.concatenate([none, *keys]))

    def _write_signatures(self) -> None:
        self._blocks.lengths("signatures.lengths", map(len, self._signatures))
        none = np.zeros(0, dtype=np.uint32)
        self._blocks.array("signatures", np.concatenate([none, *self._signatures]))

    def _write_label(self, label: str, values: list[tuple[str, ...]]) -> None:
        numbers: dict[str, int] = {}
        flat = [numbers.setdefault(value, len(numbers)) for some in values for value in some]
        docs = np.repeat(np.arange(len(values)), [len(some) for some in values])
        self._blocks.array(f"{label}.docs", docs.astype(np.uint32))
        self._blocks.array(f"{label}.values", np.array(flat, dtype=np.uint32))
        self._blocks.stream(f"{label}.names")
        self._blocks.append(json.dumps(list(numbers), ensure_ascii=False).encode())
