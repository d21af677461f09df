"""The Reader over the segments of one generation. Documents are numbered through the segments in
their order, so that each has a base, the number of its first document."""

from bisect import bisect_right
from collections.abc import Mapping, Sequence
from functools import lru_cache, partial
from itertools import islice
from typing import Any

import numpy as np
from numpy.typing import NDArray

from index.store.as_written import reads_as_written
from index.store.format import EncodedTexts, Folder, PostingList, Postings, end_to_end
from index.store.id_order import ranks_of_ids
from index.store.manifest import Manifest
from index.store.reader import DocIds, Places, Slices
from index.store.records import read_records
from index.store.segment import Labels, Segment, open_segment
from index.store.stored_text import Stored, StoredText
from index.text import phrase_number
from index.values import FileEntry, Int64s, Signature

_CACHED = 256
_NOTHING = Postings(np.zeros(0, dtype=np.int32), None, None)


@reads_as_written
class SegmentsReader:
    """A Reader over the segments of a generation; its methods are described there. Threads may
    share it: nothing in it changes but caches. Segments that are among the `known` ones stay
    open."""

    def __init__(self, folder: Folder, manifest: Manifest, known: Sequence[Segment] = ()) -> None:
        self._folder, self.path, self.manifest = folder, folder.path, manifest
        self._segments = [open_segment(folder, file, known) for file in manifest.segments]
        sizes = [segment.size for segment in self._segments]
        self._bases = [sum(sizes[:n]) for n in range(len(sizes))]
        self.size = sum(sizes)
        self.live = np.ones(self.size, dtype=np.bool_)
        self._whole = [not file.deleted for file in manifest.segments]
        for file, base in zip(manifest.segments, self._bases, strict=True):
            self.live[[base + doc for doc in file.deleted]] = False
        # caches hold the segments, not self: a reader no longer used is freed at once, with files
        self._posting_list = lru_cache(maxsize=_CACHED)(partial(_find, self._segments))
        self._formed = lru_cache(maxsize=_CACHED)(partial(_formed, self._segments))

    def is_whole(self) -> bool:
        return all(segment.file.is_whole for segment in self._segments)

    def fresh(self) -> NDArray[np.bool_]:
        mine = f"{self.manifest.generation}-"
        fresh = np.zeros(self.size, dtype=np.bool_)
        for file, base in zip(self.manifest.segments, self._bases, strict=True):
            fresh[base : base + file.documents] = file.file.startswith(mine)
        return fresh & self.live

    def _parts(self, key: bytes | int) -> list[tuple[PostingList, int]]:
        """(posting list, number of its segment) in each segment that has one for the key."""
        parts = []
        for number in range(len(self._segments)):
            listed = self._posting_list(number, key)
            if listed is not None:
                parts.append((listed, number))
        return parts

    def word(self, term: str) -> Postings:
        parts = self._parts(term.encode("utf-8", "surrogatepass"))
        postings = [self._live(listed.postings(), number) for listed, number in parts]
        return postings[0] if len(postings) == 1 else end_to_end(postings)

    def gram(self, number: int) -> DocIds:
        docs = [self._live_docs(listed.docs, part) for listed, part in self._parts(number)]
        if len(docs) == 1:
            return docs[0]
        return np.concatenate(docs) if docs else _NOTHING.docs

    def _numbered(self, docs: DocIds, number: int) -> DocIds:
        """Documents of a segment by their numbers in the index."""
        base = self._bases[number]
        return docs + np.int32(base) if base else docs

    def _live_docs(self, docs: DocIds, number: int) -> DocIds:
        """The same, without deleted ones."""
        docs = self._numbered(docs, number)
        return docs if self._whole[number] else docs[self.live[docs]]

    def _live(self, postings: Postings, number: int) -> Postings:
        """Postings of a segment in the same way."""
        docs = self._numbered(postings.docs, number)
        postings = Postings(docs, postings.fields, postings.counts)
        return postings if self._whole[number] else postings.where(self.live[docs])

    def prefixed(self, prefix: str, most: int) -> Sequence[str]:
        key = prefix.encode("utf-8", "surrogatepass")
        words: set[bytes] = set()
        for segment in self._segments:
            words.update(islice(segment.words.prefixed(key), most))
        return [word.decode("utf-8", "surrogatepass") for word in sorted(words)[:most]]

    def begun(self, prefix: str, single: bool) -> Postings:
        key = prefix.encode("utf-8", "surrogatepass")
        parts = (segment.words.begun(key, single) for segment in self._segments)
        return end_to_end([self._live(part, number) for number, part in enumerate(parts)])

    def forms(self, form: str) -> Sequence[str]:
        return self._formed(form)

    def read(self, reading: str, most: int) -> Sequence[tuple[str, str]]:
        columns = (line.split("\0") for line in self._beginning(f"@{reading}", most))
        return sorted((sound, term) for _, sound, term in columns)

    def phrase(self, text: str) -> DocIds:
        return self.gram(phrase_number(text))

    def phrase_frequency(self, text: str) -> int:
        return self.frequency(phrase_number(text))

    def phrases(self, beginning: str, most: int) -> Sequence[str]:
        return [line[1:] for line in self._beginning(f"+{beginning}", most)]

    def _beginning(self, prefix: str, most: int) -> list[str]:
        """The first `most` lines of forms that begin with a prefix."""
        parts = (islice(segment.forms.beginning(prefix), most) for segment in self._segments)
        return sorted({line for part in parts for line in part})[:most]

    def frequency(self, term: str | int) -> int:
        key = term.encode("utf-8", "surrogatepass") if isinstance(term, str) else term
        count = 0
        for segment, base, whole in zip(self._segments, self._bases, self._whole, strict=True):
            if listed := segment.list_of(key):
                count += listed.size if whole else int(self.live[listed.docs + base].sum())
        return count

    def _column(self, name: str, kind: Any) -> NDArray[Any]:
        """A block of all segments as one array of a kind."""
        parts = [segment.column(name) for segment in self._segments]
        return np.concatenate([np.zeros(0, dtype=kind), *parts]).astype(kind)

    def seconds(self) -> NDArray[np.float64]:
        return self._column("seconds", np.float64)

    def days(self) -> NDArray[np.int32]:
        return self._column("days", np.int32)

    def lengths(self, field: str) -> NDArray[np.int64]:
        return self._column(f"lengths.{field}", np.int64)

    def labels(self, name: str) -> Sequence[Labels]:
        parts = []
        for segment, base in zip(self._segments, self._bases, strict=True):
            labels = segment.labels(name)
            docs = labels.docs + base
            stay = self.live[docs]
            parts.append(Labels(docs[stay], labels.values[stay], labels.names))
        return parts

    def signatures(self) -> tuple[NDArray[np.int64], Signature]:
        parts = [segment.signatures for segment in self._segments]
        sizes = [np.diff(bounds) for bounds, _ in parts]
        bounds = np.cumsum(np.concatenate([np.zeros(1, dtype=np.int64), *sizes]))
        return bounds, np.concatenate([np.zeros(0, np.uint32), *(hashes for _, hashes in parts)])

    def links(self) -> tuple[NDArray[np.uint64], NDArray[np.uint64]]:
        return self._column("addresses", np.uint64), self._column("originals", np.uint64)

    def number_of(self, post_id: str) -> int | None:
        for segment, base in zip(self._segments, self._bases, strict=True):
            local = segment.number_of(post_id)
            if local is not None and self.live[base + local]:
                return base + local
        return None

    def _of(self, doc: int) -> tuple[Segment, int]:
        """(the segment of a document, its number there)."""
        number = bisect_right(self._bases, doc) - 1
        return self._segments[number], doc - self._bases[number]

    def post_id(self, doc: int) -> str:
        segment, local = self._of(doc)
        return segment.post_id(local)

    def id_ranks(self) -> DocIds:
        return ranks_of_ids(self._segments)

    def encoded(self, docs: DocIds) -> EncodedTexts:
        of = np.searchsorted(self._bases, docs, side="right") - 1
        texts: dict[int, memoryview] = {}
        for number in np.unique(of).tolist():
            mine = np.flatnonzero(of == number)
            encoded = self._segments[number].encoded(docs[mine] - self._bases[number])
            texts.update(zip(mine.tolist(), encoded, strict=True))
        return EncodedTexts([texts[place] for place in range(len(docs))])

    def occurrences(
        self, docs: DocIds, literal: str, pairs: Sequence[int]
    ) -> tuple[Int64s, Int64s]:
        found = [np.zeros((2, 0), dtype=np.int64)]
        of = np.searchsorted(self._bases, docs, side="right") - 1
        for number in np.unique(of).tolist():
            mine, base = np.flatnonzero(of == number), self._bases[number]
            rows, fields = self._segments[number].occurrences(docs[mine] - base, literal, pairs)
            found.append(np.stack([mine[rows], fields]))
        rows, fields = np.concatenate(found, axis=1)
        return rows, fields

    def stored(self, doc: int) -> Stored:
        segment, local = self._of(doc)
        return segment.stored(local)

    def slices(self, doc: int, term: str, text: StoredText) -> Slices:
        number = bisect_right(self._bases, doc) - 1
        listed = self._posting_list(number, term.encode("utf-8", "surrogatepass"))
        if listed is None:
            return []
        return listed.slices(doc - self._bases[number], text.starts, text.ends)

    def places(self, docs: DocIds, term: str) -> Places:
        wanted = np.ascontiguousarray(docs, np.int32)
        parts = [
            listed.places(wanted, self._bases[number])
            for listed, number in self._parts(term.encode("utf-8", "surrogatepass"))
        ]
        if len(parts) == 1:
            return parts[0]
        return np.concatenate([np.zeros((0, 4), dtype=np.int64), *parts])

    def entries(self) -> Mapping[str, FileEntry]:
        return read_records(self._folder, self.manifest.records)

    def segments(self) -> Sequence[tuple[Segment, NDArray[np.bool_]]]:
        return [
            (segment, self.live[base : base + segment.size])
            for segment, base in zip(self._segments, self._bases, strict=True)
        ]


def _find(segments: Sequence[Segment], number: int, key: bytes | int) -> PostingList | None:
    """The posting list of a word (bytes) or gram (int) in one segment."""
    return segments[number].list_of(key)


def _formed(segments: Sequence[Segment], form: str) -> tuple[str, ...]:
    """The words that any segment has under a form."""
    lines = (line for segment in segments for line in segment.forms.beginning(form))
    return tuple(sorted({line.rpartition("\0")[2] for line in lines}))
