"""Some posts of the cluster as a Reader: what the embedded engine asks of a whole index is answered
for these posts alone, and what has to be known of all, how many posts have a word, by `counts`."""

from bisect import bisect_left
from collections.abc import Callable, Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from index.cluster import Kept
from index.store import (
    DocIds,
    EncodedTexts,
    Labels,
    Manifest,
    Places,
    Postings,
    Segment,
    Stored,
    StoredText,
    decode,
)
from index.text import ALIKE_MARK, BORDER, gram_text
from index.values import FIELDS, FileEntry, Int64s, Signature, cached_property
from search.cluster.counts import Counts

_NONE: DocIds = np.zeros(0, dtype=np.int32)
_NOTHING = Postings(_NONE, None, None)


class HeldPost:
    """A post of one generation, as it was read; its text is unpacked at first use."""

    def __init__(self, kept: Kept) -> None:
        self.kept = kept
        self.stored = Stored(memoryview(kept.folded), memoryview(kept.stored))

    @cached_property
    def folded(self) -> str:
        """The folded text, without what leads from it to the shown one."""
        return decode(self.kept.folded)

    def rows(self, term: str) -> slice:
        """The occurrences of a term."""
        row = self.kept.row(term)
        if row is None:
            return slice(0, 0)
        return slice(int(self.kept.bounds[row]), int(self.kept.bounds[row + 1]))

    def begun(self, prefix: str) -> Sequence[str]:
        """The terms that begin with a prefix."""
        terms = self.kept.terms
        first = bisect_left(terms, prefix)
        end = bisect_left(terms, prefix + chr(0x10FFFF), first)
        return terms[first:end]


class Held:
    """A Reader over some posts of one generation; its methods are described there. Documents are
    numbered in the order of the posts; `entries` gives the records of all files."""

    def __init__(
        self,
        posts: Sequence[HeldPost],
        manifest: Manifest,
        counts: Counts,
        entries: Callable[[], Mapping[str, FileEntry]] = dict,
    ) -> None:
        self._posts, self._counts, self._entries = posts, counts, entries
        self.manifest = manifest
        self.size = len(posts)
        self.live = np.ones(self.size, dtype=np.bool_)

    def word(self, term: str) -> Postings:
        return self._postings([[post.rows(term)] for post in self._posts])

    def begun(self, prefix: str, single: bool) -> Postings:
        singles = self._counts.singles(prefix) if single else None
        chosen = None if singles is None else set(singles)
        words = [
            [word for word in post.begun(prefix) if chosen is None or word in chosen]
            for post in self._posts
        ]
        return self._postings(
            [list(map(post.rows, some)) for post, some in zip(self._posts, words, strict=True)]
        )

    def _postings(self, rows: Sequence[Sequence[slice]]) -> Postings:
        """The postings of terms as if they were one, given the occurrences of each in each post."""
        docs: list[int] = []
        parts: list[NDArray[np.uint8]] = []
        for doc, some in enumerate(rows):
            for row in some:
                if row.start < row.stop:
                    docs.append(doc)
                    parts.append(self._posts[doc].kept.fields[row])
        if not docs:
            return _NOTHING
        of = np.repeat(docs, list(map(len, parts))) * len(FIELDS) + np.concatenate(parts)
        pairs, counts = np.unique(of, return_counts=True)
        found, fields = np.divmod(pairs, len(FIELDS))
        return Postings(found.astype(np.int32), fields.astype(np.uint8), counts.astype(np.int32))

    def gram(self, number: int) -> DocIds:
        gram = gram_text(number)
        mark, rest = gram[:1], gram[1:]
        if mark == BORDER:
            has = [bool(post.begun(rest)) for post in self._posts]
        elif mark == ALIKE_MARK:
            has = [rest in post.kept.alike for post in self._posts]
        else:
            has = [gram in post.folded for post in self._posts]
        return np.flatnonzero(has).astype(np.int32)

    def forms(self, form: str) -> Sequence[str]:
        return self._counts.forms(form)

    def frequency(self, term: str | int) -> int:
        return self._counts.frequency(term)

    def prefixed(self, prefix: str, most: int) -> Sequence[str]:
        return self._counts.prefixed(prefix, most)

    def read(self, reading: str, most: int) -> Sequence[tuple[str, str]]:
        return self._counts.read(reading, most)

    def phrase(self, text: str) -> DocIds:
        return np.flatnonzero([text in post.folded for post in self._posts]).astype(np.int32)

    def phrase_frequency(self, text: str) -> int:
        return self._counts.phrase_frequency(text)

    def phrases(self, beginning: str, most: int) -> Sequence[str]:
        return self._counts.phrases(beginning, most)

    def seconds(self) -> NDArray[np.float64]:
        return np.array([post.kept.seconds for post in self._posts], dtype=np.float64)

    def days(self) -> NDArray[np.int32]:
        return np.array([post.kept.day for post in self._posts], dtype=np.int32)

    def lengths(self, field: str) -> NDArray[np.int64]:
        number = FIELDS.index(field)
        return np.array([post.kept.lengths[number] for post in self._posts], dtype=np.int64)

    def labels(self, name: str) -> Sequence[Labels]:
        values = [post.stored.meta.values(name) for post in self._posts]
        names = list(dict.fromkeys(value for some in values for value in some))
        number = {value: place for place, value in enumerate(names)}
        docs = [doc for doc, some in enumerate(values) for _ in some]
        rows = [number[value] for some in values for value in some]
        return [Labels(np.array(docs, np.int64), np.array(rows, np.int64), names)]

    def number_of(self, post_id: str) -> int | None:
        return self._numbers.get(post_id)

    @cached_property
    def _numbers(self) -> dict[str, int]:
        return {post.stored.meta.id: doc for doc, post in enumerate(self._posts)}

    def post_id(self, doc: int) -> str:
        return self._posts[doc].stored.meta.id

    def id_ranks(self) -> DocIds:
        ids = [post.stored.meta.id for post in self._posts]
        ranks = np.zeros(self.size, dtype=np.int32)
        ranks[sorted(range(self.size), key=ids.__getitem__)] = np.arange(self.size)
        return ranks

    def signatures(self) -> tuple[NDArray[np.int64], Signature]:
        hashes = [post.kept.signature for post in self._posts]
        bounds = np.cumsum([0, *map(len, hashes)]).astype(np.int64)
        return bounds, np.concatenate([np.zeros(0, np.uint32), *hashes])

    def links(self) -> tuple[NDArray[np.uint64], NDArray[np.uint64]]:
        addresses = np.array([post.kept.address for post in self._posts], dtype=np.uint64)
        return addresses, np.array([post.kept.original for post in self._posts], dtype=np.uint64)

    def encoded(self, docs: DocIds) -> EncodedTexts:
        return EncodedTexts([memoryview(self._posts[doc].kept.folded) for doc in docs.tolist()])

    def occurrences(
        self, docs: DocIds, literal: str, pairs: Sequence[int]
    ) -> tuple[Int64s, Int64s]:
        of, _, fields = self.encoded(docs).find(literal)
        return of, fields

    def stored(self, doc: int) -> Stored:
        return self._posts[doc].stored

    def slices(self, doc: int, term: str, text: StoredText) -> list[tuple[int, int]]:
        kept, rows = self._posts[doc].kept, self._posts[doc].rows(term)
        firsts = kept.firsts[rows]
        lasts = firsts + kept.extents[rows]
        return list(zip(text.starts[firsts].tolist(), text.ends[lasts].tolist(), strict=True))

    def places(self, docs: DocIds, term: str) -> Places:
        parts = [np.zeros((0, 4), dtype=np.int64)]
        for doc in docs.tolist():
            kept, rows = self._posts[doc].kept, self._posts[doc].rows(term)
            if rows.start < rows.stop:
                firsts = kept.firsts[rows].astype(np.int64)
                columns = [np.full(len(firsts), doc), kept.fields[rows], firsts]
                parts.append(np.stack([*columns, firsts + kept.extents[rows]], axis=1))
        return np.concatenate(parts)

    def is_whole(self) -> bool:
        return True

    def fresh(self) -> NDArray[np.bool_]:
        return self.live

    def entries(self) -> Mapping[str, FileEntry]:
        return self._entries()

    def segments(self) -> Sequence[tuple[Segment, NDArray[np.bool_]]]:
        return ()
