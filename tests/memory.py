"""A writer and a searcher in memory: simple, slow and right. They show what the protocols ask for,
share no data structure with the index on disk, and stand in where a test wants no disk."""

import random
import re
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cached_property
from itertools import pairwise
from typing import Any, Self

from index.text.alike import AlikeText
from index.text.fold import LITERAL
from index.text.folded import fold_with_offsets
from index.text.literal import fold_literal
from index.values.documents import FIELD_MARKS, Documents
from index.values.errors import NoIndex
from index.values.post import FIELDS, Meta
from index.values.receipt import Contents, Receipt
from index.values.snapshot import Snapshot

Span = tuple[int, int, int]
"""(number of a section, start, end in its text)."""
_MARKS = re.compile(f"[{''.join(FIELD_MARKS.values())}]")
_FIELD_OF = {mark: name for name, mark in FIELD_MARKS.items()}


@dataclass(frozen=True)
class MemoryPost:
    """One post: its sections as shown, where each term stands, what its terms are looked for by."""

    meta: Meta
    seconds: float
    day: date | None
    sections: tuple[tuple[str, str], ...]
    terms: dict[str, list[Span]]
    passages: frozenset[int]

    @cached_property
    def folded(self) -> list[str]:
        """The sections as literals are looked up in them."""
        return [fold_literal(text) for _, text in self.sections]

    def literal_spans(self, literal: str) -> list[Span]:
        """Where a folded literal stands, from left to right without overlaps."""
        spans = []
        for number, (_, text) in enumerate(self.sections):
            folded = fold_with_offsets(text, LITERAL)
            at = folded.text.find(literal) if literal else -1
            while at >= 0:
                start, end = folded.slice_of(at, at + len(literal))
                spans.append((number, int(start), int(end)))
                at = folded.text.find(literal, at + len(literal))
        return spans

    def alike_spans(self, literal: str, as_words: bool) -> list[Span]:
        """Where a folded literal stands in any letters that are alike."""
        spans = []
        for number, (_, text) in enumerate(self.sections):
            folded = fold_with_offsets(text, LITERAL)
            for low, high in AlikeText(literal).spans(folded.text, as_words):
                start, end = folded.slice_of(low, high)
                spans.append((number, int(start), int(end)))
        return spans


@dataclass
class MemoryWriter:
    """An index in memory as it is written. `posts` and `contents` are what is in force, `fresh`
    what the last build wrote of it."""

    posts: dict[str, MemoryPost] = field(default_factory=dict)
    forms: frozenset[str] = frozenset()
    contents: Contents | None = None
    generation: int = 0
    fresh: dict[str, MemoryPost] = field(default_factory=dict)
    version = "memory 1"

    @staticmethod
    def pack(documents: Documents) -> Documents:
        return documents

    @contextmanager
    def exclusive(self, now: datetime) -> Iterator[None]:
        yield

    def last(self) -> tuple[Receipt | None, str | None]:
        return (Receipt(str(self.generation), self.contents) if self.contents else None), None

    def snapshot(self) -> Snapshot | None:
        return None

    def keep(self, snapshot: Snapshot) -> None:
        """Nothing is kept: each build reads all files."""

    def begin(self, base: Receipt | None) -> "MemorySession":
        return MemorySession(self, dict(self.posts) if base else {}, self.forms if base else set())

    def require(self) -> Contents:
        if self.contents is None:
            raise NoIndex("no index here yet")
        return self.contents


class MemorySession:
    """The next generation in memory."""

    def __init__(self, writer: MemoryWriter, posts: dict[str, MemoryPost], forms: Any) -> None:
        self._writer, self._posts, self._forms = writer, posts, set(forms)
        self._fresh: dict[str, MemoryPost] = {}

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        """What was not published goes with the session."""

    def add(self, packed: Documents) -> None:
        self._forms |= packed.forms
        for number in range(len(packed.metas)):
            post = _post(packed, number)
            self._posts[post.meta.id] = self._fresh[post.meta.id] = post

    def delete(self, post_id: str) -> None:
        self._posts.pop(post_id, None)

    def publish(self, contents: Contents) -> Receipt:
        writer = self._writer
        writer.posts, writer.forms, writer.contents = self._posts, frozenset(self._forms), contents
        writer.generation, writer.fresh = writer.generation + 1, self._fresh
        return Receipt(str(writer.generation), contents)


def _post(documents: Documents, number: int) -> MemoryPost:
    shown = documents.shown[number]
    marks = list(_MARKS.finditer(shown))
    bounds = [*(mark.start() for mark in marks), len(shown)]
    sections = tuple(
        (_FIELD_OF[mark[0]], shown[low + 1 : high])
        for mark, (low, high) in zip(marks, pairwise(bounds), strict=True)
    )
    day = int(documents.days[number])
    return MemoryPost(
        meta=documents.metas[number],
        seconds=float(documents.seconds[number]),
        day=date.fromordinal(day) if day else None,
        sections=sections,
        terms=_terms(documents, number, bounds),
        passages=frozenset(documents.signatures[number].tolist()),
    )


def _terms(documents: Documents, number: int, bounds: list[int]) -> dict[str, list[Span]]:
    words = documents.occurrences
    first, end = int(words.bounds[number]), int(words.bounds[number + 1])
    rows = [(int(words.terms[at]), at, at) for at in range(first, end)]
    for term, at, more in zip(words.compounds, words.firsts, words.extents, strict=True):
        if first <= at < end:
            rows.append((int(term), int(at), int(at) + int(more)))
    terms: dict[str, list[Span]] = {}
    for term, low, high in rows:
        start, stop = int(words.starts[low]), int(words.ends[high])
        section = sum(bound <= start for bound in bounds) - 1
        shift = bounds[section] + 1
        assert FIELDS[words.fields[low]]
        terms.setdefault(words.vocabulary[term], []).append((section, start - shift, stop - shift))
    return terms


def sampled(posts: dict[str, MemoryPost], size: int, seed: int | None) -> Iterator[MemoryPost]:
    """Posts drawn with equal chance, each time anew."""
    draw, names = random.Random(seed), sorted(posts)
    for _ in range(size if names else 0):
        yield posts[draw.choice(names)]


def top(counts: Counter[str], most: int) -> list[tuple[str, int]]:
    """The most frequent, by count, then value."""
    return sorted(counts.items(), key=lambda pair: (-pair[1], pair[0]))[:most]
