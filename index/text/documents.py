"""Posts → Documents: the analysis of many posts at once, as arrays."""

import math
from collections.abc import Iterator, Sequence
from datetime import tzinfo
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from index.text.align import Aligned, aligned
from index.text.analyse import Tokens, analyse_together
from index.text.compounds import compounds
from index.text.folded import Together
from index.text.forms import annotate, forms, runs
from index.text.grams import Grams, alike_grams, border_grams, grams
from index.text.lexicon import LONGEST_TERM, Lexicon
from index.text.phrases import phrase_grams, phrase_lines, phrases
from index.text.sentences import SENTENCE, sentence_starts
from index.text.signature import LEAST_SHOWN, SIGNED_FIELDS, signature
from index.values import (
    FIELDS,
    AddedWords,
    Documents,
    Int32s,
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
    """The analysis of posts. The day of a date is that in `zone`; `words` are added to the
    dictionary."""
    sections = [section for post in posts for section in post.sections]
    bounds = np.cumsum([0, *(len(post.sections) for post in posts)])
    fields = np.array([FIELDS.index(section.field) for section in sections], dtype=np.uint8)
    texts = [section.text for section in sections]
    together = Together.of(texts)
    text = aligned(together)
    folded = _joined(text.folded, text.cuts, fields, bounds)
    spans = [(number, *span) for number, one in enumerate(sections) for span in _readings(one)]
    tokens, lines = annotate(analyse_together(together, words), spans)
    firsts, ends, terms = compounds(tokens)
    begins = sentence_starts(tokens, text.shown, text.shown_cuts)
    made = (
        np.concatenate([firsts, begins]),
        np.concatenate([ends, begins + 1]),
        terms + [SENTENCE] * len(begins),
    )
    occurrences = _occurrences(tokens, made, fields, bounds, text.shown_cuts)
    doc_of = np.repeat(np.arange(len(posts)), np.diff(bounds))
    found = phrases(tokens, text.shown, text.shown_cuts, doc_of)
    return Documents(
        metas=[_meta(post) for post in posts],
        seconds=np.array([p.date.timestamp() if p.date else math.nan for p in posts]),
        days=np.array([p.date.astimezone(zone).toordinal() if p.date else 0 for p in posts]),
        folded=folded,
        shown=_joined(text.shown, text.shown_cuts, fields, bounds),
        offsets=_offsets(text, bounds),
        seams=[_seams(post.sections) for post in posts],
        anchors=[tuple(s.anchor for s in p.sections if s.field == "heading") for p in posts],
        occurrences=occurrences,
        signatures=_signatures(sections, text, bounds),
        grams=_grams(folded, occurrences, tokens.lexicon, phrase_grams(found)),
        forms=forms(tokens, firsts, ends) | lines | runs(folded) | phrase_lines(found),
    )


def _readings(section: Section) -> Iterator[tuple[int, int, str]]:
    """(start, end, kana) of each reading that a section gives, and of neighbouring ones (東 とう,
    京 きょう) together, as long as they make a term."""
    first, last, kana_so_far = 0, -1, ""
    for low, high, kana in section.annotations:
        if not kana:
            continue
        yield low, high, kana
        if low == last and high - first <= LONGEST_TERM:
            last, kana_so_far = high, kana_so_far + kana
            yield first, last, kana_so_far
        else:
            first, last, kana_so_far = low, high, kana


def _seams(sections: Sequence[Section]) -> Int32s:
    """Where the shown text of a post is another in a browser: an array of shape (n, 2), the start
    and the length of each slice."""
    rows: list[tuple[int, int]] = []
    begin = 1
    for section in sections:
        end = begin  # of the last slice: what begins within that is part of it
        for low, high, _ in sorted(section.annotations):
            if begin + low >= end and rows[-1:] != [(begin + low, high - low)]:
                rows.append((begin + low, high - low))
                end = begin + high
            elif begin + high > end:
                start = rows.pop()[0]
                rows.append((start, begin + high - start))
                end = begin + high
        begin += len(section.text) + 1
    return np.array(rows, dtype=np.int32).reshape(-1, 2)


def _joined(
    text: str, cuts: NDArray[np.int32], fields: NDArray[np.uint8], bounds: Int64s
) -> list[str]:
    """The text of each post: its sections, each after the mark of its field. Section s is
    `text[cuts[s] + 1 : cuts[s + 1]]`; post p has the sections from `bounds[p]` on."""
    places = cuts.tolist()
    parts = [text[low + 1 : high] for low, high in pairwise(places)]
    names = [FIELDS[number] for number in fields.tolist()]
    return [
        join_sections(zip(names[low:high], parts[low:high], strict=True))
        for low, high in pairwise(bounds.tolist())
    ]


def _signatures(sections: Sequence[Section], text: Aligned, bounds: Int64s) -> list[Signature]:
    """The signature of each post, an empty one where it shows little text."""
    places = text.cuts.tolist()
    signatures = []
    for low, high in pairwise(bounds.tolist()):
        signed = [number for number in range(low, high) if sections[number].field in SIGNED_FIELDS]
        shown = sum(len(sections[number].text) for number in signed)
        folded = (text.folded[places[n] + 1 : places[n + 1]] for n in signed)
        signatures.append(signature(folded if shown >= LEAST_SHOWN else ()))
    return signatures


def _offsets(text: Aligned, bounds: Int64s) -> list[OffsetMap]:
    """The offsets of each post: its own differences, each counted from the one before."""
    rows = text.differences
    firsts = np.searchsorted(rows[:, 2], text.shown_cuts[bounds])
    low, high, start, end, whole = rows.T
    before = np.append(0, high)[:-1]
    begins = firsts[:-1][firsts[:-1] < firsts[1:]]
    before[begins] = text.cuts[bounds[:-1][firsts[:-1] < firsts[1:]]]
    spans = np.stack([low - before, high - low, (end - start) * 2 + whole], axis=1)
    shown = [text.shown[a:b] for a, b in zip(start.tolist(), end.tolist(), strict=True)]
    return [OffsetMap(spans[a:b], "".join(shown[a:b])) for a, b in pairwise(firsts.tolist())]


def _occurrences(
    tokens: Tokens,
    made: tuple[Int64s, Int64s, list[str]],
    fields: NDArray[np.uint8],
    bounds: Int64s,
    shown_cuts: NDArray[np.int32],
) -> Occurrences:
    """The tokens of sections, with slices of the posts' shown texts, and what is `made` of them
    (firsts, ends, terms): compounds, and the beginnings of sentences."""
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


def _grams(folded: Sequence[str], words: Occurrences, lexicon: Lexicon, phrases: Grams) -> Grams:
    """The grams of texts, of their words' borders, of letters that are alike, and of phrases: in
    the order of their marks."""
    terms = np.concatenate([words.terms, words.compounds])
    docs = np.concatenate([words.docs, words.docs[words.firsts]])
    borders = border_grams(terms, docs, lexicon, max(len(folded), 1))
    parts = (borders, alike_grams(folded), phrases, grams(folded))
    return np.concatenate([p[0] for p in parts]), np.concatenate([p[1] for p in parts])


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
        canonical=post.canonical,
        lang=post.lang,
    )
