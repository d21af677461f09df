"""One file → the document that the index holds of it, or why it holds none."""

import math
from collections import Counter
from dataclasses import dataclass
from datetime import datetime, tzinfo

import numpy as np
from numpy.typing import NDArray

from index.config import Settings
from index.deadline import deadline
from index.errors import PostError
from index.plan import Source
from index.posts import FIELDS, Post, Section, Site, Visibility, load_post, read_bytes
from index.store import LEFT_OUT, Document, Edits, FileRecord, Meta, Words, join_folded
from index.text import (
    Difference,
    Tokens,
    analyse,
    border_grams,
    compounds,
    differences,
    grams,
    literal,
    spans,
)

_LONGEST = 20
"""Seconds for one post: text made to stall a parser costs no more than that."""


@dataclass(frozen=True)
class Context:
    """What reading a post depends on besides its file. `now` is aware."""

    settings: Settings
    site: Site
    now: datetime


@dataclass(frozen=True)
class Prepared:
    """A file's record for the manifest and, where the post is listed, its document."""

    id: str
    record: FileRecord
    document: Document | None


def prepare(source: Source, context: Context) -> Prepared:
    """Reads, cleans and analyses one file; a post that cannot be read becomes a reason."""
    settings = context.settings
    try:
        with deadline(_LONGEST):
            data = read_bytes(source.path, source.id, settings.posts.max_bytes)
            post = load_post(data, source.id, context.site, settings.tz, context.now)
    except TimeoutError:
        return _left_out(source, f"{source.id}: expected a post that is read within {_LONGEST} s")
    except PostError as error:
        return _left_out(source, str(error))
    except Exception as error:
        # one post of a stranger must not stop the others, whatever a parser made of it
        return _left_out(source, f"{source.id}: could not be read: {type(error).__name__}: {error}")
    state = _allowed(post.visibility, settings)
    due = post.date.isoformat() if state is Visibility.FUTURE and post.date else None
    record = FileRecord(source.content, state.value, "", due, post.warnings)
    listed = state is Visibility.LISTED
    return Prepared(source.id, record, document(post, settings.tz) if listed else None)


def _left_out(source: Source, reason: str) -> Prepared:
    return Prepared(source.id, FileRecord(source.content, LEFT_OUT, reason), None)


def _allowed(visibility: Visibility, settings: Settings) -> Visibility:
    asked = {Visibility.DRAFT: settings.posts.drafts, Visibility.FUTURE: settings.posts.future}
    return Visibility.LISTED if asked.get(visibility) else visibility


def document(post: Post, zone: tzinfo) -> Document:
    """The analysis of a post, section by section; slices count from the start of all its text."""
    folded = [literal(section.text) for section in post.sections]
    changes: list[Difference] = []
    words = _Words()
    at = shown_at = 0
    for section, text in zip(post.sections, folded, strict=True):
        at, shown_at = at + 1, shown_at + 1
        changes += [
            (low + at, high + at, start + shown_at, end + shown_at)
            for low, high, start, end in differences(section.text, text)
        ]
        words.add(section, analyse(section.text), shown_at)
        at, shown_at = at + len(text), shown_at + len(section.text)
    joined = join_folded(zip((s.field for s in post.sections), folded, strict=True))
    shown = join_folded((s.field, s.text) for s in post.sections)
    replaced = "".join(shown[start:end] for _, _, start, end in changes)
    return Document(
        meta=_meta(post),
        seconds=post.date.timestamp() if post.date else math.nan,
        day=post.date.astimezone(zone).toordinal() if post.date else 0,
        folded=joined,
        shown=shown,
        edits=Edits(spans(changes), replaced),
        words=words.gathered(),
        grams=_grams(joined, words),
        lengths=words.lengths,
    )


class _Words:
    """The tokens of a post as they come, section by section."""

    def __init__(self) -> None:
        self.terms: list[str] = []
        self.compounds: list[str] = []
        self.lengths: Counter[str] = Counter()
        self._fields: list[NDArray[np.uint8]] = []
        self._starts: list[NDArray[np.int32]] = []
        self._ends: list[NDArray[np.int32]] = []
        self._firsts: list[int] = []
        self._extents: list[int] = []

    def add(self, section: Section, tokens: Tokens, shown_at: int) -> None:
        base = len(self.terms)
        for term, first, end in compounds(tokens):
            self.compounds.append(term)
            self._firsts.append(base + first)
            self._extents.append(min(end - first - 1, 255))
        self.terms += tokens.terms
        self.lengths[section.field] += len(tokens)
        self._fields.append(np.full(len(tokens), FIELDS.index(section.field), dtype=np.uint8))
        self._starts.append(tokens.starts + np.int32(shown_at))
        self._ends.append(tokens.ends + np.int32(shown_at))

    def gathered(self) -> Words:
        none = np.zeros(0, dtype=np.int32)
        return Words(
            self.terms,
            np.concatenate([none.astype(np.uint8), *self._fields]),
            np.concatenate([none, *self._starts]),
            np.concatenate([none, *self._ends]),
            self.compounds,
            np.array(self._firsts, dtype=np.int32),
            np.array(self._extents, dtype=np.uint8),
        )


def _grams(folded: str, words: _Words) -> NDArray[np.uint64]:
    border = border_grams({*words.terms, *words.compounds})
    return np.union1d(grams(folded), np.array(sorted(border), dtype=np.uint64))


def _meta(post: Post) -> Meta:
    return Meta(
        id=post.id,
        title=post.title,
        url=post.url,
        date=post.date.isoformat() if post.date else None,
        authors=post.authors,
        categories=post.categories,
        tags=post.tags,
        excerpt=post.excerpt,
        reading_time=post.reading_time,
        lang=post.lang,
    )
