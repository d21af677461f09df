"""Posts → Documents: their analysis, all at once, as arrays."""

import math
from collections.abc import Iterator, Sequence
from datetime import tzinfo
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from index.text.align import Aligned, aligned
from index.text.analyse import Tokens, analyse_all, compounds
from index.text.forms import annotate, forms
from index.text.grams import Grams, border_grams, grams
from index.text.lexicon import LONGEST_TERM, Lexicon
from index.text.signature import LEAST_SHOWN, SIGNED_FIELDS, signature
from index.values import (
    FIELDS,
    AddedWords,
    Documents,
    Int64s,
    Meta,
    Occurrences,
    OffsetMap,
    Post,
    Section,
    Signature,
    join_sections,
)


def documents(posts: Sequence[Post], zone: tzinfo, words: AddedWords = ()) -> Documents:
    """The analysis of posts; `zone` tells the day of a date, the dictionary holds `words` too."""
    sections = [section for post in posts for section in post.sections]
    bounds = np.cumsum([0, *(len(post.sections) for post in posts)])
    fields = np.array([FIELDS.index(section.field) for section in sections], dtype=np.uint8)
    texts = [section.text for section in sections]
    text = aligned(texts)
    folded = _joined(text.folded, text.cuts, fields, bounds)
    spans = [(number, *span) for number, one in enumerate(sections) for span in _readings(one)]
    tokens, lines = annotate(analyse_all(texts, words), spans)
    made = compounds(tokens)
    inverted = _words(tokens, made, fields, bounds, text.shown_cuts)
    return Documents(
        metas=[_meta(post) for post in posts],
        seconds=np.array([p.date.timestamp() if p.date else math.nan for p in posts]),
        days=np.array([p.date.astimezone(zone).toordinal() if p.date else 0 for p in posts]),
        folded=folded,
        shown=_joined(text.shown, text.shown_cuts, fields, bounds),
        offsets=_offsets(text, bounds),
        occurrences=inverted,
        signatures=_signatures(sections, text, bounds),
        grams=_grams(folded, inverted, tokens.lexicon),
        forms=forms(tokens, made[0], made[1]) | lines,
    )


def _readings(section: Section) -> Iterator[tuple[int, int, str]]:
    """What a section tells, and what stands end to end (東 とう, 京 きょう) as one, as far as a
    term goes."""
    first, last, kana_so_far = 0, -1, ""
    for low, high, kana in section.readings:
        yield low, high, kana
        if low == last and high - first <= LONGEST_TERM:
            last, kana_so_far = high, kana_so_far + kana
            yield first, last, kana_so_far
        else:
            first, last, kana_so_far = low, high, kana


def _joined(
    text: str, cuts: NDArray[np.int32], fields: NDArray[np.uint8], bounds: Int64s
) -> list[str]:
    """The sections of each post as one text."""
    places = cuts.tolist()
    parts = [text[low + 1 : high] for low, high in pairwise(places)]
    names = [FIELDS[number] for number in fields.tolist()]
    return [
        join_sections(zip(names[low:high], parts[low:high], strict=True))
        for low, high in pairwise(bounds.tolist())
    ]


def _signatures(sections: Sequence[Section], text: Aligned, bounds: Int64s) -> list[Signature]:
    """Of the posts; of those that show little, none."""
    places = text.cuts.tolist()
    found = []
    for low, high in pairwise(bounds.tolist()):
        signed = [number for number in range(low, high) if sections[number].field in SIGNED_FIELDS]
        shown = sum(len(sections[number].text) for number in signed)
        folded = (text.folded[places[n] + 1 : places[n + 1]] for n in signed)
        found.append(signature(folded if shown >= LEAST_SHOWN else ()))
    return found


def _offsets(text: Aligned, bounds: Int64s) -> list[OffsetMap]:
    """The differences of each post: its own rows, counted from the one before."""
    rows = text.differences
    firsts = np.searchsorted(rows[:, 2], text.shown_cuts[bounds])
    low, high, start, end, whole = rows.T
    before = np.append(0, high)[:-1]
    begins = firsts[:-1][firsts[:-1] < firsts[1:]]
    before[begins] = text.cuts[bounds[:-1][firsts[:-1] < firsts[1:]]]
    spans = np.stack([low - before, high - low, (end - start) * 2 + whole], axis=1)
    shown = [text.shown[a:b] for a, b in zip(start.tolist(), end.tolist(), strict=True)]
    return [OffsetMap(spans[a:b], "".join(shown[a:b])) for a, b in pairwise(firsts.tolist())]


def _words(
    tokens: Tokens,
    made: tuple[Int64s, Int64s, list[str]],
    fields: NDArray[np.uint8],
    bounds: Int64s,
    shown_cuts: NDArray[np.int32],
) -> Occurrences:
    section_of = np.repeat(np.arange(len(fields)), np.diff(tokens.bounds))
    doc_of = np.repeat(np.arange(len(bounds) - 1), np.diff(bounds))
    shift = shown_cuts[:-1] - shown_cuts[bounds[:-1]][doc_of] + 1
    firsts, ends, terms = made
    return Occurrences(
        vocabulary=tokens.lexicon.terms,
        terms=tokens.terms,
        docs=doc_of[section_of],
        fields=fields[section_of],
        starts=tokens.starts + shift[section_of],
        ends=tokens.ends + shift[section_of],
        bounds=tokens.bounds[bounds],
        compounds=tokens.lexicon.numbers(terms),
        firsts=firsts,
        extents=np.minimum(ends - firsts - 1, 255).astype(np.uint8),
    )


def _grams(folded: Sequence[str], words: Occurrences, lexicon: Lexicon) -> Grams:
    """Those of how words begin come before all others."""
    terms = np.concatenate([words.terms, words.compounds])
    docs = np.concatenate([words.docs, words.docs[words.firsts]])
    found = grams(folded), border_grams(terms, docs, lexicon, max(len(folded), 1))
    (numbers, of), (borders, of_borders) = found
    return np.concatenate([borders, numbers]), np.concatenate([of_borders, of])


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
    )
